"""A count kept up to date equals a count of all votes at once."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assess.benchmark.running import Running
from assess.benchmark.tally import Tally, tally
from assess.benchmark.vote import in_order
from assess.errors import AssessError

from .conftest import Vote, contributed, contributions_of, random_contributions, same

SCORE = st.integers(-1, 500)
VOTES = st.lists(
    st.builds(
        Vote,
        group=st.just(1),
        bands=st.tuples(st.sampled_from(["C", "G", ""]), st.sampled_from(["small", ""]), st.just("")),
        score=st.tuples(SCORE, SCORE, SCORE),
        staged=st.integers(-1, 5),
    ),
    max_size=40,
)


def equal(one: Tally, other: Tally) -> bool:
    """Whether two tallies are the same to the last number."""
    arrays = ("size", "n", "total", "level", "staged")
    told = (one.n > 0)[..., None]  # a quantile of nobody has no meaning
    return (
        (one.cohorts, one.nodes) == (other.cohorts, other.nodes)
        and all(np.array_equal(getattr(one, name), getattr(other, name)) for name in arrays)
        and np.array_equal(one.quantile * told, other.quantile * told)
    )


def running(votes) -> Running:
    found = Running(votes.instrument)
    for row in range(len(votes)):
        found.add(votes.paths[votes.leaf[row]], votes.score[row], int(votes.staged[row]))
    return found


@settings(max_examples=50, deadline=None)
@given(VOTES, VOTES, st.integers(2, 6))
def test_adding_and_taking_one_by_one_is_counting_what_is_left(kept, gone, min_n):
    votes, others = contributed(kept), contributed(gone)
    found = running(votes)
    for row in range(len(others)):
        vote = others.paths[others.leaf[row]], others.score[row], int(others.staged[row])
        found.add(*vote)
        found.take(*vote)
    assert equal(found.tally(min_n=min_n), tally(in_order(votes), min_n=min_n))


@settings(max_examples=50, deadline=None)
@given(VOTES, VOTES)
def test_counts_of_two_instances_merge(one, other):
    found, second = Running(contributed(one).instrument), running(contributed(other))
    found.extend(contributed(one))
    found.merge(second)
    assert equal(found.tally(min_n=2), tally(in_order(contributed(one + other)), min_n=2))


def test_many_votes_at_once_are_as_many_one_by_one():
    votes = random_contributions(3_000, seed=9)
    found = Running(votes.instrument)
    found.extend(votes)
    assert equal(found.tally(min_n=10), tally(in_order(votes), min_n=10))
    assert equal(running(votes).tally(min_n=10), found.tally(min_n=10))


def test_vote_that_was_not_counted_cannot_be_taken():
    found = running(contributions_of(same(3)))
    for path, score in ((("G",), (250, 250, 250)), (("C", "medium", "balkan"), (251, 249, 400))):
        with pytest.raises(AssessError, match="No such vote"):
            found.take(path, np.array(score), -1)


def test_counts_of_different_instruments_do_not_merge():
    other = Running(contributions_of([], nodes=("overall", "x", "y")).instrument)
    with pytest.raises(AssessError):
        running(contributions_of(same(3))).merge(other)
