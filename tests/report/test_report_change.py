"""What a report says of an earlier assessment: only what can be compared, the rest with its reason, in every language."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace
from report_sample import build_answers, build_questionnaire, build_scores, build_steps
from report_words import WORDS

from assess.assessment.model import Answer, Assessment, State
from assess.language import LANGUAGES, speaking
from assess.questionnaire.model import Questionnaire
from assess.questionnaire.publication import UNMOVED, Migration
from assess.report.chart.renderer import Renderer
from assess.report.document.download import downloads
from assess.report.finding.change import ChangeFindings, NotComparable, find_change
from assess.report.finding.model import Findings
from assess.report.finding.move import Answered
from assess.report.page.draw import pages
from assess.report.word.difference import signed
from assess.report.word.text import spelled
from assess.scoring.model import Explanation

DAYS = (datetime(2025, 3, 3, 9, tzinfo=UTC), datetime(2026, 7, 1, 12, tzinfo=UTC))
THEN: dict[str, int | None] = {"listen-01": 1, "listen-02": 3, "design-01": 2, "deliver-01": None}
"""The rungs that were answered otherwise the earlier time; None was not answered."""


def answered(
    id: str,
    day: datetime | None,
    rungs: dict[str, int | None],
    questionnaire: Questionnaire | None = None,
    *,
    synthetic: bool = False,
) -> Answered:
    questionnaire = questionnaire or build_questionnaire()
    answers = build_answers() | {
        name: Answer(state=State.UNANSWERED) if rung is None else Answer(rung) for name, rung in rungs.items()
    }
    steps = tuple(
        replace(step, x=None if rungs[step.question] is None else rungs[step.question] / 5)
        if step.question in rungs
        else step
        for step in build_steps()
    )
    return Answered(
        assessment=Assessment(
            id=id,
            questionnaire=questionnaire.id,
            version=questionnaire.version,
            hash=questionnaire.hash,
            profile={},
            answers=answers,
            submitted_at=day,
            synthetic=synthetic,
        ),
        questionnaire=questionnaire,
        scores=build_scores(),
        explanation=Explanation(steps=steps, parts=()),
    )


def compare(
    before: Questionnaire | None = None,
    after: Questionnaire | None = None,
    migration: Migration = UNMOVED,
) -> ChangeFindings:
    return find_change(
        answered("earlier", DAYS[0], THEN, before), answered("later", DAYS[1], {}, after), migration
    )


def of_version(version: str, **fields) -> Questionnaire:
    return replace(build_questionnaire(), version=version, hash=version, **fields)


def test_dimensions_and_answers_are_told_before_and_now():
    change = spelled(compare())
    listen = next(one for one in change.dimensions if one.node == "listen")
    assert (listen.before, listen.after, listen.difference, listen.share) == (3.0, 3.8, 0.8, 1.0)
    [rose] = change.rose
    assert (rose.question, rose.x_before, rose.x_after) == ("listen-01", 0.2, 0.8)
    assert rose.before != rose.after
    assert [one.question for one in change.fell] == ["design-01"]
    assert change.since == "2025-03-03"
    assert "3 March 2025" in change.heading
    assert listen.title in change.sentence


def test_dimensions_stand_in_the_order_of_the_report():
    assert [one.node for one in compare().dimensions] == ["design", "deliver", "listen"]


def test_what_did_not_count_both_times_is_left_out_with_both_answers():
    [group] = spelled(compare()).left_out
    assert group.why == "not_counted"
    found = {one.question: (one.before, one.after) for one in group.questions}
    assert found["deliver-01"][0] == "Not answered"
    assert set(found) == {"deliver-01", "design-04"}


def test_dimension_of_which_too_little_counts_has_no_figures_and_says_why():
    few: dict[str, int | None] = {"deliver-01": None, "deliver-02": None, "deliver-03": None}
    change = find_change(answered("earlier", DAYS[0], few), answered("later", DAYS[1], {}))
    deliver = next(one for one in change.dimensions if one.node == "deliver")
    assert (deliver.before, deliver.difference, deliver.share) == (None, None, 0.25)
    assert deliver.reason


def test_questions_are_followed_through_versions():
    dimension = build_questionnaire().dimensions[0]
    first, *others = dimension.questions
    renamed = replace(dimension, questions=(replace(first, id="now-called"), *others))
    after = of_version("2.0.0", dimensions=(renamed, *build_questionnaire().dimensions[1:]))
    change = compare(of_version("1.0.0"), after, Migration(removed=frozenset({first.id})))
    assert {group.why for group in change.left_out} >= {"gone", "new"}
    assert "1.0.0" in str(change.basis)
    assert "2.0.0" in str(change.basis)


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (answered("same", DAYS[0], {}), answered("same", DAYS[0], {})),
        (answered("a", DAYS[1], {}), answered("b", DAYS[0], {})),
        (answered("a", DAYS[0], {}, of_version("1.0.0", id="other")), answered("b", DAYS[1], {})),
    ],
    ids=["one and the same", "wrong order", "no question in common"],
)
def test_what_cannot_be_held_against_each_other_is_refused_with_a_remedy(earlier: Answered, later: Answered):
    with pytest.raises(NotComparable) as refused:
        find_change(earlier, later)
    assert refused.value.remedy


def test_assessments_without_a_day_are_compared():
    change = find_change(answered("a", None, THEN), answered("b", None, {}))
    assert (change.since, str(change.heading)) == ("", "What has changed")


def test_made_up_answers_say_so_whichever_they_are():
    for earlier, later in ((True, False), (False, True)):
        found = find_change(
            answered("a", DAYS[0], THEN, synthetic=earlier), answered("b", DAYS[1], {}, synthetic=later)
        )
        assert "Demonstration" in str(found.synthetic)
    assert not compare().synthetic


def test_difference_has_its_sign_and_nothing_has_none():
    assert [signed(value) for value in (0.8, -0.8, 0.0, -0.04)] == ["+0.8", "−0.8", "0.0", "0.0"]
    with speaking("pl"):
        assert signed(-1.25, 2) == "−1,25"


def test_report_with_an_earlier_assessment_has_a_page_of_it(findings: Findings, renderer: Renderer):
    told = replace(findings, change=compare())
    made = {page.file: page.text for page in pages(told, renderer, downloads(told))}
    assert "change.html" in made["index.md"]
    assert "3 March 2025" in made["change.md"]
    assert "+0.8" in made["change.md"]
    assert "−" in made["change.md"]
    assert '"earlier": "earlier"' in {file.name: file for file in downloads(told)}["data.json"].content
    without = {page.file: page.text for page in pages(findings, renderer, downloads(findings))}
    assert "change.md" not in without
    assert "change.html" not in without["index.md"]


@pytest.mark.parametrize("code", [code for code in LANGUAGES if code != "en"])
def test_page_of_what_changed_speaks_its_language(findings: Findings, renderer: Renderer, code: str):
    words = build_questionnaire(WORDS[code])
    with speaking(code):
        change = find_change(
            answered("1", DAYS[0], THEN, words, synthetic=True), answered("2", DAYS[1], {}, words)
        )
        told = replace(findings, change=change, title="1", language=code)
        text = next(page.text for page in pages(told, renderer, ()) if page.file == "change.md")
    for english in (
        "Before",
        "What",
        "compared",
        "Answers",
        "Difference",
        "version",
        "Demonstration",
        "largest",
    ):
        assert english not in text
    assert "+0,8" in text
