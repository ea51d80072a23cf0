"""Options and output that several commands share."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..errors import AssessError
from ..language import LANGUAGES
from ..settings import Settings, read_settings

if TYPE_CHECKING:
    from ..benchmark.shelf import Shelf
    from ..questionnaire.catalogue import Catalogue
    from ..questionnaire.model import Questionnaire

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")
_folder = click.Path(path_type=Path, file_okay=False)
data_option = click.option(
    "--data",
    type=_folder,
    help="Folder of the database and the editions. [default: ASSESS_DATA, or assess-data]",
)

language_option = click.option(
    "--language",
    type=click.Choice(list(LANGUAGES)),
    help="Language of the report. [default: the questionnaire's first]",
)

edition_option = click.option(
    "--edition",
    type=_folder,
    help="Folder of the edition to compare with. [default: the newest in the data folder]",
)
brand_option = click.option(
    "--brand",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="A brand file: name, logo, colours, fonts, footer, texts of your own.",
)
interactive_option = click.option(
    "--interactive",
    is_flag=True,
    help="Let readers turn a chart into one that they can point at and filter. Adds 0.9 MB to a site, loaded only by who "
    "asks for it; the first time takes some seconds longer.",
)


def settings_for(data: Path | None = None, **changes: object) -> Settings:
    """The settings from the environment, with what was given on the command line instead."""
    environment = dict(os.environ)
    if data is not None:
        environment["ASSESS_DATA"] = str(data)
    environment |= {
        f"ASSESS_{name.upper()}": str(value) for name, value in changes.items() if value is not None
    }
    return read_settings(environment)


def shelf_of(settings: Settings) -> Shelf:
    """Where the editions of these settings are kept."""
    from ..benchmark.shelf import Shelf

    return Shelf(
        candidates=settings.candidates, editions=settings.editions, votes=settings.votes, keys=settings.keys
    )


def load_catalogue(settings: Settings, *, is_verified: bool = True) -> Catalogue:
    """The catalogue with its worked examples run; what cannot be served is told on stderr.

    Commands that read what was answered before go without the examples: they were run when it was served.
    """
    from ..questionnaire.catalogue import load_catalogue as load

    cache = settings.cache if settings.data.is_dir() else None
    if is_verified:
        from ..scoring.example import verify

        catalogue = load(settings.questionnaires, verify, cache=cache)
    else:
        catalogue = load(settings.questionnaires, cache=cache)
    for problem in catalogue.problems:
        click.echo(str(problem), err=True)
    return catalogue


def find_questionnaire(name: str, settings: Settings, catalogue: Catalogue | None = None) -> Questionnaire:
    """A questionnaire by its id in the catalogue, which may have been loaded already, or by the path of its file."""
    from ..questionnaire.load import load, load_shared
    from ..questionnaire.shared import shared_folder

    if name.endswith((".yaml", ".yml")):
        vocabulary, profile = load_shared(shared_folder(Path(name), settings.questionnaires))
        return load(Path(name), vocabulary, profile)
    return (catalogue or load_catalogue(settings, is_verified=False)).get(name)


def language_for(
    questionnaire: Questionnaire, catalogue: Catalogue, wanted: str | None, *, where: str = "--language"
) -> str:
    """The wanted language, or the questionnaire's first; `AssessError` where it has no translation into it. `where` is
    what a person wrote it into."""
    first = questionnaire.languages[0]
    if wanted is None:
        return first if first in LANGUAGES else next(iter(LANGUAGES))
    if catalogue.speaks(questionnaire, wanted) == wanted:
        return wanted
    there = [code for code in LANGUAGES if catalogue.speaks(questionnaire, code) == code]
    raise AssessError(
        f"`{questionnaire.id}` is not translated into `{wanted}`.",
        where=where,
        remedy=f"There are: {', '.join(there)}.",
    )


def print_json(value: object) -> None:
    """`value` as JSON on stdout."""
    import msgspec

    click.echo(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())


@contextmanager
def progress(label: str, total: int | None = None) -> Iterator[Any]:
    """A progress bar on stderr, gone when done; yields a function to call with how many more are done."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    console = Console(stderr=True)  # a log is no screen: all that a bar leaves there is an empty line
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(label, total=total)
        yield lambda step=1: bar.advance(task, step)


def tell(text: str) -> None:
    """Talk, to stderr."""
    click.echo(text, err=True)


def print_table(header: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """Rows in aligned columns on stdout."""
    table = [[str(cell) for cell in row] for row in (header, *rows)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for row in table:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
