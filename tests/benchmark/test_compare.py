"""Own scores beside the published cells."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.benchmark.cohort import Bands
from assess.benchmark.compare import compare, position
from assess.benchmark.model import Cell, Edition, Fallback
from assess.errors import Conflict

from .conftest import edition_of, same, scores_of

PROFILE = {"industry": "C", "size": "medium", "region": "balkan"}
OWN = scores_of({"overall": 250, "listen": None, "deliver": 310})
TENTH = st.integers(0, 50).map(lambda tenths: tenths / 10)


def cell_of(n_band: str, *values: float) -> Cell:
    """A cell with seven quantiles, cut to what its band may tell."""
    p5, p10, p25, median, p75, p90, p95 = sorted(values)
    told = {"10–14": 0, "20–29": 1, "50–99": 2, "100+": 3}[n_band]
    return Cell(
        cohort="C",
        node="overall",
        n_band=n_band,
        mean=median,
        median=median,
        **({"p25": p25, "p75": p75} if told > 0 else {}),
        **({"p10": p10, "p90": p90} if told > 1 else {}),
        **({"p5": p5, "p95": p95} if told > 2 else {}),
    )


WIDE = cell_of("100+", 0.5, 1.0, 2.0, 2.5, 3.0, 4.0, 4.5)


def test_deepest_published_cohort_is_used():
    edition = edition_of(same(12))
    comparison = compare(OWN, PROFILE, edition)
    assert (comparison.asked, comparison.used, comparison.fallbacks) == (
        "C/medium/balkan",
        "C/medium/balkan",
        (),
    )
    assert comparison.n_band == "10–14"
    assert comparison.edition == edition.manifest.edition


def test_cohort_of_nine_falls_back_and_says_why():
    edition = edition_of([*same(9), *same(6, region="east")])
    comparison = compare(OWN, PROFILE, edition)
    assert (comparison.asked, comparison.used) == ("C/medium/balkan", "C/medium")
    assert comparison.fallbacks == (Fallback(cohort="C/medium/balkan", reason="below_min_n"),)


def test_small_and_empty_cohorts_fall_back_with_the_same_words():
    bands = Bands(industry=("C", "G"), size=("medium",), region=("balkan",))
    for listed in (bands, None):
        small, empty = (
            edition_of([*same(20), *same(9, industry=industry)], bands=listed) for industry in ("G", "")
        )
        ways = [compare(OWN, {**PROFILE, "industry": "G"}, edition) for edition in (small, empty)]
        assert ways[0].fallbacks == ways[1].fallbacks
        assert {fallback.reason for fallback in ways[0].fallbacks} == {"below_min_n"}


def test_level_that_the_edition_does_not_have_is_told_apart():
    edition = edition_of(same(20, size="", region=""))
    narrow = msgspec.structs.replace(edition.manifest, tree=("industry", "all"))
    comparison = compare(OWN, PROFILE, Edition(manifest=narrow, cells=edition.cells))
    assert {fallback.reason for fallback in comparison.fallbacks} == {"not_in_edition"}


def test_nothing_published_is_no_comparison():
    assert compare(OWN, PROFILE, edition_of(same(9))) is None


@pytest.mark.parametrize("other", [{"questionnaire": "another"}, {"content": "b" * 64}])
def test_edition_of_another_questionnaire_or_content_is_refused(edition, other):
    with pytest.raises(Conflict):
        compare(scores_of({"overall": 250}, **other), PROFILE, edition)


def test_only_nodes_scored_here_and_published_there_have_a_position(edition):
    comparison = compare(OWN, {}, edition)
    assert set(comparison.positions) == {"overall", "deliver"}
    assert compare(scores_of({"overall": 250, "unheard": 100}), {}, edition).positions.keys() == {"overall"}


def test_comparison_reads_nothing_but_the_cells_of_the_cohort_it_uses(edition):
    first = compare(OWN, {"industry": "C"}, edition)
    alone = Edition(manifest=edition.manifest, cells={"C": edition.cells["C"]})
    assert compare(OWN, {"industry": "C"}, alone) == first
    assert first.positions["overall"].cell is edition.cells["C"]["overall"]


@pytest.mark.parametrize(
    ("n_band", "wording"),
    [("10–14", "above"), ("20–29", "quartile"), ("50–99", "percentile"), ("100+", "percentile")],
)
def test_wording_is_as_fine_as_the_band_allows(n_band, wording):
    cell = cell_of(n_band, 0.5, 1.0, 2.0, 2.5, 3.0, 4.0, 4.5)
    assert position("overall", 3.0, cell).wording == wording


@pytest.mark.parametrize(("n_band", "wording"), [("15–19", "above"), ("30–49", "quartile")])
def test_quantiles_published_early_do_not_make_the_wording_finer(n_band, wording):
    assert position("overall", 3.0, msgspec.structs.replace(WIDE, n_band=n_band)).wording == wording


def test_quantile_that_is_not_published_coarsens_the_wording():
    cell = msgspec.structs.replace(WIDE, p10=None, p90=None)
    assert position("overall", 3.0, cell).wording == "quartile"
    assert position("overall", 3.0, msgspec.structs.replace(cell, p25=None)).wording == "above"


@pytest.mark.parametrize(
    ("exact", "wording"), [(2.449, "below"), (2.45, "at"), (2.549, "at"), (2.55, "above")]
)
def test_score_is_at_the_median_when_both_show_the_same_decimal(exact, wording):
    edition = edition_of([("C", "", "", (250, 250, 250))] * 10)
    own = msgspec.structs.replace(OWN.overall, exact=exact, score=round(exact * 100))
    found = compare(msgspec.structs.replace(OWN, nodes={"overall": own}), PROFILE, edition).positions[
        "overall"
    ]
    assert found.wording == wording
    assert found.score == own.shown


def test_score_kept_in_hundredths_only_is_shown_all_the_same(edition):
    own = msgspec.structs.replace(OWN.overall, exact=None, score=345)
    found = compare(msgspec.structs.replace(OWN, nodes={"overall": own}), {}, edition).positions["overall"]
    assert found.score == 3.5


@pytest.mark.parametrize(
    ("score", "percentile", "low", "high"),
    [
        (0.0, None, None, 5),
        (0.5, 5, 5, 5),
        (1.5, 18, 10, 25),
        (2.5, 50, 50, 50),
        (2.8, 65, 50, 75),
        (4.5, 95, 95, 95),
        (4.6, None, 95, None),
    ],
)
def test_percentile_is_interpolated_and_never_guessed_beyond_the_published(score, percentile, low, high):
    found = position("overall", score, WIDE)
    assert (found.percentile, found.low, found.high) == (percentile, low, high)


def test_score_equal_to_several_quantiles_stands_in_their_middle():
    found = position("overall", 2.5, cell_of("50–99", 1.0, 1.0, 2.5, 2.5, 2.5, 4.0, 4.0))
    assert (found.percentile, found.low, found.high) == (50, 25, 75)


@pytest.mark.parametrize(("score", "quartile"), [(1.9, 1), (2.0, 2), (2.4, 2), (2.5, 3), (3.0, 4), (4.0, 4)])
def test_quartile_counts_from_the_lowest_and_a_bound_belongs_above(score, quartile):
    assert (
        position("overall", score, cell_of("20–29", 0.5, 1.0, 2.0, 2.5, 3.0, 4.0, 4.5)).quartile == quartile
    )


def rank(found) -> tuple[float, ...]:
    """A position as numbers that must not fall when the score rises."""
    if found.wording == "percentile":
        low = -1 if found.low is None else found.low
        high = 101 if found.high is None else found.high
        beyond = -1 if found.low is None else 101
        return (beyond if found.percentile is None else found.percentile, low, high)
    if found.wording == "quartile":
        return (found.quartile,)
    return (("below", "at", "above").index(found.wording),)


@given(
    st.sampled_from(["10–14", "20–29", "50–99", "100+"]),
    st.lists(TENTH, min_size=7, max_size=7),
    TENTH,
    TENTH,
)
def test_higher_score_never_gets_a_lower_position(n_band, values, one, other):
    cell = cell_of(n_band, *values)
    below, above = (rank(position("overall", score, cell)) for score in sorted((one, other)))
    assert all(low <= high for low, high in zip(below, above, strict=True))


@given(st.sampled_from(["50–99", "100+"]), st.lists(TENTH, min_size=7, max_size=7), TENTH)
def test_percentile_lies_within_the_quantiles_it_names(n_band, values, score):
    found = position("overall", score, cell_of(n_band, *values))
    if found.percentile is not None:
        assert found.low <= found.percentile <= found.high
