"""The staged ladder: the levels from the highest down, and below the next one what holds it back; findings enter.

The same picture as the list of the result page, for paper and pictures: there the levels are HTML, here marks.
"""

from __future__ import annotations

from ..finding.ladder import Rung
from ..finding.model import Findings
from ..look import LIGHT
from ..word import caption, label
from .layout import BOLD, GAP, LADDER, LINE, SMALL, TEXT, Layout, width_of
from .mark import Box, Dot, Drawing, Rule, Spot, Word, level_colour, upon_level
from .renderer import Chart, Renderer
from .setting import MIDDLE, broken
from .table import Column, Table

MOST = 6
"""So many practices are named below the next level; the rest is counted."""
NUMBER = 36
"""Pixels of the square that holds a level's number."""


def draw_ladder(findings: Findings, renderer: Renderer) -> Chart | None:
    """The levels, highest first; None for a questionnaire without levels."""
    if not findings.ladder:
        return None
    following = findings.next_rung
    missing = len(following.missing) if following else 0
    said = caption.ladder(
        scored=findings.overall.score is not None,
        level=following.level if following else None,
        name=following.name if following else "",
        missing=missing,
    )
    drawings = [(layout, ladder_marks(findings, layout)) for layout in LADDER]
    return renderer.draw_marks("ladder", caption.ladder_title(), said, drawings, _table(findings))


def ladder_marks(findings: Findings, layout: Layout) -> Drawing:
    """A row for each level: its number in its colour, its name, what is said of it; the own place at the right end."""
    boxes: list[Box] = []
    rules: list[Rule] = []
    dots: list[Dot] = []
    words: list[Word] = []
    spots: list[Spot] = []
    y = 2.0
    for rank, rung in reversed(list(enumerate(findings.ladder))):
        top, y = y, _rung(findings, rung, rank, y, layout, (boxes, dots, words))
        if rung.next:
            y = _blocking(findings, rung, y, layout, dots, words)
            rules.append(Rule(1.5, top + 8, 1.5, y - 8, LIGHT.attention, 3))
        if rank:
            rules.append(Rule(0, y, layout.width, y))
        spots.append(Spot(0, top, layout.width, y, len(spots)))
    return Drawing(
        height=y + 2,
        boxes=tuple(boxes),
        rules=tuple(rules),
        dots=tuple(dots),
        words=tuple(words),
        spots=tuple(spots),
    )


def _rung(
    findings: Findings,
    rung: Rung,
    rank: int,
    y: float,
    layout: Layout,
    marks: tuple[list[Box], list[Dot], list[Word]],
) -> float:
    """One level; returns its foot. An edge keeps the lightest colour visible on paper."""
    boxes, dots, words = marks
    count, left, you = len(findings.ladder), 14, _you(findings, rung)
    room = layout.width - layout.left - (width_of(you, TEXT) * BOLD + 3 * GAP if you else 0)
    name = broken(rung.name, room, 2, bold=True)
    note = broken(rung.note, layout.width - layout.left - layout.right, layout.lines, size=SMALL)
    height = max(layout.row, 20 + LINE * (len(name) + len(note)))
    middle = y + height / 2
    edge, thick, filling, number = _colours(rung, rank, count)
    for inset, colour in ((0, edge), (thick, filling)):
        half = NUMBER / 2 - inset
        boxes.append(Box(left + inset, middle - half, left + NUMBER - inset, middle + half, colour))
    baseline = middle + 15 * MIDDLE
    words.append(Word(left + NUMBER / 2, baseline, str(rung.level), number, "center", 650, 15, inlaid=True))
    first = middle - LINE * (len(name) + len(note)) / 2 + 12
    words.append(Word(layout.left, first, "\n".join(name), weight=600))
    colour = LIGHT.attention if rung.next else LIGHT.muted
    words.append(Word(layout.left, first + LINE * len(name) + 1, "\n".join(note), colour, size=SMALL))
    if you:
        words.append(Word(layout.width - 20, first, you, LIGHT.accent, "right", 600))
        dots.append(Dot(layout.width - 8, first - TEXT * MIDDLE, size=130))
    return y + height


def _colours(rung: Rung, rank: int, count: int) -> tuple[str, int, str, str]:
    """Edge, its width in pixels, filling and number: what is reached is filled, the next level edged, as on pages."""
    if rung.reached:
        return LIGHT.peers, 1, level_colour(rank, count), upon_level(rank, count)
    colour = LIGHT.attention if rung.next else LIGHT.peers
    return colour, 2 if rung.next else 1, LIGHT.paper, LIGHT.attention if rung.next else LIGHT.muted


def _you(findings: Findings, rung: Rung) -> str:
    score = findings.overall.score
    return label.you(score) if rung.here and score is not None else ""


def _blocking(
    findings: Findings, rung: Rung, y: float, layout: Layout, dots: list[Dot], words: list[Word]
) -> float:
    """The practices that hold the level back, each with the diamond that marks it in every chart; returns the foot."""
    for text in _missing(findings, rung)[:MOST]:
        lines = broken(text, layout.width - layout.left - 24, layout.lines, size=SMALL)
        dots.append(Dot(layout.left + 6, y + 8, LIGHT.attention, "diamond", 90))
        words.append(Word(layout.left + 20, y + 12, "\n".join(lines), size=SMALL))
        y += LINE * len(lines) + 6
    unnamed = len(_missing(findings, rung)) - MOST
    if unnamed > 0:
        words.append(Word(layout.left + 20, y + 12, caption.more(unnamed), LIGHT.muted, size=SMALL))
        y += LINE + 6
    return y + 8


def _missing(findings: Findings, rung: Rung) -> list[str]:
    """The missing practices by name, in their order; none where the findings do not tell single answers."""
    responses = (response for chapter in findings.chapters for response in chapter.responses)
    texts = {response.question: response.text for response in responses}
    return [texts[question] for question in rung.missing if question in texts]


def _table(findings: Findings) -> Table:
    heads = caption.heads()
    rows = tuple(
        (caption.level_mark(rung.level, rung.name), rung.note, " · ".join(_missing(findings, rung)))
        for rung in reversed(findings.ladder)
    )
    return Table((Column(heads.level), Column(heads.said), Column(heads.missing)), rows)
