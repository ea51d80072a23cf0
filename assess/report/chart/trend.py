"""Several assessments of one organisation over time: one small chart a line, all on one scale; a trend enters.

Dates stand at their true distance. Where the questionnaire changed between two assessments the line is broken: what
was asked differently is not joined. The peers are those of the edition of the time, as far as they were published.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from ..finding.model import Findings
from ..finding.trend import Course, Trend
from ..look import LIGHT
from ..word import caption
from .layout import BOLD, LINE, SMALL, TEXT, TREND, Layout, width_of
from .mark import Box, Dot, Drawing, Rule, Spot, Stop, Word
from .renderer import Chart, Renderer
from .setting import MIDDLE, block, broken, fits, peers_upright, spanned, with_peers_key
from .table import Column, Table

PAD = 18
"""Pixels above and below the scale of a row, for its figures."""
HEAD, FOOT = 4, 30
"""Pixels above the first row, and below the last for the dates."""


def draw_trend(findings: Findings, trend: Trend, renderer: Renderer) -> Chart | None:
    """The courses of a trend below each other, on the scale of the latest findings; None where nothing was scored twice."""
    if not any(sum(score is not None for score in course.scores) > 1 for course in trend.courses):
        return None
    drawings = [(layout, trend_marks(findings, trend, layout)) for layout in TREND]
    return renderer.draw_marks("trend", caption.trend_title(), trend.sentence, drawings, _table(trend))


def trend_marks(findings: Findings, trend: Trend, layout: Layout) -> Drawing:
    """A row for each course: the peers' band, the own line with a filled dot at each date, its first and last figure."""
    boxes: list[Box] = []
    grid: list[Rule] = []
    rules: list[Rule] = []
    lines: list[Stop] = []
    dots: list[Dot] = []
    words: list[Word] = []
    spots: list[Spot] = []
    dates = [date.fromisoformat(each) for each in trend.dates]
    xs = place_dates(dates, layout)
    y: float = HEAD
    for number, course in enumerate(trend.courses):
        start = y
        if layout.above:
            title = broken(course.title, layout.width, layout.lines)
            words.append(Word(0, y + 14, "\n".join(title), weight=600))
            y += LINE * len(title)
        else:
            title = broken(course.title, layout.left - 60, layout.lines)
            words.append(block(0, y + layout.row / 2, title))
        top, foot = y + PAD, y + layout.row - PAD
        _scale(findings, layout, top, foot, grid, words)
        for x, peers in zip(xs, course.peers, strict=True):
            band, tick = peers_upright(peers, x, partial(_height, findings, ends=(top, foot)))
            boxes += band
            rules += tick
        _own(findings, trend, course, xs, (top, foot), lines, dots)
        words += _figures(findings, course, xs, (top, foot), layout)
        y += layout.row
        spots.append(Spot(0, start, layout.width, y, number))
    words += _dates(dates, xs, y, layout)
    drawn = Drawing(
        height=y + FOOT,
        grid=tuple(grid),
        boxes=tuple(boxes),
        rules=tuple(rules),
        lines=tuple(lines),
        dots=tuple(dots),
        words=tuple(words),
        spots=tuple(spots),
    )
    return with_peers_key(drawn, layout)


def place_dates(dates: Sequence[date], layout: Layout) -> list[float]:
    """Each date on the axis at its true distance, but not so near to another that their marks would touch, as far as there
    is room for all."""
    first, days = dates[0], max(1, (dates[-1] - dates[0]).days)
    left, wide = layout.left + 14, layout.plot - 28
    apart = min(28, wide / max(1, len(dates) - 1))
    xs = [left + wide * (each - first).days / days for each in dates]
    for at in range(1, len(xs)):
        xs[at] = max(xs[at], xs[at - 1] + apart)
    for at in range(len(xs) - 1, 0, -1):
        limit = left + wide - apart * (len(xs) - 1 - at)
        xs[at] = min(xs[at], limit)
    return [round(x, 1) for x in xs]


def _height(findings: Findings, score: float, ends: tuple[float, float]) -> float:
    top, foot = ends
    return round(foot - (foot - top) * findings.share(score), 1)


def _scale(
    findings: Findings, layout: Layout, top: float, foot: float, rules: list[Rule], words: list[Word]
) -> None:
    """A line at each level's bound; the ends of the scale in figures, for there is no room for all."""
    levels = [rung.min for rung in findings.ladder] or [findings.low]
    for bound in (*levels, findings.high):
        y = _height(findings, bound, (top, foot))
        rules.append(Rule(layout.left, y, layout.left + layout.plot, y))
    for bound, y in ((findings.low, foot), (findings.high, top)):
        figure = caption.bound(bound)
        words.append(Word(layout.left - 8, y + SMALL * MIDDLE, figure, LIGHT.muted, "right", size=SMALL))


def _own(
    findings: Findings,
    trend: Trend,
    course: Course,
    xs: Sequence[float],
    ends: tuple[float, float],
    lines: list[Stop],
    dots: list[Dot],
) -> None:
    run = lines[-1].line + 1 if lines else 0
    for at, (x, score) in enumerate(zip(xs, course.scores, strict=True)):
        if at and (score is None or not trend.joined[at - 1]):
            run += 1
        if score is None:
            continue
        y = _height(findings, score, ends)
        lines.append(Stop(run, at, x, y))
        dots.append(Dot(x, y, size=110))


def _figures(
    findings: Findings, course: Course, xs: Sequence[float], ends: tuple[float, float], layout: Layout
) -> list[Word]:
    """The first figure above its dot, the last one right of the plot with its level, as far as there is room."""
    told = [(x, score) for x, score in zip(xs, course.scores, strict=True) if score is not None]
    if not told:
        return [block(layout.left + layout.plot + 10, sum(ends) / 2, [caption.nothing()], colour=LIGHT.muted)]
    words = []
    score = told[-1][1]
    figure = caption.score(score)
    right = layout.left + layout.plot + 10
    y = _height(findings, score, ends)
    words.append(Word(right, y + TEXT * MIDDLE, figure, LIGHT.accent, weight=600))
    level = next((rung for rung in reversed(findings.ladder) if rung.min <= score), None)
    if level and not layout.above:
        beside = right + width_of(figure, TEXT) * BOLD + 6
        named = fits(level.name, layout.width - beside)
        name = level.name if named else caption.level_short(level.level)
        words.append(Word(beside, y + TEXT * MIDDLE, name, LIGHT.muted, size=SMALL))
    if len(told) > 1:
        words.append(_first(findings, course, xs, ends))
    return words


def _first(findings: Findings, course: Course, xs: Sequence[float], ends: tuple[float, float]) -> Word:
    """The first figure above its dot or below it, where it stays within its row and is not written upon the peers; above
    or below these, if neither is free; else to the right."""
    at = next(at for at, score in enumerate(course.scores) if score is not None)
    score, peers = course.scores[at] or 0.0, course.peers[at]
    y, (top, foot) = _height(findings, score, ends), ends
    figure = caption.score(score)
    taken = spanned(peers, partial(_height, findings, ends=ends))
    upon = () if taken is None else (taken[0] - 4, taken[1] + SMALL + 1)
    for base in (y - 11, y + 19, *upon):
        is_free = taken is None or base < taken[0] or base - SMALL > taken[1]
        if is_free and top - PAD + SMALL <= base <= foot + PAD - 4:
            return Word(xs[at], base, figure, LIGHT.accent, "center", size=SMALL)
    return Word(xs[at] + 14, y + SMALL * MIDDLE, figure, LIGHT.accent, size=SMALL)


def _dates(dates: Sequence[date], xs: Sequence[float], y: float, layout: Layout) -> list[Word]:
    """The first and the last date, and those between that do not touch them or each other."""
    left, right = layout.left, layout.width
    words: list[Word] = []
    spans: list[tuple[float, float]] = []
    order = [0, len(dates) - 1, *range(1, len(dates) - 1)]
    for at in order:
        text = caption.moment(dates[at])
        wide = width_of(text)
        x = min(max(xs[at] - wide / 2, left - 20), right - wide)
        if any(x < end + 8 and start < x + wide + 8 for start, end in spans):
            continue
        spans.append((x, x + wide))
        words.append(Word(x + wide / 2, y + 14, text, LIGHT.muted, "center", size=SMALL))
    return words


def _table(trend: Trend) -> Table:
    heads = (
        caption.heads().dimension,
        *(caption.moment(each) for each in map(date.fromisoformat, trend.dates)),
    )
    rows = tuple(
        (
            course.title,
            *(caption.figure(score) for score in course.scores),
        )
        for course in trend.courses
    )
    return Table(tuple(Column(name, number=bool(at)) for at, name in enumerate(heads)), rows)
