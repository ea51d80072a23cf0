"""Figures with noise: what they guard, what they cost, and that they are worth reading."""

from __future__ import annotations

import math
from collections import Counter

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assess.benchmark.document import documents
from assess.benchmark.model import Thresholds
from assess.benchmark.privacy import Ledger, Noise, draw, laplace, median_odds
from assess.errors import AssessError, Conflict

from .conftest import QUARTER, contributions_of, random_contributions, released

NOISY = Thresholds(epsilon=1.0)
NOISE = Noise(key=b"a secret of the test", ledger=Ledger(budget=4.0))
TOP = 500
SCORES = st.lists(st.integers(0, TOP), min_size=1, max_size=60)


def counts(scores) -> np.ndarray:
    return np.bincount(scores, minlength=TOP + 1)


@settings(deadline=None)
@given(SCORES, st.integers(0, 59), st.integers(0, TOP), st.sampled_from((0.1, 1.0, 3.0)))
def test_exchanging_one_vote_makes_no_median_more_likely_than_e_to_the_epsilon(
    scores, which, instead, epsilon
):
    neighbour = list(scores)
    neighbour[which % len(scores)] = instead
    odds, others = median_odds(counts(scores), epsilon), median_odds(counts(neighbour), epsilon)
    assert np.abs(np.log(odds) - np.log(others)).max() <= epsilon + 1e-9


def test_noise_of_a_sum_is_as_likely_beside_a_neighbours_sum_within_e_to_the_epsilon():
    chance, sensitivity, epsilon = np.random.default_rng(1), 3, 1.0
    uniforms = 1 - chance.random((60_000, 2))
    found = Counter(laplace(sensitivity, epsilon, *pair) for pair in uniforms)
    assert abs(sum(found.elements()) / 60_000) < 0.1
    ratios = [found[k] / found[k + sensitivity] for k in range(-8, 6) if found[k + sensitivity] > 400]
    assert max(max(ratios), 1 / min(ratios)) < math.exp(epsilon) * 1.15
    assert max(ratios) > math.exp(epsilon) * 0.8, "noise that guards much more than it says is wasted"


@pytest.mark.parametrize(("n", "noise", "sampling"), [(20, 0.31, 0.16), (50, 0.09, 0.11), (200, 0.03, 0.06)])
def test_error_of_a_median_is_what_the_rules_say_beside_the_sampling_error(n, noise, sampling):
    chance, missed, sampled = np.random.default_rng(n), [], []
    for _ in range(400):
        scores = np.clip(np.rint(chance.normal(240, 75, n)), 0, TOP).astype(int)
        median = float(np.median(scores))
        sampled.append(abs(median - 240) / 100)
        missed.append(abs(draw(median_odds(counts(scores), 1.0), 1 - chance.random()) - median) / 100)
    assert np.mean(missed) == pytest.approx(noise, rel=0.35, abs=0.015)
    assert np.mean(sampled) == pytest.approx(sampling, rel=0.35, abs=0.015)


def test_only_everyone_is_told_and_only_median_and_mean():
    edition = released(random_contributions(900, seed=1), thresholds=NOISY, noise=NOISE).edition
    assert set(edition.cells) == {"all"}
    assert set(edition.cells["all"]) == {"overall", "listen", "deliver"}
    for cell in edition.cells["all"].values():
        told = {name for name in cell.__struct_fields__ if getattr(cell, name) not in (None, (), "")}
        assert told == {"cohort", "node", "n_band", "mean", "median"}
        assert abs(cell.median - 2.2) < 0.5


@pytest.mark.parametrize(("n", "told"), [(199, False), (200, True)])
def test_noise_is_for_two_hundred_and_more(n, told):
    rows = [("C", "", "", (250, 240, 230))] * n
    edition = released(contributions_of(rows), thresholds=NOISY, noise=NOISE).edition
    assert bool(edition.cells) is told


def test_same_votes_and_key_give_the_same_bytes_and_another_key_other_noise():
    given = random_contributions(400, seed=2)
    mixed = given.take(np.random.default_rng(1).permutation(400))
    other = msgspec.structs.replace(NOISE, key=b"another secret")
    first, second, third = (
        documents(released(each, thresholds=NOISY, noise=noise).edition)
        for each, noise in ((given, NOISE), (mixed, NOISE), (given, other))
    )
    assert first == second != third


def test_edition_without_a_key_is_refused():
    for noise in (None, msgspec.structs.replace(NOISE, key=b"")):
        with pytest.raises(AssessError, match="secret key"):
            released(random_contributions(300, seed=1), thresholds=NOISY, noise=noise)


def test_ledger_adds_up_and_refuses_what_it_does_not_carry():
    ledger = Ledger(budget=0.3)
    for name in ("2025-q3", "2025-q4", "2026-q1", "2026-q1"):
        ledger = ledger.spend(name, 0.1)
    assert [each.edition for each in ledger.spent] == ["2025-q3", "2025-q4", "2026-q1"]
    with pytest.raises(Conflict, match="privacy budget"):
        ledger.spend("2026-q2", 0.1)
    spent = msgspec.structs.replace(NOISE, ledger=Ledger(budget=0.9))
    with pytest.raises(Conflict):
        released(random_contributions(300, seed=1), QUARTER, thresholds=NOISY, noise=spent)
