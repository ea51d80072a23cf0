"""The zip that an XLSX workbook is → its parts, none larger than it says.

A zip can lie about what it holds: what all parts declare together is judged before anything is inflated, and then each
is held to what it declares. Reads the file; evaluates nothing.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.etree import ElementTree

from msgspec import Struct

from assess.assessment.sheet.extent import AS_CSV
from assess.assessment.sheet.grid import InvalidSheet
from assess.errors import TooLarge

SIZE_LIMIT = 600_000_000
GROWTH_LIMIT, GROWTH_FREE = 100, 20_000_000
"""A workbook that inflates more than a hundredfold is a bomb; real ones grow 10 to 30 times."""
SHARED_LIMIT = 12 << 20
"""What may be kept to be read again and again."""
CHUNK = 1 << 20
INDEX_LIMIT = 1 << 20

_INDEX = {"[content_types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"}
_SHARED = ("/sharedStrings", "/styles")
"""How the types of the relations end whose parts the cells of every sheet refer to."""


class Package(Struct, frozen=True, kw_only=True):
    """A workbook of which every part but its sheets has been checked. `name` is what a person calls it.

    `place` has the part of each sheet, by its name; `shared` the parts without which no sheet can be read, and is
    None where they are over `SHARED_LIMIT`; `shared_size` counts their bytes.
    """

    path: Path
    name: str
    place: dict[str, str]
    shared: dict[str, bytes] | None
    shared_size: int


def open_package(path: Path, name: str) -> Package:
    """The parts of a workbook. Raises `InvalidSheet` for a damaged zip, `TooLarge` for one that grows out of all
    proportion; without a single sheet where it is a zip of something else."""
    kept: dict[str, list[bytes]] = {}
    size = 0
    with _refusing_damage(name), zipfile.ZipFile(path) as archive:
        _refuse_bomb(archive, path.stat().st_size, name)
        place, common = _find_parts(archive, name)
        sheets = set(place.values())
        for member in archive.infolist():
            is_shared = member.filename.lower() in common  # the reader does not mind capitals
            if member.filename in sheets and not is_shared:
                continue  # checked when it is read
            for chunk in _inflate(archive, member, CHUNK, name):
                if is_shared and (size := size + len(chunk)) <= SHARED_LIMIT:
                    kept.setdefault(member.filename, []).append(chunk)
    shared = {part: b"".join(chunks) for part, chunks in kept.items()} if size <= SHARED_LIMIT else None
    return Package(path=path, name=name, place=place, shared=shared, shared_size=size)


def inflate_part(package: Package, part: str, length: int) -> Iterator[bytes]:
    """The bytes of one part, `length` at a time. Raises as `open_package`."""
    with _refusing_damage(package.name), zipfile.ZipFile(package.path) as archive:
        if part not in archive.namelist():
            what = f"The workbook is damaged (it lacks {part})."
            raise InvalidSheet(what, where=package.name, remedy=AS_CSV)
        yield from _inflate(archive, archive.getinfo(part), length, package.name)


def _inflate(archive: zipfile.ZipFile, member: zipfile.ZipInfo, length: int, where: str) -> Iterator[bytes]:
    declared, size = member.file_size, 0
    # else zipfile stops at the size that is declared, and a bomb declares too little
    member.file_size = SIZE_LIMIT
    with archive.open(member) as stream:
        while chunk := stream.read(length):
            size += len(chunk)
            if size > declared:
                raise TooLarge("The workbook is larger than it says.", where=where, remedy=AS_CSV)
            yield chunk


@contextmanager
def _refusing_damage(name: str) -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:  # the last: an encrypted part
        raise InvalidSheet(f"The workbook is damaged ({error}).", where=name, remedy=AS_CSV) from None


def _refuse_bomb(archive: zipfile.ZipFile, size: int, where: str) -> None:
    declared = sum(member.file_size for member in archive.infolist())
    if declared > SIZE_LIMIT or declared > GROWTH_LIMIT * size + GROWTH_FREE:
        what = f"The workbook would grow from {size / 1e6:,.1f} to {declared / 1e6:,.0f} MB."
        raise TooLarge(what, where=where, remedy=AS_CSV)


def _find_parts(archive: zipfile.ZipFile, where: str) -> tuple[dict[str, str], set[str]]:
    """The part of each sheet in the zip, by the sheet's name; the parts that all share, in small letters."""
    try:
        relations = _parse(archive, "xl/_rels/workbook.xml.rels")
        listed = _parse(archive, "xl/workbook.xml").iterfind(".//{*}sheet")
    except ElementTree.ParseError as error:
        raise InvalidSheet(f"This is no XLSX workbook ({error}).", where=where, remedy=AS_CSV) from None
    target = {relation.get("Id", ""): _as_part(relation.get("Target", "")) for relation in relations}
    place = {}
    for sheet in listed:
        relation = next((value for key, value in sheet.items() if key.endswith("}id")), "")
        place[sheet.get("name", "")] = target.get(relation, "")
    shared = [each for each in relations if each.get("Type", "").endswith(_SHARED)]
    return place, _INDEX | {_as_part(each.get("Target", "")).lower() for each in shared}


def _as_part(target: str) -> str:
    """A target is relative to xl/, or absolute."""
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")


def _parse(archive: zipfile.ZipFile, part: str) -> ElementTree.Element:
    if part not in archive.namelist():  # then there is no sheet to be read, and no harm in what else there is
        return ElementTree.Element("none")
    with archive.open(part) as stream:
        return ElementTree.fromstring(stream.read(INDEX_LIMIT))
