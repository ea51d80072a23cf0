"""Findings → what has become of them: what an earlier assessment is compared with it for, and the course over several."""

from __future__ import annotations

from collections.abc import Iterator

from ...language import gettext as _
from ...language import number
from ..chart.renderer import Chart
from ..finding.change import ChangeFindings
from ..finding.model import Findings
from ..finding.move import AnswerMove
from ..word import course, label, wording
from ..word.difference import signed
from ..word.text import joined
from .block import (
    Block,
    Cell,
    Column,
    Entries,
    Entry,
    Heading,
    Note,
    Row,
    Table,
    Text,
    figures_of,
    picture_of,
    score,
)
from .drawing import TREND
from .part import anchor


def course_of(findings: Findings, charts: dict[str, Chart]) -> Iterator[Block]:
    """Nothing for a first assessment."""
    change, trend = findings.change, findings.trend
    if change is None and trend is None:
        return
    yield Heading(text=change.heading if change else label.page("change"), id="change")
    if change:
        yield from _told(change)
    if trend:
        chart = charts.get(TREND)
        yield Heading(text=course.heading(), depth=2)
        if chart is None:
            yield Text(text=trend.sentence)
        else:
            yield picture_of(chart)
            yield figures_of(chart)
        if trend.note:
            yield Text(text=trend.note, tone="quiet")
    if change:
        yield from _answers(change)


def _told(change: ChangeFindings) -> Iterator[Block]:
    yield Text(text=change.sentence, tone="lead")
    yield Text(text=joined(change.whole, change.counts, change.basis))
    if change.synthetic:
        yield Text(text=change.synthetic, tone="notice")
    if change.has_scores:
        yield Heading(text=_("Dimensions"), depth=2)
        yield _moved_dimensions(change)


def _answers(change: ChangeFindings) -> Iterator[Block]:
    for heading, moves, none in (
        (_("Answers that rose"), change.rose, _("No answer is higher than before.")),
        (_("Answers that fell"), change.fell, _("No answer is lower than before.")),
    ):
        yield Heading(text=heading, depth=2)
        yield _moves(moves) if moves else Text(text=none)
    if change.left_out:
        yield Heading(text=_("What is not compared"), depth=2)
        groups = (
            Entry(text=group.reason, notes=tuple(Note(text=one.text) for one in group.questions))
            for group in change.left_out
        )
        yield Entries(entries=tuple(groups), dense=True)


def _moved_dimensions(change: ChangeFindings) -> Table:
    heads = (_("Before"), _("Now"), _("Difference"))
    rows = []
    for row in change.dimensions:
        share = _("compared: %(share)s") % {"share": wording.percent(row.share)} if row.is_partial else ""
        title = Cell(text=row.title, notes=(Note(text=share),) if share else ())
        if row.difference is None:
            told: tuple[Cell, ...] = (Cell(text=row.reason, span=3, tone="quiet"),)
        else:
            figures = (score(row.before), score(row.after), signed(row.difference))
            told = tuple(Cell(text=figure) for figure in figures)
        rows.append(Row(cells=(title, *told), child=bool(row.parent)))
    columns = (Column(head=_("Dimension")), *(Column(head=head, figures=True) for head in heads))
    return Table(columns=columns, rows=tuple(rows))


def _moves(moves: tuple[AnswerMove, ...]) -> Table:
    """The answers that moved, what moved most first, as values from 0 to 1 and in words."""
    columns = (
        Column(head=_("Question"), width=3),
        Column(head=_("Dimension"), width=1),
        Column(head=_("Value"), figures=True),
    )
    rows = (
        Row(
            cells=(
                Cell(text=move.text, to=anchor(move.node)),
                Cell(text=move.dimension),
                Cell(text=f"{number(move.x_before, 2)} → {number(move.x_after, 2)}"),
            ),
            notes=(
                Note(label=_("Before"), text=move.before),
                Note(label=_("Now"), text=move.after),
            ),
        )
        for move in moves
    )
    return Table(columns=columns, rows=tuple(rows), dense=True)
