"""Columns of a sheet, as text → what the metrics take: codes, flags, seconds, moments.

Pure. A cell that cannot be read excludes its response and is counted; an empty one is a response that was not given.
Nothing is guessed: 1,234 may be two numbers, and is refused as one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import count
from typing import Generic, TypeVar

from msgspec import Struct

from ...assessment.sheet.cell import read_flag
from ...errors import InvalidAnswer
from .duration import Message, Search, Wait
from .figure import InvalidResponse
from .gap import Rating
from .share import Period
from .tally import Counts

Columns = Mapping[str, Sequence[str]]
"""The cells of each column that a metric asks for, by the metric's name for it; optional ones may be absent."""

_NUMBER = re.compile(r"-?[0-9]{1,12}(?:[.,][0-9]{1,9})?")
_THOUSAND = re.compile(r"-?[1-9][0-9]{0,2},[0-9]{3}")
_EMPTY = ""
T = TypeVar("T")


class Read(Struct, Generic[T], frozen=True, kw_only=True):
    """The responses that could be read, and how many could not, or were not given."""

    good: tuple[T, ...]
    excluded: int
    empty: int


def count_codes(cells: Iterable[str]) -> Counts:
    """How often each number was given, as a float; what is no number stays text, "" what was not given."""
    return Counter(cell if (found := as_number(cell)) is None else found for cell in cells)


def count_words(cells: Iterable[str]) -> Counts:
    """How often each word was given."""
    return Counter(cells)


def read_flags(cells: Iterable[str]) -> Read[bool]:
    """yes and no, true and false, 1 and 0."""
    return _read(([cell] for cell in cells), as_flag)


def read_messages(columns: Columns) -> Read[Message]:
    """A row is a message and a reply to it. Without a column `contact` each row is a contact of its own.

    Raises `InvalidResponse` where some moments have a zone and others have none.
    """
    rows = len(columns["received"])
    contacts, has_contacts, own = columns.get("contact") or [_EMPTY] * rows, "contact" in columns, count(1)
    automatic = columns.get("automatic") or [_EMPTY] * rows
    _refuse_mixed_zones([*columns["received"], *columns["answered"]])

    def read(received: str, answered: str, contact: str, is_automatic: str) -> Message | None:
        came, left = as_moment(received), as_moment(answered)
        flag = False if is_automatic == _EMPTY else as_flag(is_automatic)
        name = contact if has_contacts else str(next(own))
        if came is None or (answered != _EMPTY and left is None) or flag is None or name == _EMPTY:
            return None
        return Message(contact=name, received=came, answered=left, automatic=flag)

    return _read(zip(columns["received"], columns["answered"], contacts, automatic, strict=True), read)


def read_waits(columns: Columns) -> Read[Wait]:
    """Seconds, and whether the customer gave up; without that column nobody did."""
    abandoned = columns.get("abandoned") or [_EMPTY] * len(columns["seconds"])

    def read(seconds: str, gave_up: str) -> Wait | None:
        number, flag = as_number(seconds), False if gave_up == _EMPTY else as_flag(gave_up)
        return None if number is None or flag is None else Wait(seconds=number, abandoned=flag)

    return _read(zip(columns["seconds"], abandoned, strict=True), read)


def read_searches(columns: Columns) -> Read[Search]:
    """Whether it was found at the first attempt and, if there is such a column, after how many seconds."""
    seconds = columns.get("seconds") or [_EMPTY] * len(columns["found"])

    def read(found: str, after: str) -> Search | None:
        flag, number = as_flag(found), as_number(after)
        if flag is None or (after != _EMPTY and number is None):
            return None
        return Search(at_first=flag, seconds=number)

    return _read(zip(columns["found"], seconds, strict=True), read)


def read_ratings(columns: Columns) -> Read[Rating]:
    """A row is one respondent and one item, with the codes for both sides; an unreadable code is off the scale."""
    dimensions = columns.get("dimension") or [_EMPTY] * len(columns["item"])

    def read(respondent: str, item: str, dimension: str, *sides: str) -> Rating | None:
        if not respondent or not item:
            return None
        # no scale reaches there: not given and not readable stay apart
        expectation, perception = (
            None if side == _EMPTY else number if (number := as_number(side)) is not None else float("inf")
            for side in sides
        )
        return Rating(
            respondent=respondent,
            item=item,
            dimension=dimension,
            expectation=expectation,
            perception=perception,
        )

    sides = columns["expectation"], columns["perception"]
    return _read(zip(columns["respondent"], columns["item"], dimensions, *sides, strict=True), read)


def read_period(columns: Columns) -> Period:
    """The one row of a sheet of counts. Raises `InvalidResponse` for none, several, or what is no whole number."""
    counts: dict[str, int | None] = {}
    for name, cells in columns.items():
        if len(cells) != 1:
            remedy = "Leave the row of one period: the shares of several cannot be added up."
            raise InvalidResponse(f"The sheet has {len(cells)} rows.", where=name, remedy=remedy)
        number = as_number(cells[0])
        if cells[0] != _EMPTY and (number is None or number != int(number)):
            raise InvalidResponse(
                f"{cells[0]!r} is no number of customers.", where=name, remedy="Count them."
            )
        counts[name] = None if number is None else int(number)
    if counts.get("start") is None:
        raise InvalidResponse("How many there were is not known.", where="start", remedy="Give their number.")
    return Period(**counts)  # type: ignore[arg-type]


def as_number(cell: str) -> float | None:
    """The number in a cell, with a decimal point or comma; None for anything else, and where a comma may mean thousands."""
    if not _NUMBER.fullmatch(cell) or _THOUSAND.fullmatch(cell):
        return None
    return float(cell.replace(",", "."))


def as_flag(cell: str) -> bool | None:
    """yes or no, true or false, 1 or 0; None for anything else."""
    try:
        return None if cell == _EMPTY else bool(read_flag("", cell))
    except InvalidAnswer:
        return None


def as_moment(cell: str) -> float | None:
    """Seconds since 1970 of a date and time in ISO 8601, UTC if no zone is named; a date alone is its midnight."""
    moment = _moment(cell)
    return None if moment is None else (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def _moment(cell: str) -> datetime | None:
    try:
        return datetime.fromisoformat(cell)
    except ValueError:
        return None


def _refuse_mixed_zones(cells: Iterable[str]) -> None:
    zoned = {moment.tzinfo is not None for cell in cells if (moment := _moment(cell)) is not None}
    if len(zoned) > 1:
        what = "Some times name their zone and others do not: the time between them is not known."
        raise InvalidResponse(what, where="received, answered", remedy="Write all of them the same way.")


def _read(rows: Iterable[Sequence[str]], read: Callable[..., T | None]) -> Read[T]:
    """Every row as a response; a row with all its cells empty was not given."""
    good: list[T] = []
    excluded = empty = 0
    for row in rows:
        response = read(*row)
        if response is not None:
            good.append(response)
        elif any(row):
            excluded += 1
        else:
            empty += 1
    return Read(good=tuple(good), excluded=excluded, empty=empty)
