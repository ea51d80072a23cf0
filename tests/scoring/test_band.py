"""Levels are lower bounds: where exactly a score changes its level."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from assess.questionnaire.model import Questionnaire
from assess.scoring.score import Scorer


def hundred(weights: tuple[float, ...], bound: float) -> Questionnaire:
    """One dimension of checklists, so that any share can be scored; level 2 starts at `bound` of 0–5."""
    ticks = [{"id": f"t-{i}", "text": "t", "weight": weight} for i, weight in enumerate(weights)]
    question = {"type": "many", "id": "q", "text": "q", "options": ticks}
    dimension = {"id": "d", "title": "d", "summary": "d", "questions": [question]}
    levels = [
        {"level": 1, "name": "a", "min": 0.0, "summary": "a"},
        {"level": 2, "name": "b", "min": bound, "summary": "b"},
    ]
    plain = {
        "format": 1, "id": "x", "version": "1.0.0", "languages": ["en"], "title": "x", "summary": "x",
        "minutes": 1, "levels": levels, "dimensions": [dimension],
    }  # fmt: skip
    return msgspec.convert(plain, Questionnaire)


@pytest.mark.parametrize(
    ("weights", "bound", "level"),
    [
        ((60, 40), 3.0, 2),  # exactly 3
        ((59.998, 40.002), 3.0, 1),  # 2.9999 is shown as 3.0, and below level 3 all the same
        ((60.001, 39.999), 3.0, 2),
        ((1, 2), 1.667, 1),  # 1.6666… is below
        ((1, 2), 1.666, 2),
    ],
)
def test_a_level_starts_exactly_at_its_bound(weights: tuple[float, ...], bound: float, level: int) -> None:
    scorer = Scorer(hundred(weights, bound))
    scores = scorer.score(np.array([[4 + 1]], dtype=np.uint16)).row(0, scorer.questionnaire)
    for node in scores.nodes.values():
        assert node.exact == pytest.approx(5 * weights[0] / sum(weights), abs=1e-7)
        assert node.level == level
    scorer.close()


def test_thirds_add_up_to_a_bound() -> None:
    ticks = [{"id": f"t-{j}", "text": "t"} for j in range(3)]
    questions = [{"type": "many", "id": f"q-{i}", "text": "q", "options": ticks} for i in range(6)]
    plain = msgspec.to_builtins(hundred((1, 2), 2.5), str_keys=True)
    plain["dimensions"][0]["questions"] = questions
    scorer = Scorer(msgspec.convert(plain, Questionnaire, strict=False))
    one, two = 4 + 0b001, 4 + 0b011
    for ticks in ([one, two, one, two, one, two], [two, two, two, one, one, one]):
        node = scorer.score(np.array([ticks], dtype=np.uint16)).row(0, scorer.questionnaire).overall
        assert (node.score, node.level, node.shown) == (250, 2, 2.5)
    scorer.close()


def test_a_third_of_a_range_of_three_meets_its_bound_and_its_hundredth() -> None:
    plain = msgspec.to_builtins(hundred((1, 2), 1.0), str_keys=True)
    scorer = Scorer(msgspec.convert({**plain, "range": {"min": 0, "max": 3}}, Questionnaire, strict=False))
    scores = scorer.score(np.array([[4 + 1]], dtype=np.uint16)).row(0, scorer.questionnaire)
    for node in scores.nodes.values():
        assert (node.score, node.level, node.shown) == (100, 2, 1.0)
    scorer.close()


def test_what_people_see_is_rounded_from_the_unrounded_score() -> None:
    scorer = Scorer(hundred((48.992, 51.008), 3.0))  # 2.4496: 2.45 in hundredths, and still 2.4
    node = scorer.score(np.array([[4 + 1]], dtype=np.uint16)).row(0, scorer.questionnaire).overall
    assert (node.score, node.shown) == (245, 2.4)
    scorer.close()
