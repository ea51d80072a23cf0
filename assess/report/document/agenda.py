"""Findings → the sheets of a workbook that say what it comes to: the overview, every next step, the shortest ways."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ...language import gettext as _
from ..finding.model import Findings
from ..word import label
from .column import Column, Sheet, Value, term_columns
from .drawing import PRIORITY


def overview_sheet(findings: Findings) -> Sheet:
    """What the report is and says in plain words, the three things to do first, with whom it compares."""
    rows = tuple(_told(findings))
    return Sheet(id="overview", name=label.page("index"), columns=term_columns(), rows=rows)


def next_steps_sheet(findings: Findings) -> Sheet | None:
    """The roadmap: every next step in its stretch, and how its place comes about; None where none is told."""
    if findings.is_public:
        return None
    columns = (
        Column(head=_("Order"), width=8, kind="whole"),
        Column(head=_("When"), width=14),
        Column(head=_("Next step"), width=70),
        Column(head=_("Why"), width=50),
        Column(head=_("Dimension"), width=28),
        Column(head=_("Department"), width=24),
        Column(head=_("Phase"), width=24),
        Column(head=_("Weight"), width=9, kind="value"),
        Column(head=_("Importance"), width=12, kind="value"),
        Column(head=_("Below the target"), width=12, kind="share"),
        Column(head=_("Effort"), width=9, kind="value"),
        Column(head=_("Priority"), width=10, kind="value"),
    )
    rows = [
        (
            step.rank,
            horizon.title,
            step.text,
            step.why,
            step.dimension,
            step.owner,
            step.phase,
            *(
                (step.weight, step.importance, step.gap, step.effort, step.priority)
                if step.priority > 0
                else (None,) * 5
            ),
        )
        for horizon in findings.roadmap
        for step in horizon.steps
    ]
    none = (None, "", findings.no_next_step, *("",) * 4, *(None,) * 5)
    return Sheet(
        id="next-steps",
        name=_("Next steps"),
        columns=columns,
        rows=tuple(rows) or (none,),
        pictures=(PRIORITY,),
    )


def way_sheet(findings: Findings) -> Sheet | None:
    """The answers that would reach the next level with the least effort; None where there is no such way."""
    if not findings.routes:
        return None
    columns = (
        Column(head=_("Shortest way"), width=40),
        Column(head=_("Question"), width=60),
        Column(head=_("Now"), width=50),
        Column(head=_("Then"), width=50),
        Column(head=_("Dimension"), width=28),
        Column(head=_("Effort"), width=10, kind="value"),
    )
    rows = tuple(
        (route.heading, move.text, move.before, move.after, move.dimension, move.cost)
        for route in findings.routes
        for move in route.moves
    )
    return Sheet(id="what-if", name=label.page("what-if"), columns=columns, rows=rows)


def _told(findings: Findings) -> Iterator[tuple[Value, ...]]:
    yield _("Report"), findings.title
    if findings.date:
        yield _("Date"), date.fromisoformat(findings.date)
    said = findings.summary
    yield _("Result"), findings.verdict
    notes = (findings.verdict_note, findings.unknown_note, said.meaning, said.ahead, said.position)
    for note in (*notes, said.changed, findings.synthetic):
        if note:
            yield "", note
    first = label.next_steps(len(said.first))
    yield from (("" if at else first, step.text) for at, step in enumerate(said.first))
    yield from (
        ("" if at else _("Strengths"), f"{one.text} {one.answer}") for at, one in enumerate(said.strong)
    )
    ahead = (chapter.outlook for chapter in findings.chapters)
    yield from dict.fromkeys((above.heading, above.summary) for above in ahead if above and above.summary)
    if group := findings.peer_group:
        yield _("Who the peers are"), group.sentence
        more = (*group.fell_back, group.held, group.noise, *group.withheld)
        yield from (("", note) for note in more if note)
