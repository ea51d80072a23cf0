"""The attacks on the number of organisations (17b, 17c): all figures of an edition, held beside one another."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assess.assessment.synth import Population, synthesise
from assess.benchmark import disclosure, tally
from assess.benchmark.contribution import Contributions
from assess.benchmark.model import Share, Thresholds
from assess.benchmark.rounding import shares
from assess.benchmark.synthetic import contribute
from assess.scoring.score import Scorer
from assess.scoring.view import Viewer

from .attacker import cells
from .attempt import Outcome, attack, without
from .census import STEP, between, few_values, one_by_one, possible, to_the_hundred
from .instance import Instance
from .server import catalogue

MATURITY = "cx-maturity"
BANDS = {"30–49": range(30, 50), "50–99": range(50, 100), "100+": range(100, 200)}
FEW = 5
"""A number that stands among fewer is as good as told."""

SAMPLES = ((46, 40), (46, 45), (80, 51))
"""Sizes and seeds of populations; who answers too little of the questionnaire does not count."""

PARTED = ((46, 40), (80, 41), (150, 42))
"""The same for the attack on quantiles: one of each band."""


@cache
def population(size: int, seed: int) -> Contributions:
    """What so many made-up organisations would contribute, with every question and view."""
    questionnaire = catalogue().get(MATURITY)
    batch = synthesise(questionnaire, Population(), size, seed)
    return contribute(Scorer(questionnaire), batch, day=date(2025, 1, 1), viewer=Viewer(questionnaire))


def rounded_one_by_one(numbers, counts, thresholds: Thresholds) -> tuple[Share, ...]:
    """Distributions without rule 6: each share is rounded by itself, whatever other numbers could have it."""
    bins = [(at, at, count) for at, count in enumerate(counts)]
    n = sum(counts)
    while small := [(count, at) for at, (*_, count) in enumerate(bins) if 0 < count < thresholds.bin_n]:
        _, at = min(small)
        beside = [each for each in (at - 1, at + 1) if 0 <= each < len(bins)]
        low, high = sorted((at, min(beside, key=lambda each: (bins[each][2], each))))
        bins[low : high + 1] = [(bins[low][0], bins[high][1], bins[low][2] + bins[high][2])]
    if n < thresholds.distribution_n or max(count for *_, count in bins) > thresholds.dominance * n:
        return ()
    percent = one_by_one(np.array([[count for *_, count in bins]]), n)[0].tolist()
    return tuple(
        Share(numbers[low], numbers[high], each) for (low, high, _), each in zip(bins, percent, strict=True)
    )


@attack(
    "17b",
    "all distributions are searched for the exact n",
    how="editions of a questionnaire of 55 questions: for each number of the band, are there counts that give the very "
    "shares, mean and quantiles of every node?",
    rule="6, shares that every number of the band could have",
)
def census(folder: Path, with_rule: bool) -> Outcome:
    rounding = to_the_hundred if with_rule else one_by_one
    switches = () if with_rule else ((disclosure, "shares", rounded_one_by_one),)
    learned, saw = [], []
    for size, seed in SAMPLES:
        instance = Instance(folder / f"{size}-{seed}")
        with without(*switches):
            edition = instance.release(population(size, seed), is_audited=False)
        told = cells(edition)["all"]
        band = told["overall"]["n_band"]
        values = few_values(catalogue().get(MATURITY))
        left = between(told.values(), BANDS[band], values)
        found = possible(told.values(), left, rounding)
        distributions = sum(bool(cell.get(kind)) for cell in told.values() for kind in ("shares", "staged"))
        learned.append(len(found) < FEW)
        n = f"n = {found[0]}" if len(found) == 1 else f"{len(found)} numbers"
        saw.append(f"{distributions} distributions leave {n} of {band}")
    return Outcome(learned=any(learned), saw="; ".join(saw))


def test_no_number_of_distributions_tells_how_many_organisations_there_are(tmp_path, with_rule):
    outcome = census(tmp_path, with_rule)
    assert outcome.learned is not with_rule, outcome
    assert ("n = 35 of 30–49" in outcome.saw) is not with_rule


@attack(
    "17c",
    "all quantiles are searched for the exact n",
    how="editions of a questionnaire of 55 questions: where a quantile lies between two of the few values that a question "
    "or view can have, how far it is from the one to the other is held against each number of the band",
    rule="6, quantiles of questions and views are values that somebody gave",
)
def parted(folder: Path, with_rule: bool) -> Outcome:
    switches = () if with_rule else ((tally, "is_item", lambda node: False),)
    values = few_values(catalogue().get(MATURITY))
    learned, saw = [], []
    for size, seed in PARTED:
        instance = Instance(folder / f"{size}-{seed}")
        with without(*switches):
            edition = instance.release(population(size, seed), is_audited=False)
        told = cells(edition)["all"]
        band = told["overall"]["n_band"]
        found = between(told.values(), BANDS[band], values)
        learned.append(len(found) < len(BANDS[band]))
        nodes = len(values.keys() & told.keys())
        saw.append(f"{nodes} nodes leave {len(found)} numbers of {BANDS[band][0]}–{BANDS[band][-1]}")
    return Outcome(learned=any(learned), saw="; ".join(saw))


def test_no_quantile_tells_how_many_organisations_there_are(tmp_path, with_rule):
    outcome = parted(tmp_path, with_rule)
    assert outcome.learned is not with_rule, outcome


@settings(max_examples=60, deadline=None)
@given(st.data(), st.sampled_from(("30–49", "50–99")))
def test_every_number_of_the_band_could_have_the_shares_that_are_told(data, band):
    """Of any counts at all, also of those that no questionnaire would give."""
    n = data.draw(st.sampled_from(BANDS[band]))
    cuts = sorted(data.draw(st.lists(st.integers(0, n), min_size=4, max_size=4)))
    counts = np.diff([0, *cuts, n]).tolist()
    told = [
        {"low": each.low, "high": each.high, "percent": each.percent}
        for each in shares(range(1, 6), counts, Thresholds())
    ]
    assert not told or possible([{"staged": told}], BANDS[band], to_the_hundred) == list(BANDS[band])


@pytest.mark.parametrize("counts", [(9, 10, 11, 0, 0), (5, 7, 8, 9, 20), (33, 33, 33)])
def test_attacker_rounds_as_the_program_does(counts):
    told = [each.percent for each in shares(range(len(counts)), counts, Thresholds(bin_n=1, difference=1))]
    assert to_the_hundred(np.array([counts]), sum(counts))[0].tolist() == told
    assert one_by_one(np.array([counts]), sum(counts))[0].tolist() == [
        STEP * round(100 * count / sum(counts) / STEP + 1e-9) for count in counts
    ]
