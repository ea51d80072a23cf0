"""Exact statistics by counting, against DuckDB's own and against definitions."""

from __future__ import annotations

import duckdb
import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assess.benchmark.check import disagreements
from assess.benchmark.model import PERCENTS
from assess.benchmark.tally import tally
from assess.benchmark.vote import in_order

from .conftest import Vote, contributed, contributions_of, random_contributions, same


def test_quantiles_of_every_cohort_equal_those_of_the_database():
    contributions = in_order(random_contributions(2_000, seed=3))
    counted = tally(contributions, min_n=10)
    assert len(counted.cohorts) > 20
    assert disagreements(counted, contributions, min_n=10) == []


def test_database_check_finds_a_wrong_quantile_a_wrong_n_and_a_missing_cohort():
    contributions = random_contributions(600, seed=4)
    counted = tally(contributions, min_n=10)
    quantile, n = counted.quantile.copy(), counted.n.copy()
    quantile[0, 1, 3] += 1
    n[2, 2] += 1
    wrong = msgspec.structs.replace(counted, quantile=quantile, n=n)
    assert disagreements(wrong, contributions, min_n=10) == [
        (counted.cohorts[2], "deliver"),
        ("all", "listen"),
    ]
    short = msgspec.structs.replace(
        counted,
        cohorts=counted.cohorts[1:],
        size=counted.size[1:],
        n=counted.n[1:],
        total=counted.total[1:],
        quantile=counted.quantile[1:],
        level=counted.level[1:],
        staged=counted.staged[1:],
    )
    assert {cohort for cohort, _ in disagreements(short, contributions, min_n=10)} == {"all"}


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 500), min_size=2, max_size=60))
def test_quantiles_equal_quantile_cont_on_double(scores):
    counted = tally(
        contributions_of([("", "", "", (score,)) for score in scores], nodes=("overall",)), min_n=2
    )
    shares = [percent / 100 for percent in PERCENTS]
    [(expected, mean)] = duckdb.execute(
        "select quantile_cont(score::double, $shares), avg(score) from (select unnest($scores) as score)",
        {"shares": shares, "scores": scores},
    ).fetchall()
    assert counted.quantile[0, 0] / 100 == pytest.approx(expected, abs=1e-9)
    assert counted.total[0, 0] / counted.n[0, 0] == pytest.approx(mean, abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from((0, 125, 250, 375, 500)), min_size=2, max_size=130))
def test_quantiles_of_a_question_are_answers_that_somebody_gave(scores):
    """And the lowest such that so many have it or less, which the database takes for the discrete quantile."""
    votes = contributions_of(
        [("", "", "", (score,) * 2) for score in scores], nodes=("overall", "question/ask")
    )
    counted = tally(votes, min_n=2)
    found = (counted.quantile[0, 1] / 100).tolist()
    for percent, value in zip(PERCENTS, found, strict=True):
        below, upto = (sum(map(compare, scores)) for compare in (value.__gt__, value.__ge__))
        assert 100 * below < percent * len(scores) <= 100 * upto
    [(expected,)] = duckdb.execute(
        "select quantile_disc(score, $shares) from (select unnest($scores) as score)",
        {"shares": [percent / 100 for percent in PERCENTS], "scores": scores},
    ).fetchall()
    assert found == expected


def test_database_checks_the_quantiles_of_questions_and_views_otherwise_than_those_of_dimensions():
    nodes = ("overall", "question/ask", "theme/trust")
    rows = [("C", "", "", (score, score, score)) for score in (0, 250) * 10]
    votes = contributions_of(rows, nodes=nodes)
    counted = tally(votes, min_n=10)
    assert counted.quantile[0, :, 3].tolist() == [12_500, 0, 0]
    assert disagreements(counted, votes, min_n=10) == []
    quantile = counted.quantile.copy()
    quantile[:, 2, 3] = 12_500
    wrong = msgspec.structs.replace(counted, quantile=quantile)
    assert disagreements(wrong, votes, min_n=10) == [("C", "theme/trust"), ("all", "theme/trust")]


def test_parent_is_the_sum_of_its_children_and_of_those_that_stop_at_it():
    rows = [*same(11), *same(12, region="east"), *same(13, region=""), *same(14, size="")]
    counted = tally(contributions_of(rows), min_n=10)
    size = dict(zip(counted.cohorts, counted.size.tolist(), strict=True))
    assert size == {"all": 50, "C": 50, "C/medium": 36, "C/medium/balkan": 11, "C/medium/east": 12}
    total = dict(zip(counted.cohorts, counted.total[:, 0].tolist(), strict=True))
    assert total["C/medium"] == total["C/medium/balkan"] + total["C/medium/east"] + 13 * 250 + sum(range(13))


def test_cohort_under_the_minimum_is_not_even_measured():
    counted = tally(contributions_of([*same(9), *same(10, industry="G")]), min_n=10)
    assert counted.cohorts == ("all", "G", "G/medium", "G/medium/balkan")


def test_nobody_contributes():
    counted = tally(contributions_of([]), min_n=10)
    assert counted.cohorts == ()
    assert counted.quantile.shape == (0, 3, 7)


def test_merging_contributions_adds_their_counts():
    rows, others = same(20), same(15, score=300)
    apart = [tally(contributions_of(part), min_n=10) for part in (rows, others)]
    merged = tally(contributions_of(rows + others), min_n=10)
    assert np.array_equal(merged.n, apart[0].n + apart[1].n)
    assert np.array_equal(merged.total, apart[0].total + apart[1].total)


def test_levels_and_staged_levels_count_everyone_once():
    votes = [Vote(group=i, score=(25 * i, -1, 499), staged=i % 4) for i in range(20)]
    counted = tally(contributed(votes), min_n=10)
    assert counted.level[0].tolist() == [[4, 4, 4, 4, 4], [0, 0, 0, 0, 0], [0, 0, 0, 0, 20]]
    assert counted.staged[0].tolist() == [5, 5, 5, 0, 0]
