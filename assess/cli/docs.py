"""`assess docs`: the documentation as a static site."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from ..language import LANGUAGES
from .option import load_catalogue, progress, settings_for, tell


@click.command("docs", epilog="Example: assess docs --out build/documentation")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="Folder of the site."
)
@click.option(
    "--pictures/--no-pictures",
    default=True,
    show_default=True,
    help="Each chart of the sample as a file of its own, too, and one that a reader may ask; takes most of the time.",
)
def command(out: Path, pictures: bool) -> None:
    """Build the documentation: guides, a sample report, the questionnaire format, the method, the API, operating.

    The sample report is made up, in every language, with the files there are to download.
    """
    from ..report.manual import build
    from ..report.sample.site import make_sample, print_samples
    from . import main
    from .reference import command_page

    with tempfile.TemporaryDirectory() as folder, progress("Building the documentation"):
        sample = make_sample(load_catalogue(settings_for(Path(folder))), Path(folder) / "charts")
        build(out, commands=command_page(main), samples=print_samples(sample, LANGUAGES if pictures else ()))
    tell(f"Written to {out / 'index.html'}")
