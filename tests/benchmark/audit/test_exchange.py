"""Every exchange that a range rests on publishes the same, to the byte, reasons included."""

from __future__ import annotations

from typing import NamedTuple

import msgspec
import numpy as np
import pytest
from msgspec.structs import replace

from assess.benchmark.audit import exchange
from assess.benchmark.audit.coalition import exchanged
from assess.benchmark.audit.evidence import gather, votes_with
from assess.benchmark.audit.exchange import Exchange, _worst
from assess.benchmark.audit.pool import Inquiry
from assess.benchmark.audit.revision import Revision
from assess.benchmark.audit.room import Room

from .conftest import RELATIONS, contributions, released, told_again
from .test_witness import LOW, random_releases

FEW = 12
"""Exchanges of one population that are written out."""


class Tried(NamedTuple):
    """Exchanges that were written out: in the same cells, through other cells, with two who make up; those that are seen."""

    same: int = 0
    through: int = 0
    made_up: int = 0
    seen: int = 0

    def plus(self, other: Tried) -> Tried:
        return Tried(*(a + b for a, b in zip(self, other, strict=True)))


@pytest.fixture(autouse=True)
def small_cells_are_tried(monkeypatch):
    for name, value in (("LARGE", 4), ("NEAR", 100), ("SOME", 1000), ("TRIED", 24)):
        monkeypatch.setattr(exchange, name, value)


def tried(releases, seed: int, few: int = FEW) -> Tried:
    """Exchanges of each sort, each written out as another population and published again."""
    inquiry = Inquiry(gather(releases), RELATIONS)
    expected = msgspec.json.encode(told_again(releases))
    evidence, found = inquiry.evidence, {"same": [], "through": [], "made_up": []}
    for members in inquiry.exchange.chains:
        if not inquiry.inside[members[0]].any():
            continue
        partners = inquiry.exchange.partners(members)
        for at, other in np.argwhere(partners).tolist():
            swaps = inquiry.exchange.swaps(int(members[at]), other)
            is_same = (inquiry.inside[members[at]] == inquiry.inside[other]).all()
            found["same" if is_same else "through" if len(swaps) == 1 else "made_up"].append(swaps)
    random, seen = np.random.default_rng(seed), 0
    for sort, every in found.items():
        chosen = random.permutation(len(every))[:few].tolist()
        for each in chosen:
            score, staged = evidence.score.copy(), evidence.staged.copy()
            for one, other in every[each]:
                score[[one, other]], staged[[one, other]] = score[[other, one]], staged[[other, one]]
            again = [
                replace(release, votes=votes_with(evidence, release.votes, place, score, staged))
                for place, release in enumerate(releases)
            ]
            seen += msgspec.json.encode(told_again(again)) != expected
        found[sort] = chosen
    return Tried(*map(len, found.values()), seen)


NARROW = [(seed, 3, 40, 50) for seed in range(4)]
"""Seed, editions, groups and step of scores: many who revised and skipped something, in few cells."""

ROOMY = [(0, 2, 250, 5), (3, 2, 250, 5)]
"""Cells that are large enough for two to make up for what two others change."""


def over(populations) -> Tried:
    total = Tried()
    for seed, editions, size, step in populations:
        releases = random_releases(seed, editions, size, step, with_levels=bool(seed % 2))
        total = total.plus(tried(releases, seed))
    return total


def all_again(seed: int):
    """Sixteen of one cohort who all answer twice, and skip something now and then: what rule 9 counts of that is small."""
    random = np.random.default_rng(seed)
    votes, quarters = [], []
    for group in range(1, 17):
        for quarter in (0, 1):
            listen, deliver = (int(each) for each in random.integers(0, 500, 2))
            deliver = -1 if random.random() < 0.2 else deliver
            votes.append(
                (group, "C", (listen if deliver < 0 else (listen + deliver + 1) // 2, listen, deliver))
            )
            quarters.append(quarter)
    # a dimension that one in five lacks is not usual, and who lacks it is counted all the same
    return released(contributions(votes, quarters), (0, 1), replace(LOW, usual_share=0.95))


def test_no_exchange_is_seen_where_all_answer_again():
    total = Tried()
    for seed in range(8):
        total = total.plus(tried(all_again(seed), seed))
    assert total.seen == 0, total
    assert total.same > 40, total


def test_no_exchange_is_seen_and_there_are_some_of_every_sort():
    total = over([*NARROW, *ROOMY])
    assert total.seen == 0, total
    assert min(total.same, total.through, total.made_up) > 12, total


@pytest.mark.parametrize("freed", ["revision", "room", "apart"])
def test_without_one_of_its_checks_an_exchange_is_seen(freed, monkeypatch):
    if freed == "revision":
        monkeypatch.setattr(
            Revision, "is_kept", lambda each, ones, others: np.ones((len(ones), len(others)), bool)
        )
    elif freed == "room":
        plain = exchange.room

        def roomy(*given):
            found = plain(*given)
            return Room(value=found.value[:, :0], low=found.low[:0], high=found.high[:0])

        monkeypatch.setattr(exchange, "room", roomy)
    else:
        monkeypatch.setattr(
            Exchange, "_is_apart", lambda each, ones, others: np.ones((len(ones), len(others)), bool)
        )
    populations = (random_releases(seed, 3, 40, 50, with_levels=bool(seed % 2)) for seed in range(8))
    if freed == "revision":
        populations = map(all_again, range(8))
    assert any(tried(each, 1, 40).seen for each in populations)


def test_no_group_takes_part_twice():
    for seed in range(4):
        inquiry = Inquiry(gather(random_releases(seed, 3, 40, 50, with_levels=False)), RELATIONS)
        for members in inquiry.exchange.chains:
            partners = inquiry.exchange.partners(members)
            for at, one in enumerate(members.tolist()):
                swaps = [inquiry.exchange.swaps(one, each) for each in np.flatnonzero(partners[at]).tolist()]
                groups = [
                    inquiry.party[each] for swap in swaps for pair in swap for each in pair if each != one
                ]
                assert len(groups) == len(set(groups))
                assert inquiry.party[one] not in groups


def test_worst_coalition_is_that_of_a_kind_where_all_can_exchange():
    random = np.random.default_rng(2)
    for size in (1, 2, 3):
        score = random.integers(0, 500, (9, 3))
        low, high = exchanged(score, size)
        found = _worst(score, score, ~np.eye(9, dtype=bool), size)
        assert (found[1] - found[0] == high - low).all()
