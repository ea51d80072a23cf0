"""`assess site`: the benchmarks as a static site for everybody."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from ..language import LANGUAGES
from .option import data_option, load_catalogue, progress, settings_for, tell


@click.command("site", epilog="Example: assess site --out build/benchmark --language en --language pl")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="Folder of the site."
)
@click.option(
    "--editions",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Folder of released editions. [default: those in the data folder]",
)
@click.option(
    "--key",
    "keys",
    multiple=True,
    metavar="PUBLICKEY",
    help="Also take editions that this key signed; can be given several times. [default: the trust list, and this instance]",
)
@click.option(
    "--title", help="Name of the site. [default: Customer experience benchmark, in the site's language]"
)
@click.option(
    "--language",
    type=click.Choice(list(LANGUAGES)),
    multiple=True,
    help="Language of the site; can be given several times. [default: all]",
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
    out: Path,
    editions: Path | None,
    keys: tuple[str, ...],
    title: str | None,
    language: tuple[str, ...],
    builder: str,
    data: Path | None,
) -> None:
    """Publish the benchmarks: a page for each questionnaire, dimension and industry, with data to download.

    It is made from released editions alone. The database is never opened, and need not be there. In several languages,
    each has a folder, every page is linked to itself in the others, and a first page leads to them.
    """
    from ..benchmark.signature import check_public
    from ..benchmark.verification import names
    from ..questionnaire.archive import recall
    from ..report.benchmark.site import Source, publish
    from ..report.chart.renderer import Renderer

    settings = settings_for(data)
    languages = tuple(dict.fromkeys(language)) or tuple(LANGUAGES)
    with progress("Building the benchmark site", total=len(languages)) as advance:
        source = Source(
            editions=editions or settings.editions,
            known={*names(settings.keys), *map(check_public, keys)},
            catalogue=load_catalogue(settings, is_verified=False),
            recall=partial(recall, settings.archive),
        )
        renderer = Renderer(settings.cache / "charts" if settings.data.exists() else None)
        start = publish(
            source,
            out,
            languages=languages,
            title=title or "",
            renderer=renderer,
            builder=builder,  # type: ignore[arg-type]
            advance=advance,
        )
    tell(f"Written to {start}")
