"""Distributions, concentration, complement and time: what is not told, and why."""

from __future__ import annotations

from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.benchmark.model import Thresholds
from assess.benchmark.rounding import apportion, shares

from .conftest import Vote, contributed, edition_of, released, same, sequence


def test_shares_join_a_small_level_with_its_smaller_neighbour():
    told = shares((1, 2, 3, 4, 5), (0, 3, 20, 8, 9), Thresholds())
    assert [(each.low, each.high, each.percent) for each in told] == [(1, 3, 60), (4, 4, 20), (5, 5, 20)]


@given(st.lists(st.integers(0, 90), min_size=1, max_size=7).filter(any), st.sampled_from((4, 10, 20, 50)))
def test_what_is_apportioned_adds_up_and_is_off_by_less_than_a_step(parts, whole):
    told = apportion(parts, whole)
    n = sum(parts)
    assert sum(told) == whole
    assert all(abs(step * n - part * whole) < n for step, part in zip(told, parts, strict=True))
    assert all(a <= b for (_, a), (_, b) in pairwise(sorted(zip(parts, told, strict=True))))


@given(st.lists(st.integers(0, 30), min_size=2, max_size=5).filter(lambda counts: sum(counts) >= 30))
def test_shares_add_up_to_a_hundred_and_cover_every_level(counts):
    told = shares(range(1, len(counts) + 1), counts, Thresholds())
    assert not told or sum(each.percent for each in told) == 100
    assert [level for each in told for level in range(each.low, each.high + 1)] in (
        [],
        list(range(1, len(counts) + 1)),
    )


def test_level_that_only_some_numbers_of_the_band_could_have_is_joined():
    """5 of 49 are told as 10 %, which 5 of 30 never are: it would tell that there are more than 33."""
    told = shares((1, 2, 3), (5, 22, 22), Thresholds())
    assert [(each.low, each.high, each.percent) for each in told] == [(1, 2, 55), (3, 3, 45)]


def test_no_distribution_is_told_where_too_few_numbers_could_have_it():
    assert shares((1, 2), (24, 24), Thresholds(distribution_n=46)) == ()
    assert shares((1, 2), (24, 24), Thresholds(distribution_n=45)) != ()


@pytest.mark.parametrize(
    "counts", [(0, 0, 29, 0, 0), (10, 10, 9, 0, 0), (0, 0, 31, 0, 0), (0, 2, 29, 0, 0), (0, 1, 0, 0, 29)]
)
def test_shares_are_not_told_of_few_or_if_one_level_holds_nearly_all(counts):
    assert shares((1, 2, 3, 4, 5), counts, Thresholds()) == ()


def test_distribution_is_told_from_thirty():
    rows = [("C", "", "", (100 * (i % 4) + 50, 250, 250)) for i in range(40)]
    assert all(cell.shares == () for cell in edition_of(rows[:29]).cells["C"].values())
    cells = edition_of(rows).cells["C"]
    assert [each.percent for each in cells["overall"].shares] == [25, 25, 25, 25, 0]
    assert (cells["listen"].shares, cells["overall"].staged) == ((), ())


def test_staged_levels_are_told_only_if_everyone_has_one():
    votes = [Vote(group=i, staged=1 + i % 2) for i in range(40)]
    some = [*votes[1:], Vote(group=0)]
    cells = [released(contributed(each)).edition.cells["C"]["overall"] for each in (votes, some)]
    assert [each.percent for each in cells[0].staged] == [50, 50, 0, 0, 0]
    assert cells[1].staged == ()


@pytest.mark.parametrize(("brought", "told"), [(2, True), (3, True), (4, False)])
def test_account_that_brought_more_than_a_quarter_keeps_a_group_from_being_told(brought, told):
    votes = [Vote(group=i, account=7 if i < brought else 0) for i in range(12)]
    edition = released(contributed(votes)).edition
    assert ("C" in edition.cells) is told
    assert told or set(edition.manifest.suppressed.values()) == {"concentration"}


ASKED = ("overall", "question/ask")


@pytest.mark.parametrize(("clients", "reason"), [(10, None), (11, "concentration")])
def test_question_that_nearly_all_of_one_account_answered_is_withheld(clients, reason):
    """The account brings 40 of 160 members, a quarter; of those who answered it may bring more."""
    votes = [
        Vote(
            group=1 + i,
            bands=("C", "", ""),
            score=(250 + i, 250 + i if i < clients or 40 <= i < 70 else -1),
            account=7 if i < 40 else 0,
        )
        for i in range(160)
    ]
    edition = released(contributed(votes, nodes=ASKED)).edition
    assert set(edition.cells) == {"all", "C"}
    assert edition.manifest.withheld.get("C", {}).get("question/ask") == reason
    assert ("question/ask" in edition.cells["C"]) is (reason is None)


def test_group_that_tells_no_node_is_suppressed_and_withholds_none():
    """Twelve, none of whom has a score on the whole: ten on each dimension, and a silence of two would show."""
    few = [
        Vote(group=1 + i, bands=("C", "", ""), score=(-1, -1 if i < 2 else 200 + i, 300 - i if i > 1 else -1))
        for i in range(12)
    ]
    many = [
        Vote(
            group=100 + i,
            bands=("G", "", ""),
            score=(-1, -1 if i % 3 == 0 else 200 + i, -1 if i % 3 == 1 else 300 - i),
        )
        for i in range(40)
    ]
    edition = released(contributed([*few, *many])).edition
    assert set(edition.cells) == {"all", "G"}
    assert edition.manifest.suppressed == {"C": "item_nonresponse"}
    assert set(edition.manifest.withheld) == {"all", "G"}


def test_group_of_which_the_audit_leaves_no_node_is_suppressed_and_withholds_none():
    rows = [("C", "", "", (250 + i, 240 + i, 230 + i)) for i in range(12)]
    edition = edition_of(rows, withheld=("overall", "listen", "deliver"))
    assert edition.cells == {}
    assert edition.manifest.suppressed == {"all": "audit", "C": "audit"}
    assert edition.manifest.withheld == {}


def test_parent_of_fourteen_keeps_its_child_of_ten_from_being_told():
    edition = edition_of([*same(10), *same(4, region="")])
    assert set(edition.cells) == {"all", "C", "C/medium"}
    assert edition.manifest.suppressed == {"C/medium/balkan": "complement"}


def test_smallest_of_two_siblings_is_withdrawn_if_a_third_of_three_would_be_left():
    edition = edition_of([*same(12), *same(11, region="east"), *same(3, region="north")])
    assert edition.manifest.suppressed == {"C/medium/east": "complement"}


def votes(n: int, region: str, *, first: int = 0, score: int = 250) -> list[Vote]:
    bands = ("C", "medium", region)
    return [
        Vote(group=1000 * len(region) + first + i, bands=bands, score=(score + i, score, score))
        for i in range(n)
    ]


@pytest.mark.parametrize("entered", [1, 4])
def test_few_who_enter_leave_the_old_values_byte_for_byte(entered):
    before, after = sequence([votes(12, "east"), votes(12 + entered, "east")])
    old, new = before.edition.cells["C"]["overall"], after.edition.cells["C"]["overall"]
    assert new.held_from == before.edition.manifest.edition
    assert msgspec.structs.replace(new, held_from="") == old


def test_enough_who_enter_are_counted_and_the_change_is_told():
    before, after = sequence([votes(12, "east"), votes(20, "east", score=250)])
    cell = after.edition.cells["C"]["overall"]
    assert (cell.held_from, cell.n_band) == ("", "20–29")
    assert cell.change == pytest.approx(cell.mean - before.edition.cells["C"]["overall"].mean)


def test_held_cell_is_held_from_where_it_was_counted_and_tells_no_change_afterwards():
    first, second, third, fourth = sequence(
        [votes(12, "east"), votes(13, "east"), votes(14, "east"), votes(20, "east")]
    )
    name = first.edition.manifest.edition
    assert {release.edition.cells["C"]["overall"].held_from for release in (second, third)} == {name}
    assert fourth.edition.cells["C"]["overall"].held_from == ""
    assert fourth.edition.cells["C"]["overall"].change is None


def test_cohort_that_was_told_once_is_not_told_anew_after_a_gap_if_little_changed():
    rest = votes(30, "balkan")
    releases = sequence(
        [[*votes(12, "east"), *rest], [*votes(3, "east"), *rest], [*votes(13, "east"), *rest]]
    )
    assert "C/medium/east" in releases[0].edition.cells
    assert "C/medium/east" not in releases[1].edition.cells
    assert releases[2].edition.manifest.suppressed["C/medium/east"] == "time"


def test_newcomer_of_a_held_group_is_not_what_its_parent_has_more():
    """The old values of a group stay known: what would be left of the parent is withdrawn elsewhere."""
    before = [*votes(12, "east"), *votes(20, "balkan")]
    after = [*votes(13, "east"), *votes(26, "balkan")]
    first, second = sequence([before, after])
    assert {"C/medium/east", "C/medium/balkan", "C/medium"} <= set(first.edition.cells)
    assert second.edition.cells["C/medium/east"]["overall"].held_from
    assert second.edition.manifest.suppressed["C/medium/balkan"] == "complement"


def test_leaver_of_a_held_group_is_not_what_everyone_lacks():
    """Everyone now, without the industry that changed a lot, would be the other one now: its old values are known."""

    def industries(c: int, g: int) -> list[Vote]:
        sizes = (("C", c, 100), ("G", g, 200))
        return [
            Vote(group=at + i, bands=(name, "", ""), score=(250 + i, 1, 1))
            for name, n, at in sizes
            for i in range(n)
        ]

    _, second = sequence([industries(12, 20), industries(11, 15)])
    assert set(second.edition.cells) == {"all", "C"}
    assert second.edition.cells["C"]["overall"].held_from
    assert second.edition.manifest.suppressed["G"] == "complement"
