"""Findings → what to do and in which order: the roadmap by stretch, the matrix behind it, the shortest ways to a level."""

from __future__ import annotations

from collections.abc import Iterator

from ...language import gettext as _
from ..chart.renderer import Chart
from ..finding.model import Findings
from ..finding.route import Route
from ..finding.step import Horizon
from ..word import label, plan
from .block import Block, Cell, Column, Entries, Heading, Note, Row, Table, Text, picture_of
from .drawing import PRIORITY
from .part import anchor, step_entry


def roadmap_of(findings: Findings, charts: dict[str, Chart]) -> Iterator[Block]:
    """Every next step, the most useful first, then the least that would reach the next level."""
    if findings.is_public:
        return
    yield Heading(text=label.page("priorities"), id="priorities")
    if not findings.roadmap:
        yield Text(text=findings.no_next_step)
    else:
        yield Text(text=f"{plan.order()} {plan.cut()}")
        yield Text(text=plan.undated())
    for horizon in findings.roadmap:
        yield from _horizon(horizon)
    if chart := charts.get(PRIORITY):
        yield Heading(text=chart.title, depth=2)
        yield picture_of(chart)
    yield from _routes(findings)


def _horizon(horizon: Horizon) -> Iterator[Block]:
    yield Heading(text=horizon.title, depth=2, id=f"do-{horizon.id}")
    yield Text(text=f"{horizon.sentence} {horizon.effort}".strip())
    steps = tuple(step_entry(step, reckoned=True) for step in horizon.steps)
    yield Entries(entries=steps, dense=horizon.id == "later")


def _routes(findings: Findings) -> Iterator[Block]:
    if not findings.routes:
        return
    yield Heading(text=label.page("what-if"), id="what-if")
    yield Text(
        text=_("Which answers would have to be better to reach the next level, with the least effort.")
    )
    for route in findings.routes:
        yield Heading(text=route.heading, depth=2)
        yield Text(text=f"{route.note} {route.sentence}")
        yield _moves(route)


def _moves(route: Route) -> Table:
    """The answers that change, from what to what, at which effort."""
    columns = (
        Column(head=_("Question"), width=5),
        Column(head=_("Dimension"), width=2),
        Column(head=_("Effort"), width=2),
    )
    rows = (
        Row(
            cells=(
                Cell(text=move.text, to=anchor(move.node)),
                Cell(text=move.dimension),
                Cell(text=move.arithmetic),
            ),
            notes=(Note(label=_("Now"), text=move.before), Note(label=_("Then"), text=move.after)),
        )
        for move in route.moves
    )
    return Table(columns=columns, rows=tuple(rows), dense=True)
