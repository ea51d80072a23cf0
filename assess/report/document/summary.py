"""Findings → the first pages of a document: levels, what blocks the next, dimensions, next steps, strengths.

In the order of the result page. Nothing is computed here.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...language import gettext as _
from ..chart.renderer import Chart
from ..finding.chapter import Chapter
from ..finding.model import Findings, StepFinding
from ..finding.response import Response
from ..finding.standing import Standing
from ..word import label, wording
from .block import (
    Block,
    Cell,
    Column,
    Entries,
    Entry,
    Heading,
    Ladder,
    Note,
    Row,
    Rung,
    Table,
    Text,
    picture_of,
    plain_row,
    score,
)
from .drawing import POSITION

STEPS = 3
"""Next steps that the summary names; all of them stand further back."""


def summary_of(findings: Findings, charts: dict[str, Chart]) -> Iterator[Block]:
    """What a reader needs who reads no further."""
    yield from _levels(findings)
    yield from _blocking(findings)
    yield from _change(findings)
    yield from _beside_peers(findings, charts)
    yield from _next_steps(findings)
    yield from _strengths(findings)
    yield from _all_dimensions(findings)


def anchor(chapter: str) -> str:
    """The id of the section about a dimension."""
    return f"dimension-{chapter}"


def rank_of(findings: Findings, level: int | None) -> float:
    """The place of a level among all, 0 to 1, which its colour tells."""
    levels = [rung.level for rung in findings.ladder]
    return levels.index(level) / max(1, len(levels) - 1) if level in levels else 0.0


def level_cell(findings: Findings, standing: Standing) -> Cell:
    """A level with its number in its colour, or why there is none."""
    if standing.level is None:
        return Cell(text=standing.reason, tone="quiet")
    rank = rank_of(findings, standing.level)
    return Cell(text=standing.level_name, level=standing.level, rank=rank)


def quartiles(rows: list[tuple[str, Standing]]) -> Table:
    """Own scores beside the peers' quartiles."""
    heads = (_("You"), _("25th"), _("Median"), _("75th"))
    made = []
    for title, standing in rows:
        peers = standing.peers
        told = (peers.p25, peers.median, peers.p75) if peers else (None, None, None)
        made.append(plain_row(title, score(standing.score), *map(score, told)))
    columns = (Column(head=_("Dimension")), *(Column(head=head, figures=True) for head in heads))
    return Table(columns=columns, rows=tuple(made))


def compared(findings: Findings) -> list[tuple[str, Standing]]:
    """The whole and its dimensions, those that can be compared, by title."""
    rows = [(label.overall(), findings.overall)]
    rows += [(chapter.title, chapter.standing) for chapter in findings.chapters]
    return [(title, standing) for title, standing in rows if standing.peers]


def step_entry(step: StepFinding) -> Entry:
    """A next step: why, and whose it is."""
    where = " · ".join(part for part in (step.dimension, step.owner, step.phase) if part)
    return Entry(text=step.text, notes=(Note(text=step.why), Note(text=where)), to=anchor(step.node))


def _levels(findings: Findings) -> Iterator[Block]:
    yield Heading(text=_("Your level"), id="level")
    yield Ladder(
        rungs=tuple(
            Rung(
                level=rung.level,
                rank=rank_of(findings, rung.level),
                name=rung.name,
                note=rung.note,
                reached=rung.reached,
                next=rung.next,
                you=label.you(findings.overall.score)
                if rung.here and findings.overall.score is not None
                else "",
            )
            for rung in reversed(findings.ladder)
        )
    )


def _blocking(findings: Findings) -> Iterator[Block]:
    following = findings.next_rung
    if following is None or not following.missing:
        return
    yield Heading(text=wording.holds_back(following.level, following.name), depth=2, id="blocks")
    yield Text(text=wording.at_that_level(following.summary))
    blocking = [one for chapter in findings.chapters for one in chapter.responses if one.is_blocking]
    yield Entries(entries=tuple(map(_answered, blocking)), tone="attention")


def _answered(response: Response) -> Entry:
    note = Note(label=_("You answered:"), text=response.answer)
    return Entry(text=response.text, notes=(note,), to=anchor(response.node))


def _change(findings: Findings) -> Iterator[Block]:
    if findings.change:
        yield Heading(text=findings.change.heading, depth=2)
        yield Text(text=findings.change.sentence)


def _beside_peers(findings: Findings, charts: dict[str, Chart]) -> Iterator[Block]:
    chart = charts.get(POSITION)
    yield Heading(text=chart.title if chart else _("Your dimensions"), id="dimensions")
    if chart is None:
        yield Text(text=findings.position_sentence)
        return
    yield picture_of(chart, findings.peer_group.sentence if findings.peer_group else "")


def _next_steps(findings: Findings) -> Iterator[Block]:
    first = findings.next_steps[:STEPS]
    yield Heading(text=label.next_steps(len(first)), id="next-steps")
    if first:
        yield Entries(entries=tuple(map(step_entry, first)), numbered=True)
    else:
        yield Text(text=findings.no_next_step)


def _strengths(findings: Findings) -> Iterator[Block]:
    yield Heading(text=_("Strengths"), id="strengths")
    if findings.strengths:
        strong = (
            Entry(text=one.text, notes=(Note(text=one.answer),), to=anchor(one.node))
            for one in findings.strengths
        )
        yield Entries(entries=tuple(strong), tone="good")
    else:
        yield Text(text=findings.no_strengths)


def _all_dimensions(findings: Findings) -> Iterator[Block]:
    yield Heading(text=_("All dimensions"), id="all-dimensions")
    columns = (
        Column(head=_("Dimension"), width=2),
        Column(head=_("Score"), figures=True),
        Column(head=_("Level")),
    )
    yield Table(columns=columns, rows=tuple(_dimension(findings, one) for one in findings.chapters))


def _dimension(findings: Findings, chapter: Chapter) -> Row:
    title = Cell(text=chapter.title, to=anchor(chapter.id))
    own = Cell(text=score(chapter.standing.score))
    return Row(cells=(title, own, level_cell(findings, chapter.standing)), child=bool(chapter.parent))
