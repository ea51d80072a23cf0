"""The journey through the phases: a line over their scores, its highest and its lowest point marked.

Findings and, where a questionnaire or a study names them, the moments that customers love and hate enter; a chart leaves. On
a page the phases run from left to right, on a phone from top to bottom.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from ..finding.model import Findings
from ..finding.view import Tagged
from ..look import LIGHT
from ..word import caption
from .layout import GAP, JOURNEY, LINE, SMALL, TEXT, Layout
from .mark import Box, Dot, Drawing, Rule, Spot, Stop, Word
from .renderer import Chart, Renderer
from .room import is_clear, segments_of
from .scale import levels_of
from .setting import MIDDLE, across, block, broken, fits, peers_across, peers_upright, spanned, with_peers_key
from .table import Column, Table

HEAD, FOOT = 28, 26
"""Pixels above the plot and below it."""
BENEATH = 28
"""Pixels from a dot to the foot of the figure beneath it."""
ASIDE = 16
"""Pixels from a dot to a figure that stands neither above nor beneath it: past the peers."""


class Moment(Struct, frozen=True, kw_only=True):
    """What customers love or hate in a phase, by the phase's id, in a few words. No questionnaire supplies moments yet: only
    the documentation's gallery shows some, made up."""

    phase: str
    kind: Literal["love", "hate"]
    text: str


def draw_journey(findings: Findings, renderer: Renderer, moments: Sequence[Moment] = ()) -> Chart | None:
    """The phases in their order; None where fewer than two are scored. Without `moments` the highest phase and the lowest
    are marked; moments are listed below under their phase."""
    phases = journey_of(findings)
    if sum(phase.score is not None for phase in phases) < 2:
        return None
    scored = [(phase.title, phase.score) for phase in phases if phase.score is not None]
    said = caption.extremes(sorted(scored, key=lambda phase: phase[1]))
    drawings = [(layout, journey_marks(findings, phases, moments, layout)) for layout in JOURNEY]
    return renderer.draw_marks("journey", caption.journey_title(), said, drawings, _table(phases, moments))


def journey_of(findings: Findings) -> tuple[Tagged, ...]:
    """The phases in their order, as far as the questionnaire has any."""
    return next((view.rows for view in findings.views if view.kind == "phase"), ())


def journey_marks(
    findings: Findings, phases: Sequence[Tagged], moments: Sequence[Moment], layout: Layout
) -> Drawing:
    """The line, a dot for each phase, a triangle at the highest, a diamond at the lowest; then the moments as a list."""
    is_upright = layout.name == "narrow"
    drawn = _downwards(findings, phases, layout) if is_upright else _rightwards(findings, phases, layout)
    drawn = with_peers_key(drawn, layout, gap=4)
    dots, words, y = list(drawn.dots), list(drawn.words), drawn.height
    titles = {phase.id: phase.title for phase in phases}
    for moment in moments:
        if moment.phase not in titles:
            continue
        lines = broken(f"{titles[moment.phase]}: {moment.text}", layout.width - 28, 4)
        love = moment.kind == "love"
        colour, shape = (LIGHT.accent, "triangle-up") if love else (LIGHT.attention, "diamond")
        dots.append(Dot(10, y + 12, colour, shape, 130))
        words.append(Word(28, y + 17, "\n".join(lines)))
        y += LINE * len(lines) + 8
    return replace(drawn, height=y, dots=tuple(dots), words=tuple(words))


def _ends(phases: Sequence[Tagged]) -> tuple[float, float]:
    scores = [phase.score for phase in phases if phase.score is not None]
    return min(scores), max(scores)


def _dot(x: float, y: float, score: float, ends: tuple[float, float]) -> Dot:
    """Where all are equal, none is the highest."""
    low, high = ends
    if low != high and score == high:
        return Dot(x, y, LIGHT.accent, "triangle-up", 260)
    if low != high and score == low:
        return Dot(x, y, LIGHT.attention, "diamond", 220)
    return Dot(x, y, size=150)


def _rightwards(findings: Findings, phases: Sequence[Tagged], layout: Layout) -> Drawing:
    """Phases as columns; the levels' bounds run across, named at the left."""
    top, foot = float(HEAD), float(HEAD + layout.row)
    step, ends = layout.plot / len(phases), _ends(phases)

    def height(score: float) -> float:
        return round(foot - (foot - top) * findings.share(score), 1)

    grid, words = _bounds(findings, layout, height)
    boxes: list[Box] = []
    ticks: list[Rule] = []
    lines: list[Stop] = []
    dots: list[Dot] = []
    most, run = 1, 0
    for at, phase in enumerate(phases):
        x = layout.left + (at + 0.5) * step
        name = broken(phase.title, step - 8, layout.lines)
        most = max(most, len(name))
        words.append(Word(x, foot + 22, "\n".join(name), align="center"))
        band, tick = peers_upright(phase.peers, x, height)
        boxes += band
        ticks += tick
        if phase.score is None:
            run += 1
            words.append(Word(x, (top + foot) / 2, caption.nothing(), LIGHT.muted, "center"))
            continue
        y = height(phase.score)
        lines.append(Stop(run, at, x, y))
        dots.append(_dot(x, y, phase.score, ends))
    segments = segments_of(lines)
    for stop, dot in zip(lines, dots, strict=True):
        taken = spanned(phases[stop.at].peers, height)
        is_beneath = _is_beneath(phases, stop.at) and stop.y + BENEATH <= foot
        places = _places(caption.figure(phases[stop.at].score), dot, taken, is_beneath=is_beneath)
        words.append(
            next((word for word in places if is_clear(word, segments) and word.y <= foot), places[0])
        )
    end = foot + 22 + LINE * most
    columns = ((layout.left + at * step, layout.left + (at + 1) * step) for at in range(len(phases)))
    return Drawing(
        height=end,
        grid=tuple(grid),
        boxes=tuple(boxes),
        rules=tuple(ticks),
        lines=tuple(lines),
        dots=tuple(dots),
        words=tuple(words),
        spots=tuple(Spot(start, 0, stop, end, at) for at, (start, stop) in enumerate(columns)),
    )


def _places(text: str, dot: Dot, taken: tuple[float, float] | None, *, is_beneath: bool) -> list[Word]:
    """Where a figure may stand, the best first: above its dot or beneath it, beyond the peers where it would be written
    upon them; the other way round; beside these, where neither a steep line nor the peers are; or as much higher as two
    steep lines leave room between them."""

    def at(x: float, align: str, *, beneath: bool, higher: int = 0) -> Word:
        base = dot.y + 25 if beneath else dot.y - 15 - higher
        if align == "center" and taken and base > taken[0] and base - TEXT < taken[1]:
            base = taken[1] + TEXT + 1 if beneath else taken[0] - 5
        return Word(x, base, text, dot.colour, align, 600)

    sides = ((dot.x, "center"), (dot.x - ASIDE, "right"), (dot.x + ASIDE, "left"))
    near = [at(x, align, beneath=beneath) for x, align in sides for beneath in (is_beneath, not is_beneath)]
    return near + [at(dot.x, "center", beneath=False, higher=LINE * lines) for lines in range(1, 6)]


def _is_beneath(phases: Sequence[Tagged], at: int) -> bool:
    """Whether a figure stands beneath its dot: away from the peers, or from a line that goes up on both sides."""
    own, peers = phases[at].score or 0, phases[at].peers
    if peers:
        return peers.median > own
    beside = [phases[each].score for each in (at - 1, at + 1) if 0 <= each < len(phases)]
    return all(score is not None and score >= own for score in beside)


def _bounds(
    findings: Findings, layout: Layout, height: Callable[[float], float]
) -> tuple[list[Rule], list[Word]]:
    """The levels' bounds from left to right, each level's name in the middle of its band, or its number where not all
    names fit."""
    tops = [*(rung.min for rung in findings.ladder), findings.high]
    left, right = layout.left, layout.left + layout.plot
    bounds = tops if findings.ladder else [findings.low, findings.high]
    rules = [Rule(left, height(bound), right, height(bound)) for bound in bounds]
    names = [caption.level_mark(rung.level, rung.name) for rung in findings.ladder]
    if not all(fits(name, left - GAP) for name in names):
        names = [str(rung.level) for rung in findings.ladder]
        names[0] = caption.level_short(findings.ladder[0].level)
    words = []
    for rung, above, name in zip(findings.ladder, tops[1:], names, strict=True):
        y = (height(rung.min) + height(above)) / 2 + SMALL * MIDDLE
        if height(rung.min) - height(above) >= LINE:
            words.append(Word(left - GAP, y, name, LIGHT.muted, "right", size=SMALL))
    return rules, words


def _downwards(findings: Findings, phases: Sequence[Tagged], layout: Layout) -> Drawing:
    """Phases as rows, their names in a column of their own, through which the line never runs; the levels' bounds run
    down."""
    ends = _ends(phases)
    words: list[Word] = []
    boxes: list[Box] = []
    ticks: list[Rule] = []
    lines: list[Stop] = []
    dots: list[Dot] = []
    spots: list[Spot] = []
    y, run = float(HEAD), 0

    def place(score: float) -> float:
        return layout.left + findings.share(score) * layout.plot

    for at, phase in enumerate(phases):
        top = y
        name = broken(phase.title, layout.left - 2 * GAP, layout.lines)
        y += max(layout.row, LINE * len(name) + 8)
        middle = (top + y) / 2
        words.append(block(0, middle, name))
        band, tick = peers_across(phase.peers, place, middle)
        boxes += band
        ticks += tick
        colour = LIGHT.muted
        if phase.score is None:
            run += 1
        else:
            x = place(phase.score)
            lines.append(Stop(run, at, x, middle))
            dots.append(_dot(x, middle, phase.score, ends))
            colour = dots[-1].colour
        figure, weight = caption.figure(phase.score), 400 if phase.score is None else 600
        words.append(Word(layout.width, middle + TEXT * MIDDLE, figure, colour, "right", weight))
        spots.append(Spot(0, top, layout.width, y, at))
    levels = levels_of(findings)
    grid, said = across(levels, findings.low, findings.high, layout, HEAD, y)
    return Drawing(
        height=y + FOOT,
        grid=tuple(grid),
        boxes=tuple(boxes),
        rules=tuple(ticks),
        lines=tuple(lines),
        dots=tuple(dots),
        words=(*said, *words),
        spots=tuple(spots),
    )


def _table(phases: Sequence[Tagged], moments: Sequence[Moment]) -> Table:
    heads = caption.heads()
    loved = {phase.id: _said(moments, phase.id, "love") for phase in phases}
    hated = {phase.id: _said(moments, phase.id, "hate") for phase in phases}
    rows = [
        (
            phase.title,
            caption.score(phase.score) if phase.score is not None else phase.reason or caption.nothing(),
            loved[phase.id],
            hated[phase.id],
        )
        for phase in phases
    ]
    columns = (Column(heads.phase), Column(heads.you, number=True), Column(heads.love), Column(heads.hate))
    wide = 4 if moments else 2
    return Table(columns[:wide], tuple(row[:wide] for row in rows))


def _said(moments: Sequence[Moment], phase: str, kind: str) -> str:
    return " · ".join(each.text for each in moments if each.phase == phase and each.kind == kind)
