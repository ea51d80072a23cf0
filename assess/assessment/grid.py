"""A CSV or XLSX file → its rows as text, or a refusal that says what to do. What a cell means is decided elsewhere.

Nothing in a file is ever evaluated, and a hostile one costs little: sizes are checked before anything is
inflated, and a workbook's cells are measured as a stream before a reader lays them out in memory, because a
single cell in the far corner of a sheet would make it ask for half a terabyte.
"""

from __future__ import annotations

import csv
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from itertools import chain, repeat
from pathlib import Path
from typing import TextIO
from xml.etree import ElementTree
from xml.sax.saxutils import unescape

from msgspec import Struct

from assess.errors import AssessError, TooLarge

FILE_LIMIT = 200_000_000
ROW_LIMIT = 1_000_000
COLUMN_LIMIT = 500
RECORD_LIMIT = 8_000_000
"""Characters of one CSV row; a quotation mark that is never closed would otherwise swallow the file."""
CELL_LIMIT = 10_000_000
"""Cells of a workbook's sheet, the empty ones between them included: each takes some 80 bytes while it is read."""
INFLATED_LIMIT = 600_000_000
INFLATED_RATIO, INFLATED_FREE = 100, 20_000_000
"""A workbook is a bomb when it grows more than a hundredfold; real ones grow 10 to 30 times."""
FORMULA_LIMIT = 100_000
PIECE = 1 << 20

DELIMITERS = (",", ";", "\t")
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
AS_CSV = "Save it as “CSV UTF-8” and import that."

_NAME = rb"<(?:[\w.-]+:)?"
_CELL = re.compile(_NAME + rb'c(?: r="([A-Z]{1,2})([1-9]\d{0,6})")?(?=[\s/>])')
_ODD = re.compile(
    _NAME + rb'c r="([A-Z]{1,2})([1-9]\d{0,6})"([^>]*)>\s*'
    rb"(?:(<(?:[\w.-]+:)?f)(?=[\s/>])[^>]*>([^<]*))?(?:<[^v>]*>)*(?:<(?:[\w.-]+:)?v>([^<]*))?"
)
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class InvalidSheet(AssessError):
    """A file that cannot be read as a sheet at all."""

    status = 422
    code = "invalid-sheet"


class Grid(Struct, frozen=True, kw_only=True, eq=False):
    """The rows of a sheet as text: item i of `rows` is row i + 1 of the spreadsheet, empty rows included.

    `sheet` is what a person would call it: the name of the CSV file, or of the sheet in its workbook.
    `rows` can be walked once, and raises `InvalidSheet` or `TooLarge` where the file goes wrong.
    """

    sheet: str
    rows: Iterator[list[str]]
    notes: tuple[str, ...] = ()


def open_grid(path: Path, name: str = "") -> Grid:
    """The rows of a CSV file (`,`, `;` or tab; UTF-8) or of the first visible sheet of an XLSX workbook.

    What the file is, its first bytes say. `name` is what a person calls it, if the path does not tell.
    Raises `InvalidSheet` for any other format or encoding, `TooLarge` beyond 200 MB, 1,000,000 rows, 500
    columns, or 10,000,000 cells of a workbook.
    """
    name = name or path.name
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(4)
    except OSError as error:
        raise InvalidSheet(f"{error.strerror}.", where=name, remedy="Check the path.") from None
    if size > FILE_LIMIT:
        raise TooLarge(
            f"The file has {size / 1e6:,.0f} MB.", where=name, remedy="Split it into files below 200 MB."
        )
    if start == OLD_WORKBOOK:
        what = "This is an old Excel file, or one with a password."
        raise InvalidSheet(what, where=name, remedy="Save it as .xlsx without a password.")
    if start.startswith(b"PK"):
        return _open_workbook(path, name)
    return Grid(sheet=name, rows=_limited(_csv_rows(path, name), name))


def _limited(rows: Iterator[list[str]], where: str) -> Iterator[list[str]]:
    for number, row in enumerate(rows):
        if number > ROW_LIMIT:  # the header is not counted
            raise TooLarge("The sheet has over 1,000,000 rows.", where=where, remedy="Split it.")
        if len(row) > COLUMN_LIMIT:
            what = f"Row {number + 1} has {len(row)} columns; 500 are read."
            raise TooLarge(what, where=where, remedy="Remove the columns that are no questions.")
        yield row


class _Lines:
    """The lines of a text file; more than `RECORD_LIMIT` characters since `size` was set back are refused."""

    def __init__(self, file: TextIO) -> None:
        self.file = file
        self.size = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self.file.readline(RECORD_LIMIT)
        self.size += len(line)
        if not line:
            raise StopIteration
        if self.size >= RECORD_LIMIT:
            raise csv.Error("it does not end")
        return line


def _csv_rows(path: Path, name: str) -> Iterator[list[str]]:
    number = 0
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            delimiter = _sniff(file.readline(RECORD_LIMIT))
            file.seek(0)
            lines = _Lines(file)
            for number, row in enumerate(csv.reader(lines, delimiter=delimiter, strict=True), start=1):
                lines.size = 0
                yield row
    except UnicodeDecodeError as error:
        before = error.object[max(0, error.start - 20) : error.start].decode(errors="ignore").split("\n")[-1]
        byte = error.object[error.start]
        what = f"The file is not UTF-8 (byte {byte:#04x} after “{before}”)."
        raise InvalidSheet(what, where=name, remedy="Save it again as “CSV UTF-8”.") from None
    except csv.Error as error:
        what = f"Row {number + 1} cannot be read: {error}."
        remedy = "Look for a quotation mark that is not closed, or not doubled inside a quoted cell."
        raise InvalidSheet(what, where=name, remedy=remedy) from None


def _sniff(header: str) -> str:
    """The delimiter that stands most often in the first line outside quotation marks; a comma if none does."""
    bare = re.sub(r'"[^"]*"', "", header)
    return max(DELIMITERS, key=bare.count)


class _Extent(Struct, kw_only=True):
    """How far the cells of one part of a workbook reach, and those whose value must not be trusted.

    `odd` maps row and column, from 0, to the text to show: a formula with its “=” (its stored result may be
    stale, or a 0 that nobody computed), an error with its “#”.
    """

    height: int = 0
    width: int = 0
    formulas: int = 0
    odd: dict[int, dict[int, str]]


def _open_workbook(path: Path, name: str) -> Grid:
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    try:
        with zipfile.ZipFile(path) as archive:
            _refuse_bomb(archive, path.stat().st_size, name)
            extents = {member.filename: _measure(archive, member, name) for member in archive.infolist()}
            parts = _sheet_parts(archive)
        workbook = CalamineWorkbook.from_path(str(path))
        sheets = [
            meta.name
            for meta in workbook.sheets_metadata
            if meta.typ == SheetTypeEnum.WorkSheet and meta.visible == SheetVisibleEnum.Visible
        ]
        if not sheets:
            raise InvalidSheet("The workbook has no visible sheet.", where=name, remedy=AS_CSV)
        sheet = workbook.get_sheet_by_name(sheets[0])
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise InvalidSheet(f"The workbook is damaged ({error}).", where=name, remedy=AS_CSV) from None
    except (CalamineError, ElementTree.ParseError, KeyError, UnicodeDecodeError) as error:
        raise InvalidSheet(f"This is no XLSX workbook ({error}).", where=name, remedy=AS_CSV) from None
    odd = extents[parts[sheets[0]]].odd if sheets[0] in parts and parts[sheets[0]] in extents else {}
    left = sheet.start[1] if sheet.start else 0
    filled = sheet.iter_rows() if sheet.start else iter(())
    missing = max(odd, default=-1) + 1 - (sheet.total_height if sheet.start else 0)
    rows = (_texts(left, row, odd.get(i)) for i, row in enumerate(chain(filled, repeat([], max(0, missing)))))
    unread = f"Only the sheet “{sheets[0]}” was read, not: {', '.join(sheets[1:])}."
    return Grid(sheet=sheets[0], rows=_limited(rows, name), notes=(unread,) if sheets[1:] else ())


def _texts(left: int, row: list, odd: dict[int, str] | None) -> list[str]:
    texts = [""] * left + [cell if type(cell) is str else _as_text(cell) for cell in row]
    for column, text in (odd or {}).items():
        texts += [""] * (column + 1 - len(texts))
        texts[column] = text
    return texts


def _as_text(cell: object) -> str:
    """A cell as one would type it: 2.0 is 2."""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _refuse_bomb(archive: zipfile.ZipFile, size: int, where: str) -> None:
    declared = sum(member.file_size for member in archive.infolist())
    if declared > INFLATED_LIMIT or declared > INFLATED_RATIO * size + INFLATED_FREE:
        what = f"The workbook would grow from {size / 1e6:,.1f} to {declared / 1e6:,.0f} MB."
        raise TooLarge(what, where=where, remedy=AS_CSV)


def _measure(archive: zipfile.ZipFile, member: zipfile.ZipInfo, where: str) -> _Extent:
    """Walk one part of a workbook, a piece at a time. Raises `TooLarge` when it is not what it declares."""
    declared, extent, rest, read = member.file_size, _Extent(odd={}), b"", 0
    member.file_size = INFLATED_LIMIT  # zipfile stops where the file says it ends; a bomb lies about that
    with archive.open(member) as stream:
        while piece := stream.read(PIECE):
            read += len(piece)
            if read > declared or len(rest) > 4 * PIECE:
                raise TooLarge("The workbook is not as large as it says.", where=where, remedy=AS_CSV)
            text = rest + piece
            cut = max(text.rfind(b"<c "), text.rfind(b":c "), text.rfind(b"<")) if False else _last_cell(text)
            _reach(extent, text[:cut], where)
            rest = text[cut:]
    _reach(extent, rest, where)
    return extent


def _last_cell(text: bytes) -> int:
    return max(text.rfind(b"<c "), 0)
