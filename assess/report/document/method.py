"""Findings → the last pages of a document: how its figures come about, what they cannot tell, what it was made from."""

from __future__ import annotations

from collections.abc import Iterator

from ...language import gettext as _
from ...language import plain
from ..finding.model import Findings
from ..word import label, method
from ..word.method import Part
from .block import Block, Cell, Column, Facts, Heading, Row, Table, Text
from .part import rank_of, sentences


def method_of(findings: Findings) -> Iterator[Block]:
    """How figures come about, what they cannot tell, what the document was made from, what its words mean."""
    yield Heading(text=method.title(), id="method")
    yield Text(text=method.part("score").text)
    if findings.overall.score is not None:
        yield Text(text=method.rolled_up())
    yield Heading(text=_("Levels"), depth=2)
    yield _levels(findings)
    yield Heading(text=_("How it comes about"), depth=2)
    yield Facts(facts=tuple((part.heading, part.text, "") for part in _parts(findings)), shown="runs")
    yield from _limits(findings)
    yield Heading(text=_("What this report was made from"), depth=2)
    yield Facts(facts=tuple(_origin(findings)))
    if findings.terms:
        yield Heading(text=label.page("glossary"), id="glossary")
        yield Facts(facts=tuple((one.term, one.meaning, "") for one in findings.terms), shown="pairs")


def _levels(findings: Findings) -> Table:
    columns = (
        Column(head=_("Level")),
        Column(head=_("From"), figures=True),
        Column(head=_("What one sees"), width=3),
    )
    rows = []
    for rung in findings.ladder:
        named = Cell(text=rung.name, level=rung.level, rank=rank_of(findings, rung.level))
        rows.append(Row(cells=(named, Cell(text=plain(rung.min)), Cell(text=rung.summary))))
    return Table(columns=columns, rows=tuple(rows), dense=True)


def _parts(findings: Findings) -> Iterator[Part]:
    """The parts of the method that this report needs, in their order."""
    yield method.rounding(is_public=findings.is_public)
    needed = {
        "staged": True,
        "priority": bool(findings.next_steps),
        "what-if": bool(findings.routes),
        "views": bool(findings.views),
        "charts": True,
        "peers": findings.peer_group is not None,
        "change": findings.change is not None,
        "trend": findings.trend is not None,
        "perception": findings.perception is not None,
    }
    yield from (method.part(id) for id, needs in needed.items() if needs)


def _limits(findings: Findings) -> Iterator[Block]:
    yield Heading(text=_("Limits"), depth=2, id="limits")
    yield sentences((*findings.caveats, *findings.limits))
    if findings.sources:
        yield Heading(text=_("Sources of the questionnaire"), depth=2)
        yield sentences(findings.sources)


def _origin(findings: Findings) -> Iterator[tuple[str, str, str]]:
    yield _("Questionnaire"), findings.questionnaire_title, ""
    yield _("Version"), f"{findings.questionnaire} {findings.version}", ""
    yield _("Content"), findings.hash[:16], ""
    if findings.peer_group:
        yield _("Edition"), findings.peer_group.edition, ""
    if findings.assessment:
        yield _("Assessment"), findings.assessment, ""
    for term, said in findings.profile:
        yield term, said, ""
