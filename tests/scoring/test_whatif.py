"""What-if against trying everything: the same cost, and the proposed answers do reach the level when they are scored."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from assess.assessment.activity import find_inactive, find_tests, settle
from assess.assessment.code import decode
from assess.assessment.model import UNANSWERED, Answer, Assessment, State
from assess.questionnaire.model import LevelQuestion, ManyQuestion
from assess.scoring.explain import score_and_explain
from assess.scoring.model import OVERALL
from assess.scoring.offer import offers
from assess.scoring.whatif import WhatIf, reach_level, reach_staged

from .conftest import FEATURES, scorer_of
from .sample import random_sheet

LIMIT = 500
"""How many sets of answers are tried for one assessment; where there are more, only that it is reached is checked."""


TOO_MANY = -1.0


def assessment_of(scorer, answers: dict[str, Answer]) -> Assessment:
    questionnaire = scorer.questionnaire
    return Assessment(
        id="a",
        questionnaire=questionnaire.id,
        version=questionnaire.version,
        hash=questionnaire.hash,
        profile={},
        answers=settle(questionnaire, answers, {}),
    )


def drawn(scorer, seed: int) -> Assessment:
    """Answers at random, as somebody without a profile would give them."""
    codes = random_sheet(scorer.questionnaire, 1, seed)[0]
    answers = decode(scorer.questionnaire, codes)
    return assessment_of(scorer, {id: a for id, a in answers.items() if a.state is not State.INACTIVE})


def changed(assessment: Assessment, found: WhatIf) -> Assessment:
    return replace(
        assessment, answers=assessment.answers | {one.question: Answer(one.value) for one in found.changes}
    )


def try_everything(scorer, assessment: Assessment, reached) -> float | None:
    """The least cost of any set of offers that reaches it, by scoring all; -1 if there are too many, None if none does."""
    questionnaire = scorer.questionnaire
    tests = find_tests(questionnaire)
    choices = []
    for question in questionnaire.questions:
        given = assessment.answers[question.id]
        found = offers(questionnaire, question, given, tests.get(question.id, ())) if question.scored else ()
        counts = scorer_counts(scorer, assessment)
        open_practice = given.state is not State.ANSWERED and bool(question.core)
        allowed = found if question.id in counts or open_practice else ()
        choices.append([(0.0, given), *((one.steps * question.effort, Answer(one.value)) for one in allowed)])
    if np.prod([len(choice) for choice in choices]) > LIMIT:
        return TOO_MANY
    sets = list(product(*choices))
    ids = [question.id for question in questionnaire.questions]
    tried = [
        replace(assessment, answers=dict(zip(ids, (answer for _, answer in one), strict=True)))
        for one in sets
    ]
    scores = scorer.score_assessments(tried)
    costs = [
        sum(cost for cost, _ in one)
        for one, score in zip(sets, scores, strict=True)
        if reached(score.overall)
    ]
    return min(costs, default=None)


def scorer_counts(scorer, assessment: Assessment) -> set[str]:
    _, explanation = score_and_explain(scorer, assessment)
    return {step.question for step in explanation.steps if step.x is not None}


@pytest.mark.parametrize("feature", [name for name in FEATURES if name not in ("long",)])
@pytest.mark.parametrize("seed", range(3))
def test_no_cheaper_set_of_answers_reaches_the_next_level(feature: str, seed: int):
    scorer = scorer_of(feature)
    assessment = drawn(scorer, seed)
    scores, explanation = score_and_explain(scorer, assessment)
    found = reach_level(scorer.questionnaire, assessment.answers, scores, explanation)
    if found is None:
        level = scores.overall.level
        cost = level is not None and try_everything(
            scorer, assessment, lambda node: node.level is not None and node.level > level
        )
        assert not cost or cost == TOO_MANY
        return
    after = scorer.score_assessments([changed(assessment, found)])[0]
    assert after.overall.level >= found.level
    cost = try_everything(
        scorer, assessment, lambda node: node.level is not None and node.level >= found.level
    )
    assert cost == TOO_MANY or found.cost == pytest.approx(cost)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("feature", ["staged", "gated", "level", "policies"])
def test_staged_level_is_reached_with_the_least_of_each_practice(feature: str, seed: int):
    scorer = scorer_of(feature)
    assessment = drawn(scorer, seed)
    scores, explanation = score_and_explain(scorer, assessment)
    found = reach_staged(scorer.questionnaire, assessment.answers, scores, explanation)
    if found is None:
        return
    after = scorer.score_assessments([changed(assessment, found)])[0]
    assert after.overall.staged >= found.level
    cost = try_everything(scorer, assessment, lambda node: (node.staged or 0) >= found.level)
    assert cost == TOO_MANY or found.cost == pytest.approx(cost)


@given(seed=st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_proposed_answers_reach_the_level_and_change_what_is_asked_nowhere(seed: int):
    scorer = scorer_of("when")
    assessment = drawn(scorer, seed)
    scores, explanation = score_and_explain(scorer, assessment)
    found = reach_level(scorer.questionnaire, assessment.answers, scores, explanation, OVERALL)
    if found is None:
        return
    after = changed(assessment, found)
    plain = {id: a for id, a in after.answers.items() if a.state is not State.INACTIVE}
    before = {id: a for id, a in assessment.answers.items() if a.state is not State.INACTIVE}
    assert find_inactive(scorer.questionnaire, plain, {}) == find_inactive(scorer.questionnaire, before, {})
    assert scorer.score_assessments([after])[0].overall.level >= found.level


def test_nothing_is_proposed_at_the_top_or_without_a_score():
    scorer = scorer_of("level")
    best = {
        q.id: Answer(len(q.options) - 1)
        for q in scorer.questionnaire.questions
        if isinstance(q, LevelQuestion)
    }
    for answers in (best, {}):
        assessment = assessment_of(scorer, answers)
        scores, explanation = score_and_explain(scorer, assessment)
        assert reach_level(scorer.questionnaire, assessment.answers, scores, explanation) is None


def test_ticks_are_added_and_the_exclusive_one_is_dropped():
    scorer = scorer_of("many")
    question = next(q for q in scorer.questionnaire.questions if isinstance(q, ManyQuestion))
    exclusive = next(tick.id for tick in question.options if tick.exclusive)
    found = offers(scorer.questionnaire, question, Answer([exclusive]), ())
    assert [len(one.value) for one in found] == [one.steps for one in found]
    assert all(exclusive not in one.value for one in found)
    assert found[-1].x == 1


def test_hidden_and_not_applicable_questions_get_no_offer():
    scorer = scorer_of("level")
    question = scorer.questionnaire.questions[0]
    for state in (State.INACTIVE, State.NOT_APPLICABLE):
        assert offers(scorer.questionnaire, question, Answer(state=state), ()) == ()
    assert offers(scorer.questionnaire, question, UNANSWERED, ())
