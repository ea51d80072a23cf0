"""One dimension → its section of a document: where it stands, what good looks like, every question with its effect.

The answers stand on the scale within their table, and how roles answer in the colours of its levels, as the charts draw
them: paper needs no second list of the same questions beside a chart.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...language import gettext as _
from ...language import number
from ..finding.chapter import Chapter
from ..finding.model import Findings
from ..finding.response import Response
from ..word import caption, label, wording
from .block import Block, Cell, Column, Facts, Heading, Note, Place, Row, Table, Text, score
from .part import anchor, band_of, bounds_of, heat_cell, level_cell


def sections_of(findings: Findings) -> Iterator[Block]:
    """A section for each dimension, weakest first, its parts behind it, how roles answer it at its end. How points come
    about is said where it begins to hold, what a level looks like where a dimension first has it before it."""
    said, ahead = "", set()
    for chapter in findings.chapters:
        arithmetic = chapter.arithmetic if chapter.responses and chapter.arithmetic != said else ""
        said = arithmetic or said
        above = chapter.outlook.level if chapter.outlook else None
        yield from _section(findings, chapter, arithmetic, is_ahead_said=above in ahead)
        ahead.add(above)


def _section(
    findings: Findings, chapter: Chapter, arithmetic: str, *, is_ahead_said: bool
) -> Iterator[Block]:
    yield Heading(text=chapter.title, id=anchor(chapter.id))
    yield Text(text=chapter.standing.sentence, tone="lead")
    if about := " ".join(part for part in (chapter.summary, chapter.why) if part):
        yield Text(text=about)
    if chapter.standing.score is not None:
        yield Facts(facts=tuple(_figures(findings, chapter)), shown="figures")
    if counts := f"{chapter.standing.staged_text} {chapter.standing.coverage}".strip():
        yield Text(text=counts)
    if chapter.advice:
        yield Text(label=_("At this level:"), text=chapter.advice)
    if chapter.outlook and chapter.outlook.summary and not is_ahead_said:
        yield Text(label=chapter.outlook.heading, text=chapter.outlook.summary)
    children = [child for child in findings.chapters if child.parent == chapter.id]
    if children:
        yield Heading(text=_("Its parts"), depth=2)
        yield _parts(findings, children)
    if chapter.responses:
        if arithmetic:
            yield Text(text=arithmetic, tone="quiet")
        yield _questions(findings, chapter)
    yield from _roles(findings, chapter)


def _figures(findings: Findings, chapter: Chapter) -> Iterator[tuple[str, str, str]]:
    standing, names = chapter.standing, {rung.level: rung.name for rung in findings.ladder}
    yield _("Score"), score(standing.score), label.out_of(findings.high)
    if standing.level is not None:
        yield _("Level"), str(standing.level), standing.level_name
    if standing.staged is not None:
        yield _("Core practices"), str(standing.staged), names.get(standing.staged, "")
    if peers := standing.peers:
        has_half = peers.p25 is not None and peers.p75 is not None
        beside = label.middle_half(peers.p25, peers.p75) if has_half else label.organisations(peers.n_band)
        yield _("Peers' median"), score(peers.median), beside


def _parts(findings: Findings, children: list[Chapter]) -> Table:
    columns = (
        Column(head=_("Dimension"), width=2),
        Column(head=_("Score"), figures=True),
        Column(head=_("Level")),
    )
    rows = (
        Row(
            cells=(
                Cell(text=child.title, to=anchor(child.id)),
                Cell(text=score(child.standing.score)),
                level_cell(findings, child.standing),
            )
        )
        for child in children
    )
    return Table(columns=columns, rows=tuple(rows))


def _roles(findings: Findings, chapter: Chapter) -> Iterator[Block]:
    """How roles answer its questions, those that may be told, as a heat map in a table; nothing where there are none."""
    seen = findings.perception
    rows = seen.of(chapter.id) if seen else ()
    if seen is None or all(row.gap is None for row in rows):
        return
    yield Heading(text=caption.question_heat_title(), depth=2)
    yield Text(text=seen.widest(rows))
    columns = (
        Column(head=_("Question"), width=2),
        *(Column(head=role, figures=True) for role in (*seen.roles, caption.gap_head())),
    )
    told = (
        Row(
            cells=(
                Cell(text=row.title),
                *(heat_cell(findings, each) for each in row.scores),
                Cell(text=score(row.gap)),
            )
        )
        for row in rows
    )
    yield Table(columns=columns, rows=tuple(told), dense=True)


def _questions(findings: Findings, chapter: Chapter) -> Table:
    """Every question: what was answered, its place on the scale and, where it counts, value × share = points."""
    columns = (
        Column(head=_("Question")),
        Column(head=_("Score"), bounds=bounds_of(findings)),
        *(Column(head=head, figures=True) for head in (_("Value"), _("Share"), _("Points"))),
    )
    numbers = {step.question: step.rank for step in findings.next_steps}
    rows = (_question(findings, one, numbers.get(one.question)) for one in chapter.responses)
    total = Row(cells=(Cell(text=_("Score"), span=4), Cell(text=score(chapter.standing.score))), tone="sum")
    return Table(columns=columns, rows=(*rows, total), dense=True)


def _question(findings: Findings, response: Response, step: int | None) -> Row:
    asked, notes = Cell(text=response.text), tuple(_notes(response, step))
    if response.x is None:
        none = (Cell(text="–"),) * 4
        return Row(cells=(asked, *none), notes=notes)
    place = Place(at=response.x, held=response.is_blocking, band=band_of(findings, response.peers))
    figures = (number(response.x, 2), wording.percent(response.share), number(response.gain, 2))
    shown = Cell(text=score(response.shown), place=place)
    return Row(cells=(asked, shown, *(Cell(text=figure) for figure in figures)), notes=notes)


def _notes(response: Response, step: int | None) -> Iterator[Note]:
    if response.state == "answered":
        yield Note(label=response.state_text, text=response.answer)
    if response.state != "answered" or response.x is None:
        yield Note(text=response.contribution)
    if response.beside:
        yield Note(text=response.beside)
    if response.better:
        yield Note(label=_("One step on"), text=response.better)
    if response.evidence:
        yield Note(label=_("Evidence to look at"), text="; ".join(response.evidence))
    if response.remark:
        yield Note(label=_("Noted"), text=response.remark)
    if response.is_blocking:
        yield Note(label=_("It holds back the next level."), text=_next(step), tone="attention")
    elif step is not None:
        yield Note(text=_next(step), joined=True)


def _next(step: int | None) -> str:
    """Which of the next steps follows from an answer."""
    return "" if step is None else f"{_('Next step')}: {step}"
