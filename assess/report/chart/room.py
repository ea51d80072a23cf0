"""How much room a text takes in a drawing, and whether a line runs through it: marks enter, rectangles and answers leave.

Widths are estimated (`layout.width_of`), always rather too wide, so that what is clear here is clear in any font.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from .layout import BOLD, LINE, width_of
from .mark import Stop, Word

ASCENT, DESCENT = 0.75, 0.25
"""Above and below the baseline, in em."""
Frame = tuple[float, float, float, float]
"""Left, top, right, foot."""
Segment = tuple[tuple[float, float], tuple[float, float]]
"""Where a straight line begins and ends."""
BEFORE = {"left": 0.0, "center": 0.5, "right": 1.0}
"""The part of a text that stands before its place, by its alignment."""


def frame_of(word: Word) -> Frame:
    """The rectangle around all lines of a text."""
    lines = word.text.split("\n")
    wide = max(width_of(line, word.size) for line in lines) * (BOLD if word.weight > 400 else 1)
    left = word.x - wide * BEFORE[word.align]
    foot = word.y + LINE * (len(lines) - 1) + word.size * DESCENT
    return left, word.y - word.size * ASCENT, left + wide, foot


def segments_of(stops: Sequence[Stop]) -> list[Segment]:
    """The straight parts of lines: from each point to the next of the same line."""
    return [((one.x, one.y), (other.x, other.y)) for one, other in pairwise(stops) if one.line == other.line]


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
