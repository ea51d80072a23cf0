"""What an edition tells, and what it never does."""

from __future__ import annotations

import random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assess.benchmark.cohort import Bands
from assess.benchmark.document import documents
from assess.benchmark.history import Past
from assess.benchmark.model import QUANTILES, Cell, Thresholds
from assess.benchmark.rounding import UNIT, band, least, rounded
from assess.errors import AssessError, Conflict, NotFound

from .conftest import (
    NODES,
    QUARTER,
    contributions_of,
    edition_of,
    random_contributions,
    released,
    same,
)

LEAST = {"mean": 10, "median": 10, "p25": 20, "p75": 20, "p10": 50, "p90": 50, "p5": 100, "p95": 100}
SCORE = st.integers(-1, 500)
ROW = st.tuples(
    st.sampled_from(["C", "G", ""]),
    st.sampled_from(["small", "large"]),
    st.sampled_from(["east", ""]),
    st.tuples(SCORE, SCORE, SCORE),
)


def size_of(rows, cohort):
    """How many rows with an overall score are in a cohort, counted the plain way."""
    steps = [] if cohort == "all" else cohort.split("/")
    members = [row for row in rows if row[3][0] >= 0 and list(row[: len(steps)]) == steps]
    return len(members), members


@settings(max_examples=40, deadline=None)
@given(st.lists(ROW, max_size=150), st.integers(2, 25))
def test_no_published_cell_is_below_its_minimum(rows, min_n):
    thresholds = Thresholds(min_n=min_n, usual_share=1, bands=(2, 10, 15, 20, 30, 50, 100))
    edition = edition_of(rows, thresholds=thresholds)
    if not any(row[3][0] >= 0 for row in rows):
        return  # no overall score at all: everyone is a member, see test_tally
    for cohort, cells in edition.cells.items():
        size, members = size_of(rows, cohort)
        for node, cell in cells.items():
            n = sum(row[3][NODES.index(node)] >= 0 for row in members)
            assert n >= min_n
            assert size - n == 0 or size - n >= 5
            assert cell.n_band == band(n, thresholds.bands)
            for name in QUANTILES:
                told = getattr(cell, name) is not None
                assert told == (n >= (min_n if name == "median" else LEAST[name]))


@settings(max_examples=15, deadline=None)
@given(st.lists(ROW, min_size=10, max_size=80), st.randoms(use_true_random=False))
def test_order_of_contributions_does_not_change_a_byte(rows, shuffle):
    shuffled = list(rows)
    shuffle.shuffle(shuffled)
    first, second = (edition_of(part) for part in (rows, shuffled))
    assert documents(first) == documents(second)


@pytest.mark.parametrize(
    ("n", "told"),
    [
        (10, {"median"}),
        (19, {"median"}),
        (20, {"p25", "median", "p75"}),
        (49, {"p25", "median", "p75"}),
        (50, {"p10", "p25", "median", "p75", "p90"}),
        (99, {"p10", "p25", "median", "p75", "p90"}),
        (100, set(QUANTILES)),
    ],
)
def test_quantile_is_told_only_from_the_n_that_carries_it(n, told):
    cell = edition_of(same(n)).cells["C"]["overall"]
    assert {name for name in QUANTILES if getattr(cell, name) is not None} == told


def test_cohort_of_nine_is_not_published():
    edition = edition_of([*same(9), *same(10, industry="G")])
    assert set(edition.cells) == {"all", "G", "G/medium", "G/medium/balkan"}


@pytest.mark.parametrize(("lacking", "told"), [(0, True), (1, False), (4, False), (5, True), (11, False)])
def test_node_is_published_only_if_nobodys_silence_shows(lacking, told):
    rows = [("C", "", "", (250, -1 if i < lacking else 240, 230)) for i in range(20)]
    cells = edition_of(rows, thresholds=Thresholds(usual_share=1)).cells["C"]
    assert ("listen" in cells) is told
    assert {"overall", "deliver"} <= set(cells)


@settings(deadline=None)
@given(st.lists(ROW, min_size=12, max_size=120))
def test_usual_nodes_of_a_cell_have_one_contributor_set(rows):
    contributions = contributions_of(rows)
    usual = (contributions.score >= 0).mean(axis=0) >= 0.8
    cells = released(contributions).edition.cells
    for nodes in cells.values():
        bands = {cell.n_band for cell in nodes.values() if usual[NODES.index(cell.node)]}
        assert len(bands) <= 1


def test_a_few_who_skipped_a_dimension_do_not_keep_it_from_being_told():
    rows = [("C", "", "", (250, -1 if i < 3 else 240, 230)) for i in range(30)]
    cells = edition_of(rows).cells["C"]
    assert set(cells) == {"overall", "listen", "deliver"}
    assert {cell.n_band for cell in cells.values()} == {"20–29"}


def test_no_number_in_an_edition_moves_with_n_inside_its_band():
    editions = [edition_of([("C", "", "", (250, 250, 250))] * n) for n in range(30, 50)]
    assert len({msgspec.json.encode(edition.cells) for edition in editions}) == 1
    assert len({edition.manifest.edition for edition in editions}) == 1


def test_cell_has_no_field_for_an_exact_n_or_a_spread():
    told = {"cohort", "node", "n_band", "mean", "shares", "staged", "held_from", "change"}
    assert set(Cell.__struct_fields__) == {*told, *QUANTILES}


def test_scores_are_rounded_to_a_tenth_half_away_from_zero():
    rows = [("C", "", "", (score, 225, 224)) for score in [235, 235, 235, 235, 235, 235, 235, 235, 235, 235]]
    cells = edition_of(rows).cells["C"]
    assert (cells["overall"].median, cells["overall"].mean) == (2.4, 2.4)
    assert (cells["listen"].median, cells["deliver"].median) == (2.3, 2.2)


@settings(deadline=None)
@given(st.integers(0, 50_000 * 1000), st.integers(1, 1000), st.sampled_from([1, 10, 500, 1000, 5000]))
def test_rounding_is_to_the_nearest_step_and_half_goes_up(numerator, denominator, step):
    steps = round(rounded(numerator, denominator, step) * UNIT / step)
    assert 2 * numerator >= (2 * steps - 1) * step * denominator
    assert 2 * numerator < (2 * steps + 1) * step * denominator


@settings(deadline=None)
@given(st.integers(10, 10_000))
def test_band_holds_its_n_and_says_no_more(n):
    bounds = Thresholds().bands
    name = band(n, bounds)
    assert least(name) == max(low for low in bounds if low <= n)
    assert name in {"10–14", "15–19", "20–29", "30–49", "50–99", "100+"}


def test_suppressed_cohorts_do_not_tell_a_small_one_from_an_empty_one():
    bands = Bands(industry=("C", "G", "L"), size=("medium",), region=("balkan",))
    small = edition_of([*same(20), *same(9, industry="G")], bands=bands)
    empty = edition_of([*same(20), *same(9, industry="")], bands=bands)
    assert small.manifest.suppressed == empty.manifest.suppressed
    assert small.manifest.suppressed == dict.fromkeys(
        ("G", "G/medium", "G/medium/balkan", "L", "L/medium", "L/medium/balkan"), "below_min_n"
    )


def test_without_the_forms_bands_no_band_is_listed_that_no_published_cohort_shows():
    edition = edition_of([*same(20), *same(9, industry="G"), *same(6, region="east")])
    assert edition.manifest.suppressed == {}


def test_same_name_with_other_contents_is_another_edition():
    first, second = (released(random_contributions(100, seed)).edition for seed in (1, 2))
    assert first.manifest.edition != second.manifest.edition
    assert first.manifest.edition.startswith("2025-q4-")


def test_synthetic_edition_says_so_everywhere():
    edition = edition_of(same(20), synthetic=True, note="For a demonstration.")
    texts = documents(edition)
    assert edition.manifest.edition.startswith("synthetic-2025-q4-")
    assert edition.manifest.synthetic
    header, *lines = texts["cells.csv"].decode().splitlines()
    assert header.split(",")[:2] == ["edition", "synthetic"]
    assert lines
    assert all(line.split(",")[:2] == ["synthetic-2025-q4", "yes"] for line in lines)
    assert b'"synthetic": true' in texts["cells.json"]
    assert b"Synthetic data" in texts["README.md"]
    assert b"For a demonstration." in texts["README.md"]


def test_real_edition_carries_no_synthetic_notice():
    texts = documents(edition_of(same(20)))
    assert b"Synthetic" not in texts["README.md"]
    assert all(line.split(",")[1] == "no" for line in texts["cells.csv"].decode().splitlines()[1:])


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("min_n", 1),
        ("quantile_tail", 0),
        ("round_to", 0.0),
        ("round_to", 0.00015),
        ("bands", ()),
        ("bands", (20, 30)),
        ("bands", (10, 12, 20)),
        ("usual_share", 0.0),
        ("distribution_n", 9),
        ("bin_n", 0),
        ("dominance", 1.1),
        ("account_share", 0.0),
        ("share_to", 51),
        ("share_to", 15),
        ("difference", 0),
        ("window_quarters", 0),
        ("min_age_days", -1),
        ("width", 1.0),
        ("coalition", 0),
        ("epsilon", -0.1),
        ("epsilon_n", 9),
    ],
)
def test_thresholds_that_make_no_sense_are_refused(field, value):
    thresholds = msgspec.structs.replace(Thresholds(), **{field: value})
    with pytest.raises(AssessError) as refusal:
        edition_of(same(10), thresholds=thresholds)
    assert refusal.value.where == f"thresholds.{field}"


def test_edition_of_nobody_has_no_cells_and_no_reasons_but_those_of_the_form():
    edition = edition_of([])
    assert (edition.cells, edition.manifest.suppressed, edition.manifest.withheld) == (
        {},
        {"all": "below_min_n"},
        {},
    )


def test_contributions_that_do_not_fit_together_are_refused():
    good = contributions_of(same(3))
    for change in (
        {"instrument": msgspec.structs.replace(good.instrument, nodes=("listen", "overall", "deliver"))},
        {"score": good.score[:2]},
        {"score": good.score.astype("int16")},
        {"leaf": good.leaf + 1},
        {"paths": (("C", "medium", "balkan"), ("A",))},
        {"staged": good.staged[:1]},
        {"score": good.score - 300},
    ):
        with pytest.raises(AssessError):
            msgspec.structs.replace(good, **change)


def test_random_seed_of_the_process_does_not_matter():
    rows = [(random.choice("CG"), "small", "east", (i, i, i)) for i in range(40)]
    assert documents(edition_of(rows)) == documents(edition_of(rows[::-1]))


def test_quarter_is_never_released_again_nor_one_before_it():
    past = Past(releases=(released(contributions_of(same(20))),))
    for quarter in (QUARTER, QUARTER.shifted(-1)):
        with pytest.raises(Conflict):
            released(contributions_of(same(30)), quarter, past=past)


def test_audited_cohort_is_withdrawn_with_all_below_it():
    edition = released(contributions_of([*same(20), *same(20, size="small")]), withdrawn=["C/medium"]).edition
    assert set(edition.cells) == {"all", "C", "C/small", "C/small/balkan"}
    assert edition.manifest.suppressed == dict.fromkeys(("C/medium", "C/medium/balkan"), "audit")


def test_what_was_told_of_an_audited_cohort_is_carried_forward():
    """It is known already: leaving it out would hide nothing, and take from readers what they had."""
    first = released(contributions_of([*same(20), *same(20, size="small")]))
    again = contributions_of([*same(20, score=300), *same(20, size="small", score=310)])
    second = released(again, QUARTER.shifted(1), past=Past(releases=(first,)), withdrawn=["C/medium"])
    for cohort in ("C/medium", "C/medium/balkan"):
        told = second.edition.cells[cohort]
        assert {cell.held_from for cell in told.values()} == {first.edition.manifest.edition}
        assert [cell.mean for cell in told.values()] == [
            cell.mean for cell in first.edition.cells[cohort].values()
        ]
        assert cohort not in second.edition.manifest.suppressed
    third = released(
        again, QUARTER.shifted(2), past=Past(releases=(first, second)), withdrawn=["C/medium"]
    ).edition
    assert {cell.held_from for cell in third.cells["C/medium"].values()} == {first.edition.manifest.edition}


@pytest.mark.parametrize(
    "names",
    [
        {"withdrawn": ["C/medum"]},
        {"withdrawn": ["C/medium", "C/large"]},
        {"withheld": ["nonsense"]},
        {"withheld": ["listen", "question/none"]},
    ],
)
def test_name_of_nothing_that_would_be_told_is_refused(names):
    with pytest.raises(NotFound) as refusal:
        edition_of([*same(20), *same(20, size="small")], **names)
    [wrong] = {"C/medum", "C/large", "nonsense", "question/none"} & {
        word.strip(".") for word in refusal.value.what.split()
    }
    assert wrong in (*names.get("withdrawn", ()), *names.get("withheld", ()))


def test_node_that_is_held_from_the_edition_before_cannot_be_left_out():
    first = released(contributions_of(same(20)))
    with pytest.raises(NotFound):
        released(
            contributions_of(same(21)), QUARTER.shifted(1), past=Past(releases=(first,)), withheld=["listen"]
        )


def test_readme_says_what_every_kind_of_node_is():
    nodes = ("overall", "listen", "question/ask", "theme/trust", "owner/sales", "phase/buying")
    rows = [("C", "", "", (200 + i,) * len(nodes)) for i in range(40)]
    found = released(contributions_of(rows, nodes=nodes)).edition
    text = documents(found)["README.md"].decode()
    kinds = {node.partition("/")[0] for cells in found.cells.values() for node in cells if "/" in node}
    assert kinds == {"question", "theme", "owner", "phase"}
    assert all(f"`{kind}/…`" in text for kind in kinds)
