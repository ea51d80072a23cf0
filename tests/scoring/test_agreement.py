"""How far respondents agree on a question: worked by hand."""

from __future__ import annotations

import pytest

from assess.assessment.model import Answer, State
from assess.questionnaire.model import LevelQuestion
from assess.scoring.agreement import agreement, find_spread

from .conftest import scorer_of


@pytest.mark.parametrize(
    ("values", "options", "expected"),
    [
        # five rungs: variance of evenly used ones is (25 - 1) / 12 = 2
        ([2, 2, 2], 5, 1.0),
        ([1, 3], 5, 0.0),  # s² = 2
        ([1, 2, 3], 5, 0.5),  # s² = 1
        ([0, 4], 5, 0.0),  # s² = 8: less than no agreement is none
        ([0, 1, 2, 3], 7, 1 - (5 / 3) / 4),
        ([2], 5, None),
    ],
)
def test_agreement_is_one_less_the_share_of_chance_variance(values, options, expected):
    assert agreement(values, options) == (None if expected is None else pytest.approx(expected))


def test_spread_leaves_out_what_is_no_value():
    questionnaire = scorer_of("level").questionnaire
    question = next(q for q in questionnaire.questions if isinstance(q, LevelQuestion))
    given = [Answer(0), Answer(state=State.UNKNOWN), Answer(2), Answer(state=State.UNANSWERED)]
    found = find_spread(questionnaire, question, given, None)
    assert (found.answered, found.mean, found.lowest, found.highest) == (2, 1.0, 0.0, 2.0)
    assert found.deviation == pytest.approx(2**0.5)
    nothing = find_spread(questionnaire, question, given[1:2], None)
    assert (nothing.answered, nothing.mean, nothing.agreement) == (0, None, None)
