"""What a workbook is made of: sheets of columns and values, already in words. Nothing here knows a file format."""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

from ...language import gettext as _

Kind = Literal["text", "score", "value", "share", "whole"]
"""How a column is shown: words, one decimal, two decimals, whole percent, whole numbers."""
Value = str | float | int | date | None


class Column(Struct, frozen=True, kw_only=True):
    """A column: its heading, how wide in characters, how its values are shown."""

    head: str
    width: int
    kind: Kind = "text"


class Sheet(Struct, frozen=True, kw_only=True):
    """One sheet. `id` is the same in every language; `pictures` are the ids of the charts that stand below its rows."""

    id: str
    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    pictures: tuple[str, ...] = ()


def term_columns() -> tuple[Column, ...]:
    """The columns of a sheet that says what something is: a term, and what is to be said of it."""
    return Column(head=_("What"), width=34), Column(head=_("Meaning"), width=110)


def marked(sheet: Sheet, synthetic: str) -> Sheet:
    """The sheet, of which every row says that its data is made up, if it is."""
    if not synthetic:
        return sheet
    columns = (*sheet.columns, Column(head=_("Note"), width=40))
    rows = tuple((*row, synthetic) for row in sheet.rows)
    return Sheet(id=sheet.id, name=sheet.name, columns=columns, rows=rows, pictures=sheet.pictures)
