"""Figures with noise: what they guard, what they cost, and that they are worth reading."""

from __future__ import annotations

import math
from collections import Counter

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from assess.benchmark.choice import NotTold, inquire, why_hidden
from assess.benchmark.cohort import Bands
from assess.benchmark.document import documents
from assess.benchmark.ledger import Ledger
from assess.benchmark.model import Noisy, Thresholds
from assess.benchmark.noise import expected
from assess.benchmark.privacy import Noise, draw, laplace, median_odds
from assess.benchmark.vote import elect
from assess.errors import AssessError, Conflict

from .conftest import (
    NODES,
    QUARTER,
    Vote,
    contributed,
    contributions_of,
    random_contributions,
    released,
)

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
    bands = Bands(industry=("C", "G"), size=("small",), region=("balkan",))
    edition = released(random_contributions(900, seed=1), thresholds=NOISY, noise=NOISE, bands=bands).edition
    assert set(edition.cells) == {"all"}
    assert edition.manifest.suppressed == dict.fromkeys(set(bands.cohorts()) - {"all"}, "noise")
    assert set(edition.cells["all"]) == {"overall", "listen", "deliver"}
    for cell in edition.cells["all"].values():
        told = {name for name in cell.__struct_fields__ if getattr(cell, name) not in (None, (), "")}
        assert told == {"cohort", "node", "n_band", "mean", "median"}
        assert abs(cell.median - 2.2) < 0.5


def test_what_everyone_is_not_told_has_a_reason():
    nodes = (*NODES, "aside", "question/a", "theme/service")
    rows = [("C", "", "", (250, 240, 230, 200 if i % 2 else -1, 250, 250)) for i in range(300)]
    told = released(contributions_of(rows, nodes=nodes), thresholds=NOISY, noise=NOISE).edition
    assert set(told.cells["all"]) == set(NODES)
    why = {"aside": "item_nonresponse", "question/a": "noise", "theme/service": "noise"}
    assert told.manifest.withheld == {"all": why}
    assert why_hidden("C/medium", told.manifest) == "noise"
    with pytest.raises(NotTold) as refusal:
        inquire(told, "all", "overall", "p25")
    assert refusal.value.reason == "noise"


def test_no_voice_is_too_large_in_it_either():
    votes = [Vote(group=i, account=7 if i <= 60 else 0) for i in range(1, 241)]
    assert released(contributed(votes), thresholds=NOISY, noise=NOISE).edition.cells
    votes[-1] = replace(votes[-1], account=7)
    assert not released(contributed(votes), thresholds=NOISY, noise=NOISE).edition.cells


def test_size_that_is_told_is_the_size_that_is_measured():
    """Of means exactly, of medians within half; the population is as scores usually spread."""
    chance, n, nodes, epsilon = np.random.default_rng(4), 400, 5, 1.0
    score = np.clip(np.rint(chance.normal(220, 75, (n, nodes))), 0, TOP).astype(int)
    rows = [("C", "", "", tuple(each)) for each in score.tolist()]
    made = contributions_of(rows, nodes=("overall", *"abcd"))
    limits = Thresholds(epsilon=epsilon, epsilon_n=n, round_to=0.01)
    means, medians = [], []
    for key in range(60):
        noise = Noise(key=str(key).encode(), ledger=Ledger(budget=4.0))
        edition = released(made, thresholds=limits, noise=noise).edition
        for column, cell in enumerate(edition.cells["all"].values()):
            means.append(abs(cell.mean - score[:, column].mean() / 100))
            medians.append(abs(cell.median - float(np.median(score[:, column])) / 100))
    told = expected(edition)
    assert told == Noisy(epsilon=1.0, organisations=n, size=pytest.approx(5 * 2 * nodes / n))
    assert np.mean(means) == pytest.approx(told.size, rel=0.2)
    assert np.mean(medians) == pytest.approx(told.size, rel=0.5)


def test_exact_figures_have_no_noise_to_expect(edition):
    assert expected(edition) is None


def test_another_epsilon_is_another_noise_and_not_the_same_in_another_size():
    """Of S + a and S + a/2 both S and a could be computed."""
    made = random_contributions(400, seed=2)
    added = []
    for epsilon in (1.0, 2.0):
        limits = Thresholds(epsilon=epsilon, round_to=0.01)
        cells = released(made, thresholds=limits, noise=NOISE).edition.cells["all"]
        mean = dict(zip(NODES, elect(made, QUARTER, limits).score.mean(axis=0) / 100, strict=True))
        added.append([(cell.mean - mean[node]) * epsilon for node, cell in cells.items()])
    assert max(abs(one - other) for one, other in zip(*added, strict=True)) > 0.05, "rounding explains 0.015"


@pytest.mark.parametrize("epsilon", [math.nan, math.inf, -1.0, 1e-300])
def test_epsilon_that_is_no_number_to_spend_is_refused(epsilon):
    with pytest.raises(AssessError, match="epsilon"):
        released(random_contributions(300, seed=1), thresholds=Thresholds(epsilon=epsilon), noise=NOISE)


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
    assert Ledger(budget=0.3).spend("a", 0.3).left == 0
    ledger = Ledger(budget=0.3)
    for name in ("2025-q3", "2025-q4", "2026-q1", "2026-q1"):
        ledger = ledger.spend(name, 0.1)
    assert [each.edition for each in ledger.spent] == ["2025-q3", "2025-q4", "2026-q1"]
    with pytest.raises(Conflict, match="privacy budget"):
        ledger.spend("2026-q2", 0.1)
    spent = msgspec.structs.replace(NOISE, ledger=Ledger(budget=0.9))
    with pytest.raises(Conflict):
        released(random_contributions(300, seed=1), QUARTER, thresholds=NOISY, noise=spent)
