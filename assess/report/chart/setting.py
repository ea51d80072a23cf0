"""How texts and scales are set in a drawing of pixels: broken into lines that fit, and the levels' bounds beside a plot.

Texts, room and levels enter; marks leave. Widths are estimated (`layout.width_of`), always rather too wide.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from ..finding.peer import Peers
from ..look import LIGHT
from ..word import caption
from ..word.text import Words
from .layout import BOLD, LINE, SMALL, TEXT, Layout, glyph_of, width_of
from .mark import Box, Drawing, Rule, Word
from .renderer import raised
from .scale import SINGLE, scale_rows

MIDDLE = 0.36
"""From the middle of a line to its baseline, in em."""
Levels = Sequence[tuple[int, str, float]]
"""Number, name and lower bound of each level, lowest first."""


def broken(text: Words, room: float, most: int, *, size: int = TEXT, bold: bool = False) -> list[str]:
    """The text in at most so many lines, each no wider than `room` pixels; what does not fit ends in an ellipsis."""
    said = SINGLE.sub("\u00a0", str(text))
    letter = size * glyph_of(said) * (BOLD if bold else 1)
    lines = textwrap.wrap(said, max(3, int(room / letter)), max_lines=most, placeholder=" …")
    return lines or [""]


def fits(text: str, room: float, *, size: int = SMALL, bold: bool = False) -> bool:
    """Whether the text is no wider than `room` pixels in one line."""
    return width_of(text, size) * (BOLD if bold else 1) <= room


def block(x: float, middle: float, lines: Sequence[str], **options) -> Word:
    """Lines set around a height: their middle is at `middle`."""
    size = options.get("size", TEXT)
    first = middle - LINE * (len(lines) - 1) / 2 + size * MIDDLE
    return Word(x, round(first, 1), "\n".join(lines), **options)


def inside(x: float, text: str, left: float, right: float, *, size: int = SMALL, bold: bool = False) -> float:
    """The place nearest to `x` at which a centred text stays between `left` and `right`."""
    half = width_of(text, size) * (BOLD if bold else 1) / 2
    return min(max(x, left + half), right - half) if right - left > 2 * half else (left + right) / 2


def across(
    levels: Levels, low: float, high: float, layout: Layout, top: float, foot: float
) -> tuple[list[Rule], list[Word]]:
    """A scale from left to right: a line at each level's bound from `top` to `foot`, the levels' names above it, the
    figures below, 24 pixels each; names of two lines need more (`above`). Where there is room for nothing but numbers, the
    word for them stands before the first, above the labels."""
    rows = scale_rows(levels, low, high, layout)
    names = [row["text"] for row in rows["bands"]]
    rules, words = [], []
    for row in rows["figures"]:
        x = layout.left + row["x"] * layout.plot
        rules.append(Rule(x, top, x, foot))
        words.append(Word(x, foot + 18, row["text"], LIGHT.muted, "center", size=SMALL))
    for row in rows["bands"]:
        x = layout.left + row["x"] * layout.plot
        up = LINE * (row.get("lines", 1) - 1)
        words.append(Word(x, top - 10 - up, row["text"], LIGHT.muted, "center", size=SMALL))
    if levels and names[0] == str(levels[0][0]):
        first = words[-len(names)]
        said, x = caption.level_short(levels[0][0]), first.x + width_of(names[0]) / 2
        if width_of(said) <= x:
            words[-len(names)] = replace(first, x=x, text=said, align="right")
    return rules, words


def above(levels: Levels, low: float, high: float, layout: Layout) -> int:
    """How many pixels more than those of one line the levels' names need above a scale."""
    return raised(scale_rows(levels, low, high, layout))


def peers_across(
    peers: Peers | None, place: Callable[[float], float], middle: float
) -> tuple[list[Box], list[Rule]]:
    """The peers on a row: a grey band from p25 to p75, a tick at the median, as far as they are published. `place` gives
    the x of a score."""
    if peers is None:
        return [], []
    band = []
    if peers.p25 is not None and peers.p75 is not None:
        band.append(Box(place(peers.p25), middle - 5, place(peers.p75), middle + 5, LIGHT.peers))
    median = place(peers.median)
    return band, [Rule(median, middle - 9, median, middle + 9, LIGHT.ink, 3)]


def peers_upright(
    peers: Peers | None, x: float, place: Callable[[float], float]
) -> tuple[list[Box], list[Rule]]:
    """The same at a place of an axis from left to right; `place` gives the y of a score."""
    if peers is None:
        return [], []
    band = []
    if peers.p25 is not None and peers.p75 is not None:
        band.append(Box(x - 9, place(peers.p75), x + 9, place(peers.p25), LIGHT.peers))
    median = place(peers.median)
    return band, [Rule(x - 13, median, x + 13, median, LIGHT.ink, 3)]


def spanned(peers: Peers | None, place: Callable[[float], float]) -> tuple[float, float] | None:
    """The highest and the lowest y of upright peers, on which nothing can be written; None without any."""
    if peers is None:
        return None
    ends = [place(value) for value in (peers.p25, peers.median, peers.p75) if value is not None]
    return min(ends) - 2, max(ends) + 2


def with_peers_key(drawing: Drawing, layout: Layout, gap: float = 0) -> Drawing:
    """The drawing, where it shows peers, with what their band and its tick are below it: for a chart that has no row to say
    it in."""
    if not drawing.rules:
        return drawing
    y, lines = drawing.height + gap, broken(caption.peers_key(), layout.width - 40, 2, size=SMALL)
    said = Word(40, y + 15, "\n".join(lines), LIGHT.muted, size=SMALL)
    return replace(
        drawing,
        height=y + 8 + LINE * len(lines),
        boxes=(*drawing.boxes, Box(0, y + 6, 28, y + 16, LIGHT.peers)),
        rules=(*drawing.rules, Rule(14, y + 2, 14, y + 20, LIGHT.ink, 3)),
        words=(*drawing.words, said),
    )
