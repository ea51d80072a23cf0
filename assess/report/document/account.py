"""Findings → the pages of a document that one looks things up in: departments, all next steps, what has changed, peers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...benchmark.model import Thresholds
from ...language import gettext as _
from ...language import number
from ..chart.renderer import Chart
from ..finding.change import ChangeFindings
from ..finding.model import Findings
from ..finding.move import AnswerMove
from ..finding.peer import PeerGroup
from ..finding.route import Route
from ..finding.spread import Spread
from ..finding.standing import Standing
from ..finding.view import View
from ..word import among, label, wording
from ..word.difference import signed
from .block import (
    Block,
    Cell,
    Column,
    Entries,
    Entry,
    Facts,
    Heading,
    Note,
    Row,
    Table,
    Text,
    picture_of,
    plain_row,
    score,
)
from .drawing import spread_id
from .summary import anchor, compared, quartiles, step_entry


def account_of(findings: Findings, charts: dict[str, Chart]) -> Iterator[Block]:
    """The same answers along other lines, every next step, what has changed, and with whom all this is compared."""
    yield from _views(findings)
    yield from _priorities(findings)
    if findings.change:
        yield from _change(findings.change)
    yield from _comparison(findings, charts)


def _views(findings: Findings) -> Iterator[Block]:
    views = [view for view in findings.views if view.kind != "phase"]
    if not views:
        return
    yield Heading(text=_("Departments and themes"), id="views")
    yield Text(text=_("The same answers along other lines; a question may lie on several."))
    for view in views:
        yield Heading(text=view.title, depth=2)
        yield _view(view)


def _view(view: View) -> Table:
    columns = [Column(head=view.column), Column(head=_("Score"), figures=True)]
    columns += [Column(head=_("Peers' median"), figures=True)] if view.is_compared else []
    rows = []
    for one in view.rows:
        median = (score(one.peers.median if one.peers else None),) if view.is_compared else ()
        told = Cell(
            text=wording.counted(one.counted, one.asked), notes=(Note(text=one.reason),) if one.reason else ()
        )
        cells = (Cell(text=one.title), Cell(text=score(one.score)), *(Cell(text=each) for each in median))
        rows.append(Row(cells=(*cells, told)))
    return Table(columns=(*columns, Column(head=_("Questions"))), rows=tuple(rows))


def _priorities(findings: Findings) -> Iterator[Block]:
    yield Heading(text=label.page("priorities"), id="priorities")
    for route in findings.routes:
        yield from _route(route)
    if findings.routes:
        yield Heading(text=_("All next steps"), depth=2)
    if not findings.next_steps:
        yield Text(text=findings.no_next_step)
        return
    yield Text(
        text=_(
            "Every next step, the most useful first: what weighs more, matters more, leaves more open and costs less "
            "effort comes before the rest. What holds back the next level breaks ties."
        )
    )
    yield Entries(entries=tuple(map(step_entry, findings.next_steps)), numbered=True)


def _route(route: Route) -> Iterator[Block]:
    yield Heading(text=route.heading, depth=2)
    yield Text(text=f"{route.note} {route.sentence}")
    moves = (
        Entry(
            text=move.text,
            notes=(
                Note(label=_("Now"), text=move.before),
                Note(label=_("Then"), text=move.after),
                Note(text=f"{move.dimension} · {move.arithmetic}"),
            ),
            to=anchor(move.node),
        )
        for move in route.moves
    )
    yield Entries(entries=tuple(moves))


def _change(change: ChangeFindings) -> Iterator[Block]:
    yield Heading(text=change.heading, id="change")
    yield Text(text=change.sentence, tone="lead")
    yield Text(text=f"{change.counts} {change.basis}")
    if change.synthetic:
        yield Text(text=change.synthetic, tone="notice")
    if change.has_scores:
        yield Heading(text=_("Dimensions"), depth=2)
        yield _moved_dimensions(change)
    for heading, moves, none in (
        (_("Answers that rose"), change.rose, _("No answer is higher than before.")),
        (_("Answers that fell"), change.fell, _("No answer is lower than before.")),
    ):
        yield Heading(text=heading, depth=2)
        yield Entries(entries=tuple(map(_move, moves))) if moves else Text(text=none)
    if change.left_out:
        yield Heading(text=_("What is not compared"), depth=2)
        groups = (
            Entry(text=group.reason, notes=tuple(Note(text=one.text) for one in group.questions))
            for group in change.left_out
        )
        yield Entries(entries=tuple(groups))


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


def _move(move: AnswerMove) -> Entry:
    values = f"{move.dimension} · {_('Value')}: {number(move.x_before, 2)} → {number(move.x_after, 2)}"
    said = (
        Note(label=_("Before"), text=move.before),
        Note(label=_("Now"), text=move.after),
        Note(text=values),
    )
    return Entry(text=move.text, notes=said, to=anchor(move.node))


def _comparison(findings: Findings, charts: dict[str, Chart]) -> Iterator[Block]:
    group = findings.peer_group
    yield Heading(text=label.page("comparison"), id="comparison")
    if group is None:
        yield Text(text=among.no_edition(Thresholds().min_n))
        return
    yield Heading(text=_("Who the peers are"), depth=2)
    yield Facts(facts=tuple(_facts(group)))
    if group.held:
        yield Text(text=group.held)
    if group.fell_back:
        yield Heading(text=_("Why not a closer group"), depth=2)
        yield _sentences(group.fell_back)
    yield Heading(text=_("The figures"), depth=2)
    rows = compared(findings)
    yield quartiles(rows)
    dash = _("A dash is a figure that is not published: the group is too small for it.")
    yield Text(text=dash, tone="quiet")
    if group.withheld:
        yield _sentences(group.withheld)
    yield Heading(text=_("Your position"), depth=2)
    said = [(title, standing.score, standing.peers) for title, standing in rows]
    yield _sentences(wording.position(title, own, peers.place) for title, own, peers in said if peers)
    yield from _drift(findings)
    for spread in findings.spreads:
        chart = charts[spread_id(spread)]
        yield Heading(text=chart.title, depth=2)
        yield picture_of(chart, group.sentence)
        yield _levels_of_peers(spread)
    if group.smoothed:
        yield Heading(text=_("Smoothed means"), depth=2)
        yield Text(text=group.smoothed)
        yield _smoothed(rows)


def _levels_of_peers(spread: Spread) -> Table:
    columns = (Column(head=_("Level")), Column(head=_("Share of organisations"), figures=True))
    rows = (plain_row(each.label, wording.percent(each.percent / 100)) for each in reversed(spread.bins))
    return Table(columns=columns, rows=tuple(rows))


def _smoothed(rows: list[tuple[str, Standing]]) -> Table:
    heads = (_("Mean, published"), _("Mean, smoothed"), _("Weight of its own"))
    columns = (Column(head=_("Dimension"), width=2), *(Column(head=head) for head in heads))
    told = (
        plain_row(title, score(own.mean), score(own.smoothed), wording.percent(own.weight))
        for title, standing in rows
        if (own := standing.peers) and own.smoothed is not None and own.weight is not None
    )
    return Table(columns=columns, rows=tuple(told))


def _facts(group: PeerGroup) -> Iterator[tuple[str, str, str]]:
    yield _("Group used"), group.used, ""
    yield _("Organisations in it"), group.n_band, ""
    yield _("Group asked for"), group.asked, _("chosen for this comparison") if group.chosen else ""
    yield _("Edition"), group.edition_name, ""
    yield _("Answers from"), group.period, ""


def _sentences(said: Iterable[str]) -> Entries:
    return Entries(entries=tuple(Entry(text=sentence) for sentence in said))


def _drift(findings: Findings) -> Iterator[Block]:
    drift = findings.drift
    if drift is None:
        return
    yield Heading(text=_("Since you submitted"), depth=2)
    yield Text(text=drift.sentence)
    if drift.rows:
        heads = (_("You"), f"{_('Median')}, {drift.then}", f"{_('Median')}, {drift.now}")
        columns = (Column(head=_("Dimension")), *(Column(head=head, figures=True) for head in heads))
        rows = (plain_row(row.title, score(row.score), score(row.then), score(row.now)) for row in drift.rows)
        yield Table(columns=columns, rows=tuple(rows))
