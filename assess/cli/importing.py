"""`assess import`: a sheet of respondents into the store."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .option import (
    data_option,
    find_questionnaire,
    json_option,
    load_catalogue,
    print_json,
    progress,
    settings_for,
    tell,
)

if TYPE_CHECKING:
    from ..assessment.sheet import Sheet

SHOWN = 20
"""Problems told one by one; the file of bad rows has them all."""


@click.command("import", epilog="Example: assess import clients.csv --questionnaire cx-quick-check")
@click.argument("sheet", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--questionnaire", required=True, help="Id of the questionnaire that was answered.")
@click.option("--contribute", is_flag=True, help="The respondents agreed to contribute to a benchmark.")
@click.option(
    "--synthetic", is_flag=True, help="The answers are made up; everything derived from them will say so."
)
@click.option(
    "--bad-rows",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where rows to mend go. [default: SHEET.bad.csv]",
)
@data_option
@json_option
def command(
    sheet: Path,
    questionnaire: str,
    contribute: bool,
    synthetic: bool,
    bad_rows: Path | None,
    data: Path | None,
    as_json: bool,
) -> None:
    """Import a SHEET (CSV or XLSX), one row per respondent: id, industry, size, region, and a column per question.

    Good rows are stored; bad ones are told with row, column and remedy and written to a file to mend. The same
    sheet twice is stored once. Exit 1 if any row was bad.
    """
    from msgspec.structs import replace

    from ..assessment.sheet import read_sheet
    from ..questionnaire.load import load_shared
    from .source import open_source

    settings = settings_for(data)
    found = find_questionnaire(questionnaire, settings)
    with progress("Reading"), collector_at_rest():
        read = read_sheet(sheet, found, load_shared(settings.questionnaires)[1])
    if synthetic:
        read = replace(read, batch=replace(read.batch, synthetic=True))
    key = _key(sheet, found.hash, contribute, read.batch.synthetic)
    with progress(f"Scoring and storing {len(read.batch.ids):,} respondents"), collector_at_rest():
        added = 0
        if read.batch.ids:
            with open_source(settings, load_catalogue(settings), create=True) as source:
                added = source.add_batch(read.batch, read.texts, contributes=contribute, key=key)
    target = bad_rows or sheet.with_name(sheet.name + ".bad.csv")
    if read.problems:
        read.write_bad_rows(target)
    if as_json:
        print_json({"added": added, "notes": read.notes, "problems": read.problems, "ids": read.batch.ids})
    else:
        _tell(read, added, target)
    if read.problems:
        raise click.exceptions.Exit(1)


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Without the garbage collector: it would walk millions of cells again and again, and find nothing to free."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _key(sheet: Path, hash: str, contributes: bool, synthetic: bool) -> str:
    """The same sheet, imported in the same sense, has the same key."""
    sense = f"{hash} {contributes} {synthetic}".encode()
    return hashlib.sha256(sheet.read_bytes() + sense).hexdigest()[:32]


def _tell(sheet: Sheet, added: int, target: Path) -> None:
    for note in sheet.notes:
        tell(note)
    for problem in sheet.problems[:SHOWN]:
        tell(str(problem))
    if len(sheet.problems) > SHOWN:
        tell(f"… and {len(sheet.problems) - SHOWN} more.")
    if added == 0 and sheet.batch.ids:
        tell("This sheet was imported before; nothing was added again.")
    else:
        tell(f"{added:,} respondent{'' if added == 1 else 's'} imported.")
    if sheet.problems:
        tell(f"Rows to mend: {target}")
