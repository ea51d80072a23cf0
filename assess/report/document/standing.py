"""Findings → where one stands along every line: what holds back the next level, dimensions beside the peers, departments,
themes, phases, and how differently colleagues see it."""

from __future__ import annotations

from collections.abc import Iterator

from ...language import gettext as _
from ...language import number
from ..chart.renderer import Chart
from ..finding.chapter import Chapter
from ..finding.department import Department
from ..finding.model import Findings
from ..finding.perception import Perception
from ..finding.response import Response
from ..finding.view import Tagged, View
from ..word import label, perception, wording
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
    plain_row,
    score,
)
from .drawing import HEAT, JOURNEY, POSITION
from .part import anchor, bounds_of, level_cell, ranks, score_cell, staged_cell

LONG = 8
"""So many lines of a view stand below each other; more, if they are narrow, stand as two tables beside each other."""


def standing_of(findings: Findings, charts: dict[str, Chart]) -> Iterator[Block]:
    """Dimensions first, then the same answers along other lines, then the people behind them."""
    yield Heading(text=label.page("standing"), id="standing")
    yield from _blocking(findings)
    yield from _beside_peers(findings, charts)
    yield from _dimensions(findings)


def lines_of(findings: Findings, charts: dict[str, Chart]) -> Iterator[Block]:
    """Departments, themes and phases, and how differently colleagues see it."""
    views = [view for view in findings.views if view.rows]
    if not views:
        return
    yield Heading(text=_("Departments and themes"), id="views")
    yield Text(text=_("The same answers along other lines; a question may lie on several."))
    for view in views:
        yield Heading(text=view.title, depth=2)
        if view.kind == "phase" and (journey := charts.get(JOURNEY)):
            yield picture_of(journey)
        if any(row.score is not None for row in view.rows):
            yield _view(findings, view)
        if unscored := [row for row in view.rows if row.score is None]:
            yield _unscored(unscored)


def perception_of(findings: Findings, charts: dict[str, Chart]) -> Iterator[Block]:
    """How differently colleagues see it, where several answered."""
    seen = findings.perception
    if seen is None:
        return
    heat = charts.get(HEAT)
    yield Heading(text=perception.heading(), id="perception")
    said = perception.asked(seen.respondents)
    yield Text(text=said if heat else f"{seen.sentence} {said}")
    if seen.note:
        yield Text(text=seen.note, tone="quiet")
    if heat:
        yield picture_of(heat)
        yield figures_of(heat)
    yield Heading(text=perception.splits(), depth=2)
    yield _splits(seen) if seen.splits else Text(text=perception.agreed())


def _blocking(findings: Findings) -> Iterator[Block]:
    following = findings.next_rung
    blocking = [one for chapter in findings.chapters for one in chapter.responses if one.is_blocking]
    if following is None or not blocking:
        return
    yield Heading(text=wording.holds_back(following.level, following.name), depth=2, id="blocks")
    yield Text(text=wording.at_that_level(following.summary))
    yield Entries(entries=tuple(map(_answered, blocking)), tone="attention")


def _answered(response: Response) -> Entry:
    note = Note(label=_("You answered:"), text=response.answer)
    return Entry(text=response.text, notes=(note,), to=anchor(response.node))


def _beside_peers(findings: Findings, charts: dict[str, Chart]) -> Iterator[Block]:
    chart = charts.get(POSITION)
    yield Heading(text=chart.title if chart else _("Your dimensions"), depth=2, id="dimensions")
    if chart is None:
        yield Text(text=findings.position_sentence)
        return
    group = findings.peer_group
    yield picture_of(chart, joined(group.sentence, group.noise) if group else "")


def _dimensions(findings: Findings) -> Iterator[Block]:
    """All dimensions with both readings of their level, and the points that each adds to the whole."""
    yield Heading(text=_("All dimensions"), depth=2, id="all-dimensions")
    told = _adds_up(findings)
    columns = [
        Column(head=_("Dimension"), width=4),
        Column(head=_("Score"), figures=True),
        Column(head=_("Level"), width=3),
    ]
    columns += [Column(head=_("Core practices"), width=3)] if _is_staged(findings) else []
    columns += [Column(head=head, figures=True) for head in (_("Share"), _("Points"))] if told else []
    rows = [_dimension(findings, one) for one in findings.chapters]
    yield Table(columns=tuple(columns), rows=(*rows, _whole(findings)) if told else tuple(rows))


def _adds_up(findings: Findings) -> bool:
    """Whether the points of each dimension are told: two decimals are more than the public is told of a score."""
    return findings.overall.score is not None and not findings.is_public


def _is_staged(findings: Findings) -> bool:
    """Whether a level by the core practices is told of any dimension."""
    return any(chapter.standing.staged is not None for chapter in findings.chapters)


def _dimension(findings: Findings, chapter: Chapter) -> Row:
    standing = chapter.standing
    cells = [
        Cell(text=chapter.title, to=anchor(chapter.id)),
        Cell(text=score(standing.score)),
        level_cell(findings, standing),
    ]
    cells += [staged_cell(findings, standing)] if _is_staged(findings) else []
    if _adds_up(findings):
        counts = not chapter.parent and standing.score is not None
        cells += [
            Cell(text=wording.percent(chapter.share) if counts else "–"),
            Cell(text=number(chapter.gain, 2) if counts else "–"),
        ]
    return Row(cells=tuple(cells), child=bool(chapter.parent))


def _whole(findings: Findings) -> Row:
    whole = findings.overall
    cells = (
        Cell(text=label.overall()),
        Cell(text=score(whole.score)),
        level_cell(findings, whole),
        *((staged_cell(findings, whole),) if _is_staged(findings) else ()),
        Cell(text=wording.percent(1.0)),
        Cell(text=score(whole.score)),
    )
    return Row(cells=cells, tone="sum")


def _view(findings: Findings, view: View) -> Table:
    """The lines of a view, each on the scale; a department with how many of its answers hold back the next level, and its
    next steps."""
    departments = {one.id: one for one in findings.departments} if view.kind == "owner" else {}
    columns = [Column(head=view.column, width=3), Column(head=_("Score"), bounds=bounds_of(findings))]
    columns += [Column(head=_("Peers' median"), figures=True)] if view.is_compared else []
    columns.append(Column(head=_("Questions"), figures=True))
    if departments:
        columns += [Column(head=_("Holds back"), figures=True), Column(head=_("Next steps"), width=2)]
    scored = (row for row in view.rows if row.score is not None)
    rows = tuple(_line(findings, view, row, departments.get(row.id)) for row in scored)
    is_narrow = not departments and not view.is_compared
    return Table(columns=tuple(columns), rows=rows, dense=True, halved=is_narrow and len(rows) > LONG)


def _line(findings: Findings, view: View, row: Tagged, department: Department | None) -> Row:
    cells = [Cell(text=row.title), score_cell(findings, row.score, row.peers)]
    if view.is_compared:
        cells.append(Cell(text=score(row.peers.median if row.peers else None)))
    cells.append(Cell(text=wording.counted(row.counted, row.asked)))
    if department:
        held = sum(concern.is_blocking for concern in department.concerns)
        cells += [Cell(text=str(held)), Cell(text=ranks(department.steps))]
    return Row(cells=tuple(cells))


def _unscored(rows: list[Tagged]) -> Entries:
    """The lines without a score, under the reason that they share."""
    reasons = dict.fromkeys(row.reason for row in rows)
    entries = (
        Entry(text=reason, notes=(Note(text="; ".join(row.title for row in rows if row.reason == reason)),))
        for reason in reasons
    )
    return Entries(entries=tuple(entries), dense=True)


def _splits(seen: Perception) -> Table:
    columns = (Column(head=_("Question"), width=3), Column(head=_("Agreement")))
    rows = (plain_row(split.text, perception.agreement(split.agreement)) for split in seen.splits)
    return Table(columns=columns, rows=tuple(rows), dense=True)
