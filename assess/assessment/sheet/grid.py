"""A CSV or XLSX file → its rows as text, or a refusal that says what to do.

Nothing in a file is ever evaluated, and one block of rows is in memory at a time: a hostile or broken file
costs little.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TextIO

from msgspec import Struct
from msgspec.structs import replace

from assess.errors import AssessError, TooLarge

FILE_LIMIT = 200_000_000
ROW_LIMIT = 1_000_000
COLUMN_LIMIT = 500
BLOCK = 2048
"""Rows read at a time: few enough to stay in the processor's cache while rows are turned into columns."""

BLOCK_LIMIT = 32_000_000
"""Characters of a block of CSV rows; a row that never ends would otherwise swallow the file."""

DELIMITERS = (",", ";", "\t")
ZIP_START = b"PK\x03\x04"
UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
"""What spreadsheets write first where they save “Unicode text”."""
OLD_WORKBOOK_START = b"\xd0\xcf\x11\xe0"


class InvalidSheet(AssessError):
    """A file that cannot be read as a sheet of answers at all."""

    status = 422
    code = "invalid-sheet"


class Grid(Struct, frozen=True, kw_only=True, eq=False):
    """The rows of a sheet as text, some at a time, in the order of the spreadsheet, empty rows included.

    `sheet` is what a person would call it: the name of the CSV file, or of the sheet in its workbook.
    `blocks` can be walked once, and raises `InvalidSheet` or `TooLarge` where the file goes wrong. `has_ends` where
    somebody wrote the end of each row: a workbook leaves out empty cells there.
    """

    sheet: str
    blocks: Iterator[list[list[str]]]
    notes: tuple[str, ...] = ()
    has_ends: bool = False


def open_grid(path: Path, name: str = "") -> Grid:
    """The rows of a CSV file (`,`, `;` or tab; UTF-8, or marked UTF-16) or of the first visible sheet of a workbook.

    What the file is, its first bytes say. `name` is what a person calls it, if the path does not tell.
    Raises `InvalidSheet` for any other format or encoding, `TooLarge` beyond 200 MB, 1,000,000 rows, 500
    columns, or the limits of `assess.assessment.sheet.workbook`.
    """
    name = name or path.name
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(4)
    except OSError as error:
        raise InvalidSheet(f"{error.strerror}.", where=name, remedy="Check the path.") from None
    if size > FILE_LIMIT:
        what = f"The file has {size / 1e6:,.0f} MB."
        raise TooLarge(what, where=name, remedy="Split it into files below 200 MB.")
    if start == OLD_WORKBOOK_START:
        what = "This is an old Excel file, or one with a password."
        raise InvalidSheet(what, where=name, remedy="Save it as .xlsx without a password.")
    if start == ZIP_START:
        from assess.assessment.sheet.workbook import open_workbook  # its reader is needed for workbooks only

        grid = open_workbook(path, name)
    else:
        encoding = "utf-16" if start.startswith(UTF_16_MARKS) else "utf-8-sig"
        grid = Grid(sheet=name, blocks=_csv_blocks(path, name, encoding), has_ends=True)
    return replace(grid, blocks=_limited(grid.blocks, name))


def in_blocks(rows: Iterator[list[str]]) -> Iterator[list[list[str]]]:
    """`BLOCK` rows at a time."""
    while block := list(islice(rows, BLOCK)):
        yield block


def _limited(blocks: Iterator[list[list[str]]], where: str) -> Iterator[list[list[str]]]:
    before = 0
    for block in blocks:
        if before + len(block) > ROW_LIMIT + 1:  # the header is not counted
            raise TooLarge(f"The sheet has over {ROW_LIMIT:,} rows.", where=where, remedy="Split it.")
        if (widest := max(map(len, block))) > COLUMN_LIMIT:
            number = before + next(at for at, row in enumerate(block, start=1) if len(row) == widest)
            what = f"Row {number} has {widest:,} columns; {COLUMN_LIMIT} can be read."
            raise TooLarge(what, where=where, remedy="Remove the columns that are no questions.")
        before += len(block)
        yield block


def _csv_blocks(path: Path, name: str, encoding: str) -> Iterator[list[list[str]]]:
    number, block = 0, []
    try:
        with path.open(encoding=encoding, newline="") as file:
            delimiter = _sniff(file.readline(BLOCK_LIMIT))
            file.seek(0)
            lines = _Lines(file)
            reader = csv.reader(chain.from_iterable(lines), delimiter=delimiter, strict=True)
            while True:
                lines.size, block = 0, []
                block.extend(islice(reader, BLOCK))  # which keeps the rows before one that cannot be read
                if not block:
                    return
                yield block
                number += len(block)
    except UnicodeDecodeError as error:
        before = error.object[max(0, error.start - 20) : error.start].decode(error.encoding, errors="ignore")
        byte = f"byte {error.object[error.start]:#04x} after “{_last_line(before)}”"
        what = f"The file is not {encoding.removesuffix('-sig').upper()}: {byte}."
        raise InvalidSheet(what, where=name, remedy="Save it again as “CSV UTF-8”.") from None
    except csv.Error as error:
        what = f"Row {number + len(block) + 1} cannot be read ({error})."
        remedy = "Look for a quotation mark that is not closed, or not doubled inside a quoted cell."
        raise InvalidSheet(what, where=name, remedy=remedy) from None


class _Lines:
    """The lines of a text file, some at a time, until there are `BLOCK_LIMIT` characters since `size` was 0."""

    def __init__(self, file: TextIO) -> None:
        self.file = file
        self.size = 0

    def __iter__(self) -> Iterator[list[str]]:
        while lines := list(islice(iter(partial(self.file.readline, BLOCK_LIMIT), ""), 64)):
            self.size += sum(map(len, lines))
            if self.size >= BLOCK_LIMIT:
                raise csv.Error(f"with those around it, it has over {BLOCK_LIMIT:,} characters")
            yield lines


def _sniff(header: str) -> str:
    """The delimiter that stands most often in the first line, quoted cells aside; a comma if none does."""
    return max(DELIMITERS, key=re.sub(r'"[^"]*"', "", header).count)


def _last_line(text: str) -> str:
    return re.split(r"[\r\n]", text)[-1]
