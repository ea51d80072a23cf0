"""What the rows of several charts share: the levels' bounds and names, a label in lines, a text kept inside the plot."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from itertools import pairwise

from ...language import plain
from ..finding.model import Findings
from ..word import caption
from ..word.text import Words
from .layout import Layout, width_of
from .renderer import Rows

SINGLE = re.compile(r"(?<=\b[^\W\d]) ")
"""The blank behind a word of one letter, which ends no line: in Polish that is a mistake."""


def level_rows(findings: Findings, layout: Layout) -> Rows:
    """The levels of the findings below all marks: see `scale_rows`."""
    return scale_rows(levels_of(findings), findings.low, findings.high, layout)


def levels_of(findings: Findings) -> list[tuple[int, str, float]]:
    """Number, name and lower bound of each level, lowest first."""
    return [(rung.level, rung.name, rung.min) for rung in findings.ladder]


def scale_rows(levels: Sequence[tuple[int, str, float]], low: float, high: float, layout: Layout) -> Rows:
    """The levels' bounds with their figures, and each level's number and name in the middle of its band: on one line, the
    name below the number, or the number alone, as far as all fit. A text of two lines says so.

    `levels` are number, name and lower bound, lowest first; without any, the ends of the scale are all there is.
    """
    bounds = [*(bound for _, _, bound in levels), high] if levels else [low, high]
    shares = [(bound - low) / (high - low) for bound in bounds]
    names = _names(levels, [(above - below) * layout.plot for below, above in pairwise(shares)])
    return {
        "bands": [
            {"x": (low + high) / 2, "text": name} | ({"lines": 2} if "\n" in name else {})
            for (low, high), name in zip(pairwise(shares), names, strict=False)
        ],
        "figures": [{"x": x, "text": plain(bound)} for x, bound in zip(shares, bounds, strict=True)],
    }


def _names(levels: Sequence[tuple[int, str, float]], rooms: Sequence[float]) -> list[str]:
    """As much of the levels' names as fits for all of them, never without their numbers, which the texts speak of: readers
    compare levels, so all are told alike."""
    beside = [caption.level_mark(level, name) for level, name, _ in levels]
    below = [f"{level}\n{name}" for level, name, _ in levels]
    for names in (beside, below):
        wide = [max(map(width_of, name.split("\n"))) for name in names]
        if all(each + 4 <= room for each, room in zip(wide, rooms, strict=False)):
            return names
    numbers = [str(level) for level, _, _ in levels]
    first = caption.level_short(levels[0][0])
    return [first, *numbers[1:]] if width_of(first) + 4 <= rooms[0] else numbers


def label_rows(text: Words, figure: str, layout: Layout) -> dict:
    """A row's label in lines, as many as there is room for, with the figure beside its last one."""
    said = SINGLE.sub("\u00a0", str(text))
    lines = textwrap.wrap(said, layout.characters(said, figure), max_lines=layout.lines, placeholder=" …")
    return {"label": "\n".join(lines), "lines": len(lines)}


def inside(x: float, text: str, layout: Layout) -> float:
    """The place nearest to `x` at which a centred text stays within the plot."""
    half = width_of(text) / 2 / layout.plot
    return min(max(x, half), 1 - half) if half < 0.5 else 0.5
