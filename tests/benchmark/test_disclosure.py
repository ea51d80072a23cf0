"""Distributions, concentration, complement and time: what is not told, and why."""

from __future__ import annotations

import msgspec
import pytest

from assess.benchmark.model import Thresholds
from assess.benchmark.rounding import shares

from .conftest import Vote, contributed, edition_of, released, same, sequence


def test_shares_join_a_small_level_with_its_smaller_neighbour():
    told = shares((1, 2, 3, 4, 5), (0, 3, 20, 8, 9), Thresholds())
    assert [(each.low, each.high, each.percent) for each in told] == [(1, 3, 60), (4, 4, 20), (5, 5, 25)]


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
