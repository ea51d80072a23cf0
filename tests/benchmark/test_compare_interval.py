"""How far a percentile is to be trusted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.benchmark.compare import position
from assess.benchmark.interval import interval, jeffreys
from assess.benchmark.model import Cell

N = st.sampled_from([50, 100])
PERCENT = st.integers(5, 95)


@pytest.mark.parametrize(("n", "low", "high"), [(10, 0.394, 0.907), (20, 0.483, 0.864), (100, 0.605, 0.783)])
def test_interval_of_seven_tenths_is_that_of_jeffreys(n, low, high):
    assert jeffreys(0.7, n) == pytest.approx((low, high), abs=5e-4)


def test_whole_percentiles_are_rounded_outwards():
    low, high = jeffreys(0.62, 50)
    assert interval(62, 50) == (48, 75)
    assert 48 < low * 100 < 49
    assert 74 < high * 100 < 75


@given(PERCENT, N)
def test_percentile_lies_in_its_interval_which_narrows_with_n(percent, n):
    low, high = interval(percent, n)
    assert 0 <= low < percent < high <= 100
    wider = interval(percent, 10)
    assert wider[0] <= low
    assert high <= wider[1]


@given(PERCENT, PERCENT, N)
def test_higher_percentile_never_gets_a_lower_interval(one, other, n):
    below, above = (interval(percent, n) for percent in sorted((one, other)))
    assert below[0] <= above[0]
    assert below[1] <= above[1]


def cell(n_band: str) -> Cell:
    return Cell(
        cohort="C", node="overall", n_band=n_band, mean=2.5, median=2.5, p10=1.0, p25=2.0, p75=3.0, p90=4.0
    )


def test_position_is_counted_with_the_least_n_of_its_band():
    found = position("overall", 2.7, cell("50–99"))
    assert found.percentile == 60
    assert found.interval == interval(60, 50)
    assert position("overall", 2.7, cell("100+")).interval == interval(60, 100)


@pytest.mark.parametrize(("score", "n_band"), [(0.5, "100+"), (4.5, "100+"), (2.7, "30–49"), (2.7, "10–14")])
def test_no_interval_is_told_where_no_percentile_is(score, n_band):
    found = position("overall", score, cell(n_band))
    assert found.percentile is None
    assert found.interval is None
