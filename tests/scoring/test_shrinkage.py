"""Smoothed means: the vector of the rules, and what holds for any cohort."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from assess.errors import InvalidAnswer
from assess.scoring.shrinkage import shrink

MEANS = some.floats(0, 5)
VARIANCES = some.floats(0, 10)


def test_the_vector_of_the_rules():
    found = shrink(3.0, 0.64, 10, grand_mean=2.3, between=0.09)
    assert found.weight == pytest.approx(0.5844, abs=5e-5)
    assert found.value == pytest.approx(2.709, abs=5e-4)


@given(MEANS, VARIANCES, some.integers(0, 1000), MEANS, VARIANCES)
def test_a_smoothed_mean_lies_between_and_the_nearer_to_its_own_the_more_is_known(
    mean, spread, n, grand, between
):
    found, more = (shrink(mean, spread, many, grand_mean=grand, between=between) for many in (n, n + 50))
    assert min(mean, grand) - 1e-9 <= found.value <= max(mean, grand) + 1e-9
    assert 0 <= found.weight <= more.weight <= 1


def test_nothing_known_is_the_grand_mean_and_everything_known_its_own():
    assert shrink(3, 0.5, 0, grand_mean=2, between=0.1).value == 2
    assert shrink(3, 0.5, 9, grand_mean=2, between=0).value == 2
    assert shrink(3, 0, 9, grand_mean=2, between=0.1).value == 3


@pytest.mark.parametrize("wrong", [(3, -1, 5, 0.1), (3, 1, -5, 0.1), (3, 1, 5, -0.1)])
def test_negative_variances_and_counts_are_refused(wrong):
    mean, spread, n, between = wrong
    with pytest.raises(InvalidAnswer, match="cannot be"):
        shrink(mean, spread, n, grand_mean=2, between=between)
