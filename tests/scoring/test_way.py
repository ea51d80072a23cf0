"""The ways to the next level with the scores they give, and by which answers."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from assess.assessment.activity import settle
from assess.assessment.model import Answer
from assess.scoring.explain import score_and_explain
from assess.scoring.way import Ways, find_ways

from .conftest import scorer_of
from .test_whatif import assessment_of, drawn


@pytest.mark.parametrize("feature", ["staged", "nested", "policies"])
@pytest.mark.parametrize("seed", range(4))
def test_score_afterwards_is_that_of_the_changed_answers(feature: str, seed: int):
    scorer = scorer_of(feature)
    assessment = drawn(scorer, seed)
    ways = find_ways(scorer, assessment, *score_and_explain(scorer, assessment))
    for way in (ways.average, ways.practices):
        if way is None:
            continue
        changed = assessment.answers | {one.question: Answer(one.value) for one in way.what_if.changes}
        again = replace(assessment, answers=settle(scorer.questionnaire, changed, {}))
        assert way.after == scorer.score_assessments([again])[0].overall


def test_one_who_has_nothing_has_both_ways():
    scorer = scorer_of("staged")
    assessment = assessment_of(
        scorer, {question.id: Answer(0) for question in scorer.questionnaire.questions}
    )
    ways = find_ways(scorer, assessment, *score_and_explain(scorer, assessment))
    assert ways.average is not None
    assert ways.practices is not None
    assert ways.average.after.level > scorer.questionnaire.levels[0].level


def test_one_who_has_all_has_no_way():
    scorer = scorer_of("staged")
    best = {question.id: Answer(len(question.options) - 1) for question in scorer.questionnaire.questions}
    assessment = assessment_of(scorer, best)
    scores, explanation = score_and_explain(scorer, assessment)
    assert scores.overall.level == scorer.questionnaire.levels[-1].level
    assert find_ways(scorer, assessment, scores, explanation) == Ways()
