"""`assess docs`: the documentation as a static site."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from ..settings import Settings
from .option import progress, settings_for, tell


@click.command("docs", epilog="Example: assess docs --out build/documentation")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="Folder of the site."
)
def command(out: Path) -> None:
    """Build the documentation: guides, a sample report, the questionnaire format, the method, the API, operating.

    The sample report is made up, in every language, with all files there are to download.
    """
    from .sample import QUESTIONNAIRE, make_editions

    with tempfile.TemporaryDirectory() as folder, progress("Building the documentation"):
        settings = settings_for(Path(folder))
        make_editions(settings, only=QUESTIONNAIRE)
        build_documentation(out, settings)
    tell(f"Written to {out / 'index.html'}")


def build_documentation(out: Path, settings: Settings, *, pictures: bool = True) -> None:
    """The documentation site at `out`, its sample report compared with the edition of the settings. `pictures`: each chart
    of the sample is there to download, too."""
    from ..report.manual import build
    from . import main
    from .reference import command_page
    from .sample import print_samples

    build(out, commands=command_page(main), samples=print_samples(settings, pictures=pictures))
