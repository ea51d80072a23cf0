"""Intervals: those of SciPy and of the tables, and what holds for any responses."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from scipy import stats

from assess.scoring.metric.figure import REASONS
from assess.scoring.metric.interval import (
    bootstrap_interval,
    mean_interval,
    net_interval,
    order_ranks,
    quantile_interval,
    share_interval,
)

SHARES = some.integers(1, 3000).flatmap(lambda n: some.tuples(some.integers(0, n), some.just(n)))
TIMES = some.lists(some.floats(0, 1e7), max_size=120)


@given(SHARES)
def test_wilson_is_that_of_scipy(share):
    count, n = share
    found = share_interval(count, n)
    if n < 2:
        assert (found.low, found.reason) == (None, "one_response")
        return
    theirs = stats.binomtest(count, n).proportion_ci(method="wilson")
    assert (found.low, found.high) == pytest.approx((100 * theirs.low, 100 * theirs.high), abs=1e-9)
    assert 0 <= found.low <= 100 * count / n <= found.high <= 100


@given(SHARES, some.integers(2, 30))
def test_goodman_is_its_own_formula_and_never_narrower_than_wilson(share, among):
    count, n = share
    if n < 2:
        return
    found, alone = share_interval(count, n, among=among), share_interval(count, n)
    point = stats.chi2.isf(0.05 / among, 1)
    spread = np.sqrt(point * (point + 4 * count * (n - count) / n))
    theirs = [100 * (point + 2 * count + side * spread) / (2 * (n + point)) for side in (-1, 1)]
    assert (found.low, found.high) == pytest.approx(theirs, abs=1e-6)
    assert found.low <= alone.low <= alone.high <= found.high


@given(SHARES)
def test_one_more_success_never_lowers_a_bound(share):
    count, n = share
    if n > 1 and count < n:
        less, more = share_interval(count, n), share_interval(count + 1, n)
        assert less.low < more.low
        assert less.high < more.high


@given(some.lists(some.integers(1, 7), min_size=2, max_size=200))
def test_t_is_that_of_scipy(codes):
    mean, variance = float(np.mean(codes)), float(np.var(codes, ddof=1))
    found = mean_interval(mean, variance, len(codes), least=1, most=7)
    if len(set(codes)) == 1:
        assert found.reason == "all_alike"
        return
    theirs = stats.t.interval(0.95, len(codes) - 1, np.mean(codes), stats.sem(codes))
    assert (found.low, found.high) == pytest.approx((max(1, theirs[0]), min(7, theirs[1])), abs=1e-9)
    assert found.low <= mean <= found.high


@given(some.integers(0, 400), some.integers(0, 400), some.integers(0, 400))
def test_a_net_is_within_its_interval_which_mirrors(above, below, neither):
    n = above + below + neither
    found, mirror = net_interval(above, below, n), net_interval(below, above, n)
    assert found.reason == mirror.reason
    if found.low is None:
        assert n < 2 or n in (above, below, neither)
        return
    assert -100 <= found.low <= 100 * (above - below) / n <= found.high <= 100
    assert (found.low, found.high) == pytest.approx((-mirror.high, -mirror.low))


def test_ranks_of_the_median_are_those_of_the_tables():
    tables = {6: (1, 6), 8: (1, 8), 10: (2, 9), 20: (6, 15), 25: (8, 18), 50: (18, 33), 100: (40, 61)}
    assert {n: order_ranks(n, 0.5) for n in tables} == tables
    assert order_ranks(5, 0.5) is None
    assert order_ranks(35, 0.9) is None
    assert order_ranks(36, 0.9) is not None


@pytest.mark.parametrize("share", [0.5, 0.9])
def test_ranks_cover_at_least_the_level_and_hold_the_quantile_between_them(share):
    for n in range(2, 1200):
        ranks = order_ranks(n, share)
        if ranks is None:
            continue
        low, high = ranks
        assert stats.binom.cdf(high - 1, n, share) - stats.binom.cdf(low - 1, n, share) >= 0.95
        assert low <= 1 + (n - 1) * share <= high  # where type 7 stands


@given(TIMES, some.randoms())
def test_time_intervals_hold_their_figures_whatever_the_order(seconds, random):
    ordered = np.sort(np.array(seconds))
    found = bootstrap_interval(ordered), quantile_interval(ordered, 0.5)
    shuffled = list(seconds)
    random.shuffle(shuffled)
    again = np.sort(np.array(shuffled))
    assert found == (bootstrap_interval(again), quantile_interval(again, 0.5))
    for interval, value in zip(found, (np.mean, np.median), strict=True):
        if interval.low is None:
            assert interval.reason in REASONS
        else:
            margin = 1e-9 * max(seconds)
            assert interval.low - margin <= value(ordered) <= interval.high + margin


def test_a_bootstrap_of_many_is_that_of_the_normal_distribution():
    seconds = np.sort(np.random.default_rng(3).exponential(60, 20_000))
    found = bootstrap_interval(seconds)
    half = 1.96 * seconds.std() / np.sqrt(len(seconds))
    assert (found.low, found.high) == pytest.approx((seconds.mean() - half, seconds.mean() + half), rel=0.003)
