"""`assess metric`: NPS, CSAT, CES and the other metrics of customers' responses in a sheet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import Struct

from ..errors import AssessError
from .option import json_option, print_json, print_table, progress, tell

if TYPE_CHECKING:
    from ..scoring.metric.definition import Definition
    from ..scoring.metric.figure import Figure, Metric, Unit

LISTED = 10
"""Headings that are named where one is missing."""

FORMS = {
    "percent": "{:.1f} %",
    "points": "{:+.1f}",
    "code": "{:.2f}",
    "difference": "{:+.2f}",
    "seconds": "{:.1f} s",
}


@click.command("metric", epilog="Example: assess metric nps responses.csv --column recommend")
@click.argument("name", required=False)
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="[NAME=]HEADING",
    help="Heading of the column, or of the one the metric calls NAME; may be repeated. [default: NAME itself]",
)
@click.option("--variant", default="", help="Which of the metric's definitions holds, such as 0-5 for NPS.")
@click.option("--list", "is_list", is_flag=True, help="List the metrics, their columns and variants.")
@json_option
def command(
    name: str | None, file: Path | None, columns: tuple[str, ...], variant: str, is_list: bool, as_json: bool
) -> None:
    """Compute the metric NAME of the responses in FILE, a sheet (CSV or XLSX) with a row for each.

    Each figure comes with its 95 % interval, or the reason why it has none, and how many responses it is of. Responses
    that cannot count are left out and counted.
    """
    from ..scoring.metric.definition import DEFINITIONS, compute, sentence_of

    if is_list:
        _list(DEFINITIONS, as_json)
        return
    definition = next((each for each in DEFINITIONS if each.name == name), None)
    if definition is None:
        known = ", ".join(each.name for each in DEFINITIONS)
        raise click.UsageError(f"Name a metric: {known}. `assess metric --list` says what they are.")
    if file is None:
        raise click.UsageError("Name the sheet with the responses.")
    wanted = _wanted(definition, columns)
    with progress(f"Computing {definition.title}"):
        metric = compute(definition, _read(file, wanted), variant)
    if as_json:
        print_json({"definition": sentence_of(definition, metric), "metric": metric})
    else:
        _print(f"{definition.title} ({metric.variant}). {sentence_of(definition, metric)}", metric)


class Wanted(Struct, frozen=True):
    """A column by the metric's name for it, its heading, and whether it has to be there."""

    name: str
    heading: str
    is_needed: bool


def _wanted(definition: Definition, given: tuple[str, ...]) -> list[Wanted]:
    names = [column.name for column in definition.columns]
    chosen: dict[str, str] = {}
    for each in given:
        name, separator, heading = each.partition("=")
        if not separator or name not in names:  # a heading may have a “=” of its own
            if len(names) > 1:
                raise click.UsageError(f"Write --column NAME=HEADING, with NAME one of {', '.join(names)}.")
            name, heading = names[0], each
        chosen[name] = heading
    return [
        Wanted(column.name, chosen.get(column.name, column.name), column.is_needed or column.name in chosen)
        for column in definition.columns
    ]


def _read(file: Path, wanted: list[Wanted]) -> dict[str, list[str]]:
    """The cells of the columns that are there, without rows in which nothing stands. Raises `AssessError`."""
    from ..assessment.formula import unescape
    from ..assessment.sheet.grid import open_grid

    grid = open_grid(file)
    for note in grid.notes:
        tell(note)
    rows = (row for block in grid.blocks for row in block if any(row))
    header = [unescape(cell.strip()) for cell in next(rows, [])]
    place = {each.name: at for each in wanted if (at := _find(each, header, grid.sheet)) is not None}
    cells: dict[str, list[str]] = {name: [] for name in place}
    for row in rows:
        for name, at in place.items():
            cells[name].append(unescape(row[at].strip()) if at < len(row) else "")
    return cells


def _find(wanted: Wanted, header: list[str], sheet: str) -> int | None:
    """Where a column stands; capitals and spaces around a heading do not matter."""
    heading = wanted.heading.strip().casefold()
    found = [at for at, cell in enumerate(header) if cell.casefold() == heading]
    where = f"{sheet}, first row"
    if len(found) > 1:
        raise AssessError(f"The column `{heading}` stands twice.", where=where, remedy="Rename one of them.")
    if not found and wanted.is_needed:
        there = ", ".join(f"`{cell[:60]}`" for cell in header[:LISTED] if cell) or "none"
        raise AssessError(
            f"There is no column `{heading}`.",
            where=where,
            remedy=f"Name it with --column {wanted.name}=HEADING. There are: {there}.",
        )
    return found[0] if found else None


def _list(definitions: tuple[Definition, ...], as_json: bool) -> None:
    if as_json:
        fields = ("name", "title", "sentences", "columns")
        print_json([{field: getattr(each, field) for field in fields} for each in definitions])
        return
    rows = (
        (
            each.name,
            each.title,
            ", ".join(column.name if column.is_needed else f"({column.name})" for column in each.columns),
            ", ".join(each.variants),
        )
        for each in definitions
    )
    print_table(("metric", "", "columns (optional)", "variants"), rows)


def _print(head: str, metric: Metric) -> None:
    from ..scoring.metric.figure import FEW

    click.echo(head)
    click.echo(f"{metric.n:,} counted, {metric.excluded:,} excluded, {metric.empty:,} empty.\n")
    rows = (
        (
            f"{figure.name} {figure.of}".rstrip(),
            "–" if figure.value is None else _shown(figure.value, figure.unit),
            _bounds(figure),
            f"{figure.n:,}",
            figure.interval.method,
        )
        for figure in metric.figures
    )
    print_table(("figure", "value", "95 % interval", "n", "method"), rows)
    if any(0 < figure.n < FEW for figure in metric.figures):
        tell(f"\nFewer than {FEW} responses: take the interval for a rough one.")


def _bounds(figure: Figure) -> str:
    from ..scoring.metric.figure import REASONS

    interval = figure.interval
    if interval.low is None or interval.high is None:
        return f"none: {REASONS[interval.reason]}"
    return f"{_shown(interval.low, figure.unit)} to {_shown(interval.high, figure.unit)}"


def _shown(value: float, unit: Unit) -> str:
    """Rounded half away from zero: codes to a hundredth, the rest to a tenth; from two minutes on as h:mm:ss."""
    from datetime import timedelta

    from ..scoring.model import round_half_away

    if unit == "seconds" and value >= 120:
        return str(timedelta(seconds=round_half_away(value, 0)))
    rounded = round_half_away(value, 2 if unit in ("code", "difference") else 1) + 0.0  # no minus zero
    return FORMS[unit].format(rounded)
