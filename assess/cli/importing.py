"""`assess import`: respondents of a sheet, or of a JSON file, into the store."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import Struct

from ..collector import at_rest
from ..errors import AssessError
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
    from ..questionnaire.catalogue import Catalogue
    from ..questionnaire.model import Questionnaire
    from ..store.record import Origin
    from .source import Source

SHOWN = 20
"""Problems told one by one; the file of bad rows has them all."""


class Day(click.DateTime):
    """A day as ISO writes it; whoever writes another is told how."""

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime | None:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f"`{value}` is no day: write year, month and day, such as 2025-10-01.", param, ctx)


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
    "--submitted",
    type=Day(["%Y-%m-%d"]),
    metavar="DAY",
    help="When they answered, such as 2025-10-01, if not today; in a JSON file, those who do not say so themselves.",
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
    submitted: datetime | None,
    synthetic: bool,
    bad_rows: Path | None,
    data: Path | None,
    as_json: bool,
) -> None:
    """Import a SHEET (CSV or XLSX), one row per respondent: id, industry, size, region, and a column per question.

    Columns `organisation` and `group` (a register number or an e-mail domain) say which respondents are of one corporate
    group, `account` who brings a row in, instead of --account; of these only keyed hashes are kept, if they contribute, and
    of a column `role` nothing. A JSON file, as `assess export --format json` writes it, also has reasons, comments and
    times; there `organisation`, `group` and `account` are fields of a respondent. Good rows are stored; bad ones are told
    with row, column and remedy and written to a file to mend. The same sheet twice is stored once. Exit 1 if any row was
    bad.
    """
    from ..benchmark.keyring import group_key
    from .source import open_source

    settings = settings_for(data)
    catalogue = load_catalogue(settings)
    found = find_questionnaire(questionnaire, settings, catalogue)
    is_json = sheet.suffix.lower() == ".json"
    reading = _read_json if is_json else _read_sheet
    given = _Given(
        contributes=contribute,
        synthetic=synthetic,
        account=account,
        submitted_at=_past(submitted),
        key=group_key(settings.keys),
    )
    added = 0
    with at_rest():
        with progress("Reading"):
            read = reading(sheet, found, catalogue, given)
        with progress(f"Scoring and storing {len(read.ids):,} respondents"):
            if read.ids:
                with open_source(settings, catalogue, create=True) as source:
                    added = read.add(source)
    target = bad_rows or sheet.with_name(f"{sheet.name}.bad.{'json' if is_json else 'csv'}")
    if read.problems:
        read.write_bad(target)
    if as_json:
        print_json({"added": added, "notes": read.notes, "problems": read.problems, "ids": read.ids})
    else:
        for note in read.notes:
            tell(note)
        _tell(read.problems, len(read.ids), added, target)
        if read.waiting is not None:
            _tell_waiting(read.waiting)
    if read.problems:
        raise click.exceptions.Exit(1)


def _past(day: datetime | None) -> datetime | None:
    """The day as it begins in UTC, in which all times are kept; `AssessError` for one that is still to come."""
    if day is None:
        return None
    begin, now = day.replace(tzinfo=UTC), datetime.now(UTC)
    if begin > now:
        raise AssessError(
            f"Nobody can have answered on {begin.date()} already: today is {now.date()} (UTC).",
            where="--submitted",
            remedy="Give the day on which the answers were given, or leave it out for today.",
        )
    return begin


class _Given(Struct, frozen=True, kw_only=True):
    """What the command line says of all rows; `submitted_at` is None for now, `key` the group key, which marks groups and
    accounts."""

    contributes: bool
    synthetic: bool
    account: str
    submitted_at: datetime | None
    key: bytes


class _Waiting(Struct, frozen=True, kw_only=True):
    """Of the contributions that wait to be accepted: how many are from a group that is not known, and how many from
    nobody that is named."""

    nameless: int
    unbrought: int


class _Read(Struct, frozen=True, kw_only=True):
    """What a file held, whatever its format. `add` puts the good respondents into a store and counts them, 0 if they are
    there already; `write_bad` puts the others into a file. `waiting` is None if nobody contributes."""

    ids: list[str]
    notes: Sequence[str] = ()
    problems: Sequence[object]
    waiting: _Waiting | None
    add: Callable[[Source], int]
    write_bad: Callable[[Path], object]


def _read_sheet(file: Path, questionnaire: Questionnaire, catalogue: Catalogue, given: _Given) -> _Read:
    from msgspec.structs import replace

    from ..assessment.sheet import read_sheet
    from ..store.record import Terms
    from .origin import origin_of

    read = read_sheet(file, questionnaire, catalogue.profile, spoken=catalogue.spoken_profile)
    batch = replace(read.batch, synthetic=read.batch.synthetic or given.synthetic)
    key = _key(file, questionnaire.hash, given.contributes, batch.synthetic, given.submitted_at)
    origin = None
    if given.contributes and batch.ids:
        origin = origin_of(read.people, len(batch.ids), given.key, given.account, key)
    is_waiting = origin is not None and not batch.synthetic
    return _Read(
        ids=batch.ids,
        notes=(*read.notes, *_note_people(read.people, contributes=given.contributes)),
        problems=read.problems,
        waiting=_waiting(read.people, origin, given.account) if is_waiting else None,
        add=lambda source: source.add_batch(
            batch,
            read.texts,
            Terms(
                key=key,
                contributes=given.contributes,
                origin=origin,
                submitted_at=given.submitted_at,
            ),
        ),
        write_bad=read.write_bad_rows,
    )


def _read_json(file: Path, questionnaire: Questionnaire, catalogue: Catalogue, given: _Given) -> _Read:
    from msgspec.structs import replace

    from ..assessment.exchange import read_answers, write_bad
    from .origin import origin_of

    read = read_answers(
        file.read_bytes(), questionnaire, catalogue.profile, file=file.name, now=datetime.now(UTC)
    )
    assessments = [
        replace(
            each,
            contributes=each.contributes or given.contributes,
            synthetic=each.synthetic or given.synthetic,
            submitted_at=each.submitted_at or given.submitted_at,
        )
        for each in read.assessments
    ]
    key = _key(file, questionnaire.hash, given.contributes, given.synthetic, given.submitted_at)
    contributes = [each.contributes for each in assessments]
    counts = [each.contributes and not each.synthetic for each in assessments]
    origin = origin_of(read.people, len(assessments), given.key, given.account, key)
    return _Read(
        ids=[each.id for each in assessments],
        notes=tuple(_note_people(read.people, contributes=any(contributes))),
        problems=read.problems,
        waiting=_waiting(read.people, origin, given.account, counts) if any(counts) else None,
        add=lambda source: source.add_assessments(assessments, key=key, origin=origin),
        write_bad=lambda target: target.write_bytes(write_bad(questionnaire, read.bad)),
    )


def _waiting(
    people: Mapping[str, Sequence[str]], origin: Origin, account: str, counts: Sequence[bool] | None = None
) -> _Waiting:
    """`counts` says of each row whether it contributes something real; None where all do."""
    import numpy as np

    n = len(origin.party)
    real = np.ones(n, dtype=bool) if counts is None else np.array(counts)
    named = np.array([bool(name or account.strip()) for name in people.get("account", [""] * n)], dtype=bool)
    return _Waiting(nameless=int((real & (origin.party == 0)).sum()), unbrought=int((real & ~named).sum()))


def _note_people(columns: Iterable[str], *, contributes: bool) -> Iterator[str]:
    """What a sheet says of who answered, and the store does not keep."""
    kept = {"organisation", "group", "account"} if contributes else set()
    if names := " and ".join(f"`{name}`" for name in columns if name not in kept):
        yield (
            f"Not kept: {names}. Each row is stored as an assessment of its own; "
            "`assess score --organisations` scores the respondents of one organisation together."
        )


def _key(sheet: Path, hash: str, contributes: bool, synthetic: bool, submitted_at: datetime | None) -> str:
    """The same sheet, imported in the same sense, has the same key; one for another day is not the same."""
    sense = f"{hash} {contributes} {synthetic}{f' {submitted_at.date()}' if submitted_at else ''}"
    return hashlib.sha256(sheet.read_bytes() + sense.encode()).hexdigest()[:32]


def _tell_waiting(waiting: _Waiting) -> None:
    tell("Contributions count once they are accepted: assess contribute list --waiting")
    if waiting.nameless:
        tell(f"Of {waiting.nameless:,} the corporate group is not known: assess contribute group ID IDENTITY")
    if waiting.unbrought:
        tell(
            f"{waiting.unbrought:,} name no account, so together they count as brought in by one: where that is more than "
            "a quarter of a group, the group is not published. Say who brought them in with --account, or row by row in "
            "`account`."
        )


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
