"""Findings → the last pages of a document: how its figures come about, what they cannot tell, what it was made from."""

from __future__ import annotations

from collections.abc import Iterator

from ...language import gettext as _
from ...language import number, plain
from ..finding.model import Findings
from ..word import label, wording
from .block import Block, Cell, Column, Entries, Entry, Facts, Heading, Row, Table, Text, plain_row, score
from .summary import rank_of


def method_of(findings: Findings) -> Iterator[Block]:
    """How figures come about, what they cannot tell, and what the document was made from."""
    yield Heading(text=_("Method and reading guide"), id="method")
    yield Text(
        text=_(
            "An answer gets a value from 0, the worst possible answer, to 1, the best. A dimension's score is the mean of "
            "its answers' values, each counted with its weight, on the shown range."
        )
    )
    yield Text(text=f"{findings.overall.coverage} {wording.scale(findings.low, findings.high)}")
    if findings.overall.score is not None:
        yield _whole(findings)
    yield Heading(text=_("Rounding"), depth=2)
    yield Text(
        text=_(
            "Scores are rounded once, for display, to one decimal, half away from zero: 3.45 is shown as 3.5. Levels are "
            "decided before rounding, so a score shown as 2.0 may still lie on the level below. The data files also hold "
            "hundredths. Points that are added up by hand may differ in the last digit."
        )
    )
    yield Heading(text=_("Levels"), depth=2)
    columns = (
        Column(head=_("Level")),
        Column(head=_("From"), figures=True),
        Column(head=_("What one sees"), width=3),
    )
    yield Table(columns=columns, rows=tuple(_levels(findings)))
    yield Heading(text=_("How to read the charts"), depth=2)
    yield Text(
        text=_(
            "The filled dot is you. The grey band is the middle half of your peers, from the 25th to the 75th percentile, "
            "and the tick is their median. A diamond marks an answer that holds back the next level. Every chart has a "
            "table with the same figures."
        )
    )
    yield from _limits(findings)
    yield Heading(text=_("What this report was made from"), depth=2)
    yield Facts(facts=tuple(_origin(findings)))


def _whole(findings: Findings) -> Table:
    heads = (_("Score"), _("Share"), _("Points"))
    rows = [
        plain_row(
            chapter.title,
            score(chapter.standing.score),
            wording.percent(chapter.share),
            number(chapter.gain, 2),
        )
        for chapter in findings.top_chapters
    ]
    total = Row(
        cells=(Cell(text=label.overall(), span=3), Cell(text=score(findings.overall.score))), tone="sum"
    )
    columns = (Column(head=_("Dimension")), *(Column(head=head, figures=True) for head in heads))
    return Table(columns=columns, rows=(*rows, total))


def _levels(findings: Findings) -> Iterator[Row]:
    for rung in findings.ladder:
        named = Cell(text=rung.name, level=rung.level, rank=rank_of(findings, rung.level))
        yield Row(cells=(named, Cell(text=plain(rung.min)), Cell(text=rung.summary)))


def _limits(findings: Findings) -> Iterator[Block]:
    yield Heading(text=_("Limits"), depth=2)
    yield _listed((*findings.caveats, *findings.limits))
    if findings.sources:
        yield Heading(text=_("Sources of the questionnaire"), depth=2)
        yield _listed(findings.sources)


def _origin(findings: Findings) -> Iterator[tuple[str, str, str]]:
    yield _("Questionnaire"), findings.questionnaire_title, ""
    yield _("Version"), f"{findings.questionnaire} {findings.version}", ""
    yield _("Content"), findings.hash[:16], ""
    if findings.peer_group:
        yield _("Edition"), findings.peer_group.edition, ""
    yield _("Assessment"), findings.assessment, ""
    for term, said in findings.profile:
        yield term, said, ""


def _listed(said: tuple[str, ...]) -> Entries:
    return Entries(entries=tuple(Entry(text=sentence) for sentence in said))
