"""The SQL against the rules in fractions; and that nothing but the answers matters."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assess.assessment.code import decode
from assess.questionnaire.model import Questionnaire
from assess.scoring import score as scoring
from assess.scoring.example import verify
from assess.scoring.score import Scorer
from assess.scoring.table import ScoreTable

from . import reference
from .conftest import MODELS, scorer_of
from .sample import random_sheet, sheets

LAWS = settings(deadline=None, max_examples=15)


def test_every_worked_example_scores_as_it_says(feature: str) -> None:
    assert verify(scorer_of(feature).questionnaire) == []


def test_scores_equal_the_rules_in_fractions(feature: str) -> None:
    scorer = scorer_of(feature)
    assert_exact(scorer, random_sheet(scorer.questionnaire, 60, seed=len(feature)))


@LAWS
@given(st.data())
def test_any_answers_score_as_the_rules_in_fractions(data: st.DataObject) -> None:
    scorer = scorer_of(data.draw(st.sampled_from(MODELS)))
    assert_exact(scorer, data.draw(sheets(scorer.questionnaire)))


def test_a_batch_at_once_or_one_by_one_is_the_same_bytes(feature: str) -> None:
    scorer = scorer_of(feature)
    codes = random_sheet(scorer.questionnaire, 12, seed=3)
    assert_same_bytes(scorer.score(codes), [scorer.score(codes[i : i + 1]) for i in range(len(codes))])


def test_slices_of_any_size_are_the_same_bytes(
    scorer: Callable[[str], Scorer], monkeypatch: pytest.MonkeyPatch
) -> None:
    long = scorer("long")
    codes = random_sheet(long.questionnaire, 40, seed=5)
    whole = long.score(codes)
    monkeypatch.setattr(scoring, "SLICE", 7)
    assert_same_bytes(whole, [long.score(codes)])


def test_order_of_rows_is_irrelevant(scorer: Callable[[str], Scorer]) -> None:
    nested = scorer("nested")
    codes = random_sheet(nested.questionnaire, 500, seed=9)
    order = np.random.default_rng(1).permutation(len(codes))
    straight, shuffled = nested.score(codes), nested.score(codes[order])
    assert np.array_equal(straight.exact[order], shuffled.exact, equal_nan=True)
    assert np.array_equal(straight.score[order], shuffled.score)


def test_a_batch_without_rows_has_no_scores(feature: str) -> None:
    scorer = scorer_of(feature)
    table = scorer.score(np.empty((0, len(scorer.questionnaire.questions)), dtype=np.uint16))
    assert table.score.shape == (0, len(scorer.nodes))


def test_many_rows_in_two_threads_equal_few_in_one(scorer: Callable[[str], Scorer]) -> None:
    long = scorer("long")
    few = random_sheet(long.questionnaire, 500, seed=11)
    many = long.score(np.tile(few, (60, 1)))
    assert np.array_equal(many.score, np.tile(long.score(few).score, (60, 1)))


def assert_exact(scorer: Scorer, codes: np.ndarray) -> None:
    questionnaire, table = scorer.questionnaire, scorer.score(codes)
    for i, row in enumerate(codes):
        expected = reference.score(questionnaire, decode(questionnaire, row))
        for node, got in table.row(i, questionnaire).nodes.items():
            assert_node(questionnaire, expected[node], got, f"row {i}, {node}: {list(row)}")


def assert_node(questionnaire: Questionnaire, expected: reference.Reference, got: object, where: str) -> None:
    given = msgspec.structs.asdict(got)
    assert given["reason"] == expected.reason, where
    assert {name: given[name] for name in expected.counts} == expected.counts, where
    if expected.x is None:
        assert (given["score"], given["level"], given["staged"], given["exact"]) == (None,) * 4, where
        return
    exact, span = (
        float(reference.shown(expected.x, questionnaire)),
        questionnaire.range.max - questionnaire.range.min,
    )
    assert given["exact"] == pytest.approx(exact, abs=1e-8 * span), where
    assert given["score"] == reference.hundredths(expected.x, questionnaire), where
    assert given["level"] == reference.level(expected.x, questionnaire), where
    if given["staged"] is not None:
        assert given["staged"] == reference.staged(expected.missed, questionnaire), where


def assert_same_bytes(whole: ScoreTable, parts: list[ScoreTable]) -> None:
    for field in ScoreTable.__struct_fields__:
        if field != "nodes":
            column = np.concatenate([getattr(part, field) for part in parts])
            assert getattr(whole, field).tobytes() == column.tobytes(), field
