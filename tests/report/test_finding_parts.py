"""What a report says beyond scores: in short, one step on, in which order, to whom it falls, over time, seen by several."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from report_sample import build_answers, build_questionnaire

from assess.assessment.model import Answer, State
from assess.language import LANGUAGES, speaking
from assess.questionnaire.model import (
    ChoiceQuestion,
    ManyQuestion,
    NumberQuestion,
    Option,
    TextQuestion,
    Tick,
)
from assess.report.chart.renderer import Renderer
from assess.report.finding.find import add_change, add_perception
from assess.report.finding.model import Findings
from assess.report.finding.perception import find_perception
from assess.report.finding.response import better_text
from assess.report.finding.step import FIRST, FOLLOWING, roadmap_of
from assess.report.finding.term import sorted_terms, terms_of
from assess.report.finding.trend import find_trend
from assess.report.page.draw import draw, outline
from assess.report.page.outline import places_of
from assess.report.word import glossary, plan
from assess.report.word.text import spelled
from assess.scoring.organisation import Organisation, Respondent, score_organisations

Make = Callable[..., Findings]


@pytest.fixture(scope="module")
def findings(findings: Findings) -> Findings:
    """As they are said in English; so with the others."""
    return spelled(findings)


@pytest.fixture(scope="module")
def alone(alone: Findings) -> Findings:
    return spelled(alone)


@pytest.fixture(scope="module")
def make_findings(make_findings: Make) -> Make:
    return lambda **given: spelled(make_findings(**given))


def page(findings: Findings, file: str) -> str:
    [sheet] = [sheet for sheet in outline(findings) if sheet.file == file]
    return draw(sheet, findings, Renderer(), ()).text


# in short ---------------------------------------------------------------------------------------------------------


def test_summary_says_what_the_findings_say(findings: Findings):
    told = findings.summary
    assert told.verdict == findings.verdict
    assert told.position == findings.position_sentence
    assert told.first == findings.next_steps[:FIRST]
    assert told.meaning == "What one sees at level 3, Structured: what one sees at level 3."
    assert told.ahead == "Before level 3, Structured, 1 core practice is missing."
    assert told.changed == ""


def test_summary_of_a_later_assessment_says_what_has_changed(findings: Findings):
    from test_report_change import compare

    change = compare()
    later = add_change(findings, change)
    assert later.summary.changed == change.sentence
    assert str(change.sentence) in page(later, "index.md")


# one step on ------------------------------------------------------------------------------------------------------


def test_good_is_the_next_rung_of_each_answer_and_the_next_level(findings: Findings):
    design = next(chapter for chapter in findings.chapters if chapter.id == "design")
    assert (design.outlook.level, design.outlook.heading) == (
        2,
        "What good looks like at level 2, Reactive",
    )
    told = {one.question: (one.now, one.better) for one in design.outlook.practices}
    assert told["design-01"] == ("Behaviour of rung 1.", "Behaviour of rung 2.")
    assert "design-03" not in told, "nobody knows what is done now, so nothing is one step on"
    assert "design-04" not in told, "what does not apply has no better answer"


def test_what_holds_back_stands_first_among_what_good_looks_like(findings: Findings):
    design = next(chapter for chapter in findings.chapters if chapter.id == "design")
    assert [one.question for one in design.outlook.practices] == ["design-02", "design-01"]


def test_the_best_answer_has_nothing_better(findings: Findings):
    best = next(r for c in findings.chapters for r in c.responses if r.x == 1)
    assert best.better == ""


OWN = (Option(id="often", text="Often", value=0), Option(id="seldom", text="Seldom", value=1))
TICKS = tuple(
    Tick(id=id, text=id.upper(), weight=w, exclusive=id == "none")
    for id, w in (("a", 1), ("b", 3), ("none", 0))
)


@pytest.mark.parametrize(
    ("question", "value", "better"),
    [
        (ChoiceQuestion(id="q", text="?", options=OWN), "often", "Seldom"),
        (ChoiceQuestion(id="q", text="?", options=OWN, reverse=True), "seldom", "Often"),
        (ChoiceQuestion(id="q", text="?", options=OWN), "seldom", ""),
        (ManyQuestion(id="q", text="?", options=TICKS), ["a"], "B"),
        (ManyQuestion(id="q", text="?", options=TICKS), ["none"], "B"),
        (NumberQuestion(id="q", text="?", unit="h", direction="low", max=8), 8, "6 h"),
        (TextQuestion(id="q", text="?"), "words", ""),
    ],
)
def test_one_step_on_is_told_for_every_kind_of_question(question, value, better: str):
    assert str(better_text(build_questionnaire(), question, Answer(value))) == better


# in which order ---------------------------------------------------------------------------------------------------


def test_roadmap_holds_every_step_once_in_order(findings: Findings):
    held = [step for horizon in findings.roadmap for step in horizon.steps]
    assert sorted(step.rank for step in held) == [step.rank for step in findings.next_steps]
    assert findings.roadmap[0].steps == findings.next_steps[:FIRST]
    for horizon in findings.roadmap:
        assert [step.rank for step in horizon.steps] == sorted(step.rank for step in horizon.steps)


def steps(findings: Findings, blocks: list[bool]):
    first = findings.next_steps[0]
    return [
        replace(first, rank=rank, blocks="level 3" if held else "")
        for rank, held in enumerate(blocks, start=1)
    ]


@pytest.mark.parametrize(
    ("blocks", "ranks"),
    [
        ([True] * 12, [[1, 2, 3], list(range(4, 13))]),
        ([False] * 12, [[1, 2, 3], [4, 5, 6, 7, 8], [9, 10, 11, 12]]),
        ([False] * 9 + [True], [[1, 2, 3], [4, 5, 6, 7, 10], [8, 9]]),
        ([True, True], [[1, 2]]),
        ([], []),
    ],
)
def test_what_holds_back_the_next_level_comes_second_at_the_latest(findings: Findings, blocks, ranks):
    cut = roadmap_of(steps(findings, blocks), findings.next_rung)
    assert [[step.rank for step in horizon.steps] for horizon in cut] == ranks
    assert all(len(horizon.steps) >= min(FOLLOWING, len(blocks) - FIRST) for horizon in cut[1:2])


@pytest.mark.parametrize(
    ("blocks", "then", "later"),
    [
        ([False] * 12, "once the first are done", "Everything else, in the order in which it pays. Look"),
        ([False] * 9 + [True], "and what pays most after it", "pays as much as some steps above"),
        ([False] * 6 + [True] * 6, "without them it is not reached", "pays as much as some steps above"),
    ],
)
def test_each_stretch_says_why_its_steps_stand_there(findings: Findings, blocks, then: str, later: str):
    _first, second, third = roadmap_of(steps(findings, blocks), findings.next_rung)
    assert then in str(second.sentence)
    assert later in str(third.sentence)


def test_roadmap_says_how_it_is_ordered_and_cut(findings: Findings):
    text = page(findings, "priorities.md")
    assert str(plan.order()) in text
    assert len(findings.roadmap) > 1
    assert str(plan.cut()) in text


def test_roadmap_names_no_date(findings: Findings):
    text = page(findings, "priorities.md")
    assert "no dates here" in text
    assert "2026" not in text.split("{ #first }")[1]


def test_priority_is_told_with_its_own_values(findings: Findings):
    step = findings.next_steps[0]
    assert step.weight * step.importance * step.gap / step.effort == pytest.approx(step.priority)
    assert step.arithmetic == "weight 1.25 × importance 1 × gap 80% ÷ effort 1 = 1.00"
    assert step.arithmetic in page(findings, "method.md").replace("&#8288;", "")


def test_effort_is_told_only_where_steps_differ_by_it(make_findings: Make):
    made = build_questionnaire()
    assert not any(step.effort_text for step in make_findings().next_steps)
    first, *rest = made.dimensions
    heavy = replace(first, questions=tuple(replace(q, effort=3) for q in first.questions))
    told = make_findings(questionnaire=replace(made, dimensions=(heavy, *rest)))
    assert {step.effort_text for step in told.next_steps} == {"effort 1", "effort 3"}
    assert told.roadmap[0].effort == "Effort in all: 3."


# to whom ----------------------------------------------------------------------------------------------------------


def test_department_holds_its_questions_and_steps_and_nobody_elses(findings: Findings):
    [one] = findings.departments
    assert len(one.concerns) == 12
    assert one.concerns[0].is_blocking
    assert one.steps == findings.next_steps
    assert one.sentence == "Your questions score 2.3 of 5. 1 of your answers holds back level 3, Structured."
    made = build_questionnaire()
    first, *rest = made.dimensions
    other = replace(first, questions=tuple(replace(q, owner="sales") for q in first.questions))
    from report_sample import build_findings

    told = build_findings(questionnaire=replace(made, dimensions=(other, *rest)))
    assert {one.node for one in told.departments[0].concerns} == {"design", "deliver"}
    assert {step.node for step in told.departments[0].steps} == {"design", "deliver"}


def test_departments_with_few_questions_share_a_page(findings: Findings):
    [one] = findings.departments
    short = replace(one, id="b", title="B", concerns=one.concerns[:2])
    both = replace(findings, departments=(one, short, replace(short, id="c", title="C")))
    assert [sheet.file for sheet in outline(both) if sheet.template == "department"] == [
        "department-support.md",
        "departments.md",
    ]
    assert places_of(both) == {
        "support": "department-support.html",
        "b": "departments.html#department-b",
        "c": "departments.html#department-c",
    }
    text = page(both, "departments.md")
    assert "{ #department-b }" in text
    assert "{ #department-c }" in text


def test_single_short_department_has_its_own_page(findings: Findings):
    short = replace(findings.departments[0], concerns=())
    [sheet] = [s for s in outline(replace(findings, departments=(short,))) if s.template == "department"]
    assert sheet.file == "department-support.md"


# over time --------------------------------------------------------------------------------------------------------


def dated(findings: Findings, day: str, score: float | None, **fields) -> Findings:
    return replace(findings, date=day, overall=replace(findings.overall, score=score), **fields)


def test_trend_holds_every_assessment_oldest_first(findings: Findings):
    earlier = [dated(findings, "2025-01-01", 2.0), dated(findings, "2024-01-01", 1.5)]
    told = find_trend(findings, earlier)
    assert told.dates == ("2024-01-01", "2025-01-01", "2026-07-01")
    assert told.courses[0].scores == (1.5, 2.0, 2.3)
    assert told.joined == (True, True)
    assert str(told.sentence) == "Over 3 assessments the overall score has risen from 1.5 to 2.3."
    assert [course.node for course in told.courses] == ["overall", "design", "deliver", "listen"]


def test_trend_breaks_where_the_questionnaire_changed(findings: Findings):
    earlier = [dated(findings, "2025-01-01", 2.0, hash="0" * 64), dated(findings, "2024-01-01", None)]
    told = find_trend(findings, earlier)
    assert told.joined == (False, False)
    assert str(told.note).startswith("The questionnaire changed in between.")
    assert told.courses[0].scores == (None, 2.0, 2.3)


def test_two_assessments_or_another_questionnaire_make_no_trend(findings: Findings):
    one = dated(findings, "2025-01-01", 2.0)
    assert find_trend(findings, [one]) is None
    assert find_trend(findings, [one, replace(one, questionnaire="other")]) is None


def test_course_has_its_page(findings: Findings):
    told = replace(
        findings,
        trend=find_trend(findings, [dated(findings, "2025-01-01", 2.0), dated(findings, "2024-01-01", 3.0)]),
    )
    text = page(told, "change.md")
    assert "has fallen from 3.0 to 2.3" in text
    assert 'id="chart-trend"' in text
    assert "{ #trend }" in page(told, "method.md")


# seen by several --------------------------------------------------------------------------------------------------


def together(sizes: dict[str, int]) -> Organisation:
    """Roles of so many people; the further down a role, the higher it answers."""
    people = []
    for at, (role, size) in enumerate(sizes.items()):
        answers = {id: Answer(min(5, 1 + 2 * at)) for id in build_answers()}
        people += [Respondent(organisation="x", role=role, answers=answers)] * size
    return score_organisations(build_questionnaire(), people)["x"]


def test_roles_stand_beside_each_other_with_the_widest_gap_in_a_sentence(findings: Findings):
    told = spelled(find_perception(build_questionnaire(), together({"leadership": 5, "frontline": 6})))
    assert told.roles == ("leadership", "frontline")
    assert told.respondents == 11
    assert told.rows[0].node == "overall"
    assert {row.gap for row in told.rows} == {2.0}
    assert told.sentence == "The widest gap: Listening to customers. frontline: 3.0; leadership: 1.0."
    text = page(add_perception(findings, told), "standing.md")
    assert 'id="chart-heat"' in text
    assert "11 people answered." in text


def test_roles_too_small_are_told_together_or_not_at_all():
    told = spelled(find_perception(build_questionnaire(), together({"a": 5, "b": 2, "c": 3})))
    assert told.roles == ("a", "Others")
    assert told.note
    alone = find_perception(build_questionnaire(), together({"a": 2, "b": 2}))
    assert alone.roles == ()
    assert str(alone.sentence).startswith("No role is shown by itself")


def test_questions_people_differ_on_are_told_without_their_answers():
    told = find_perception(build_questionnaire(), together({"a": 5, "b": 1, "c": 5}))
    assert len(told.splits) == 5
    assert all(0 <= split.agreement < 0.7 for split in told.splits)
    assert set(type(told.splits[0]).__struct_fields__) == {"question", "node", "text", "agreement"}


def test_one_respondent_is_no_perception_and_the_page_says_how_one_comes_to_be(findings: Findings):
    assert find_perception(build_questionnaire(), together({"a": 1})) is None
    assert add_perception(findings, None) is findings
    assert "Once several colleagues have answered" in page(findings, "standing.md")


def test_several_respondents_replace_the_limit_of_one_form(findings: Findings):
    told = spelled(
        add_perception(findings, find_perception(build_questionnaire(), together({"a": 5, "b": 5})))
    )
    assert any("One form was filled in" in one for one in findings.caveats)
    assert not any("One form was filled in" in one for one in told.caveats)
    assert any(one.startswith("10 people answered") for one in told.caveats)


# limits and words -------------------------------------------------------------------------------------------------


def test_limits_tell_what_this_report_lacks(alone: Findings, findings: Findings):
    assert any("Nobody is compared here" in one for one in alone.caveats)
    assert any("a wider group than yours: Manufacturing" in one for one in findings.caveats)
    for caveat in findings.caveats:
        assert caveat in page(findings, "method.md").replace("&#39;", "'")


def test_glossary_explains_what_the_report_uses_and_nothing_else(findings: Findings, alone: Findings):
    compared, single = ({term.id for term in each.terms} for each in (findings, alone))
    assert compared - single == {"peer-group", "edition", "median", "middle-half", "band"}
    assert "percentile" not in compared
    assert "agreement" not in compared


@pytest.mark.parametrize("code", LANGUAGES)
def test_glossary_stands_in_the_order_of_its_alphabet(code: str):
    from report_sample import build_comparison, build_findings

    with speaking(code):
        told = sorted_terms(terms_of(build_findings(comparison=build_comparison())))
        terms = [str(term.term) for term in told]
    assert len(set(terms)) == len(terms)
    if code == "sr":
        assert (
            terms.index("Димензија")
            < terms.index("Зрелост")
            < terms.index("Јака страна")
            < terms.index("Медијана")
        )
    if code == "pl":
        assert terms.index("Faza") < terms.index("Wysiłek")
    if code == "en":
        assert terms == sorted(terms, key=str.casefold)


def test_every_term_is_explained_once():
    ids = [entry[0] for entry in glossary.entries()]
    assert len(set(ids)) == len(ids) == len(glossary.ENTRIES)


# empty states -----------------------------------------------------------------------------------------------------


def test_report_without_anything_scored_still_has_every_page(findings: Findings):
    unscored = replace(
        findings.overall, score=None, level=None, hundredths=None, staged=None, peers=None, reason="Why."
    )
    chapters = tuple(
        replace(
            one,
            standing=unscored,
            outlook=None,
            responses=tuple(replace(r, x=None, shown=None, is_blocking=False) for r in one.responses),
        )
        for one in findings.chapters
    )
    bare = replace(
        findings, overall=unscored, chapters=chapters, next_steps=(), roadmap=(), routes=(), strengths=(), views=(),
        departments=(), peer_group=None, no_next_step="None yet.", no_strengths="None yet.",
        ladder=tuple(replace(rung, next=False, here=False) for rung in findings.ladder),
    )  # fmt: skip
    for sheet in outline(bare):
        assert draw(sheet, bare, Renderer(), ()).text.strip()
    assert "None yet." in page(bare, "priorities.md")
    assert "None yet." in page(bare, "index.md")


def test_unanswered_states_are_never_one_step_on():
    made = build_questionnaire()
    question = made.questions[0]
    for state in (State.UNKNOWN, State.NOT_APPLICABLE, State.UNANSWERED, State.INACTIVE):
        assert better_text(made, question, Answer(state=state)) == ""
