"""Just enough of PDF to read back what typst wrote: objects, decompressed streams, the text of each page, bookmarks."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}

PLAIN = rb"(?:\\.|[^\\()])*"
STRING = rb"\(" + PLAIN + rb"(?:\(" + PLAIN + rb"(?:\(" + PLAIN + rb"\)" + PLAIN + rb")*\)" + PLAIN + rb")*\)"
"""A string; brackets within it need no stroke before them where they are in pairs."""
SHOWN = re.compile(rb"(/(?:ActualText|Alt|Lang)\s*)?(?:/(f\d+) [\d.]+ Tf|(" + STRING + rb"))", re.DOTALL)

MISSING = "\ufffd"
WRITTEN = re.compile(rb"\(\xfe\xff" + PLAIN + rb"\)|<FEFF[0-9A-F]*>", re.DOTALL)
"""A string of more than Latin letters."""


class Paper:
    """A PDF as its objects by number, each with its stream, if it has one, inflated."""

    def __init__(self, content: bytes) -> None:
        self.objects: dict[int, bytes] = {}
        self.streams: dict[int, bytes] = {}
        for number, body in re.findall(rb"(\d+) 0 obj\n(.*?)\nendobj", content, re.DOTALL):
            head, _, stream = body.partition(b"stream\n")
            self.objects[int(number)] = head
            if stream:
                data = stream.rpartition(b"\nendstream")[0]
                self.streams[int(number)] = zlib.decompress(data) if b"FlateDecode" in head else data

    def all(self, key: bytes) -> list[bytes]:
        """Every object that holds these bytes."""
        return [body for body in self.objects.values() if key in body]

    @property
    def catalogue(self) -> bytes:
        return self.all(b"/Type/Catalog")[0]

    @property
    def pages(self) -> list[str]:
        """The text of each page in the order of drawing, without blanks between lines; `MISSING` for a box."""
        kids = re.search(rb"/Kids\[(.*?)\]", self.all(b"/Type/Pages")[0])[1]
        return [self._text(int(number)) for number in re.findall(rb"(\d+) 0 R", kids)]

    @property
    def text(self) -> str:
        return "".join(self.pages)

    @property
    def longest(self) -> int:
        """Letters of the longest line of text."""
        drawn = (stream for stream in self.streams.values() if b" Tf" in stream and b"\nBT" in stream)
        lines = (line for stream in drawn for line in re.findall(rb"\nBT(.*?)\nET", stream, re.DOTALL))
        return max(sum(len(_unescape(one[2][1:-1])) // 2 for one in SHOWN.findall(line)) for line in lines)

    @property
    def bookmarks(self) -> list[str]:
        return [_string(found) for body in self.all(b"/Dest") if (found := _title(body))]

    @property
    def roles(self) -> list[tuple[str, bytes]]:
        """What is tagged, in the order in which it is read: its role, and the element itself."""
        return list(self._below(self.all(b"/Type/StructTreeRoot")[0]))

    @property
    def roles_by_number(self) -> list[tuple[int, str]]:
        """The role of each element by the number of its object."""
        found = ((number, re.search(rb"/S/(\w+)", body)) for number, body in self.objects.items())
        return [
            (number, role[1].decode())
            for number, role in found
            if role and b"/StructElem" in self.objects[number]
        ]

    @property
    def parents(self) -> list[tuple[int, int]]:
        """Each element and the one that it says it is in, by number."""
        said = (
            (number, re.search(rb"/P (\d+) 0 R", self.objects[number])) for number, _ in self.roles_by_number
        )
        return [(number, int(parent[1])) for number, parent in said if parent]

    @property
    def everything(self) -> str:
        """All that is inside, as it is, for whoever looks for a secret: objects, and streams that are no font."""
        held = (
            *self.objects.values(),
            *(stream for stream in self.streams.values() if b"\x00" not in stream),
        )
        return " ".join(part.decode("latin-1") for part in held) + " ".join(
            _string(found) for body in self.objects.values() for found in WRITTEN.findall(body)
        )

    def _below(self, body: bytes) -> Iterator[tuple[str, bytes]]:
        found = re.search(rb"/K\s*(\[.*?\]|\d+ 0 R)", body, re.DOTALL)
        for number in re.findall(rb"(\d+) 0 R", found[1] if found else b""):
            element = self.objects.get(int(number), b"")
            role = re.search(rb"/S/(\w+)", element)
            if role and b"/StructElem" in element:
                yield role[1].decode(), element
                yield from self._below(element)

    def alternatives(self) -> list[str]:
        """What is said in the place of a figure."""
        figures = [body for body in self.all(b"/S/Figure") if b"/Alt" in body]
        return [_string(re.search(rb"/Alt\s*(\(.*\)|<[^>]*>)", body, re.DOTALL)[1]) for body in figures]

    def _text(self, page: int) -> str:
        body = self.objects[page]
        fonts = {
            name: self._letters(int(number))
            for found in re.findall(rb"/Font<<(.*?)>>", self._resources(body), re.DOTALL)
            for name, number in re.findall(rb"/(f\d+) (\d+) 0 R", found)
        }
        stream = self.streams[int(re.search(rb"/Contents (\d+) 0 R", body)[1])]
        said: list[str] = []
        letters: dict[int, str] = {}
        for instead, font, shown in SHOWN.findall(stream):
            if font:
                letters = fonts[font]
            elif shown and not instead:
                raw = _unescape(shown[1:-1])
                glyphs = (raw[at : at + 2] for at in range(0, len(raw), 2))
                said += [letters.get(int.from_bytes(glyph, "big"), MISSING) for glyph in glyphs]
        return "".join(said)

    def _resources(self, page: bytes) -> bytes:
        found = re.search(rb"/Resources (\d+) 0 R", page)
        return self.objects[int(found[1])] if found else page

    def _letters(self, font: int) -> dict[int, str]:
        """Glyph → text, by the font's ToUnicode."""
        cmap = self.streams[int(re.search(rb"/ToUnicode (\d+) 0 R", self.objects[font])[1])]
        found = {}
        for block in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
            for glyph, text in re.findall(rb"<(\w{4})>\s*<(\w+)>", block):
                found[int(glyph, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be")
        for block in re.findall(rb"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
            for first, last, text in re.findall(rb"<(\w{4})>\s*<(\w{4})>\s*<(\w{4})>", block):
                for at in range(int(first, 16), int(last, 16) + 1):
                    found[at] = chr(int(text, 16) + at - int(first, 16))
        return found


def _title(body: bytes) -> bytes | None:
    found = re.search(rb"/Title\s*(\((?:\\.|[^\\)])*\)|<[^>]*>)", body, re.DOTALL)
    return found[1] if found else None


def _string(raw: bytes) -> str:
    data = bytes.fromhex(raw.strip(b"<>").decode()) if raw.startswith(b"<") else _unescape(raw[1:-1])
    return data[2:].decode("utf-16-be") if data.startswith(b"\xfe\xff") else data.decode("latin-1")


def _unescape(raw: bytes) -> bytes:
    def plain(found: re.Match) -> bytes:
        told = found[1]
        return bytes([int(told, 8)]) if told.isdigit() else ESCAPES.get(told, told)

    return re.sub(rb"\\([0-7]{1,3}|.)", plain, raw, flags=re.DOTALL)
