"""One dimension → its section of a document: where it stands, its answers at a glance, every question with its effect."""

from __future__ import annotations

from collections.abc import Iterator

from ...language import gettext as _
from ...language import number
from ..chart.renderer import Chart
from ..finding.chapter import Chapter
from ..finding.model import Findings
from ..finding.response import Response
from ..word import label, wording
from .block import Block, Cell, Column, Facts, Heading, Note, Row, Table, Text, picture_of, score
from .drawing import strip_id
from .summary import anchor, level_cell


def sections_of(findings: Findings, charts: dict[str, Chart]) -> Iterator[Block]:
    """A section for each dimension, weakest first, its parts behind it."""
    for chapter in findings.chapters:
        yield from _section(findings, chapter, charts)


def _section(findings: Findings, chapter: Chapter, charts: dict[str, Chart]) -> Iterator[Block]:
    yield Heading(text=chapter.title, id=anchor(chapter.id))
    yield Text(text=chapter.standing.sentence, tone="lead")
    yield Text(text=" ".join(part for part in (chapter.summary, chapter.why) if part))
    yield Facts(facts=tuple(_facts(findings, chapter)), figures=True)
    yield Text(text=f"{chapter.standing.staged_text} {chapter.standing.coverage}".strip())
    if chapter.advice:
        yield Facts(facts=((_("At this level:"), chapter.advice, ""),))
    children = [child for child in findings.chapters if child.parent == chapter.id]
    if children:
        yield Heading(text=_("Its parts"), depth=2)
        yield _parts(findings, children)
    if chart := charts.get(strip_id(chapter)):
        yield Heading(text=chart.title, depth=2)
        yield picture_of(chart)
    if chapter.responses:
        yield Heading(text=_("Questions and answers"), depth=2)
        yield Text(text=chapter.arithmetic, tone="quiet")
        yield _questions(chapter)


def _facts(findings: Findings, chapter: Chapter) -> Iterator[tuple[str, str, str]]:
    standing = chapter.standing
    yield _("Score"), score(standing.score), label.out_of(findings.high)
    if standing.level is not None:
        yield _("Level"), str(standing.level), standing.level_name
    else:
        yield _("Level"), "–", ""
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


def _questions(chapter: Chapter) -> Table:
    """Every question: what was answered and, where it counts, its value × its share = the points it adds."""
    heads = (_("Value"), _("Share"), _("Points"))
    columns = (Column(head=_("Question")), *(Column(head=head, figures=True) for head in heads))
    total = Row(
        cells=(Cell(text=_("Score"), span=3), Cell(text=score(chapter.standing.score))),
        tone="sum",
    )
    return Table(columns=columns, rows=(*map(_question, chapter.responses), total))


def _question(response: Response) -> Row:
    asked = Cell(text=response.text, notes=tuple(_notes(response)))
    tone = "attention" if response.is_blocking else "plain"
    if response.x is None:
        return Row(cells=(asked, Cell(text=response.contribution, span=3, tone="quiet")), tone=tone)
    figures = (number(response.x, 2), wording.percent(response.share), number(response.gain, 2))
    return Row(cells=(asked, *(Cell(text=figure) for figure in figures)), tone=tone)


def _notes(response: Response) -> Iterator[Note]:
    answered = response.state == "answered"
    yield Note(label=response.state_text if answered else "", text=response.answer)
    if response.is_blocking:
        yield Note(text=_("It holds back the next level."), tone="attention")
    if response.beside:
        yield Note(text=response.beside)
    if response.next:
        yield Note(label=_("Next step"), text=response.next)
    if response.evidence:
        yield Note(label=_("Evidence to look at"), text="; ".join(response.evidence))
    if response.remark:
        yield Note(label=_("Remark"), text=response.remark)
