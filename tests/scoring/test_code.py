"""Codes hold an answer and give it back; conditions hide, and what is hidden hides on."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assess.assessment.activity import find_inactive, settle
from assess.assessment.code import code_count, decode, decode_one, encode, encode_one
from assess.assessment.model import Answer, State
from assess.questionnaire.model import Condition
from assess.scoring.score import Scorer

from .conftest import MODELS, scorer_of
from .sample import possible

C = {"industry": "C", "size": "small", "region": "balkan"}


def test_every_code_decodes_to_an_answer_that_encodes_to_it(feature: str) -> None:
    model = scorer_of(feature).questionnaire
    for question in model.questions:
        for code in range(code_count(model, question)):
            assert encode_one(model, question, decode_one(model, question, code)) == code


@settings(deadline=None, max_examples=30)
@given(st.data())
def test_a_row_of_codes_round_trips(data: st.DataObject) -> None:
    model = scorer_of(data.draw(st.sampled_from(MODELS))).questionnaire
    codes = [data.draw(st.sampled_from(possible(model, question))) for question in model.questions]
    assert encode(model, decode(model, codes)) == codes


def test_a_missing_answer_is_unanswered_and_a_text_has_no_code(scorer: Callable[[str], Scorer]) -> None:
    model = scorer("text").questionnaire
    assert encode(model, {"words": Answer("Much")}) == [0, 0]
    assert encode(model, {"scored": Answer(0)}) == [4, 0]


@pytest.mark.parametrize(
    ("answers", "profile", "hidden"),
    [
        ({"a": 2, "b": 1}, C, set()),
        ({"a": 1, "b": 4, "c": 4}, C, {"b", "c"}),  # b is answered, but hidden: c is hidden with it
        ({"a": 2, "b": 0}, C, {"c"}),
        ({}, C, {"b", "c"}),
        ({"a": 2, "b": 1}, {"industry": "G"}, {"d"}),
        ({"a": 2, "b": 1}, {}, {"d"}),
    ],
)
def test_hiding_cascades(
    scorer: Callable[[str], Scorer], answers: dict[str, int], profile: dict[str, str], hidden: set[str]
) -> None:
    given = {name: Answer(value) for name, value in answers.items()}
    assert find_inactive(scorer("when").questionnaire, given, profile) == hidden


def test_an_unknown_answer_meets_no_condition(scorer: Callable[[str], Scorer]) -> None:
    model = scorer("when").questionnaire
    assert "b" in find_inactive(model, {"a": Answer(state=State.UNKNOWN)}, C)


def test_a_hidden_answer_is_kept_and_never_scored(scorer: Callable[[str], Scorer]) -> None:
    when = scorer("when")
    answers = settle(when.questionnaire, {"a": Answer(1), "b": Answer(4), "d": Answer(1)}, C)
    assert (answers["b"].state, answers["b"].value) == (State.INACTIVE, 4)
    hidden = when.score(when.encode([]))
    assert hidden.score.shape == (0, 2)
    codes = encode(when.questionnaire, answers)
    assert codes[1] == 3
    assert list(answers) == ["a", "b", "c", "d"]


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ({"all": ["one", "two"]}, False),
        ({"any": ["one", "two"]}, True),
        ({"not": "two"}, True),
        ({"not": "one"}, False),
    ],
)
def test_conditions_combine(scorer: Callable[[str], Scorer], condition: dict, holds: bool) -> None:
    parts = {"one": Condition(question="a", min=2), "two": Condition(question="a", one_of=("4",))}
    kind, named = next(iter(condition.items()))
    if kind == "not":
        combined = Condition(negated=parts[named])
    else:
        combined = Condition(**{kind: tuple(parts[name] for name in named)})
    model = scorer("when").questionnaire
    dimension = model.dimensions[0]
    second = msgspec.structs.replace(dimension.questions[1], when=combined)
    shorter = msgspec.structs.replace(dimension, questions=(dimension.questions[0], second))
    changed = msgspec.structs.replace(model, dimensions=(shorter,))
    assert (find_inactive(changed, {"a": Answer(3)}, {}) == set()) is holds
