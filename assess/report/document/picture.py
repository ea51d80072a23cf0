"""A chart → a picture that stands alone: SVG with its own title, finding, colours and white paper, or PNG at 300 dpi.

Drawn charts follow the colours of a page; away from a page they hold the colours of paper. Text is a little larger where
it is set in the printed documents' font, which is narrower than the fonts that charts are laid out for.
"""

from __future__ import annotations

import re
import struct
import textwrap
import zlib
from collections.abc import Iterator
from html import escape, unescape

from ..brand.model import HOUSE, Brand, Logo
from ..chart.layout import SMALL, TEXT, width_of
from ..chart.renderer import Chart
from ..finding.model import Findings
from ..look import LIGHT
from .drawing import Plan
from .glyph import printable
from .typeset import FONT, typeset_png

WHITE = "#ffffff"
FONTS = "Segoe UI, Roboto, Noto Sans, Arial, sans-serif"
"""Of a picture by itself: `system-ui`, which pages begin with, is known to browsers only."""
LARGER = 1.2
"""How much larger a text in the documents' font may be in the room of one in a sans-serif font."""
TITLE, LEAD = 18, 1.4
"""Pixels of a picture's title, and line to line by size."""
MARGIN = 24
"""Pixels around a picture."""
OUTLINE = re.compile(r' (stroke|stroke-width|stroke-linejoin|paint-order)="[^"]*"')
TEXTS = re.compile(r"<text [^>]*>")
COLOUR = re.compile(r"var\(--[a-z-]+, (#[0-9a-fA-F]{6})\)")
DOTS = 300
"""Dots an inch of a picture: what printers ask for."""
INCH = 0.0254
"""Metres."""


def on_paper(svg: str) -> str:
    """A drawn chart for a printed document: in the colours of paper and the document's own font. Its texts have no outline:
    a PDF would hold them as drawn curves, which nobody can search, copy or hear, and which are dear."""
    return _spelled(TEXTS.sub(lambda found: OUTLINE.sub("", found[0]), _coloured(svg)))


def _spelled(svg: str) -> str:
    """Its texts in the document's font, a little larger, and with what that font can print."""
    svg = re.sub(r'font-family="[^"]*"', f'font-family="{FONT}"', svg)
    svg = re.sub(r'font-size="([\d.]+)px"', lambda found: f'font-size="{float(found[1]) * LARGER:g}px"', svg)
    return re.sub(r">([^<]+)<", lambda found: f">{escape(printable(unescape(found[1])), quote=False)}<", svg)


def draw_svg(chart: Chart, notes: tuple[str, ...] = (), *, brand: Brand = HOUSE) -> str:
    """The chart under its title and finding, `notes` below it: whom it compares with, and that it is made up."""
    drawn = re.fullmatch(r'<svg[^>]*? width="(\d+)" height="(\d+)"[^>]*>(.*)</svg>', chart.svgs[0], re.DOTALL)
    if drawn is None:
        raise ValueError("a drawn chart has one size")
    width, height = int(drawn[1]), int(drawn[2])
    head = [
        *_lines(chart.title, TITLE, width, "ink", 600),
        *_lines(chart.sentence, TEXT, width, "muted", 400),
    ]
    foot = [line for note in notes for line in _lines(note, SMALL, width, "muted", 400)]
    above, below = _height(head) + 12, _height(foot) + 8
    whole = (width + 2 * MARGIN, round(above + height + below + 2 * MARGIN))
    names = re.match(r"(<title.*?</desc>)", drawn[3], re.DOTALL)
    id_ = re.search(r'<title id="([^"]+)-title"', drawn[3])
    label = f' aria-labelledby="{id_[1]}-title {id_[1]}-desc"' if id_ else ""
    body = drawn[3].removeprefix(names[1]) if names else drawn[3]
    parts = (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" role="img"{label} '
        f'width="{whole[0]}" height="{whole[1]}" viewBox="0 0 {whole[0]} {whole[1]}">',
        names[1] if names else "",
        f'<rect width="100%" height="100%" fill="{WHITE}"/>',
        *_set(head, MARGIN),
        f'<g transform="translate({MARGIN},{MARGIN + above})">{_bare(body)}</g>',
        *_set(foot, MARGIN + above + height + 8),
        "</svg>\n",
    )
    drawn_anew = brand.recolour(_coloured("".join(parts)))
    return re.sub(r'font-family="[^"]*"', f'font-family="{FONTS}"', drawn_anew)


def draw_png(chart: Chart, notes: tuple[str, ...] = (), *, dots: int = DOTS, brand: Brand = HOUSE) -> bytes:
    """The same as PNG, so many `dots` an inch, which it says itself."""
    svg = draw_svg(chart, notes, brand=brand)
    width = int(re.search(r' width="(\d+)"', svg)[1])  # type: ignore[index]
    inputs = {"svg": _spelled(svg), "width": f"{width * 0.75:g}pt"}  # 96 pixels an inch, 72 points
    return _sized(typeset_png("picture.typ", inputs, dots=dots), dots)


def draw_logo(logo: Logo, *, width: int, dots: int) -> bytes:
    """A logo as a PNG that asks to be so many pixels of a screen wide: a drawing with so many `dots` an inch, a PNG with
    those it has."""
    if logo.name.endswith(".svg"):
        inputs = {"svg": logo.data.decode(), "width": f"{width * 0.75:g}pt"}
        return _sized(typeset_png("picture.typ", inputs, dots=dots), dots)
    (own,) = struct.unpack(">I", logo.data[16:20])
    return _sized(_unsized(logo.data), own * 96 / width)


def height_of(png: bytes) -> int:
    """Its dots from top to foot, as its first chunk says."""
    return struct.unpack(">I", png[20:24])[0]


def notes_of(findings: Findings, plan: Plan) -> tuple[str, ...]:
    """What stands below a picture that leaves its report: with whom it compares, and that it is made up."""
    group = findings.peer_group.sentence if findings.peer_group and plan.compared else ""
    return tuple(str(note) for note in (group, findings.synthetic) if note)


Line = tuple[str, int, str, int]
"""A text, its size in pixels, the role of its colour, its weight."""


def _lines(text: str, size: int, width: int, role: str, weight: int) -> Iterator[Line]:
    characters = int(width / width_of("x" if text.isascii() else "ж", size))
    for line in textwrap.wrap(text, characters):
        yield line, size, role, weight


def _height(lines: list[Line]) -> float:
    return sum(size * LEAD for _, size, _, _ in lines)


def _set(lines: list[Line], top: float) -> Iterator[str]:
    for text, size, role, weight in lines:
        top += size * LEAD
        yield (
            f'<text x="{MARGIN}" y="{round(top - size * 0.35, 1):g}" font-family="" font-size="{size}px" '
            f'font-weight="{weight}" fill="{getattr(LIGHT, role)}">{escape(text, quote=False)}</text>'
        )


def _coloured(svg: str) -> str:
    """Colours as they are on white paper instead of those of a page."""
    return COLOUR.sub(r"\1", svg).replace(LIGHT.paper, WHITE)


def _bare(svg: str) -> str:
    """Texts with their outline drawn before them, not by `paint-order`: many programs do not know that, and would
    draw the outline over the text."""

    def twice(found: re.Match) -> str:
        outline = found[0].replace(' paint-order="stroke"', ' aria-hidden="true"')
        return outline + OUTLINE.sub("", found[0])

    return re.sub(r"<text [^>]*paint-order.*?</text>", twice, svg, flags=re.DOTALL)


def _unsized(png: bytes) -> bytes:
    """The PNG without its own dots a metre."""
    kept, at = [png[:8]], 8
    while at < len(png):
        end = at + 12 + int.from_bytes(png[at : at + 4], "big")
        kept += [png[at:end]] if png[at + 4 : at + 8] != b"pHYs" else []
        at = end
    return b"".join(kept)


def _sized(png: bytes, dots: float) -> bytes:
    """The PNG with its dots a metre (chunk pHYs, behind IHDR), which a word processor sizes it by."""
    metre = round(dots / INCH)
    chunk = b"pHYs" + struct.pack(">IIB", metre, metre, 1)
    end = 8 + 25  # signature, IHDR
    return png[:end] + struct.pack(">I", 9) + chunk + struct.pack(">I", zlib.crc32(chunk)) + png[end:]
