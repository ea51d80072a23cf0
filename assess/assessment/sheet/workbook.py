"""An XLSX workbook → the rows of its first visible sheet as text. Formulas are shown, never trusted.

A workbook is a zip of XML, and both can lie: only what has been measured is handed to the reader, for one cell in the
far corner of a sheet makes it ask for half a terabyte, and the process dies. A sheet is read in pieces, each on a
thread beside the work on the rows before it: the reader needs no Python meanwhile, and holds no whole sheet.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from itertools import chain, repeat
from operator import itemgetter
from pathlib import Path

from msgspec import Struct
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from assess.assessment.sheet.extent import AS_CSV, FORMULA_LIMIT, Extent, stretch
from assess.assessment.sheet.grid import Grid, InvalidSheet, in_blocks
from assess.assessment.sheet.package import Package, inflate_part, open_package
from assess.assessment.sheet.piece import cut_rows, hold_piece
from assess.errors import TooLarge

PIECE = 4 << 20
"""Bytes of a sheet's XML that are read at once, some 2,000 rows; reading them takes about six times the memory."""
SHARED_STEP = 1 << 20
"""For each of these in parts that all pieces share, pieces are longer by `PIECE`: they are read again with each."""
READERS = 2
REMEMBERED = 10_000

Distrusted = dict[int, dict[int, str]]
"""By row and column, from 0, the text that stands for what is stored there."""


def open_workbook(path: Path, name: str) -> Grid:
    """The rows of the first visible sheet; a note names the sheets that are not read.

    A number is text as one would type it (2.0 is 2). A cell with a formula is the formula's text with its
    “=”, whatever result is stored beside it, and one with an error is `#error`. Raises `InvalidSheet` for
    what is no workbook, `TooLarge` beyond 10,000,000 cells, or when it inflates out of all proportion.
    """
    package, reader = _open(path, name)
    names = [meta.name for meta in reader.sheets_metadata if _is_visible(meta)]
    if not names:
        raise InvalidSheet("The workbook has no visible sheet.", where=name, remedy=AS_CSV)
    unread = f"Only the sheet “{names[0]}” was read, not: {', '.join(names[1:])}."
    rows = _rows(package, reader, names[0])
    return Grid(sheet=names[0], blocks=in_blocks(rows), notes=(unread,) if names[1:] else ())


def open_sheets(path: Path, wanted: Iterable[str]) -> dict[str, list[list[str]]]:
    """The rows of these sheets, as far as the workbook has them, every cell as text; raises as `open_workbook`."""
    package, reader = _open(path, path.name)
    there = set(reader.sheet_names)
    return {sheet: list(_rows(package, reader, sheet)) for sheet in wanted if sheet in there}


def _open(path: Path, name: str) -> tuple[Package, CalamineWorkbook]:
    package = open_package(path, name)
    if not package.place:  # another format, maybe one that the reader would take without being measured
        raise InvalidSheet("This is no XLSX workbook.", where=name, remedy=AS_CSV)
    try:
        reader = CalamineWorkbook.from_path(str(path))
    except CalamineError as error:
        raise InvalidSheet(f"This is no XLSX workbook ({error}).", where=name, remedy=AS_CSV) from None
    return package, reader


def _is_visible(meta) -> bool:
    return meta.typ == SheetTypeEnum.WorkSheet and meta.visible == SheetVisibleEnum.Visible


class _Area(Struct, frozen=True):
    """Cells as the reader gives them: `rows` from the row `top` and the column `left` on, from 0."""

    top: int
    left: int
    rows: Sequence[Sequence[object]]


def _rows(package: Package, reader: CalamineWorkbook, sheet: str) -> Iterator[list[str]]:
    """The rows of a sheet as text, from its first row on."""
    known, below = _Texts(), 0
    for area, distrusted in _areas(package, reader, sheet):
        filled = range(area.top, area.top + len(area.rows))
        there = [*filled[:1], *filled[-1:], *distrusted]
        if not there:
            continue
        if min(there) < below:
            what = f"Row {min(there) + 1} of the sheet “{sheet}” stands below row {below}."
            raise InvalidSheet(what, where=package.name, remedy=AS_CSV)
        before = repeat((), (filled.start if filled else max(there) + 1) - below)
        after = repeat((), max(there) + 1 - filled.stop if filled else 0)
        margin = [""] * area.left
        for number, row in enumerate(chain(before, area.rows, after), start=below):
            is_plain = len(row) > 1 and bool not in map(type, row)  # true and 1 are one key
            texts = list(itemgetter(*row)(known) if is_plain else map(_as_text, row))
            if margin:
                texts = margin + texts
            if number in distrusted:
                for column, text in distrusted[number].items():
                    texts += [""] * (column + 1 - len(texts))
                    texts[column] = text
            yield texts
        below = max(there) + 1


def _areas(package: Package, reader: CalamineWorkbook, sheet: str) -> Iterator[tuple[_Area, Distrusted]]:
    """The cells of a sheet, piece by piece, and those of them that are not to be trusted; all have been measured."""
    part, size = package.place.get(sheet, sheet), PIECE * (1 + package.shared_size // SHARED_STEP)
    extent = Extent(distrusted={})
    pieces = cut_rows(inflate_part(package, part, size), package.name)
    if package.shared is None:
        for xml in pieces:
            _measure(extent, xml, sheet, package.name)
        yield _read(lambda: reader, sheet, package.name), extent.distrusted
        return
    waiting: deque[tuple[Future[_Area], Distrusted]] = deque()
    with ThreadPoolExecutor(READERS) as pool:
        for xml in pieces:
            _measure(extent, xml, sheet, package.name)
            file = partial(CalamineWorkbook.from_filelike, hold_piece(package.shared, part, xml))
            waiting.append((pool.submit(_read, file, sheet, package.name), extent.distrusted))
            extent.distrusted = {}
            if len(waiting) > READERS:
                area, distrusted = waiting.popleft()
                yield area.result(), distrusted
        for area, distrusted in waiting:
            yield area.result(), distrusted


def _measure(extent: Extent, xml: bytes, sheet: str, where: str) -> None:
    stretch(extent, xml, where)
    if extent.formulas > FORMULA_LIMIT:
        what = f"The sheet “{sheet}” has over {FORMULA_LIMIT:,} formulas."
        raise TooLarge(what, where=where, remedy="Copy the sheet and paste it as values.")


def _read(file: Callable[[], CalamineWorkbook], sheet: str, where: str) -> _Area:
    try:
        found = file().get_sheet_by_name(sheet)
    except CalamineError as error:
        what = f"The sheet “{sheet}” cannot be read ({error})."
        raise InvalidSheet(what, where=where, remedy=AS_CSV) from None
    top, left = found.start or (0, 0)
    return _Area(top=top, left=left, rows=found.to_python(skip_empty_area=True) if found.start else ())


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
