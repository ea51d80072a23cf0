"""The proof: every alternative that a bound rests on publishes the same, to the byte."""

from __future__ import annotations

import json

import msgspec
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assess.benchmark.audit import Mean, Practice, Relations, gauge, web
from assess.benchmark.audit.alternative import population
from assess.benchmark.audit.evidence import gather
from assess.benchmark.audit.pool import Inquiry
from assess.benchmark.audit.search import search, witnesses
from assess.benchmark.model import Thresholds

from .conftest import LEVELS, NODES, RELATIONS, contributions, released, told_again

LOW = Thresholds(
    min_n=4, item_n=4, quantile_tail=2, distribution_n=6, bin_n=2, difference=2, bands=(4, 9, 14, 30, 50, 100)
)
"""Thresholds under which even a small population publishes quantiles and distributions."""

ITEMS = ("overall", "question/ask", "theme/trust")
OF_ITEMS = Relations(
    leaves=ITEMS[1:], means=(Mean(node="overall", parts=(("question/ask", 1.0), ("theme/trust", 1.0))),)
)
"""Nodes whose quantiles are values that somebody gave."""


def differences(releases, relations: Relations, *, most: int = 100_000) -> tuple[int, list[str]]:
    """How many alternatives were found, and what each that would publish something else would."""
    inquiry = Inquiry(gather(releases), relations)
    expected = [msgspec.json.encode(each) for each in told_again(releases)]
    tried, wrong = 0, []
    for kind in range(int(inquiry.kind.max(initial=-1)) + 1):
        members = np.flatnonzero(inquiry.kind == kind)
        told = inquiry.tells[inquiry.inside[members[0]]].any(axis=0)
        for node in np.flatnonzero(told).tolist():
            victims = members[inquiry.evidence.score[members, node] >= 0]
            if not len(victims):
                continue
            found = search(inquiry, kind, node, victims, 10_000, 3)
            for victim in victims[:3].tolist():
                for each in found.alternatives:
                    usable = list(witnesses(inquiry, found.pool, [each], victim, node))
                    if not usable or tried >= most:
                        continue
                    tried += 1
                    for high in (False, True):
                        other = population(inquiry, releases, found.pool, each, victim, high)
                        again = [msgspec.json.encode(told) for told in told_again(other)]
                        place = next(
                            (at, row)
                            for at, numbers in enumerate(inquiry.evidence.place)
                            for row in np.flatnonzero(numbers == victim).tolist()
                        )
                        value = int(other[place[0]].votes.score[place[1], node])
                        own = int(inquiry.evidence.score[victim, node])
                        if again != expected or abs(value - own) < abs(usable[0].value - own):
                            wrong.append(f"{each} for {victim} on {node}: {value}")
    return tried, wrong


def random_releases(
    seed: int, editions: int, size: int, step: int, *, with_levels: bool, nodes: tuple[str, ...] = NODES
):
    """A nasty small population: partial paths, skipped dimensions, revised votes, scores on a coarse grid."""
    random = np.random.default_rng(seed)
    votes, quarters, staged = [], [], []
    for group in range(size):
        path = "/".join(
            random.choice(
                ["C", "C/s", "C/s/e", "C/m", "G", "G/s", ""], p=[0.1, 0.3, 0.1, 0.2, 0.1, 0.1, 0.1]
            ).split("/")
        )
        quarter = int(random.integers(0, editions))
        while quarter < editions:
            listen, deliver = (int(each) * step for each in random.integers(0, 500 // step + 1, 2))
            if random.random() < 0.08:
                deliver = -1
            whole = listen if deliver < 0 else (listen + deliver + 1) // 2
            votes.append((group + 1, path, (whole, listen, deliver)))
            quarters.append(quarter)
            staged.append(int(random.integers(1, 4)) if with_levels else -1)
            quarter += int(random.integers(1, 3))
    given_ = contributions(
        votes,
        quarters,
        nodes=nodes,
        levels=LEVELS if with_levels else (),
        staged=staged if with_levels else None,
    )
    return released(given_, range(editions), LOW)


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    seed=st.integers(0, 10**6),
    editions=st.integers(1, 3),
    size=st.integers(8, 20),
    step=st.sampled_from([1, 5, 25, 50]),
    with_levels=st.booleans(),
    are_items=st.booleans(),
)
def test_every_alternative_publishes_the_same(seed, editions, size, step, with_levels, are_items):
    nodes, relations = (ITEMS, OF_ITEMS) if are_items else (NODES, RELATIONS)
    releases = random_releases(seed, editions, size, step, with_levels=with_levels, nodes=nodes)
    if releases[-1].votes.score.size and any(each.edition.cells for each in releases):
        assert differences(releases, relations, most=20)[1] == []


def test_alternatives_of_every_sort_are_found():
    """So that the proof above is not about nothing."""
    how = set()
    for seed in range(6):
        if len(how) == 4:
            break
        releases = random_releases(seed, 1, 26, 5, with_levels=False)
        inquiry = Inquiry(gather(releases), RELATIONS)
        for kind in range(int(inquiry.kind.max()) + 1):
            members = np.flatnonzero(inquiry.kind == kind)
            found = search(inquiry, kind, 1, members, 10_000, 3)
            how |= {each.how for each in found.alternatives}
    assert how == {"exchange", "alone", "pair", "programme"}


def test_room_of_a_given_quantile_is_that_of_the_one_who_gave_it():
    """A median of 2.03 is told as 2.0 up to 2.04; 2.05, halfway to the next, would be told as 2.1."""
    given_ = gauge._quantile(np.array([100, 203, 207, 300]), 50, 1000, True)
    assert given_ == [(-gauge.ANY, 195, gauge.ANY, 0), (-gauge.ANY, 205, 0, gauge.ANY)]


@pytest.mark.parametrize("freed", ["sum", "quantile", "level", "margin", "mean"])
def test_without_one_of_its_bounds_an_alternative_is_seen(freed, monkeypatch):
    plain = gauge._gauge
    relations = RELATIONS
    if freed == "sum":
        monkeypatch.setattr(gauge, "_gauge", lambda least, most, *rest: plain(-gauge.ANY, gauge.ANY, *rest))
    elif freed == "quantile":
        monkeypatch.setattr(gauge, "_quantile", lambda *_: [])
    elif freed == "level":
        monkeypatch.setattr(gauge, "_spread", lambda score, floors, thresholds: ([], gauge.ANY))
    elif freed == "margin":
        monkeypatch.setattr(web, "MARGIN", -200)
    else:
        relations = Relations(leaves=NODES)  # as if the whole had nothing to do with its dimensions
    wrong = []
    for seed in range(12):
        releases = random_releases(seed, 1, 24, 5, with_levels=freed == "level")
        wrong += differences(releases, relations, most=120)[1]
        if freed in ("margin", "mean"):
            wrong += _unlike_the_mean(releases, relations)
        if wrong:
            break
    assert wrong


def _unlike_the_mean(releases, relations):
    """Alternatives in which somebody's score on the whole is not the mean of its parts."""
    inquiry = Inquiry(gather(releases), relations)
    for kind in range(int(inquiry.kind.max()) + 1):
        members = np.flatnonzero(inquiry.kind == kind)
        found = search(inquiry, kind, 1, members, 10_000, 3)
        low, high = found.pool.moves.low.astype(float), found.pool.moves.high.astype(float)
        full = (low >= 0).all(axis=1)
        mean = low[:, 1:].mean(axis=1)
        if (full & ((mean < low[:, 0] - 1) | (mean > high[:, 0] + 1))).any():
            return ["the whole is not the mean of its parts"]
    return []


def test_scores_that_follow_are_the_means_of_their_parts():
    for seed in range(3):
        assert _unlike_the_mean(random_releases(seed, 2, 24, 5, with_levels=False), RELATIONS) == []


def test_staged_level_follows_the_core_practices():
    relations = msgspec.structs.replace(
        RELATIONS,
        practices=(Practice(node="listen", level=2, least=200), Practice(node="deliver", level=3, least=300)),
    )
    for seed in range(1):
        random = np.random.default_rng(seed)
        votes, staged = [], []
        for group in range(24):
            listen, deliver = (int(each) for each in random.integers(0, 100, 2) * 5)
            votes.append(
                (group + 1, random.choice(["C", "G"]), ((listen + deliver + 1) // 2, listen, deliver))
            )
            staged.append(1 if listen < 200 else 2 if deliver < 300 else 5)
        releases = released(contributions(votes, levels=LEVELS, staged=staged), (0,), LOW)
        inquiry = Inquiry(gather(releases), relations)
        moves = inquiry.moves(0, 1, None)
        assert len(moves.who)
        assert (moves.staged_low == moves.staged_high).all()
        listen, deliver = moves.low[:, 1], moves.low[:, 2]
        assert (moves.staged_low == np.where(listen < 200, 1, np.where(deliver < 300, 2, 5))).all()
        assert differences(releases, relations, most=25)[1] == []


def test_proof_can_be_written_out():
    assert json.loads(msgspec.json.encode(told_again(random_releases(1, 1, 24, 5, with_levels=True))[0]))[
        "cells"
    ]
