"""The audit against an attacker of another make: nothing that it certifies is ever refuted."""

from __future__ import annotations

import random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from assess.benchmark.audit import audit
from assess.benchmark.audit.pool import Load
from assess.benchmark.contribution import Contributions, Instrument, lay_out
from assess.benchmark.edition import build
from assess.benchmark.history import Past, Release
from assess.benchmark.model import Thresholds

from .instance import FIRST, MARK, RELATIONS
from .prover import case_of, narrowest

MOST, STEP = 12, 3
"""Scores of 0 to 12 hundredths, rounded to 3: few enough to try every population."""

TINY = Thresholds(
    min_n=3,
    difference=1,
    coalition=1,
    account_share=1.0,
    round_to=0.03,
    bands=(3, 8, 13, 30, 50, 100),
    width=0.25,
)


def tiny(populations: list[list[tuple[int, str, int]]]) -> list[Release]:
    """An edition a quarter of (group, path, score) each, with no difference too small and no audit."""
    releases: list[Release] = []
    for number, people in enumerate(populations):
        quarter = FIRST.shifted(number)
        steps = [[*path.split("/"), "", "", ""][:3] if path else ["", "", ""] for _, path, _ in people]
        paths, leaf = lay_out(*[[each[depth] for each in steps] for depth in range(3)])
        n = len(people)
        group = np.array([each for each, _, _ in people], dtype=np.uint64) * np.uint64(MARK)
        contributions = Contributions(
            instrument=Instrument(
                questionnaire="cx", version="1", hash="a" * 64, nodes=("overall",), maximum=MOST / 100
            ),
            paths=paths,
            leaf=leaf,
            score=np.array([[score] for _, _, score in people], dtype=np.int32),
            staged=np.full(n, -1, np.int8),
            group=group,
            round=np.arange(n, dtype=np.uint64),
            account=group,
            day=np.full(n, np.datetime64(quarter.first)),
            synthetic=False,
        )
        past = Past(releases=tuple(releases))
        releases.append(build(contributions, quarter=quarter, past=past, thresholds=TINY))
    return releases


def worlds(seed: int) -> list[list[tuple[int, str, int]]]:
    """Three to five firms in one or two cohorts; before the second edition one enters, leaves or revises."""
    chance = random.Random(seed)
    people = [
        (at, chance.choice(("C", "C", "G", "")), chance.choice((0, 3, 5, 6, 9, 11, 12)))
        for at in range(1, chance.choice((3, 4, 4)) + 1)
    ]
    after = list(people)
    match chance.choice(("stays", "enters", "leaves", "revises")):
        case "enters":
            after.append((9, "C", chance.randint(0, MOST)))
        case "leaves":
            after.pop(chance.randrange(len(after)))
        case "revises":
            at = chance.randrange(len(after))
            after[at] = (after[at][0], after[at][1], chance.randint(0, MOST))
    return [people, after]


def compared(seed: int) -> tuple[int, int] | None:
    """What the audit certifies of everybody, and the truth, in hundredths; None where nothing is published."""
    releases = tiny(worlds(seed))
    found = audit(releases, RELATIONS, TINY)
    if found.tightest is None:
        return None
    return round(100 * found.tightest.width), narrowest(case_of(releases, 0), STEP, MOST, TINY.coalition)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_no_population_that_is_tried_refutes_what_is_certified(seed):
    if (found := compared(seed)) is not None:
        certified, truth = found
        assert certified <= truth


def test_where_nothing_is_hidden_the_audit_certifies_nothing():
    alone = [[(1, "", 6), (2, "", 6), (3, "", 6)], [(1, "", 6), (2, "", 6), (3, "", 6), (4, "", 12)]]
    releases = tiny(alone)
    truth = narrowest(case_of(releases, 0), STEP, MOST, 1)
    assert round(100 * audit(releases, RELATIONS, TINY).tightest.width) <= truth < MOST


def test_an_audit_that_believes_every_change_is_refuted(monkeypatch):
    monkeypatch.setattr(Load, "alone", lambda load: np.ones(load.least.shape[1], dtype=bool))
    assert any(found and found[0] > found[1] for found in map(compared, range(12)))
