"""Findings → with whom all this is compared, and where one stands among them; what has become of that place since; what
others have published."""

from __future__ import annotations

from collections.abc import Iterator

from ...benchmark.figure import Figure
from ...benchmark.model import Thresholds
from ...language import gettext as _
from ..chart.renderer import Chart
from ..finding.elsewhere import elsewhere
from ..finding.model import Findings
from ..finding.peer import PeerGroup
from ..finding.standing import Standing
from ..word import among, label, reference, wording
from ..word.text import joined
from .block import (
    Block,
    Cell,
    Column,
    Facts,
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
from .drawing import spread_id
from .part import DOT, compared, sentences


def comparison_of(findings: Findings, charts: dict[str, Chart]) -> Iterator[Block]:
    """Who the peers are, their figures, the place among them, how they spread over levels, or why there are none; then what
    is known elsewhere."""
    group = findings.peer_group
    yield Heading(text=label.page("comparison"), id="comparison")
    if group is None:
        yield Text(text=among.no_edition(Thresholds().min_n))
    else:
        yield from _compared(findings, group, charts)
    yield Heading(text=reference.heading(), depth=2, id="elsewhere")
    yield Text(text=reference.whose())
    for _topic, measures in reference.by_topic(elsewhere(findings)):
        yield from map(_known, measures)


def _compared(findings: Findings, group: PeerGroup, charts: dict[str, Chart]) -> Iterator[Block]:
    yield from _peers(group)
    yield from _figures(findings, group)
    yield from _drift(findings)
    for spread in findings.spreads:
        chart = charts[spread_id(spread)]
        yield Heading(text=chart.title, depth=2)
        yield picture_of(chart, group.sentence)
        yield figures_of(chart)
    if group.smoothed:
        yield Heading(text=_("Smoothed means"), depth=2)
        yield Text(text=group.smoothed)
        yield _smoothed(compared(findings))


def _peers(group: PeerGroup) -> Iterator[Block]:
    yield Heading(text=_("Who the peers are"), depth=2)
    yield Facts(facts=tuple(_facts(group)))
    for said in (group.noise, group.held):
        if said:
            yield Text(text=said)
    if group.fell_back:
        yield Heading(text=_("Why not a closer group"), depth=2)
        yield sentences(group.fell_back)


def _facts(group: PeerGroup) -> Iterator[tuple[str, str, str]]:
    yield _("Group used"), group.used, ""
    yield _("Organisations in it"), group.n_band, ""
    yield _("Group asked for"), group.asked, _("chosen for this comparison") if group.chosen else ""
    yield _("Edition"), group.edition_name, ""
    yield _("Answers from"), group.period, ""


def _figures(findings: Findings, group: PeerGroup) -> Iterator[Block]:
    """Own scores beside the quartiles, with the place in words."""
    rows = compared(findings)
    heads = (_("You"), _("25th"), _("Median"), _("75th"))
    columns = (
        Column(head=_("Dimension"), width=3),
        *(Column(head=head, figures=True) for head in heads),
        Column(head=_("Your position"), width=4),
    )
    yield Heading(text=_("The figures"), depth=2)
    yield Table(columns=columns, rows=tuple(plain_row(*_told(*row)) for row in rows))
    if any(own.peers and own.peers.p25 is None for _title, own in rows):
        yield Text(text=_dash(group), tone="quiet")
    if findings.overall.peers and findings.overall.peers.interval:
        between = _(
            "Between: where the percentile among all such organisations lies 19 times out of 20, counted with the fewest "
            "organisations that the band allows."
        )
        yield Text(text=between, tone="quiet")
    if group.withheld:
        yield sentences(group.withheld)


def _told(title: str, own: Standing) -> tuple[str, ...]:
    peers = own.peers
    if peers is None:
        return (title, score(own.score), *(["–"] * 4))
    return title, score(own.score), score(peers.p25), score(peers.median), score(peers.p75), peers.place


def _dash(group: PeerGroup) -> str:
    if group.noise:
        return _("A dash is a figure that an edition with noise does not tell.")
    return _("A dash is a figure that is not published: the group is too small for it.")


def _drift(findings: Findings) -> Iterator[Block]:
    drift = findings.drift
    if drift is None:
        return
    yield Heading(text=_("Since you submitted"), depth=2)
    yield Text(text=drift.sentence)
    if drift.rows:
        heads = (_("You"), label.median_of(drift.then), label.median_of(drift.now))
        columns = (Column(head=_("Dimension")), *(Column(head=head, figures=True) for head in heads))
        rows = (plain_row(row.title, score(row.score), score(row.then), score(row.now)) for row in drift.rows)
        yield Table(columns=columns, rows=tuple(rows))


def _smoothed(rows: list[tuple[str, Standing]]) -> Table:
    heads = (_("Mean, published"), _("Mean, smoothed"), _("Weight of its own"))
    columns = (Column(head=_("Dimension"), width=2), *(Column(head=head) for head in heads))
    told = (
        plain_row(title, score(own.mean), score(own.smoothed), wording.percent(own.weight))
        for title, standing in rows
        if (own := standing.peers) and own.smoothed is not None and own.weight is not None
    )
    return Table(columns=columns, rows=tuple(told))


def _known(figures: list[Figure]) -> Table:
    """Published figures that measure the same: who says so, what he tells of it, and the numbers."""
    measured = f"{figures[0].measures} ({figures[0].unit})"
    columns = (Column(head=measured), Column(head=_("Value")))
    return Table(columns=columns, rows=tuple(map(_figure, figures)), dense=True)


def _figure(figure: Figure) -> Row:
    told = joined(reference.dated(figure).removeprefix(", "), reference.setting(figure), by=DOT)
    source = [
        Note(text=figure.source, language="en", tone="plain"),
        Note(text=told),
        *([Note(text=reference.seen(figure))] if figure.via else []),
    ]
    values = (
        Note(text=f"{one.of}: {reference.value(one)}", joined=True, tone="plain") for one in figure.values
    )
    return Row(cells=(Cell(text="", notes=tuple(source)), Cell(text="", notes=tuple(values))))
