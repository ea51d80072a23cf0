"""Findings → the sheets of a workbook that say how to read the others: method, limits, what it was made from, glossary."""

from __future__ import annotations

from collections.abc import Iterator

from ...language import gettext as _
from ..finding.model import Findings
from ..word import label, wording
from .column import Sheet, Value, term_columns


def method_sheet(findings: Findings) -> Sheet:
    """How to read the columns, what the levels are, what the report cannot tell and was made from."""
    return Sheet(id="method", name=label.page("method"), columns=term_columns(), rows=tuple(_told(findings)))


def glossary_sheet(findings: Findings) -> Sheet:
    """The words of the report."""
    rows = tuple((one.term, one.meaning) for one in findings.terms)
    return Sheet(id="glossary", name=label.page("glossary"), columns=term_columns(), rows=rows)


def _told(findings: Findings) -> Iterator[tuple[Value, ...]]:
    yield _("Score"), wording.scale(findings.low, findings.high)
    yield _("Value"), _("value of the answer from 0 to 1; empty: it does not count")
    yield _("Share"), _("its share of the weight that counts, 0 to 1")
    yield _("Points"), _("points it adds to the dimension's score")
    yield _("Level"), _("level of the score, decided before rounding")
    for rung in findings.ladder:
        yield "", f"{rung.level} {rung.name}: {rung.summary}"
    for at, limit in enumerate((*findings.caveats, *findings.limits)):
        yield "" if at else _("Limits"), limit
    for at, source in enumerate(findings.sources):
        yield "" if at else _("Sources of the questionnaire"), source
    yield _("Questionnaire"), findings.questionnaire_title
    yield _("Version"), f"{findings.questionnaire} {findings.version}"
    yield _("Content"), findings.hash[:16]
    if findings.peer_group:
        yield _("Edition"), findings.peer_group.edition
    if findings.assessment:
        yield _("Assessment"), findings.assessment
    yield from findings.profile
