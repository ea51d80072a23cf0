"""`assess sample`: a report of an organisation that does not exist, compared with peers that do not either."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from ..collector import at_rest
from .option import language_for, language_option, load_catalogue, progress, settings_for, tell


@click.command("sample", epilog="Example: assess sample --out build/sample --language pl")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="Folder of the site."
)
@language_option
def command(out: Path, language: str | None) -> None:
    """Publish a sample report as a static site, without a server. Everything in it is made up and says so."""
    from ..report.sample.organisation import QUESTIONNAIRE
    from ..report.sample.site import compose_sample, make_sample
    from ..report.site.builder import publish

    with tempfile.TemporaryDirectory() as folder, progress("Building the sample report"), at_rest():
        catalogue = load_catalogue(settings_for(Path(folder)))
        spoken = language_for(catalogue.get(QUESTIONNAIRE), catalogue, language)
        publish(compose_sample(make_sample(catalogue, Path(folder) / "charts"), spoken), out)
    tell(f"Written to {out / 'index.html'}")
