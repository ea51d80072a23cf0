"""Findings → the last pages of a document: how its figures come about, what they cannot tell, what it was made from."""

from __future__ import annotations

from collections.abc import Iterator

from ...language import gettext as _
from ...language import plain
from ..finding.model import Findings
from ..word import label
from .block import Block, Cell, Column, Facts, Heading, Row, Table, Text
from .part import rank_of, sentences


def method_of(findings: Findings) -> Iterator[Block]:
    """How figures come about, what they cannot tell, what the document was made from, what its words mean."""
    yield Heading(text=_("Method and reading guide"), id="method")
    yield Text(
        text=_(
            "An answer gets a value from 0, the worst possible answer, to 1, the best. A dimension's score is the mean of "
            "its answers' values, each counted with its weight, on the shown range."
        )
    )
    if findings.overall.score is not None:
        yield Text(
            text=_(
                "The overall score is rolled up from the dimensions, each counted with its weight; no total is ever "
                "computed from rounded figures."
            )
        )
    yield Heading(text=_("Levels"), depth=2)
    yield _levels(findings)
    yield Heading(text=_("How it comes about"), depth=2)
    yield Facts(
        facts=(*_rules(findings), *_rules_of_peers(findings), *_rules_of_time(findings)), shown="runs"
    )
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


def _rules(findings: Findings) -> Iterator[tuple[str, str, str]]:
    """Rounding, levels, the order of the next steps, the shortest way, departments, charts: each as the method says it."""
    rounding = _(
        "Scores are rounded once, for display, to one decimal, half away from zero: 3.45 is shown as 3.5. Levels are "
        "decided before rounding, so a score shown as 2.0 may still lie on the level below. Points are computed from the "
        "scores as they are shown."
    )
    exactly = _(
        "Scores are rounded once, for display, to one decimal, half away from zero: 3.45 is shown as 3.5. Levels "
        "are decided before rounding, so a score shown as 2.0 may still lie on the level below. The data files "
        "also hold hundredths. Points that are added up by hand may differ in the last digit."
    )
    yield _("Rounding"), rounding if findings.is_public else exactly, ""
    staged = _(
        "A core practice is in place when its answer reaches the rung that the questionnaire sets for it. One that "
        "is missing holds back its level and all above, whatever the average is. What does not apply to you holds "
        "back nothing; what nobody knows does."
    )
    yield _("Level of the core practices"), staged, ""
    if findings.next_steps:
        order = _(
            "A step comes the earlier, the more its question weighs and matters to customers, the more of its "
            "scale is open up to the target, and the less effort it costs. Weight, importance and effort are the "
            "questionnaire's; only what is open is yours."
        )
        yield _("The order of the next steps"), order, ""
    if findings.routes:
        way = _(
            "A step is one rung, one option, one tick, or a quarter of the way of a number, and costs the effort "
            "that the questionnaire gives its question. Of all sets of better answers that reach the level, the "
            "one with the least effort is computed, not estimated. It contains no answer that would open or close "
            "another question, and about what does not count now only core practices. It says what costs least, "
            "not what helps your customers most: for that, see the order of the priorities."
        )
        yield _("The shortest way to a level"), way, ""
    if findings.views:
        views = _(
            "The score of a department or a theme is the mean of the values of its questions, each counted with "
            "its own weight, whichever dimension holds them. A question of two themes counts in both. These scores "
            "are no part of the overall score."
        )
        yield _("Departments and themes"), views, ""
    charts = _(
        "The filled dot is you. The grey band is the middle half of your peers, from the 25th to the 75th "
        "percentile, and the tick is their median. A diamond marks an answer that holds back the next level. Every "
        "chart has a table with the same figures."
    )
    yield _("How to read the charts"), charts, ""


def _rules_of_peers(findings: Findings) -> Iterator[tuple[str, str, str]]:
    if findings.peer_group is None:
        return
    kept = _(
        "A comparison uses a released edition: figures of a group, never of one organisation. The mean and the "
        "median are published from 10 organisations, quartiles from 20, the 10th and 90th percentile from 50, the "
        "5th and 95th from 100. Numbers of organisations appear as bands, scores rounded to one decimal. Lowest "
        "and highest values are never published. If your own group is too small, the next wider one is used, and "
        "this report says so."
    )
    yield _("Peers, and what is kept from you"), kept, ""


def _rules_of_time(findings: Findings) -> Iterator[tuple[str, str, str]]:
    if findings.change:
        same = _(
            "Only questions that mean the same both times are compared, and both times they weigh what they weigh "
            "now. So a figure here may differ from the score in either report. The difference is taken before "
            "rounding."
        )
        yield _("Two assessments beside each other"), same, ""
    if findings.trend:
        points = _(
            "Each point is the score that its report showed, beside the peers of the edition of its time. Where "
            "the questionnaire changed in between, the line is broken."
        )
        yield _("Several assessments"), points, ""
    if findings.perception:
        people = _(
            "An answer counts as the mean of those who answered. Agreement is 1 if all say the same and 0 if they "
            "are spread evenly over the scale (rwg, James, Demaree and Wolf 1984). A role is shown from five "
            "people on; smaller ones stand together, or nowhere, so that nobody's answers can be computed."
        )
        yield _("Several people of one organisation"), people, ""


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
