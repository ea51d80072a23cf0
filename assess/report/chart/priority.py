"""Next steps by what they matter and how far they are: numbered dots, listed below; findings enter, a chart leaves.

Many answers share one gap and one importance. Dots that would lie upon each other are moved to the nearest free place,
the first in rank first; so no number hides another, in any language, and the list says which is which.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from ..finding.model import Findings
from ..finding.step import StepFinding
from ..look import LIGHT
from ..word import caption
from .layout import GAP, LINE, PRIORITY, SMALL, Layout
from .mark import Dot, Drawing, Rule, Spot, Word, area
from .renderer import Chart, Renderer
from .setting import MIDDLE, broken
from .table import Column, Table

MOST = 15
"""So many steps are drawn; the table has them all."""
DOT = 24
"""Pixels of a numbered dot: two figures at 12 px."""
EDGE = DOT / 2 + 6
"""Pixels that dots keep from the plot's rim."""
TOP, FOOT = 24, 40
"""Pixels above the plot and below it."""


def draw_priority(findings: Findings, renderer: Renderer, *, listed: bool = True) -> Chart | None:
    """The next steps in order of their rank; None where there is none. What matters more is further right, what is further
    from its target higher up; a diamond holds back the next level. What is only to be found out has no place here.
    `listed`: the steps stand below by their numbers; where they stand beside it anyway, they need not."""
    steps = [step for step in findings.next_steps if step.priority > 0]
    if not steps:
        return None
    drawn = steps[:MOST]
    said = caption.priority(
        steps=len(steps), drawn=len(drawn), blocking=sum(bool(step.blocks) for step in drawn)
    )
    drawings = [(layout, priority_marks(steps, layout, listed=listed)) for layout in PRIORITY]
    return renderer.draw_marks("priority", caption.priority_title(), said, drawings, _table(steps))


def priority_marks(steps: Sequence[StepFinding], layout: Layout, *, listed: bool = True) -> Drawing:
    """The plot with its axes' ends named, the dots of the first steps, and these steps as a list below."""
    steps, left_out = steps[:MOST], len(steps[MOST:])
    left, right, top, foot = layout.left, layout.left + layout.plot, TOP, TOP + layout.row
    says = caption.priority_axes()
    rules = [
        Rule(left, foot, right, foot, LIGHT.muted),
        Rule(left, top, left, foot, LIGHT.muted),
        Rule((left + right) / 2, top, (left + right) / 2, foot),
        Rule(left, (top + foot) / 2, right, (top + foot) / 2),
    ]
    words = [
        Word(0, top - 10, says.gap, LIGHT.ink, size=SMALL, weight=600),
        Word(right, foot + 20, says.importance, LIGHT.ink, "right", 600, SMALL),
    ]
    dots, spots, near = [], [], DOT / 2 - 3  # squares of this size do not overlap where the dots do not touch
    for number, (step, (x, y)) in enumerate(zip(steps, place_steps(steps, layout), strict=True)):
        spots.append(Spot(x - near, y - near, x + near, y + near, number))
        blocks = bool(step.blocks)
        dots.append(_dot(x, y, blocks=blocks))
        words.append(_number(step, x, y))
    y = foot + FOOT
    for number, step in enumerate(steps if listed else ()):
        lines = broken(step.text, layout.width - DOT - GAP, layout.lines)
        dots.append(_dot(DOT / 2, y + DOT / 2, blocks=bool(step.blocks)))
        words.append(_number(step, DOT / 2, y + DOT / 2))
        words.append(Word(DOT + GAP, y + DOT / 2 + SMALL * MIDDLE, "\n".join(lines)))
        spots.append(Spot(0, y, layout.width, y + max(DOT, LINE * len(lines)) + 8, number))
        y += max(DOT, LINE * len(lines)) + 8
    if left_out and listed:
        words.append(Word(DOT + GAP, y + 12, caption.more(left_out), LIGHT.muted))
        y += LINE + 8
    return Drawing(height=y, rules=tuple(rules), dots=tuple(dots), words=tuple(words), spots=tuple(spots))


def _dot(x: float, y: float, *, blocks: bool) -> Dot:
    """A diamond's diagonal is its width: Vega draws it as wide as the circle, so that it is drawn larger."""
    if blocks:
        return Dot(x, y, LIGHT.attention, "diamond", area(DOT) * 1.15)
    return Dot(x, y, LIGHT.accent, size=area(DOT))


def _number(step: StepFinding, x: float, y: float) -> Word:
    return Word(x, y + SMALL * MIDDLE, str(step.rank), LIGHT.on_accent, "center", 600, SMALL, inlaid=True)


def place_steps(steps: Sequence[StepFinding], layout: Layout) -> list[tuple[float, float]]:
    """Where each dot is: at its numbers, or at the free place nearest to them."""
    heaviest = max(_matter(step) for step in steps)
    wide, high = layout.plot - 2 * EDGE, layout.row - 2 * EDGE
    placed: list[tuple[float, float]] = []
    for step in steps:
        x = layout.left + EDGE + wide * (_matter(step) / heaviest)
        y = TOP + EDGE + high * (1 - min(max(step.gap, 0), 1))
        placed.append(next(place for place in _around(x, y, layout) if _is_free(place, placed)))
    return placed


def _matter(step: StepFinding) -> float:
    """What the answer counts for before its gap and its effort (`scoring.priority`)."""
    return step.weight * step.importance


def _is_free(place: tuple[float, float], taken: Sequence[tuple[float, float]]) -> bool:
    return all(math.dist(place, other) >= DOT + 2 for other in taken)


def _around(x: float, y: float, layout: Layout) -> Iterator[tuple[float, float]]:
    """The place itself, then places on wider and wider rings around it that lie within the plot."""
    yield x, y
    left, right = layout.left + EDGE, layout.left + layout.plot - EDGE
    top, foot = TOP + EDGE, TOP + layout.row - EDGE
    ring = 0
    while True:
        ring += 1
        places = 6 * ring
        for place in range(places):
            turn = 2 * math.pi * place / places + math.pi
            near = x + ring * (DOT + 2) * math.cos(turn), y + ring * (DOT + 2) * math.sin(turn)
            if left <= near[0] <= right and top <= near[1] <= foot:
                yield near


def _table(steps: Sequence[StepFinding]) -> Table:
    heads = caption.heads()
    rows = tuple(
        (
            f"{step.rank}. {step.text}",
            caption.weight(_matter(step)),
            caption.share(step.gap),
            step.blocks,
        )
        for step in steps
    )
    columns = (heads.step, heads.importance, heads.gap, heads.blocks)
    return Table(tuple(Column(name, number=0 < at < 3) for at, name in enumerate(columns)), rows)
