"""`assess import`: respondents of a sheet, or of a JSON file, into the store."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

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

SHOWN = 20
"""Problems told one by one; the file of bad rows has them all."""


@click.command("import", epilog="Example: assess import clients.csv --questionnaire cx-quick-check")
@click.argument("sheet", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--questionnaire", required=True, help="Id of the questionnaire that was answered.")
@click.option("--contribute", is_flag=True, help="The respondents agreed to contribute to a benchmark.")
@click.option(
    "--account",
    default="",
    metavar="NAME",
    help="Who brings them in, such as a consultancy; only a keyed hash is kept.",
)
@click.option(
    "--synthetic", is_flag=True, help="The answers are made up; everything derived from them will say so."
)
@click.option(
    "--bad-rows",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where rows to mend go. [default: SHEET.bad.csv, or .bad.json]",
)
@data_option
@json_option
def command(
    sheet: Path,
    questionnaire: str,
    contribute: bool,
    account: str,
    synthetic: bool,
    bad_rows: Path | None,
    data: Path | None,
    as_json: bool,
) -> None:
    """Import a SHEET (CSV or XLSX), one row per respondent: id, industry, size, region, and a column per question.

    Columns `organisation` and `group` (a register number or an e-mail domain) say which respondents are of one corporate
    group, `account` who brings a row in, instead of --account; of these only keyed hashes are kept. A JSON file, as
    `assess export --format json` writes it, also has reasons, comments and times. Good rows are stored; bad ones are told
    with row, column and remedy and written to a file to mend. The same sheet twice is stored once. Exit 1 if any row
    was bad.
    """
    if sheet.suffix.lower() == ".json":
        _import_json(sheet, questionnaire, contribute, account, synthetic, bad_rows, data, as_json)
    else:
        _import_sheet(sheet, questionnaire, contribute, account, synthetic, bad_rows, data, as_json)


def _import_sheet(
    sheet: Path,
    questionnaire: str,
    contribute: bool,
    account: str,
    synthetic: bool,
    bad_rows: Path | None,
    data: Path | None,
    as_json: bool,
) -> None:
    from msgspec.structs import replace

    from ..assessment.sheet import read_sheet
    from ..benchmark.keyring import group_key
    from ..questionnaire.load import load_shared
    from .origin import origin_of
    from .source import open_source

    settings = settings_for(data)
    found = find_questionnaire(questionnaire, settings)
    with progress("Reading"), collector_at_rest():
        read = read_sheet(sheet, found, load_shared(settings.questionnaires)[1])
    if synthetic:
        read = replace(read, batch=replace(read.batch, synthetic=True))
    key = _key(sheet, found.hash, contribute, read.batch.synthetic)
    origin, unknown = None, 0
    if contribute and read.batch.ids:
        origin = origin_of(read.people, len(read.batch.ids), group_key(settings.keys), account, key)
        unknown = int((origin.party == 0).sum())
    with progress(f"Scoring and storing {len(read.batch.ids):,} respondents"), collector_at_rest():
        added = 0
        if read.batch.ids:
            with open_source(settings, load_catalogue(settings), create=True) as source:
                added = source.add_batch(
                    read.batch, read.texts, contributes=contribute, key=key, origin=origin
                )
    target = bad_rows or sheet.with_name(sheet.name + ".bad.csv")
    if read.problems:
        read.write_bad_rows(target)
    if as_json:
        print_json({"added": added, "notes": read.notes, "problems": read.problems, "ids": read.batch.ids})
    else:
        for note in read.notes:
            tell(note)
        _tell(read.problems, len(read.batch.ids), added, target)
        if contribute and not read.batch.synthetic:
            _tell_waiting(unknown)
    if read.problems:
        raise click.exceptions.Exit(1)


def _import_json(
    file: Path,
    questionnaire: str,
    contribute: bool,
    account: str,
    synthetic: bool,
    bad_rows: Path | None,
    data: Path | None,
    as_json: bool,
) -> None:
    from msgspec.structs import replace

    from ..assessment.exchange import read_answers, write_bad
    from ..benchmark.keyring import group_key
    from ..questionnaire.load import load_shared
    from .origin import account_mark
    from .source import open_source

    settings = settings_for(data)
    found = find_questionnaire(questionnaire, settings)
    with progress("Reading"):
        read = read_answers(file.read_bytes(), found, load_shared(settings.questionnaires)[1], file=file.name)
    assessments = [
        replace(each, contributes=each.contributes or contribute, synthetic=each.synthetic or synthetic)
        for each in read.assessments
    ]
    added = 0
    with progress(f"Scoring and storing {len(assessments):,} respondents"):
        if assessments:
            with open_source(settings, load_catalogue(settings), create=True) as source:
                key = _key(file, found.hash, contribute, synthetic)
                mark = account_mark(group_key(settings.keys), account)
                added = source.add_assessments(assessments, key=key, account=mark)
    target = bad_rows or file.with_name(file.name + ".bad.json")
    if read.bad:
        target.write_bytes(write_bad(found, read.bad))
    ids = [each.id for each in assessments]
    if as_json:
        print_json({"added": added, "notes": [], "problems": read.problems, "ids": ids})
    else:
        _tell(read.problems, len(ids), added, target)
        if real := sum(each.contributes and not each.synthetic for each in assessments):
            _tell_waiting(real)
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


def _tell_waiting(unknown: int) -> None:
    tell("Contributions count once they are accepted: assess contribute list --waiting")
    if unknown:
        tell(f"Of {unknown:,} the corporate group is not known: assess contribute group ID IDENTITY")


def _tell(problems: Sequence[object], good: int, added: int, target: Path) -> None:
    for problem in problems[:SHOWN]:
        tell(str(problem))
    if len(problems) > SHOWN:
        tell(f"… and {len(problems) - SHOWN} more.")
    if added == 0 and good:
        tell("This sheet was imported before; nothing was added again.")
    else:
        tell(f"{added:,} respondent{'' if added == 1 else 's'} imported.")
    if problems:
        tell(f"Rows to mend: {target}")
