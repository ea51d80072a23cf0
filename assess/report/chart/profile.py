"""One organisation on one scale: the whole, its dimensions, its departments and themes; findings enter, a chart leaves.

Where the chart of the position shows a few dimensions with room for words, this one shows every line of the report, one
narrow row each, so that one sees at a glance where the low ones gather.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from ..finding.model import Findings
from ..finding.peer import Peers
from ..look import LIGHT
from ..word import caption, label
from ..word.text import Text, Words
from .layout import BOLD, GAP, LINE, PROFILE, SMALL, TEXT, Layout, width_of
from .mark import Box, Dot, Drawing, Rule, Spot, Word
from .renderer import Chart, Renderer
from .scale import levels_of
from .setting import MIDDLE, above, across, block, broken, inside, peers_across
from .table import Column, Table

KINDS = ("owner", "theme")
"""The views that stand below the dimensions, unless a caller asks for others."""
HEAD, FOOT, TITLE = 24, 26, 44
"""Pixels above the first row, below the last, and of a section's title."""


class Line(Struct, frozen=True):
    """One row: its name, its score (None with a reason), its peers as far as they are published."""

    title: str
    score: float | None
    reason: Text
    peers: Peers | None


class Section(Struct, frozen=True):
    """Rows under a title; the first section has none."""

    title: Words
    lines: tuple[Line, ...]


def draw_profile(findings: Findings, renderer: Renderer, kinds: Sequence[str] = KINDS) -> Chart | None:
    """The whole, every dimension, and the views of these `kinds` (owner, theme, phase), each in the order of the report.

    None where nothing is scored. What has no score has a row without a dot, and its reason in the table.
    """
    sections = profile_of(findings, kinds)
    lines = [line for section in sections for line in section.lines]
    if all(line.score is None for line in lines):
        return None
    compared = any(line.peers for line in lines)
    scored = sorted((line for line in lines[1:] if line.score is not None), key=lambda line: line.score or 0)
    said = caption.extremes([(line.title, line.score or 0) for line in scored])
    drawings = [(layout, profile_marks(findings, sections, layout)) for layout in PROFILE]
    title = caption.profile_title()
    return renderer.draw_marks("profile", title, said, drawings, _table(sections, compared=compared))


def profile_of(findings: Findings, kinds: Sequence[str] = KINDS) -> tuple[Section, ...]:
    """The rows of the chart by section: the whole, the dimensions, one section for each view there is. What the public is
    not told of a view has no row: of many small departments nothing but dashes would be left."""
    whole = findings.overall
    first = Section("", (Line(label.overall(), whole.score, whole.reason, whole.peers),))
    dimensions = tuple(
        Line(chapter.title, chapter.standing.score, chapter.standing.reason, chapter.standing.peers)
        for chapter in findings.top_chapters
    )
    views = (
        Section(
            view.title,
            tuple(
                Line(row.title, row.score, row.reason, row.peers)
                for row in view.rows
                if row.score is not None or not findings.is_public
            ),
        )
        for kind in kinds
        for view in findings.views
        if view.kind == kind
    )
    return (first, Section(label.page("dimension"), dimensions), *(view for view in views if view.lines))


def profile_marks(findings: Findings, sections: Sequence[Section], layout: Layout) -> Drawing:
    """The marks of one drawing: a narrow band for the peers, a tick at their median, a filled dot for the own score."""
    boxes: list[Box] = []
    grid: list[Rule] = []
    ticks: list[Rule] = []
    dots: list[Dot] = []
    words: list[Word] = []
    spots: list[Spot] = []
    levels = levels_of(findings)
    head = HEAD + above(levels, findings.low, findings.high, layout)
    y: float = head

    def place(score: float) -> float:
        return layout.left + findings.share(score) * layout.plot

    for section in sections:
        if section.title:
            title = broken(section.title, layout.width, 2, bold=True)
            words.append(Word(0, y + TITLE - 12, "\n".join(title), LIGHT.muted, weight=600))
            y += TITLE + LINE * (len(title) - 1)
        for line in section.lines:
            top = y
            y, middle = _label(line, y, layout, words)
            grid.append(Rule(layout.left, middle, layout.left + layout.plot, middle))
            band, tick = peers_across(line.peers, place, middle)
            boxes += band
            ticks += tick
            if line.score is not None:
                dots.append(Dot(place(line.score), middle, size=130))
            if line.peers and len(ticks) == 1:  # the first band says what bands are
                said = caption.peers(line.peers.p25, line.peers.median, line.peers.p75)
                x = inside(place(line.peers.median), said, layout.left, layout.left + layout.plot)
                words.append(Word(x, middle + 22, said, LIGHT.muted, "center", size=SMALL))
                y = max(y, middle + 28)
            spots.append(Spot(0, top, layout.width, y, len(spots)))
    bounds, said = across(levels, findings.low, findings.high, layout, head, y)
    return Drawing(
        height=y + FOOT,
        grid=(*bounds, *grid),
        boxes=tuple(boxes),
        rules=tuple(ticks),
        dots=tuple(dots),
        words=(*said, *words),
        spots=tuple(spots),
    )


def _label(line: Line, y: float, layout: Layout, words: list[Word]) -> tuple[float, float]:
    """The row's name and figure; the end of the row and the middle of its line."""
    figure = caption.figure(line.score)
    beside = width_of(figure, TEXT) * BOLD + GAP
    ink = LIGHT.accent if line.score is not None else LIGHT.muted
    if layout.above:
        lines = broken(line.title, layout.width - beside, layout.lines)
        foot = y + 8 + LINE * len(lines)
        words.append(Word(0, y + 20, "\n".join(lines)))
        words.append(Word(layout.width, foot - LINE + 12, figure, ink, "right", 600))
        return foot + layout.row, foot + layout.row / 2
    lines = broken(line.title, layout.left - 2 * GAP, layout.lines)
    middle = y + max(layout.row, LINE * len(lines) + 8) / 2
    words.append(block(0, middle, lines))
    words.append(Word(layout.width, middle + TEXT * MIDDLE, figure, ink, "right", 600))
    return 2 * middle - y, middle


def _table(sections: Sequence[Section], *, compared: bool) -> Table:
    heads = caption.heads()
    numbers = (heads.you, heads.median) if compared else (heads.you,)
    rows = []
    for section in sections:
        for line in section.lines:
            own = caption.score(line.score) if line.score is not None else line.reason or caption.nothing()
            peer = caption.score(line.peers.median) if line.peers else caption.nothing()
            rows.append((line.title, own, peer)[: 1 + len(numbers)])
    return Table((Column(heads.line), *(Column(name, number=True) for name in numbers)), tuple(rows))
