"""The calendar of editions: quarters, and the rolling window of contributions that one covers.

Pure: what day it is comes from the caller, so that the same contributions give the same edition on any day.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from msgspec import Struct

from ..errors import AssessError

NAME = re.compile(r"(\d{4})-q([1-4])")
MONTHS = 3


class Quarter(Struct, frozen=True, order=True):
    """A quarter of a year, 1 to 4; `str` of it is its name, such as "2026-q3"."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year}-q{self.number}"

    @property
    def first(self) -> date:
        return date(self.year, MONTHS * self.number - MONTHS + 1, 1)

    @property
    def last(self) -> date:
        return self.shifted(1).first - timedelta(days=1)

    def shifted(self, quarters: int) -> Quarter:
        """The quarter so many later; earlier if negative."""
        year, number = divmod(4 * self.year + self.number - 1 + quarters, 4)
        return Quarter(year, number + 1)

    def window(self, quarters: int) -> tuple[date, date]:
        """The first and the last day of the `quarters` quarters that end with this one."""
        return self.shifted(1 - quarters).first, self.last


def parse(name: str) -> Quarter:
    """The quarter of that name; `AssessError` for anything else."""
    found = NAME.fullmatch(name)
    if not found or found[1] == "0000":
        raise AssessError(
            f"{name!r} is no quarter.", where="edition", remedy="Write the year and the quarter: 2026-q3."
        )
    return Quarter(int(found[1]), int(found[2]))


def quarter_of(day: date) -> Quarter:
    """The quarter a day lies in."""
    return Quarter(day.year, (day.month - 1) // MONTHS + 1)
