"""What holds for every questionnaire and every set of answers."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assess.assessment.activity import settle, value_of
from assess.assessment.code import FIRST_VALUE, decode_one, encode
from assess.assessment.model import Answer, State
from assess.errors import AssessError
from assess.questionnaire.model import Question, Questionnaire
from assess.scoring.model import round_half_away
from assess.scoring.score import Scorer

from .conftest import MODELS, scorer_of
from .sample import possible, random_sheet, sheets

LAWS = settings(deadline=None, max_examples=15)
WITHOUT_CONDITIONS = [name for name in MODELS if name != "when"]


@LAWS
@given(st.data())
def test_scores_are_within_the_range_or_null(data: st.DataObject) -> None:
    scorer = scorer_of(data.draw(st.sampled_from(MODELS)))
    table = scorer.score(data.draw(sheets(scorer.questionnaire)))
    scored, bounds = table.score >= 0, scorer.questionnaire.range
    assert np.array_equal(scored, table.reason == 0)
    assert np.array_equal(scored, ~np.isnan(table.exact))
    assert ((table.exact[scored] >= bounds.min) & (table.exact[scored] <= bounds.max)).all()
    assert np.array_equal(scored, table.level >= 0)
    assert (table.staged[~scored] == -1).all()


@LAWS
@given(st.data())
def test_a_better_answer_never_lowers_a_score_or_a_staged_level(data: st.DataObject) -> None:
    scorer = scorer_of(data.draw(st.sampled_from(WITHOUT_CONDITIONS)))
    questionnaire = scorer.questionnaire
    before = data.draw(sheets(questionnaire, rows=1))
    at = data.draw(st.sampled_from([i for i, q in enumerate(questionnaire.questions) if q.scored]))
    question = questionnaire.questions[at]
    values = upwards(questionnaire, question)
    worse, better = sorted(data.draw(st.tuples(*[st.integers(0, len(values) - 1)] * 2)))
    both = np.repeat(before, 2, axis=0)
    both[:, at] = values[worse], values[better]
    table = scorer.score(both)
    scored = table.score[0] >= 0
    assert np.array_equal(scored, table.score[1] >= 0)
    assert (table.exact[0][scored] <= table.exact[1][scored]).all()
    assert (table.staged[0] <= table.staged[1]).all()
    assert (table.level[0] <= table.level[1]).all()


@pytest.mark.parametrize("feature", ["weights", "nested", "long", "policies"])
def test_scaling_all_weights_changes_nothing(feature: str) -> None:
    factor, scorer = 13, scorer_of(feature)
    scaled = Scorer(scale(scorer.questionnaire, factor))
    codes = random_sheet(scorer.questionnaire, 200, seed=factor)
    before, after = scorer.score(codes), scaled.score(codes)
    assert np.array_equal(before.exact, after.exact, equal_nan=True)
    assert np.array_equal(before.reason, after.reason)
    scaled.close()


def test_weights_that_cannot_be_added_exactly_are_refused(scorer: Callable[[str], Scorer]) -> None:
    with pytest.raises(AssessError, match="add up to more than") as refused:
        Scorer(scale(scorer("long").questionnaire, 300))
    assert refused.value.where == "ten"
    assert "Divide" in refused.value.remedy


@pytest.mark.parametrize("feature", sorted(set(MODELS) - {"no-overall", "text", "when"}))
def test_the_worst_answers_score_the_minimum_and_the_best_the_maximum(feature: str) -> None:
    scorer = scorer_of(feature)
    questionnaire = scorer.questionnaire
    worst, best = [], []
    for question in questionnaire.questions:
        order = upwards(questionnaire, question)
        worst.append(order[0])
        best.append(order[-1])
    table = scorer.score(np.array([worst, best], dtype=np.uint16))
    assert (table.exact[0] == questionnaire.range.min).all()
    assert (table.exact[1] == questionnaire.range.max).all()
    assert (table.level[0] == questionnaire.levels[0].level).all()
    assert (table.level[1] == questionnaire.levels[-1].level).all()


def test_nothing_answered_is_null_and_never_zero(scorer: Callable[[str], Scorer]) -> None:
    for feature in MODELS:
        blank = scorer(feature)
        policies = {blank.questionnaire.policy_of(q).unanswered for q in blank.questionnaire.questions}
        if "zero" in policies:
            continue
        table = blank.score(np.zeros((1, len(blank.questionnaire.questions)), dtype=np.uint16))
        assert (table.score == -1).all(), feature
        assert (table.reason > 0).all(), feature


def test_order_of_answers_is_irrelevant(scorer: Callable[[str], Scorer]) -> None:
    staged = scorer("staged").questionnaire
    answers = {question.id: Answer(i % 5) for i, question in enumerate(staged.questions)}
    backwards = dict(reversed(answers.items()))
    assert encode(staged, settle(staged, answers, {})) == encode(staged, settle(staged, backwards, {}))


def test_unknown_that_is_excluded_is_not_unknown_that_is_zero(scorer: Callable[[str], Scorer]) -> None:
    nodes = nodes_of(scorer("policies"), **{"u-inherit": State.UNKNOWN, "u-zero": 4})
    assert (nodes["unknown"].score, nodes["unknown"].counted) == (500, 1)
    nodes = nodes_of(scorer("policies"), **{"u-inherit": 4, "u-zero": State.UNKNOWN})
    assert (nodes["unknown"].score, nodes["unknown"].counted) == (250, 2)


@pytest.mark.parametrize(
    ("states", "reason"),
    [
        ([State.NOT_APPLICABLE], ""),
        ([State.NOT_APPLICABLE] * 2, "too_many_not_applicable"),
        ([State.UNANSWERED], ""),
        ([State.UNANSWERED] * 2, "too_few_answers"),
        ([State.UNKNOWN] * 5, ""),
        ([State.INACTIVE] * 5, "nothing_applies"),
        ([State.INACTIVE] * 2, ""),
    ],
)
def test_too_little_that_counts_is_null_with_its_reason(
    scorer: Callable[[str], Scorer], states: list[State], reason: str
) -> None:
    given = dict(zip((f"q-{i}" for i in range(1, 6)), [*states, 3, 3, 3, 3, 3], strict=False))
    node = nodes_of(scorer("coverage"), **given)["five"]
    assert node.reason == reason
    assert (node.score is None) == bool(reason)


@pytest.mark.parametrize(
    ("value", "shown"),
    [(2.4496, 2.4), (2.45, 2.5), (-2.45, -2.5), (2.25, 2.3), (0.05, 0.1), (3, 3), (2.949999, 2.9)],
)
def test_display_rounds_the_unrounded_value_once_half_away_from_zero(value: float, shown: float) -> None:
    assert round_half_away(value) == shown


def upwards(questionnaire: Questionnaire, question: Question) -> list[int]:
    """The codes of a question's values, the worst first."""

    def worth(code: int) -> float:
        value = value_of(questionnaire, question, decode_one(questionnaire, question, code))
        assert value is not None
        return -value if getattr(question, "reverse", False) else value

    return sorted((code for code in possible(questionnaire, question) if code >= FIRST_VALUE), key=worth)


def nodes_of(scorer: Scorer, **given: int | str | State) -> dict:
    """The nodes of one assessment by id; what is not given is unanswered."""
    answers = {}
    for name, value in given.items():
        answers[name] = Answer(state=value) if isinstance(value, State) else Answer(value)
    codes = np.array([encode(scorer.questionnaire, answers)], dtype=np.uint16)
    return scorer.score(codes).row(0, scorer.questionnaire).nodes


def scale(questionnaire: Questionnaire, factor: int) -> Questionnaire:
    """The same model with every weight multiplied."""

    def scaled(part: dict) -> dict:
        part["weight"] = part.get("weight", 1) * factor
        for inner in (*part.get("questions", ()), *part.get("dimensions", ())):
            scaled(inner)
        return part

    plain = msgspec.to_builtins(questionnaire, str_keys=True)
    for dimension in plain["dimensions"]:
        scaled(dimension)
    return msgspec.convert(plain, Questionnaire, strict=False)
