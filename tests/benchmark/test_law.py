"""Random populations that enter, leave, revise and move over several editions: no rule is ever broken."""

from __future__ import annotations

import random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from assess.benchmark import complement, disclosure, edition, history, tally
from assess.benchmark.concentration import EVERYONE, concentrated
from assess.benchmark.document import documents

from .conftest import NODES, Vote, sequence
from .plain import broken

BANDS = (("C", "small", ""), ("C", "large", ""), ("C", "", ""), ("G", "small", ""), ("", "", ""))
ITEMS = (*NODES, "question/ask", "theme/trust")
"""A question and a view, which may be skipped, and are told of thirty."""

FEW = st.sampled_from((0, 0, 0, 1, 2, 4, 5, 6, 12))


class Change(msgspec.Struct, frozen=True):
    """How many of one cohort enter, leave, revise, and move to another, from one edition to the next."""

    bands: int
    entered: int
    left: int
    revised: int
    moved: int
    to: int


PLACE = st.integers(0, len(BANDS) - 1)
CHANGES = st.lists(st.builds(Change, PLACE, FEW, FEW, FEW, FEW, PLACE), max_size=4)
SIZES = st.tuples(*(st.sampled_from((0, 3, 9, 10, 12, 14, 19, 20, 33, 48)) for _ in BANDS))


def populations(seed: int, sizes: tuple[int, ...], steps: list[list[Change]]) -> list[list[Vote]]:
    """What was contributed to each edition."""
    chance = random.Random(seed)
    gaps, accounts, spread = (
        chance.choice((0, 0, 0.05, 0.3)),
        chance.choice((1, 3, 1000)),
        chance.choice((5, 90)),
    )
    answering, asking = chance.choice((1, 0.9, 0.6, 0.2)), chance.choice((0, 0.2, 0.6))
    whole = chance.random() < 0.8
    number = 0

    def vote(bands: tuple[str, str, str], group: int = 0) -> Vote:
        nonlocal number
        number += not group
        score = [min(500, max(0, round(chance.gauss(230, spread)))) for _ in ITEMS]
        if chance.random() < gaps:
            score[2] = -1
        if not whole:  # a questionnaire without a score for the whole, and dimensions that many skip
            score[0] = -1
            score[1:3] = [-1 if chance.random() < 0.3 else value for value in score[1:3]]
        large = chance.random() < asking and accounts < 1000
        for item in (3, 4):  # a consultancy sees to it that its clients answer
            if chance.random() > (1 if large else answering):
                score[item] = -1
        return Vote(
            group=group or number,
            bands=bands,
            score=tuple(score),
            staged=chance.randint(1, 3),
            account=chance.randint(1, accounts) if large else 0,
        )

    now = [vote(bands) for bands, size in zip(BANDS, sizes, strict=True) for _ in range(size)]
    found = [now]
    for step in steps:
        for change in step:
            here = [each for each in now if each.bands == BANDS[change.bands]]
            chance.shuffle(here)
            cuts = [change.left, change.left + change.revised, change.left + change.revised + change.moved]
            gone, revised, moved = here[: cuts[0]], here[cuts[0] : cuts[1]], here[cuts[1] : cuts[2]]
            touched = {each.group for each in (*gone, *revised, *moved)}
            now = [each for each in now if each.group not in touched]
            now += [vote(each.bands, each.group) for each in revised]
            now += [msgspec.structs.replace(each, bands=BANDS[change.to]) for each in moved]
            now += [vote(BANDS[change.bands]) for _ in range(change.entered)]
        found.append(now)
    return found


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), SIZES, st.lists(CHANGES, max_size=3))
def test_no_sequence_of_editions_breaks_a_rule(seed, sizes, steps):
    contributed = populations(seed, sizes, steps)
    assert broken(contributed, sequence(contributed, nodes=ITEMS)) == []


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10**6), SIZES, st.lists(CHANGES, max_size=2), st.randoms(use_true_random=False))
def test_order_of_contributions_changes_no_byte_of_any_edition(seed, sizes, steps, shuffle):
    contributed = populations(seed, sizes, steps)
    mixed = [shuffle.sample(votes, len(votes)) for votes in contributed]
    first, second = (
        [documents(release.edition) for release in sequence(each, nodes=ITEMS)]
        for each in (contributed, mixed)
    )
    assert first == second


def only_of_members(*given) -> set[tuple[str, int]]:
    """Rule 5 of cohorts alone, whoever has a score on what."""
    return {cell for cell in concentrated(*given) if cell[1] == EVERYONE}


def with_nodes_of_nobody(told: disclosure.Told) -> disclosure.Told:
    """Cohorts that tell nothing go, and what they withhold stays."""
    return replace(told, cells={cohort: cells for cohort, cells in told.cells.items() if cells})


@pytest.mark.parametrize(
    ("module", "name", "instead"),
    [
        (disclosure, "concentrated", lambda *_: set()),
        (disclosure, "concentrated", only_of_members),
        (disclosure, "without_empty", with_nodes_of_nobody),
        (disclosure, "carries", lambda *_: True),
        (tally, "is_item", lambda node: False),
        (disclosure, "complement", lambda *_: []),
        (history.Turnover, "is_told", lambda *_: True),
        (complement.Pattern, "leak", lambda *_: 0),
    ],
)
def test_plain_reading_sees_each_rule_that_is_switched_off(monkeypatch, module, name, instead):
    for place in (module, edition) if name == "without_empty" else (module,):
        monkeypatch.setattr(place, name, instead)
    found = []
    for seed in range(16):
        chance = random.Random(seed)
        sizes = tuple(chance.choice((3, 10, 12, 14, 33)) for _ in BANDS)
        steps = [[Change(chance.randint(0, 4), chance.choice((1, 2, 6)), 0, 0, 0, 0)] for _ in range(2)]
        contributed = populations(seed, sizes, steps)
        found += broken(contributed, sequence(contributed, nodes=ITEMS))
    assert found
