"""Every number can be explained: the parts of an explanation add up to the score they explain."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assess.assessment.code import decode
from assess.assessment.model import Answer, Assessment, State
from assess.scoring.explain import score_and_explain
from assess.scoring.model import Explanation, Scores
from assess.scoring.score import Scorer

from .conftest import MODELS, scorer_of
from .sample import sheets

LAWS = settings(deadline=None, max_examples=12)


@LAWS
@given(st.data())
def test_gains_add_up_to_the_unrounded_score_and_shares_to_one(data: st.DataObject) -> None:
    scorer = scorer_of(data.draw(st.sampled_from(MODELS)))
    codes = data.draw(sheets(scorer.questionnaire, rows=1))[0]
    scores, explanation = explain(scorer, codes)
    rollups = {part.id: part.rollup for part in scorer.questionnaire.all_dimensions()}
    rollups["overall"] = scorer.questionnaire.rollup
    for name, node in scores.nodes.items():
        inside = [step for step in explanation.steps if step.node == name]
        inside += [part for part in explanation.parts if part.parent == name]
        if node.score is None:
            continue
        if rollups[name] not in ("sum", "ladder"):  # what is open or above the first no has no part in these
            assert sum(part.share for part in inside) == pytest.approx(1)
        if rollups[name] != "gated":
            gained = scorer.questionnaire.range.min + sum(part.gain for part in inside)
            assert gained == pytest.approx(node.exact, abs=1e-5)


@LAWS
@given(st.data())
def test_an_explanation_carries_the_scores_it_explains(data: st.DataObject) -> None:
    scorer = scorer_of(data.draw(st.sampled_from(MODELS)))
    codes = data.draw(sheets(scorer.questionnaire, rows=1))
    scores, explanation = explain(scorer, codes[0])
    assert scores == scorer.score(codes).row(0, scorer.questionnaire)
    assert {part.node: part.score for part in explanation.parts} == {
        name: node.score for name, node in scores.nodes.items() if name != "overall"
    }
    scored = [question.id for question in scorer.questionnaire.questions if question.scored]
    assert [step.question for step in explanation.steps] == scored


def test_what_does_not_count_says_why_and_gains_nothing(scorer: Callable[[str], Scorer]) -> None:
    policies = scorer("policies")
    given = {"u-inherit": State.UNKNOWN, "u-zero": State.UNKNOWN, "n-exclude": State.NOT_APPLICABLE}
    answers = {name: Answer(state=state) for name, state in given.items()}
    _, explanation = score_and_explain(policies, assessment(policies, answers))
    step = {step.question: step for step in explanation.steps}
    assert (step["u-inherit"].excluded, step["u-inherit"].x, step["u-inherit"].share) == ("unknown", None, 0)
    assert (step["u-zero"].excluded, step["u-zero"].x, step["u-zero"].share) == ("", 0, 1)
    assert (step["n-exclude"].excluded, step["n-exclude"].gain) == ("not_applicable", 0)
    assert step["e-exclude"].excluded == "unanswered"
    assert step["u-zero"].state == "unknown"


def test_a_hidden_question_is_inactive_in_the_explanation(scorer: Callable[[str], Scorer]) -> None:
    when = scorer("when")
    answers = {"a": Answer(4), "b": Answer(4, state=State.INACTIVE), "c": Answer(state=State.INACTIVE)}
    _, explanation = score_and_explain(when, assessment(when, answers))
    step = {step.question: step for step in explanation.steps}
    assert (step["b"].state, step["b"].excluded, step["b"].x) == ("inactive", "inactive", None)


@pytest.mark.parametrize(
    ("given", "level", "blocking"),
    [
        ({"a-one": 2, "a-two": 3, "b-one": 2}, 3, ()),
        ({"a-one": 1, "a-two": 3, "b-one": 2}, 2, ("a-one",)),
        ({"a-one": 1, "a-two": 2, "b-one": 0}, 2, ("a-one", "b-one")),
        ({"a-one": 1, "a-two": 2, "b-one": 0}, 3, ("a-one", "a-two", "b-one")),
        ({"a-one": 2, "b-one": 2}, 3, ("a-two",)),
    ],
)
def test_blocking_questions_are_those_whose_core_practice_is_missing(
    scorer: Callable[[str], Scorer], given: dict[str, int], level: int, blocking: tuple[str, ...]
) -> None:
    staged = scorer("staged")
    answers = {name: Answer(value) for name, value in given.items()}
    _, explanation = score_and_explain(staged, assessment(staged, answers))
    assert explanation.blocking(level) == blocking


def test_a_core_practice_that_does_not_apply_blocks_nothing(scorer: Callable[[str], Scorer]) -> None:
    staged = scorer("staged")
    answers = {"a-one": Answer(state=State.NOT_APPLICABLE), "a-two": Answer(3), "b-one": Answer(2)}
    _, explanation = score_and_explain(staged, assessment(staged, answers))
    assert explanation.blocking(3) == ()


def explain(scorer: Scorer, codes: np.ndarray) -> tuple[Scores, Explanation]:
    return score_and_explain(scorer, assessment(scorer, decode(scorer.questionnaire, codes)))


def assessment(scorer: Scorer, answers: dict[str, Answer]) -> Assessment:
    model = scorer.questionnaire
    return Assessment(
        id="one", questionnaire=model.id, version=model.version, hash=model.hash, profile={}, answers=answers
    )
