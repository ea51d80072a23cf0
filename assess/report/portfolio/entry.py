"""A list of clients as it stands (YAML, a sheet, or a folder of exported files) → its entries, each with its place.

Files are opened here and nowhere else in this room; what an entry means is for `client`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from ...assessment.sheet.grid import open_grid
from ...errors import AssessError
from ..brand.read import open_shape

SHEETS = (".csv", ".tsv", ".xlsx")
LISTS = (".yaml", ".yml")
FILES = (".json", ".jsonl")


class Entry(Struct, frozen=True, kw_only=True):
    """One client as it is written. `place` is where it stands in the list, as a person counts: ``row 3``, or
    ``line 7 (client 2)``; `where` is the same with the list before it."""

    where: str
    place: str
    fields: dict[str, object]

    @property
    def id(self) -> str:
        """The id as it is written; "" where there is none, or one that is no text."""
        written = self.fields.get("id")
        return written if isinstance(written, str) else ""


class ClientList(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A list as it is written in YAML."""

    clients: tuple[dict[str, object], ...]


def read_entries(path: Path) -> Sequence[Entry]:
    """The entries of a list, in its order; `AssessError` if it is none, or there is nobody on it."""
    entries = list(_entries(path))
    if not entries:
        remedy = "A list has `clients:`, a sheet a row for each, a folder a .json file for each."
        raise AssessError("There is no client in it.", where=str(path), remedy=remedy)
    return entries


def _entries(path: Path) -> Iterator[Entry]:
    if path.is_dir():
        yield from _files(path)
    elif path.suffix.lower() in SHEETS:
        yield from _rows(path)
    elif path.suffix.lower() in LISTS:
        yield from _items(path)
    else:
        remedy = "It is a folder of .json files, or ends in .yaml, .csv or .xlsx."
        raise AssessError("This is no list of clients.", where=str(path), remedy=remedy)


def _files(path: Path) -> Iterator[Entry]:
    for file in sorted(file for file in path.iterdir() if file.suffix in FILES):
        fields = {"id": file.stem, "title": file.stem, "assessment": file.name}
        yield Entry(where=str(file), place=file.name, fields=fields)


def _rows(path: Path) -> Iterator[Entry]:
    """A sheet has a column for each field; earlier assessments are parted by semicolons. Empty cells are left out."""
    rows = (row for block in open_grid(path).blocks for row in block)
    header = [cell.strip().lower() for cell in next(rows, [])]
    for number, row in enumerate(rows, 2):
        cells = {name: cell.strip() for name, cell in zip(header, row, strict=False) if cell.strip()}
        if not cells:
            continue
        fields: dict[str, object] = dict(cells)
        if "since" in fields:
            fields["since"] = [part.strip() for part in cells["since"].split(";") if part.strip()]
        yield Entry(where=f"{path}, row {number}", place=f"row {number}", fields=fields)


def _items(path: Path) -> Iterator[Entry]:
    reading = open_shape(path, ClientList)
    for at, fields in enumerate(reading.value.clients):
        place = f"line {reading.document.line(('clients', at))} (client {at + 1})"
        yield Entry(where=f"{path}, {place}", place=place, fields=fields)
