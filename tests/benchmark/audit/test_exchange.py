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
from assess.benchmark.audit.exchange import Exchange, worst_of
from assess.benchmark.audit.pool import Inquiry
from assess.benchmark.audit.revision import Revision
from assess.benchmark.audit.room import Room

from .conftest import RELATIONS, contributions, released, told_again
from .test_witness import LOW, random_releases

FEW = 6
"""Exchanges of one population that are written out, of each sort."""


class Tried(NamedTuple):
    """Exchanges that were written out: in the same cells, through other cells; and those of them that are seen."""

    same: int = 0
    through: int = 0
    seen: int = 0

    def plus(self, other: Tried) -> Tried:
        return Tried(*(a + b for a, b in zip(self, other, strict=True)))


@pytest.fixture(autouse=True)
def small_cells_are_tried(monkeypatch):
    for name, value in (("LARGE", 4), ("NEAR", 100), ("SOME", 1000)):
        monkeypatch.setattr(exchange, name, value)


def tried(releases, seed: int, few: int = FEW, withdrawn: tuple[str, ...] = ()) -> Tried:
    """Exchanges of each sort, each written out as another population and published again."""
    inquiry = Inquiry(gather(releases), RELATIONS)
    expected = msgspec.json.encode(told_again(releases, withdrawn))
    evidence = inquiry.evidence
    found: dict[bool, list[tuple[int, int]]] = {True: [], False: []}
    for members in inquiry.exchange.chains:
        if not inquiry.inside[members[0]].any():
            continue
        partners = inquiry.exchange.partners(members)
        for at, other in np.argwhere(partners).tolist():
            one = int(members[at])
            found[bool((inquiry.inside[one] == inquiry.inside[other]).all())].append((one, other))
    random, seen = np.random.default_rng(seed), 0
    for every in found.values():
        # who skipped what is what the rules may see: those exchanges first
        differ = [
            (evidence.score[one] < 0).tolist() != (evidence.score[other] < 0).tolist() for one, other in every
        ]
        order = np.lexsort((random.permutation(len(every)), ~np.array(differ, dtype=bool)))
        chosen = [every[each] for each in order[:few].tolist()]
        for pair in chosen:
            score, staged = evidence.score.copy(), evidence.staged.copy()
            score[list(pair)], staged[list(pair)] = score[list(pair[::-1])], staged[list(pair[::-1])]
            again = [
                replace(release, votes=votes_with(evidence, release.votes, place, score, staged))
                for place, release in enumerate(releases)
            ]
            seen += msgspec.json.encode(told_again(again, withdrawn)) != expected
        every[:] = chosen
    return Tried(len(found[True]), len(found[False]), seen)


def narrow(seed: int):
    """Many who revised and skipped something, in few cells."""
    return random_releases(seed, 3, 40, 50, with_levels=bool(seed % 2))


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


def brought(seed: int):
    """Votes of one edition; a dimension is often skipped; two accounts and two members bring in a good part of them."""
    random = np.random.default_rng(seed)
    votes = []
    for group in range(1, 41):
        listen, deliver = (int(each) for each in random.integers(0, 500, 2))
        deliver = -1 if random.random() < 0.25 else deliver
        path = ("C/s/e", "C/s/w", "C/s", "C/m")[int(random.integers(0, 4))]
        votes.append((group, path, (listen if deliver < 0 else (listen + deliver + 1) // 2, listen, deliver)))
    given = contributions(votes)
    by = random.integers(0, 7, 40)
    return replace(
        given,
        account=np.where(by < 2, by.astype(np.uint64) + np.uint64(7), given.account),
        member=random.choice([3, 4], 40, p=[0.8, 0.2]).astype(np.uint64),
    )


def once(seed: int, withdrawn: tuple[str, ...] = ()):
    """The edition of these votes; `None` where what is to be withdrawn is not told anyway."""
    limit = replace(LOW, usual_share=0.95, account_share=0.3, difference=3)
    if not set(withdrawn) <= released(brought(seed), (0,), limit)[0].edition.cells.keys():
        return None
    return released(brought(seed), (0,), limit, withdrawn=withdrawn)


def test_no_exchange_is_seen_where_all_answer_again():
    total = Tried()
    for seed in range(6):
        total = total.plus(tried(all_again(seed), seed))
    assert total.seen == 0, total
    assert total.same > 30, total


def test_no_exchange_is_seen_and_there_are_some_of_every_sort():
    total = Tried()
    for seed in range(4):
        total = total.plus(tried(narrow(seed), seed))
    total = total.plus(tried(random_releases(0, 2, 250, 5, with_levels=False), 0))
    assert total.seen == 0, total
    assert min(total.same, total.through) > 12, total


@pytest.mark.parametrize("withdrawn", [(), ("C/s",)])
def test_no_exchange_is_seen_by_who_brought_it_nor_in_a_cohort_that_is_withdrawn(withdrawn):
    total = Tried()
    for releases in filter(None, (once(seed, withdrawn) for seed in range(4))):
        total = total.plus(tried(releases, 1, withdrawn=withdrawn))
    assert total.seen == 0, total
    assert total.same > 5, total


@pytest.mark.parametrize("freed", ["revision", "room", "apart", "sort"])
def test_without_one_of_its_checks_an_exchange_is_seen(freed, monkeypatch):
    populations = map(narrow, range(8))
    if freed == "revision":
        populations = map(all_again, range(8))
        monkeypatch.setattr(
            Revision, "is_kept", lambda each, ones, others: np.ones((len(ones), len(others)), bool)
        )
    elif freed == "room":
        plain = exchange.room

        def roomy(*given):
            found = plain(*given)
            return Room(value=found.value[:, :0], low=found.low[:0], high=found.high[:0])

        monkeypatch.setattr(exchange, "room", roomy)
    elif freed == "apart":
        monkeypatch.setattr(
            Exchange, "_is_apart", lambda each, ones, others: np.ones((len(ones), len(others)), bool)
        )
    else:
        plain_gather = gather
        populations = filter(None, map(once, range(40)))
        monkeypatch.setitem(
            globals(), "gather", lambda each: replace(found := plain_gather(each), sort=found.sort * 0)
        )
    assert any(tried(each, 1, 40).seen for each in populations)


def test_of_a_group_there_is_one_partner():
    for seed in range(4):
        inquiry = Inquiry(gather(narrow(seed)), RELATIONS)
        for members in inquiry.exchange.chains:
            for one, partners in zip(members.tolist(), inquiry.exchange.partners(members), strict=True):
                groups = inquiry.party[np.flatnonzero(partners)].tolist()
                assert len(groups) == len(set(groups))
                assert inquiry.party[one] not in groups


def test_worst_coalition_is_that_of_a_kind_where_all_can_exchange():
    random = np.random.default_rng(2)
    for size in (1, 2, 3):
        score = random.integers(0, 500, (9, 3))
        low, high = exchanged(score, size)
        found = worst_of(score, score, ~np.eye(9, dtype=bool), size)
        assert (found[1] - found[0] == high - low).all()
