"""A chart's figures as a table, for whoever does not see the chart: made beside its data, so that both say the same."""

from __future__ import annotations

from msgspec import Struct

from ..word.text import Words


class Column(Struct, frozen=True):
    """The head of a column; `number` if it holds figures, which are set flush right."""

    name: str
    number: bool = False


class Table(Struct, frozen=True):
    """Text as it is shown, or to be said in the language spoken. The first cell of a row names it; every row is as long as
    the head."""

    header: tuple[Column, ...]
    rows: tuple[tuple[Words, ...], ...]

    def __post_init__(self) -> None:
        if any(len(row) != len(self.header) for row in self.rows):
            raise ValueError("every row of a table has a cell for each column")
