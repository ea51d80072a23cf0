"""Findings → the sheets of a workbook that hold more than one form: what has changed, the course over time, how roles see
it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ...language import gettext as _
from ...language import short_day
from ..finding.change import ChangeFindings
from ..finding.model import Findings
from ..finding.move import AnswerMove
from ..word import caption, label
from .column import Column, Sheet, Value
from .drawing import HEAT, TREND, heat_id


def change_sheet(findings: Findings) -> Sheet | None:
    """Dimensions and answers then and now, those that moved; None without an earlier assessment."""
    change = findings.change
    if change is None:
        return None
    columns = (
        Column(head=_("Dimension"), width=28),
        Column(head=_("Question"), width=60),
        Column(head=_("Before"), width=10, kind="value"),
        Column(head=_("Now"), width=10, kind="value"),
        Column(head=_("Difference"), width=10, kind="value"),
        Column(head=_("Answered before"), width=50),
        Column(head=_("Answered now"), width=50),
        Column(head=_("What counts"), width=40),
    )
    dimensions = [
        (one.title, "", one.before, one.after, one.difference, "", "", one.reason)
        for one in change.dimensions
    ]
    moves = [_move(change, move) for move in (*change.rose, *change.fell)]
    left = [
        ("", one.text, None, None, None, one.before, one.after, group.reason)
        for group in change.left_out
        for one in group.questions
    ]
    return Sheet(id="change", name=label.page("change"), columns=columns, rows=(*dimensions, *moves, *left))


def trend_sheet(findings: Findings) -> Sheet | None:
    """The whole and each dimension at every date; None below three assessments."""
    trend = findings.trend
    if trend is None:
        return None
    days = [short_day(date.fromisoformat(each)) for each in trend.dates]
    columns = (
        Column(head=_("What is scored"), width=36),
        *(Column(head=day, width=14, kind="score") for day in days),
    )
    rows = tuple((course.title, *course.scores) for course in trend.courses)
    return Sheet(id="trend", name=caption.trend_title(), columns=columns, rows=rows, pictures=(TREND,))


def perception_sheet(findings: Findings) -> Sheet | None:
    """The dimensions as each role sees them, then questions, then those on which people agree least; None for one
    respondent."""
    seen = findings.perception
    if seen is None:
        return None
    columns = (
        Column(head=_("What is scored"), width=60),
        *(Column(head=role, width=16, kind="score") for role in (label.overall(), *seen.roles)),
        Column(head=caption.gap_head(), width=12, kind="score"),
        Column(head=_("Agreement"), width=12, kind="value"),
    )
    rows, pictures = tuple(_seen(findings)), (HEAT, *map(heat_id, findings.chapters))
    return Sheet(id="perception", name=caption.heat_title(), columns=columns, rows=rows, pictures=pictures)


def _move(change: ChangeFindings, move: AnswerMove) -> tuple[Value, ...]:
    """An answer that moved, on the range of the dimensions above it."""
    span = change.high - change.low
    before, after = (change.low + x * span for x in (move.x_before, move.x_after))
    return (move.dimension, move.text, before, after, after - before, move.before, move.after, "")


def _seen(findings: Findings) -> Iterator[tuple[Value, ...]]:
    seen = findings.perception
    if seen is None:
        return
    for row in seen.rows:
        yield (row.title, row.whole, *row.scores, row.gap, None)
    for row in seen.questions:
        yield (row.title, None, *row.scores, row.gap, None)
    for split in seen.splits:
        yield (split.text, None, *(None,) * len(seen.roles), None, split.agreement)
