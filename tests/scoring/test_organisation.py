"""One organisation, one vote: worked by hand, and by law."""

from __future__ import annotations

from statistics import fmean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from assess.assessment.activity import settle
from assess.assessment.code import decode
from assess.assessment.model import Answer, State
from assess.errors import InvalidAnswer, NotFound
from assess.questionnaire.model import LevelQuestion, Questionnaire
from assess.scoring.organisation import OTHERS, Respondent, score_organisations

from .conftest import FEATURES, scorer_of
from .sample import random_sheet
from .test_whatif import assessment_of


def respondent(feature: str, rungs: list[int], organisation: str = "one", role: str = "") -> Respondent:
    questionnaire = scorer_of(feature).questionnaire
    levels = [q for q in questionnaire.questions if isinstance(q, LevelQuestion)]
    answers = {q.id: Answer(min(rungs[i % len(rungs)], len(q.options) - 1)) for i, q in enumerate(levels)}
    return Respondent(organisation=organisation, role=role, answers=settle(questionnaire, answers, {}))


def test_organisation_is_scored_on_the_mean_of_each_question():
    found = score_organisations(
        scorer_of("level").questionnaire, [respondent("level", [1]), respondent("level", [2])]
    )["one"]
    middle = [
        scorer_of("level").score_assessments(
            [assessment_of(scorer_of("level"), dict(respondent("level", [rung]).answers))]
        )[0]
        for rung in (1, 2)
    ]
    assert found.scores.overall.exact == pytest.approx(fmean(one.overall.exact for one in middle))
    assert found.respondents == 2


@pytest.mark.parametrize("feature", FEATURES)
@given(seed=st.integers(0, 10_000))
@settings(max_examples=2, deadline=None)
def test_one_respondent_alone_is_scored_as_any_assessment(feature: str, seed: int):
    scorer = scorer_of(feature)
    codes = random_sheet(scorer.questionnaire, 1, seed)[0]
    answers = {
        id: a for id, a in decode(scorer.questionnaire, codes).items() if a.state is not State.INACTIVE
    }
    assessment = assessment_of(scorer, answers)
    alone = Respondent(organisation="one", role="", answers=assessment.answers)
    found = score_organisations(scorer.questionnaire, [alone])["one"].scores
    expected = scorer.score_assessments([assessment])[0]
    for node, score in expected.nodes.items():
        assert (found.nodes[node].score is None) == (score.score is None), node
        if score.exact is not None:
            assert found.nodes[node].exact == pytest.approx(score.exact, abs=1e-6)
            assert found.nodes[node].staged == score.staged


@given(rungs=st.lists(st.integers(0, 3), min_size=1, max_size=6), seed=st.randoms())
@settings(max_examples=8, deadline=None)
def test_order_of_respondents_does_not_matter(rungs, seed):
    some = [respondent("level", [rung]) for rung in rungs]
    shuffled = list(some)
    seed.shuffle(shuffled)
    questionnaire = scorer_of("level").questionnaire
    one, other = (score_organisations(questionnaire, each)["one"] for each in (some, shuffled))
    assert one.scores == other.scores
    assert [spread.agreement for spread in one.questions] == pytest.approx(
        [spread.agreement for spread in other.questions]
    )


def test_role_of_too_few_is_told_with_others_or_not_at_all():
    questionnaire = scorer_of("level").questionnaire

    def roles(**count: int) -> dict[str, int]:
        some = [respondent("level", [i % 3], role=role) for role, many in count.items() for i in range(many)]
        return score_organisations(questionnaire, some)["one"].roles

    assert set(roles(leadership=5, frontline=5)) == {"leadership", "frontline"}
    assert set(roles(leadership=5, frontline=3, sales=2)) == {"leadership", OTHERS}
    # the whole less leadership would tell the four: so leadership is not told either
    assert roles(leadership=5, frontline=4) == {}
    assert roles(leadership=4) == {}


def test_role_that_is_called_others_is_not_told_by_itself():
    questionnaire = scorer_of("level").questionnaire
    names = [*["others"] * 6, *["a"] * 5, "b", "c", "d", "e", "f"]
    some = [respondent("level", [place % 3], role=role) for place, role in enumerate(names)]
    found = score_organisations(questionnaire, some)["one"].roles
    together = [one for one in some if one.role != "a"]
    expected = score_organisations(questionnaire, [replace(one, role="") for one in together])["one"].scores
    assert found[OTHERS].overall == expected.overall


def test_gap_between_roles_is_leadership_less_frontline():
    questionnaire = scorer_of("level").questionnaire
    some = [respondent("level", [3], role="leadership")] * 5 + [
        respondent("level", [1], role="frontline")
    ] * 5
    found = score_organisations(questionnaire, some)["one"]
    gaps = {gap.node: gap.gap for gap in found.gaps()}
    roles = found.roles
    assert gaps["overall"] == pytest.approx(
        roles["leadership"].overall.exact - roles["frontline"].overall.exact
    )
    assert gaps["overall"] > 0
    assert found.gaps("leadership", "sales") == ()


def test_roles_of_fewer_than_three_are_never_told():
    with pytest.raises(InvalidAnswer, match="give single answers away"):
        score_organisations(scorer_of("level").questionnaire, [respondent("level", [1])], fewest=2)


def first_level(questionnaire: Questionnaire) -> str:
    return next(q.id for q in questionnaire.questions if isinstance(q, LevelQuestion))


def test_consensus_replaces_the_mean_and_keeps_the_spread_it_replaced():
    questionnaire = scorer_of("level").questionnaire
    some = [respondent("level", [0]), respondent("level", [2])]
    agreed = Answer(2, reason="We looked at the records together.")
    found = score_organisations(questionnaire, some, consensus={"one": {first_level(questionnaire): agreed}})[
        "one"
    ]
    plain = score_organisations(questionnaire, some)["one"]
    assert found.scores.overall.exact > plain.scores.overall.exact
    first, *others = found.questions
    assert first.consensus == agreed
    assert replace(first, consensus=None) == plain.questions[0]  # the disagreement stays visible
    assert others == list(plain.questions[1:])


def test_consensus_on_the_mean_itself_changes_no_score():
    questionnaire = scorer_of("level").questionnaire
    some = [respondent("level", [0]), respondent("level", [2])]
    agreed = {"one": {first_level(questionnaire): Answer(1, reason="Half way.")}}
    found = score_organisations(questionnaire, some, consensus=agreed)["one"]
    assert found.scores == score_organisations(questionnaire, some)["one"].scores


def test_consensus_that_a_question_does_not_apply_takes_it_out():
    questionnaire = scorer_of("level").questionnaire
    some = [respondent("level", [0]), respondent("level", [2])]
    agreed = Answer(state=State.NOT_APPLICABLE, reason="There is no such thing here.")
    found = score_organisations(questionnaire, some, consensus={"one": {first_level(questionnaire): agreed}})[
        "one"
    ]
    plain = score_organisations(questionnaire, some)["one"]
    assert found.scores.overall.counted < plain.scores.overall.counted


def test_consensus_does_not_touch_roles_nor_other_organisations():
    questionnaire = scorer_of("level").questionnaire
    some = [respondent("level", [3], role="leadership")] * 5 + [
        respondent("level", [1], role="frontline")
    ] * 5
    some += [respondent("level", [1], organisation="two")]
    agreed = {"one": {first_level(questionnaire): Answer(2, reason="Seen.")}}
    found, plain = (score_organisations(questionnaire, some, consensus=each) for each in (agreed, None))
    assert found["one"].scores != plain["one"].scores
    assert found["one"].roles == plain["one"].roles
    assert found["two"] == plain["two"]


def test_consensus_needs_a_reason_and_respondents():
    questionnaire = scorer_of("level").questionnaire
    first = first_level(questionnaire)
    with pytest.raises(InvalidAnswer, match="needs its reason"):
        score_organisations(questionnaire, [respondent("level", [0])], consensus={"one": {first: Answer(2)}})
    with pytest.raises(NotFound, match="No respondent belongs to this organisation"):
        score_organisations(
            questionnaire, [respondent("level", [0])], consensus={"two": {first: Answer(2, reason="Seen.")}}
        )


def test_consensus_on_what_applies_to_no_respondent_is_refused():
    questionnaire = scorer_of("when").questionnaire
    settled = settle(questionnaire, {}, {})
    hidden = next(id for id, answer in settled.items() if answer.state is State.INACTIVE)
    some = [Respondent(organisation="one", role="", answers=settled)]
    with pytest.raises(InvalidAnswer, match="does not apply") as refused:
        score_organisations(questionnaire, some, consensus={"one": {hidden: Answer(1, reason="Seen.")}})
    assert refused.value.where == f"one.{hidden}"


def test_organisations_do_not_touch_one_another():
    questionnaire = scorer_of("level").questionnaire
    one, two = respondent("level", [1], "one"), respondent("level", [3], "two")
    together = score_organisations(questionnaire, [one, two])
    assert together["one"].scores.overall == score_organisations(questionnaire, [one])["one"].scores.overall
    assert list(together) == ["one", "two"]


# questions by role


def partly(rung: int, role: str, answers: int) -> Respondent:
    """A respondent who answers so many of the questions, and leaves the others."""
    whole = respondent("level", [rung], role=role)
    left = dict(list(whole.answers.items())[:answers])
    questionnaire = scorer_of("level").questionnaire
    return replace(whole, answers=settle(questionnaire, left, {}))


def test_a_question_is_told_by_role_as_the_mean_share_of_its_scale():
    questionnaire = scorer_of("level").questionnaire
    some = [respondent("level", [0], role="a")] * 5 + [respondent("level", [1], role="b")] * 5
    found = score_organisations(questionnaire, some)["one"]
    scored = [question for question in questionnaire.questions if question.scored]
    assert [angle.question for angle in found.angles] == [question.id for question in scored]
    for angle, question in zip(found.angles, scored, strict=True):
        assert angle.shares == (0, pytest.approx(1 / (len(question.options) - 1)))


@given(
    answered=st.lists(st.tuples(st.sampled_from(["a", "b", "c"]), st.integers(0, 3)), min_size=1, max_size=24)
)
@settings(max_examples=20, deadline=None)
def test_no_question_is_told_by_role_where_too_few_of_any_role_answered_it(answered):
    questionnaire = scorer_of("level").questionnaire
    some = [partly(1, role, answers) for role, answers in answered]
    found = score_organisations(questionnaire, some)["one"]
    policy = {
        question.id: questionnaire.policy_of(question).unanswered for question in questionnaire.questions
    }
    told = {angle.question: angle for angle in found.angles}
    assert not told or len(found.roles) > 1
    assert all(len(angle.shares) == len(found.roles) for angle in found.angles)
    for id in told:
        if policy[id] == "zero":
            continue
        for role in found.roles:
            of_role = [
                one for one in some if one.role == role or (role == OTHERS and one.role not in found.roles)
            ]
            assert sum(one.answers[id].state is State.ANSWERED for one in of_role) >= 5
