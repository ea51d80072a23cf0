"""One group, one vote: which contributions count, and as what."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from assess.benchmark.contribution import join
from assess.benchmark.model import Thresholds
from assess.benchmark.quarter import Quarter, parse, quarter_of
from assess.benchmark.vote import elect, ripe
from assess.errors import AssessError

from .conftest import QUARTER, Vote, contributed, contributions_of, random_contributions, same, votes_of


def elected(votes: list[Vote], usual_share: float = 0.8):
    return elect(contributed(votes), QUARTER, Thresholds(usual_share=usual_share))


def test_five_subsidiaries_of_one_group_are_one_vote():
    votes = [Vote(group=7, score=(100 * i, 250, 250), day=date(2025, 10, i)) for i in range(1, 6)]
    found = elected([*votes, Vote(group=1)])
    assert found.group.tolist() == [1, 7]
    assert found.score[1, 0] == 500


@pytest.mark.parametrize(
    ("day", "counts"), [("2024-12-31", 0), ("2025-01-01", 1), ("2025-12-31", 1), ("2026-01-01", 0)]
)
def test_window_is_four_quarters_to_the_day(day, counts):
    assert len(elected([Vote(group=1, day=date.fromisoformat(day))])) == counts


def test_respondents_of_one_round_are_averaged_half_up_and_others_are_set_aside():
    earlier = Vote(group=1, round=3, score=(500, 500, 500), day=date(2025, 6, 1))
    round_ = [Vote(group=1, round=9, score=(250 + i, 250 + 2 * i, -1 if i else 300)) for i in range(2)]
    found = elected([round_[1], earlier, round_[0]], usual_share=1)
    assert found.score.tolist() == [[251, 251, 300]]


@pytest.mark.parametrize("turned", [1, -1])
def test_respondent_who_left_out_a_band_does_not_move_a_group_to_a_wider_cohort(turned):
    bands = [("C", "", ""), ("C", "medium", "balkan"), ("C", "medium", ""), ("", "", "")]
    votes = [
        Vote(group=1, round=9, bands=each, account=5 + at, score=(200 + at, 1, 1))
        for at, each in enumerate(bands)
    ]
    found = elected(votes[::turned])
    assert found.paths[found.leaf[0]] == ("C", "medium", "balkan")
    assert found.account.tolist() == [6], "of the same respondent"


def test_node_that_most_respondents_lack_is_not_scored():
    votes = [Vote(group=1, round=9, score=(250, 200, -1 if i else 300)) for i in range(3)]
    others = [Vote(group=i, score=(250, 200, -1)) for i in range(2, 9)]
    assert elected([*votes, *others]).score[0].tolist() == [250, 200, -1]


def test_of_two_rounds_on_one_day_the_greater_hash_counts_in_any_order():
    votes = [Vote(group=1, round=mark, score=(mark, 1, 1)) for mark in (5, 9, 7)]
    assert {int(elected(each).score[0, 0]) for each in (votes, votes[::-1])} == {9}


def test_without_an_overall_score_an_organisation_has_no_vote():
    rows = [*same(10), *(("C", "medium", "balkan", (-1, 300, 300)) for _ in range(5))]
    assert len(votes_of(rows)) == 10


def test_questionnaire_without_overall_scores_counts_every_contributor():
    assert len(votes_of([("C", "", "", (-1, 300 + i, -1)) for i in range(12)])) == 12


def test_votes_are_sorted_by_path_then_group_whatever_order_they_came_in():
    given = random_contributions(400, seed=5)
    chance = np.random.default_rng(1)
    votes = [elect(given.take(chance.permutation(400)), QUARTER, Thresholds()) for _ in range(3)]
    for each in votes:
        assert (np.diff(each.leaf) >= 0).all()
        assert all((np.diff(each.group[each.leaf == leaf].astype(int)) > 0).all() for leaf in set(each.leaf))
        assert np.array_equal(each.score, votes[0].score)


def test_group_seen_by_two_instances_has_one_vote():
    parts = [
        contributed([Vote(group=i, bands=("C", "", region)) for i in groups])
        for groups, region in ((range(8), ""), (range(5, 12), "east"))
    ]
    assert len(elect(join(parts), QUARTER, Thresholds())) == 12


def test_contributions_to_different_contents_do_not_join():
    with pytest.raises(AssessError, match="These contributions"):
        join([contributions_of(same(2)), contributions_of(same(2), nodes=("overall", "other", "third"))])


def test_nobody_has_no_vote():
    assert len(elect(contributions_of([]), QUARTER, Thresholds())) == 0


def test_quarters_follow_one_another_over_the_year():
    assert str(Quarter(2025, 4).shifted(1)) == "2026-q1"
    assert str(Quarter(2026, 1).shifted(-5)) == "2024-q4"
    assert QUARTER.window(4) == (date(2025, 1, 1), date(2025, 12, 31))
    assert quarter_of(date(2025, 12, 31)) == parse("2025-q4") == QUARTER
    assert ripe(QUARTER, Thresholds()) == date(2026, 3, 31)


@pytest.mark.parametrize("name", ["", "2025", "2025-q5", "2025-Q1", "0000-q1", "2025-q1 "])
def test_name_that_is_no_quarter_is_refused(name):
    with pytest.raises(AssessError):
        parse(name)
