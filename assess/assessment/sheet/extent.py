"""The cells in a worksheet's XML → how far they reach, and which of them are not what they seem.

Bytes enter, an `Extent` grows. A worksheet is measured before its reader sees it: for one cell in the far corner the
reader asks for half a terabyte, and the process dies. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import ascii_uppercase, digits
from xml.sax.saxutils import unescape

from msgspec import Struct

from assess.assessment.sheet.reach import PLAIN, may_compute, reach
from assess.errors import TooLarge

CELL_LIMIT = 10_000_000
"""Cells up to the last one, the empty ones included."""
FORMULA_LIMIT = 100_000
CHUNK = 1 << 20
"""Bytes measured at a time: few enough to stay in the processor's cache."""
CELL_LENGTH = 1 << 16
"""No cell's XML is longer than this: texts and formulas have at most 32,767 characters."""
AS_CSV = "Save it as “CSV UTF-8” and import that."

_DIGITS, _LETTERS = digits.encode(), ascii_uppercase.encode()
_CELL = re.compile(rb'<c(?: r="([A-Z]{1,2}[1-9]\d{0,6})")?(?=[\s/>])')
_HAS_PREFIX = re.compile(rb":c[\s/>]")
_CELL_WITH_PREFIX = re.compile(rb'<(?:[\w.-]+:)?c(?: r="([A-Z]{1,2}[1-9]\d{0,6})")?(?=[\s/>])')
"""Half as fast; few programs write `<x:c>` for `<c>`."""
_FORMULA = re.compile(
    rb'<(?:[\w.-]+:)?c r="([A-Z]{1,2})([1-9]\d{0,6})"[^>]*>\s*<(?:[\w.-]+:)?f(?=[\s/>])[^>]*>([^<]*)'
)
_ERROR = re.compile(rb'<(?:[\w.-]+:)?c r="([A-Z]{1,2})([1-9]\d{0,6})"[^>]* t="e"')


class Extent(Struct, kw_only=True):
    """How far the cells that have been measured reach; rows and columns count from 1.

    `distrusted` maps row and column, from 0, to the text that stands for what is stored there.
    """

    height: int = 0
    width: int = 0
    formulas: int = 0
    distrusted: dict[int, dict[int, str]]


def stretch(extent: Extent, text: bytes, where: str) -> None:
    """Widen `extent` by the cells in some XML that cuts none in two. Raises `TooLarge` for what reaches too far, and
    for what cannot be measured."""
    for chunk in _chunks(text):
        width, height = reach(chunk) or _reach_of_any(chunk, where)
        if not width:
            continue
        extent.width, extent.height = max(extent.width, width), max(extent.height, height)
        if extent.width * extent.height > CELL_LIMIT:
            what = f"The cells reach to column {extent.width} of row {extent.height:,}; that is too far."
            raise TooLarge(what, where=where, remedy=f"Delete what is beside and below the answers. {AS_CSV}")
        has_formula, has_error = may_compute(chunk)
        if has_formula:
            _distrust(extent, _FORMULA.findall(chunk))
        if has_error:
            for column, row in _ERROR.findall(chunk):
                place = extent.distrusted.setdefault(int(row) - 1, {})
                place.setdefault(_column_number(column) - 1, "#error")


def _chunks(text: bytes) -> Iterator[bytes]:
    start = 0
    while len(text) - start > CHUNK:
        chunk = text[start : start + CHUNK]
        cut = _last_cell(chunk) or len(chunk)
        yield chunk[:cut]
        start += cut
    yield text[start:]


def _last_cell(text: bytes) -> int:
    """Where the last cell begins, or one near it, or the last tag if the end holds none: no cell is cut in two."""
    last = max(0, len(text) - CELL_LENGTH)
    plain = text.rfind(PLAIN, last)
    if plain >= 0:
        return plain
    starts = [match.start() for match in _CELL_WITH_PREFIX.finditer(text, last)]
    cut = starts[-1] if starts else text.rfind(b"<", last)
    return cut if cut >= 0 else len(text)


def _reach_of_any(text: bytes, where: str) -> tuple[int, int]:
    """The same as `reach`, however the cells are written, at fifty times the cost."""
    cells = (_CELL_WITH_PREFIX if _HAS_PREFIX.search(text) else _CELL).findall(text)
    if b"" in cells:
        what = "A cell of the workbook lies beyond column ZZ, or does not say where it lies."
        raise TooLarge(what, where=where, remedy=f"Delete what is beside the answers. {AS_CSV}")
    if not cells:
        return 0, 0
    together = b",".join(cells)
    columns, rows = (set(together.translate(None, other).split(b",")) for other in (_DIGITS, _LETTERS))
    return max(map(_column_number, columns)), max(map(int, rows))


def _distrust(extent: Extent, formulas: list[tuple[bytes, bytes, bytes]]) -> None:
    """A formula's stored result may be stale, or a 0 that nobody computed: the formula is shown instead."""
    extent.formulas += len(formulas)
    if extent.formulas > FORMULA_LIMIT:  # the sheet is refused
        return
    for column, row, formula in formulas:
        text = "=" + unescape(formula.decode(errors="replace"))
        extent.distrusted.setdefault(int(row) - 1, {})[_column_number(column) - 1] = text


def _column_number(letters: bytes) -> int:
    """A is 1, Z 26, AA 27."""
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number
