"""`assess site`: the benchmarks as a static site for everybody."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from ..language import LANGUAGES, speaking
from ..language import gettext as _
from .option import data_option, load_catalogue, progress, settings_for, tell


@click.command("site", epilog="Example: assess site --out build/benchmark --language pl")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="Folder of the site."
)
@click.option(
    "--editions",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Folder of released editions. [default: those in the data folder]",
)
@click.option(
    "--title", help="Name of the site. [default: Customer experience benchmark, in the site's language]"
)
@click.option(
    "--language",
    type=click.Choice(list(LANGUAGES)),
    default="en",
    show_default=True,
    help="Language of the site; build once for each.",
)
@click.option(
    "--builder",
    type=click.Choice(["mkdocs", "zensical"]),
    default="mkdocs",
    show_default=True,
    help="What builds the site.",
)
@data_option
def command(
    out: Path, editions: Path | None, title: str | None, language: str, builder: str, data: Path | None
) -> None:
    """Publish the benchmarks: a page for each questionnaire, dimension and industry, with data to download.

    It is made from released editions alone. The database is never opened, and need not be there.
    """
    from ..questionnaire.archive import recall
    from ..report.benchmark.site import Source, publish
    from ..report.chart.renderer import Renderer

    settings = settings_for(data)
    with progress("Building the benchmark site"):
        source = Source(
            editions=editions or settings.editions,
            catalogue=load_catalogue(settings, is_verified=False),
            recall=partial(recall, settings.archive),
        )
        with speaking(language):
            named = title or _("Customer experience benchmark")
        renderer = Renderer(settings.cache / "charts" if settings.data.exists() else None)
        start = publish(source, out, title=named, language=language, renderer=renderer, builder=builder)  # type: ignore[arg-type]
    tell(f"Written to {start}")
