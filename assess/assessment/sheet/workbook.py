"""An XLSX workbook → the rows of its first visible sheet as text. Formulas are shown, never trusted.

A workbook is a zip of XML, and both can lie: sizes are checked before anything is inflated, then every part
is walked as a stream, for one cell in the far corner of a sheet makes its reader ask for half a terabyte, and
the process dies. Only a workbook that has been measured is handed to the reader.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from itertools import chain, repeat
from operator import itemgetter
from pathlib import Path
from string import ascii_uppercase, digits
from xml.etree import ElementTree
from xml.sax.saxutils import unescape

from msgspec import Struct
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from assess.assessment.sheet.grid import Grid, InvalidSheet, in_blocks
from assess.assessment.sheet.reach import PLAIN, reach
from assess.errors import TooLarge

CELL_LIMIT = 10_000_000
"""Cells up to the last one, the empty ones included: each takes some 80 bytes while it is read."""
SIZE_LIMIT = 600_000_000
GROWTH_LIMIT, GROWTH_FREE = 100, 20_000_000
"""A workbook that inflates more than a hundredfold is a bomb; real ones grow 10 to 30 times."""
FORMULA_LIMIT = 100_000
PIECE = 1 << 20
PIECE_END = 1 << 16
"""No cell's XML is longer than this: texts and formulas have at most 32,767 characters."""
REMEMBERED = 10_000
INDEX_LIMIT = 1 << 20
_DIGITS, _LETTERS = digits.encode(), ascii_uppercase.encode()
AS_CSV = "Save it as “CSV UTF-8” and import that."

_CELL = re.compile(rb'<c(?: r="([A-Z]{1,2}[1-9]\d{0,6})")?(?=[\s/>])')
_HAS_PREFIX = re.compile(rb":c[\s/>]")
_CELL_WITH_PREFIX = re.compile(rb'<(?:[\w.-]+:)?c(?: r="([A-Z]{1,2}[1-9]\d{0,6})")?(?=[\s/>])')
"""Half as fast; few programs write `<x:c>` for `<c>`."""
_FORMULA = re.compile(
    rb'<(?:[\w.-]+:)?c r="([A-Z]{1,2})([1-9]\d{0,6})"[^>]*>\s*<(?:[\w.-]+:)?f(?=[\s/>])[^>]*>([^<]*)'
)
_ERROR = re.compile(rb'<(?:[\w.-]+:)?c r="([A-Z]{1,2})([1-9]\d{0,6})"[^>]* t="e"')


def open_workbook(path: Path, name: str) -> Grid:
    """The rows of the first visible sheet; a note names the sheets that are not read.

    A number is text as one would type it (2.0 is 2). A cell with a formula is the formula's text with its
    “=”, whatever result is stored beside it, and one with an error is `#error`. Raises `InvalidSheet` for
    what is no workbook, `TooLarge` beyond 10,000,000 cells, or when it inflates out of all proportion.
    """
    workbook, extents = _open_measured(path, name)
    names = [meta.name for meta in workbook.sheets_metadata if _is_visible(meta)]
    if not names:
        raise InvalidSheet("The workbook has no visible sheet.", where=name, remedy=AS_CSV)
    sheet = _sheet_named(workbook, names[0], name)
    extent = extents[names[0]]
    if extent.formulas > FORMULA_LIMIT:
        what = f"The sheet has over {FORMULA_LIMIT:,} formulas."
        raise TooLarge(what, where=name, remedy="Copy the sheet and paste it as values.")
    unread = f"Only the sheet “{names[0]}” was read, not: {', '.join(names[1:])}."
    return Grid(
        sheet=names[0],
        blocks=in_blocks(_rows(sheet, extent.distrusted)),
        notes=(unread,) if names[1:] else (),
    )


def open_sheets(path: Path, wanted: Iterable[str]) -> dict[str, list[list[str]]]:
    """The rows of these sheets, as far as the workbook has them, every cell as text; raises as `open_workbook`."""
    workbook, extents = _open_measured(path, path.name)
    sheets = {}
    for name in (name for name in wanted if name in workbook.sheet_names):
        if extents[name].formulas > FORMULA_LIMIT:
            what = f"The sheet “{name}” has over {FORMULA_LIMIT:,} formulas."
            raise TooLarge(what, where=path.name, remedy="Copy the sheet and paste it as values.")
        sheets[name] = list(_rows(_sheet_named(workbook, name, path.name), extents[name].distrusted))
    return sheets


def _open_measured(path: Path, name: str) -> tuple[CalamineWorkbook, dict[str, _Extent]]:
    """The workbook, once it has been measured, and the extents of its sheets by their names."""
    try:
        with zipfile.ZipFile(path) as archive:
            _refuse_bomb(archive, path.stat().st_size, name)
            extents = {member.filename: _measure(archive, member, name) for member in archive.infolist()}
            part = _sheet_parts(archive)
        workbook = CalamineWorkbook.from_path(str(path))
        return workbook, {sheet: extents[file] for sheet, file in part.items()}
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:  # the last: an encrypted part
        raise InvalidSheet(f"The workbook is damaged ({error}).", where=name, remedy=AS_CSV) from None
    except (CalamineError, ElementTree.ParseError, KeyError) as error:
        raise InvalidSheet(f"This is no XLSX workbook ({error}).", where=name, remedy=AS_CSV) from None


def _sheet_named(workbook: CalamineWorkbook, sheet: str, name: str) -> CalamineSheet:
    try:
        return workbook.get_sheet_by_name(sheet)
    except CalamineError as error:
        raise InvalidSheet(
            f"The sheet “{sheet}” cannot be read ({error}).", where=name, remedy=AS_CSV
        ) from None


def _is_visible(meta) -> bool:
    return meta.typ == SheetTypeEnum.WorkSheet and meta.visible == SheetVisibleEnum.Visible


def _rows(sheet: CalamineSheet, distrusted: dict[int, dict[int, str]]) -> Iterator[list[str]]:
    filled, left = (sheet.iter_rows(), sheet.start[1]) if sheet.start else ((), 0)
    height = sheet.total_height if sheet.start else 0
    below = repeat((), max(0, max(distrusted, default=-1) + 1 - height))
    margin, known = [""] * left, _Texts()
    for number, row in enumerate(chain(filled, below)):
        is_plain = len(row) > 1 and bool not in map(type, row)  # true and 1 are one key
        texts = list(itemgetter(*row)(known) if is_plain else map(_as_text, row))
        if margin:
            texts = margin + texts
        if number in distrusted:
            for column, text in distrusted[number].items():
                texts += [""] * (column + 1 - len(texts))
                texts[column] = text
        yield texts


def _as_text(cell: object) -> str:
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


class _Texts(dict):
    """What each cell is as text, worked out once for each value: five million cells hold few."""

    def __missing__(self, cell: object) -> str:
        text = cell if type(cell) is str else _as_text(cell)
        if len(self) < REMEMBERED:
            self[cell] = text
        return text


class _Extent(Struct, kw_only=True):
    """How far the cells of one part of a workbook reach.

    `distrusted` maps row and column, from 0, to the text that stands for what is stored there.
    """

    height: int = 0
    width: int = 0
    formulas: int = 0
    distrusted: dict[int, dict[int, str]]


def _refuse_bomb(archive: zipfile.ZipFile, size: int, where: str) -> None:
    declared = sum(member.file_size for member in archive.infolist())
    if declared > SIZE_LIMIT or declared > GROWTH_LIMIT * size + GROWTH_FREE:
        what = f"The workbook would grow from {size / 1e6:,.1f} to {declared / 1e6:,.0f} MB."
        raise TooLarge(what, where=where, remedy=AS_CSV)


def _measure(archive: zipfile.ZipFile, member: zipfile.ZipInfo, where: str) -> _Extent:
    """Walk one part of a workbook, a piece at a time."""
    declared, extent, rest, size = member.file_size, _Extent(distrusted={}), b"", 0
    # else zipfile stops at the size that is declared, and a bomb declares too little
    member.file_size = SIZE_LIMIT
    with archive.open(member) as stream:
        while piece := stream.read(PIECE):
            size += len(piece)
            if size > declared:
                raise TooLarge("The workbook is larger than it says.", where=where, remedy=AS_CSV)
            text = rest + piece
            cut = _last_cell(text)
            _stretch(extent, text[:cut], where)
            rest = text[cut:]
    _stretch(extent, rest, where)
    return extent


def _last_cell(text: bytes) -> int:
    """Where the last cell begins, or one near it, or the last tag if the end holds none: no cell is cut in two."""
    last = max(0, len(text) - PIECE_END)
    plain = text.rfind(PLAIN, last)
    if plain >= 0:
        return plain
    starts = [match.start() for match in _CELL_WITH_PREFIX.finditer(text, last)]
    cut = starts[-1] if starts else text.rfind(b"<", last)
    return cut if cut >= 0 else len(text)


def _stretch(extent: _Extent, text: bytes, where: str) -> None:
    """Widen `extent` by the cells in a piece of XML. What it cannot measure it refuses."""
    width, height = reach(text) or _reach_of_any(text, where)
    if not width:
        return
    extent.width, extent.height = max(extent.width, width), max(extent.height, height)
    if extent.width * extent.height > CELL_LIMIT:
        what = f"The cells reach to column {extent.width} of row {extent.height:,}; that is too far."
        raise TooLarge(what, where=where, remedy=f"Delete what is beside and below the answers. {AS_CSV}")
    if b"<f" in text or b":f" in text:
        _distrust(extent, _FORMULA.findall(text))
    if b' t="e"' in text:
        for column, row in _ERROR.findall(text):
            extent.distrusted.setdefault(int(row) - 1, {}).setdefault(_column_number(column) - 1, "#error")


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


def _distrust(extent: _Extent, formulas: list[tuple[bytes, bytes, bytes]]) -> None:
    """A formula's stored result may be stale, or a 0 that nobody computed: the formula is shown instead."""
    extent.formulas += len(formulas)
    if extent.formulas > FORMULA_LIMIT:  # refused if it is the sheet that is read; others may calculate
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


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The file of each sheet in the zip, by the sheet's name."""
    relations = _parse(archive, "xl/_rels/workbook.xml.rels")
    target = {relation.get("Id", ""): relation.get("Target", "") for relation in relations}
    parts = {}
    for sheet in _parse(archive, "xl/workbook.xml").iterfind(".//{*}sheet"):
        relation = next((value for key, value in sheet.items() if key.endswith("}id")), "")
        path = posixpath.join("/xl", target.get(relation, ""))  # a target is relative to xl/, or absolute
        parts[sheet.get("name", "")] = posixpath.normpath(path).lstrip("/")
    return parts


def _parse(archive: zipfile.ZipFile, part: str) -> ElementTree.Element:
    with archive.open(part) as stream:
        return ElementTree.fromstring(stream.read(INDEX_LIMIT))
