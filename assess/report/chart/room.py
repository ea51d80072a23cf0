"""How much room a text takes in a drawing, and whether a mark runs through it: marks enter, rectangles and answers leave.

Widths are estimated (`layout.width_of`), always rather too wide, so that what is clear here is clear in any font.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import sqrt

from .layout import BOLD, LINE, width_of
from .mark import Drawing, Stop, Word

ASCENT, DESCENT = 0.75, 0.25
"""Above and below the baseline, in em."""
USUAL = 400
"""The weight of a text that is not bold."""
HALO = 4
"""Within so many pixels of its letters, the outline of a text and a stroke's own width may meet."""
BAND = 64
"""The height of the bands, in pixels, in which marks are looked for: a portfolio has thousands of them."""
Frame = tuple[float, float, float, float]
"""Left, top, right, foot."""
Segment = tuple[tuple[float, float], tuple[float, float]]
"""Where a straight line begins and ends."""
BEFORE = {"left": 0.0, "center": 0.5, "right": 1.0}
"""The part of a text that stands before its place, by its alignment."""


def frame_of(word: Word) -> Frame:
    """The rectangle around all lines of a text."""
    lines = word.text.split("\n")
    wide = max(width_of(line, word.size) for line in lines) * (BOLD if word.weight > USUAL else 1)
    left = word.x - wide * BEFORE[word.align]
    foot = word.y + LINE * (len(lines) - 1) + word.size * DESCENT
    return left, word.y - word.size * ASCENT, left + wide, foot


def segments_of(stops: Sequence[Stop]) -> list[Segment]:
    """The straight parts of lines: from each point to the next of the same line."""
    return [((one.x, one.y), (other.x, other.y)) for one, other in pairwise(stops) if one.line == other.line]


def crossed(drawing: Drawing) -> list[bool]:
    """Of each text, whether a mark may run through it, so that it needs an outline."""
    straight = [((mark.x, mark.y), (mark.x2, mark.y2)) for mark in (*drawing.grid, *drawing.rules)]
    straight += segments_of(sorted(drawing.lines, key=lambda stop: (stop.line, stop.at)))
    solid = [(box.x, box.y, box.x2, box.y2) for box in drawing.boxes]
    solid += [
        (dot.x - reach, dot.y - reach, dot.x + reach, dot.y + reach)
        for dot in drawing.dots
        for reach in [sqrt(dot.size) / 2]
    ]
    lines_at, solid_at = defaultdict(list), defaultdict(list)
    for segment in straight:
        for band in _bands(segment[0][1], segment[1][1]):
            lines_at[band].append(segment)
    for frame in solid:
        for band in _bands(frame[1], frame[3]):
            solid_at[band].append(frame)

    def is_met(frame: Frame) -> bool:
        bands = _bands(frame[1], frame[3])
        return any(_meets(frame, each) for band in bands for each in lines_at[band]) or any(
            _overlap(frame, each) for band in bands for each in solid_at[band]
        )

    return [is_met(_widened(frame_of(word))) for word in drawing.words]


def _bands(top: float, foot: float) -> range:
    """The bands of a drawing that something lies in: two that share none cannot meet."""
    return range(int(min(top, foot) // BAND), int(max(top, foot) // BAND) + 1)


def _widened(frame: Frame) -> Frame:
    left, top, right, foot = frame
    return left - HALO, top - HALO, right + HALO, foot + HALO


def _overlap(frame: Frame, other: Frame) -> bool:
    left, top, right, foot = frame
    x, y, x2, y2 = other
    return min(x, x2) < right and left < max(x, x2) and min(y, y2) < foot and top < max(y, y2)


def is_clear(word: Word, segments: Iterable[Segment]) -> bool:
    """Whether no line runs through a text."""
    frame = frame_of(word)
    return not any(_meets(frame, segment) for segment in segments)


def _meets(frame: Frame, segment: Segment) -> bool:
    """Whether any part of a straight line lies within a rectangle: what each side leaves of it (Liang and Barsky)."""
    (x, y), (x2, y2) = segment
    left, top, right, foot = frame
    begins, ends = 0.0, 1.0
    for step, room in ((x - x2, x - left), (x2 - x, right - x), (y - y2, y - top), (y2 - y, foot - y)):
        if step == 0:
            if room < 0:
                return False
        elif step < 0:
            begins = max(begins, room / step)
        else:
            ends = min(ends, room / step)
    return begins <= ends
