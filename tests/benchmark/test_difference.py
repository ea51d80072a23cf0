"""What a reader of two editions sees change."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from assess.benchmark.difference import difference
from assess.benchmark.edition import build
from assess.benchmark.history import Past
from assess.benchmark.model import Cell, Edition
from assess.errors import Conflict

from .instance import INSTRUMENT, contributions_of, quarter

EMPTY = build(contributions_of(()), quarter=quarter("2026-q2")).edition.manifest


def edition_of(cells: list[Cell], name: str = "x") -> Edition:
    """An edition with these cells."""
    found: dict[str, dict[str, Cell]] = {}
    for cell in cells:
        found.setdefault(cell.cohort, {})[cell.node] = cell
    return Edition(manifest=replace(EMPTY, edition=name), cells=found)


def cell(cohort: str = "all", node: str = "overall", mean: float = 2.5, **values) -> Cell:
    return Cell(cohort=cohort, node=node, n_band="10–14", mean=mean, median=2.4, **values)


def test_each_kind_of_change_is_told_once_in_the_order_of_the_tree():
    before = edition_of([cell(), cell("C"), cell("G"), cell("L")], "before")
    after = edition_of([cell(), cell("C", mean=2.6), cell("G", held_from="before"), cell("C/small")], "after")
    found = difference(before, after)
    assert (found.before, found.after, found.unchanged) == ("before", "after", 1)
    assert [(each.cohort, each.what) for each in found.changes] == [
        ("C", "changed"),
        ("C/small", "came"),
        ("G", "held"),
        ("L", "went"),
    ]
    [moved] = found.changes[0].moved
    assert (moved.value, moved.before, moved.after) == ("mean", 2.5, 2.6)


def test_every_published_value_counts_but_the_change_itself():
    before = edition_of([cell(p25=2.0)])
    assert [moved.value for moved in difference(before, edition_of([cell(p75=3.0)])).changes[0].moved] == [
        "p25",
        "p75",
    ]
    assert difference(before, edition_of([cell(p25=2.0, change=0.1)])).changes == ()


def test_edition_and_the_next_of_real_contributions():
    first = build(contributions_of(range(20)), quarter=quarter("2026-q1"))
    past = Past(releases=(first,))
    held = build(contributions_of(range(21)), quarter=quarter("2026-q2"), past=past)
    assert {each.what for each in difference(first.edition, held.edition).changes} == {"held"}
    fresh = build(contributions_of(range(40)), quarter=quarter("2026-q2"), past=past)
    assert {each.what for each in difference(first.edition, fresh.edition).changes} == {"changed"}


def test_two_contents_of_a_questionnaire_are_not_compared():
    other = contributions_of(range(20), instrument=replace(INSTRUMENT, hash="b" * 64))
    with pytest.raises(Conflict, match="do not compare"):
        difference(edition_of([cell()]), build(other, quarter=quarter("2026-q2")).edition)


cohorts = st.dictionaries(st.sampled_from(["all", "C", "G", "C/small"]), st.floats(0, 5), max_size=4)


@given(cohorts, cohorts)
def test_no_cell_is_lost_or_told_twice(left, right):
    before, after = (
        edition_of([cell(key, mean=mean) for key, mean in each.items()]) for each in (left, right)
    )
    found = difference(before, after)
    assert len(found.changes) + found.unchanged == len({*left, *right})
    back = difference(after, before)
    opposite = {"came": "went", "went": "came", "changed": "changed"}
    assert [(each.cohort, opposite[each.what]) for each in found.changes] == [
        (each.cohort, each.what) for each in back.changes
    ]
