"""A worksheet's XML in pieces of whole rows, each a small workbook: so that it is read while it is unpacked.

The reader knows no way to stop: given a sheet, it holds all of it. Given a few thousand rows at a time it needs little
memory, and works beside whatever is done with the rows before. Bytes enter and leave; nothing here knows a cell.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping

from assess.assessment.sheet.extent import AS_CSV
from assess.errors import TooLarge

ROWS_LIMIT = 64 << 20
"""Bytes in which a row must end."""

_ROW = re.compile(rb"<((?:[\w.-]+:)?)row(?=[\s/>])")
_ROW_END = re.compile(rb"</(?:[\w.-]+:)?row\s*>")


def hold_piece(shared: Mapping[str, bytes], place: str, xml: bytes) -> io.BytesIO:
    """A workbook that has this piece for the sheet at `place`, and beside it the parts that sheets share; not packed."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, content in (*shared.items(), (place, xml)):
            archive.writestr(zipfile.ZipInfo(name), content)
    file.seek(0)
    return file


def cut_rows(chunks: Iterable[bytes], where: str) -> Iterator[bytes]:
    """A worksheet in pieces, each a worksheet of its own with what stands before the rows; a row is in one piece only.

    A piece ends with the last row that ends in its chunk. Where there are comments, or text that is marked as no
    XML, no end of a row can be told: all that follows is one piece. Raises `TooLarge` where that is too long.
    """
    head = tail = rest = b""
    for chunk in chunks:
        rest += chunk
        if not (end := _end_of_rows(rest)):
            if len(rest) > ROWS_LIMIT:
                what = f"There are over {ROWS_LIMIT / 1e6:,.0f} MB in which no row ends."
                raise TooLarge(what, where=where, remedy=AS_CSV)
            continue
        piece, rest = head + rest[:end], rest[end:]
        if not tail and (row := _ROW.search(piece)):
            head = piece[: row.start()]
            tail = b"</%ssheetData></%sworksheet>" % (row[1], row[1])
        yield piece + tail
    if not tail or _ROW.search(rest):
        yield head + rest


def _end_of_rows(text: bytes) -> int:
    """Where the last row that is whole ends; 0 if none does, or if that cannot be told."""
    if b"!" in text and b"<!" in text:  # to look for one letter alone is ten times as quick
        return 0
    plain = text.rfind(b"</row>")
    if plain >= 0:
        return plain + len(b"</row>")
    ends = [match.end() for match in _ROW_END.finditer(text)]
    return ends[-1] if ends else 0
