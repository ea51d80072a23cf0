"""Signs of careless answers: each by its own case, none by accident, and many at once as one at a time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from assess.assessment.activity import settle
from assess.assessment.code import FIRST_VALUE, code_count, decode
from assess.assessment.model import Answer, Assessment, State
from assess.assessment.quality import SIGNALS, Gauge, Quality, names_of
from assess.questionnaire.load import load, load_shared
from assess.questionnaire.model import Condition, LevelQuestion, Questionnaire
from assess.questionnaire.part import Contradiction

ROOT = Path(__file__).parents[2]
QUESTIONNAIRE = load(
    ROOT / "questionnaires/cx-quick-check/questionnaire.yaml", *load_shared(ROOT / "questionnaires")
)
LEVELS = [question for question in QUESTIONNAIRE.questions if isinstance(question, LevelQuestion)]


def measure_one(
    questionnaire: Questionnaire, assessment: Assessment, seconds: float | None = None
) -> Quality:
    return Gauge(questionnaire).measure_one(assessment, seconds)


def answered(rungs: list[int], **others: Answer) -> Assessment:
    """The rungs go round over all `level` questions."""
    answers = {q.id: Answer(rungs[i % len(rungs)]) for i, q in enumerate(LEVELS)} | others
    return Assessment(
        id="a",
        questionnaire=QUESTIONNAIRE.id,
        version=QUESTIONNAIRE.version,
        hash=QUESTIONNAIRE.hash,
        profile={},
        answers=settle(QUESTIONNAIRE, answers, {}),
    )


@pytest.mark.parametrize(
    ("rungs", "seconds", "expected"),
    [
        ([0, 1, 2, 3], 300, ()),
        ([0, 1, 2, 3], None, ()),
        ([0, 1, 2, 3], 20, ("too_fast",)),
        ([2], 300, ("straight_line", "no_spread")),
        ([*[2] * (len(LEVELS) - 1), 1], 300, ("straight_line",)),
        ([4], 300, ("straight_line", "no_spread", "all_maximum")),
    ],
)
def test_each_sign_is_told_by_its_name(rungs, seconds, expected):
    found = measure_one(QUESTIONNAIRE, answered(rungs), seconds)
    assert found.signals == expected
    assert found.keeps_out == (len(expected) >= 2)


def test_few_answers_give_no_sign():
    few = answered([4])
    few = replace(few, answers=settle(QUESTIONNAIRE, dict(list(few.answers.items())[:5]), {}))
    found = measure_one(QUESTIONNAIRE, few)
    assert found.signals == ()
    assert found.line_share is None


def test_mostly_unknown_is_a_sign():
    unknown = {q.id: Answer(state=State.UNKNOWN) for q in QUESTIONNAIRE.questions[:6] if q.scored}
    found = measure_one(QUESTIONNAIRE, answered([0, 1, 2, 3], **unknown))
    assert found.signals == ("mostly_unknown",)
    assert found.unknown_share == pytest.approx(0.5)


def test_declared_contradiction_is_a_sign_and_is_named():
    first, second = LEVELS[:2]
    declared = Contradiction(
        id="both",
        says="The first is best, the second worst.",
        together=(Condition(question=first.id, min=4), Condition(question=second.id, one_of=("0",))),
    )
    questionnaire = replace(QUESTIONNAIRE, contradictions=(declared,))
    both = answered([0, 1, 2, 3], **{first.id: Answer(4), second.id: Answer(0)})
    found = measure_one(questionnaire, both)
    assert (found.contradictions, found.signals) == (("both",), ("contradiction",))
    assert measure_one(questionnaire, answered([0, 1, 2, 3])).contradictions == ()


@given(seed=st.integers(0, 10_000), fast=st.booleans())
@settings(max_examples=40, deadline=None)
def test_many_at_once_are_as_one_at_a_time(seed: int, fast: bool):
    random = np.random.default_rng(seed)
    columns = [
        random.choice([0, 1, 2, *range(FIRST_VALUE, code_count(QUESTIONNAIRE, q))] if q.scored else [0], 20)
        for q in QUESTIONNAIRE.questions
    ]
    codes = np.stack(columns, axis=1).astype(np.uint16)
    codes[:5] = FIRST_VALUE + seed % 5
    seconds = random.uniform(5, 60 if fast else 600, 20)
    together = Gauge(QUESTIONNAIRE).measure(codes, {}, seconds)
    for row, took, bits in zip(codes, seconds, together.signals, strict=True):
        one = replace(answered([0]), answers=decode(QUESTIONNAIRE, row))
        assert measure_one(QUESTIONNAIRE, one, float(took)).signals == names_of(int(bits))


def test_stored_bits_keep_their_meaning():
    assert [names_of(1 << bit) for bit in range(len(SIGNALS))] == [(name,) for name in SIGNALS]
    assert SIGNALS[:3] == ("straight_line", "no_spread", "too_fast")
