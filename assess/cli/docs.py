"""`assess docs`: the documentation as a static site."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .option import load_catalogue, progress, settings_for, tell

if TYPE_CHECKING:
    from ..report.sample.site import Sample


@click.command("docs", epilog="Example: assess docs --out build/documentation")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="Folder of the site."
)
def command(out: Path) -> None:
    """Build the documentation: guides, a sample report, the questionnaire format, the method, the API, operating.

    The sample report is made up, in every language, with all files there are to download.
    """
    from ..report.sample.site import make_sample

    with tempfile.TemporaryDirectory() as folder, progress("Building the documentation"):
        catalogue = load_catalogue(settings_for(Path(folder)))
        build_documentation(out, make_sample(catalogue, Path(folder) / "charts"))
    tell(f"Written to {out / 'index.html'}")


def build_documentation(out: Path, sample: Sample, *, pictures: bool = True) -> None:
    """The documentation site at `out`, the sample report within. `pictures`: each chart of the sample is there to download,
    too."""
    from ..report.manual import build
    from ..report.sample.site import print_samples
    from . import main
    from .reference import command_page

    build(out, commands=command_page(main), samples=print_samples(sample, pictures=pictures))
