"""Cronbach's alpha: numbers worked by hand, what counts as a value, and when nothing is told."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from hypothesis.extra.numpy import arrays

from assess.assessment.code import FIRST_VALUE, UNKNOWN
from assess.questionnaire.catalogue import load_catalogue
from assess.resource import resource
from assess.scoring.reliability import FEWEST, alpha, find_reliability
from assess.scoring.score import Scorer


@pytest.fixture(scope="module")
def scorer():
    made = Scorer(load_catalogue(resource("questionnaires")).get("cx-quick-check"))
    yield made
    made.close()


def codes_of(scorer: Scorer, respondents: int, **answered: np.ndarray) -> np.ndarray:
    """Unanswered but for these questions, whose codes are given by id with `_` for `-`."""
    codes = np.zeros((respondents, len(scorer.questionnaire.questions)), dtype=np.uint16)
    place = {question.id: at for at, question in enumerate(scorer.questionnaire.questions)}
    for name, column in answered.items():
        codes[:, place[name.replace("_", "-")]] = column
    return codes


def test_alpha_is_that_worked_by_hand():
    # variances 5/3 each, covariance 1: 2 · (1 − (10/3) / (16/3))
    assert alpha(np.array([[1, 2], [2, 1], [3, 4], [4, 3]], dtype=float)) == pytest.approx(0.75)
    assert alpha(np.array([[1, 1], [2, 2], [3, 3]], dtype=float)) == pytest.approx(1)
    # four combinations once each: nothing in common
    assert alpha(np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=float)) == pytest.approx(0)


def test_alpha_of_what_does_not_vary_is_none():
    assert alpha(np.ones((9, 3))) is None
    assert alpha(np.array([[0.1, 0.9], [0.9, 0.1]])) is None
    assert alpha(np.ones((9, 1))) is None


@given(arrays(float, (12, 4), elements=some.integers(0, 4).map(float)), some.randoms())
def test_alpha_is_at_most_one_and_knows_no_order_and_no_unit(values, random):
    found = alpha(values)
    if found is None:
        return
    assert found <= 1 + 1e-9
    rows, columns = list(range(12)), list(range(4))
    random.shuffle(rows)
    random.shuffle(columns)
    assert alpha(values[rows][:, columns] * 3 + 1) == pytest.approx(found, abs=1e-9)


def test_only_from_a_hundred_complete_respondents(scorer):
    ladder = FIRST_VALUE + np.arange(FEWEST) % 5
    codes = codes_of(scorer, FEWEST, qc_direction_01=ladder, qc_direction_02=ladder, qc_direction_03=ladder)
    direction, understanding, *_ = find_reliability(scorer, codes)
    assert (direction.node, direction.questions, direction.n) == ("qc-direction", 3, FEWEST)
    assert direction.alpha == pytest.approx(1)
    assert (understanding.alpha, understanding.reason) == (None, "too_few_respondents")
    assert (understanding.n, understanding.incomplete) == (0, FEWEST)
    fewer = find_reliability(scorer, codes[1:])[0]
    assert (fewer.n, fewer.alpha, fewer.reason) == (FEWEST - 1, None, "too_few_respondents")


def test_dont_know_is_no_value_though_it_scores_as_the_worst(scorer):
    ladder = FIRST_VALUE + np.arange(FEWEST) % 5
    codes = codes_of(scorer, FEWEST, qc_direction_01=ladder, qc_direction_02=ladder, qc_direction_03=ladder)
    codes[0, codes[0] > 0] = UNKNOWN
    found = find_reliability(scorer, codes)[0]
    assert (found.n, found.incomplete, found.reason) == (FEWEST - 1, 1, "too_few_respondents")


def test_respondents_who_all_answer_alike_have_no_alpha(scorer):
    same = np.full(FEWEST, FIRST_VALUE + 2)
    codes = codes_of(scorer, FEWEST, qc_direction_01=same, qc_direction_02=same, qc_direction_03=same)
    found = find_reliability(scorer, codes)[0]
    assert (found.alpha, found.reason) == (None, "no_differences")
