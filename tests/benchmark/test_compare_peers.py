"""Peers that somebody chooses, and figures that somebody asks for by name."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from assess.benchmark.choice import EXTREMES, NotTold, OffTree, UnknownBand, choose, inquire
from assess.benchmark.cohort import Bands
from assess.benchmark.compare import compare
from assess.benchmark.model import Edition, Fallback

from .conftest import edition_of, same, scores_of

BANDS = Bands(industry=("C", "G"), size=("medium", "small"), region=("balkan", "east"))
PROFILE = {"industry": "C", "size": "medium", "region": "balkan"}
OWN = scores_of({"overall": 250, "deliver": 310})


@pytest.fixture(scope="module")
def edition() -> Edition:
    """C/medium in two regions of 12, and G/small of 15, of whom 9 are of one region."""
    rows = [
        *same(12),
        *same(12, region="east"),
        *same(9, industry="G", size="small"),
        *same(6, industry="G", size="small", region="east"),
    ]
    return edition_of(rows, bands=BANDS)


@pytest.mark.parametrize("text", ["all", "C", "C/medium", "C/medium/east"])
def test_groups_of_the_tree_can_be_asked_for(text):
    assert choose(text, BANDS) == text


@pytest.mark.parametrize("text", ["C/balkan", "balkan", "medium", "C/medium/balkan/east", "C/G", "medium/C"])
def test_group_across_the_tree_is_refused_and_the_tree_explained(text):
    with pytest.raises(OffTree) as refused:
        choose(text, BANDS)
    assert refused.value.status == 422
    assert "industry × size × region → industry × size → industry → all" in refused.value.what
    assert "subtracted" in refused.value.what


@pytest.mark.parametrize("text", ["X", "C/huge", "C/medium/north", "C/", "/", "C/medium/"])
def test_band_that_nobody_knows_is_refused_with_those_there_are(text):
    with pytest.raises(UnknownBand, match="Use one of"):
        choose(text, BANDS)


def test_chosen_peers_are_used_instead_of_those_of_the_profile(edition):
    found = compare(OWN, PROFILE, edition, peers="G/small")
    assert (found.asked, found.used, found.fallbacks, found.chosen) == ("G/small", "G/small", (), True)
    assert not compare(OWN, PROFILE, edition).chosen


def test_chosen_peers_that_are_not_published_fall_back_along_the_tree(edition):
    found = compare(OWN, PROFILE, edition, peers="G/small/balkan")
    assert (found.asked, found.used) == ("G/small/balkan", "G/small")
    assert found.fallbacks == (Fallback(cohort="G/small/balkan", reason="below_min_n"),)


def test_comparison_says_from_which_edition_its_values_are_held(edition):
    held = {
        cohort: {node: replace(cell, held_from="2025-q3-0123") for node, cell in cells.items()}
        for cohort, cells in edition.cells.items()
    }
    assert compare(OWN, PROFILE, Edition(manifest=edition.manifest, cells=held)).held_from == "2025-q3-0123"
    assert compare(OWN, PROFILE, edition).held_from == ""


def test_comparison_says_why_a_node_of_its_group_is_not_told(edition):
    manifest = replace(edition.manifest, withheld={"C/medium/balkan": {"listen": "item_nonresponse"}})
    found = compare(OWN, PROFILE, Edition(manifest=manifest, cells=edition.cells))
    assert found.withheld == {"listen": "item_nonresponse"}
    assert compare(OWN, PROFILE, edition, peers="G").withheld == {}


def test_questions_and_lines_are_compared_where_they_are_published(edition):
    one = replace(edition.cells["C"]["overall"], node="question/q-01")
    told = {**edition.cells, "C": {**edition.cells["C"], "question/q-01": one}}
    beside = {"question/q-01": 4.0, "theme/service": 2.0}
    found = compare(OWN, PROFILE, Edition(manifest=edition.manifest, cells=told), peers="C", beside=beside)
    assert found.positions.keys() == {"overall", "deliver", "question/q-01"}
    assert found.positions["question/q-01"].score == 4.0


def test_a_published_figure_is_told_with_what_must_stand_beside_it(edition):
    told = inquire(edition, "C", "overall", "p25")
    cell = edition.cells["C"]["overall"]
    assert (told.value, told.n_band) == (cell.p25, cell.n_band)
    assert (told.period_from, told.period_to) == (edition.manifest.period_from, edition.manifest.period_to)


@pytest.mark.parametrize("figure", EXTREMES)
def test_an_extreme_is_refused_with_the_reason(edition, figure):
    with pytest.raises(NotTold, match="never published"):
        inquire(edition, "all", "overall", figure)


@pytest.mark.parametrize(
    ("peers", "node", "figure", "reason"),
    [
        ("C", "overall", "p5", "below_quantile_n"),
        ("C/medium/balkan", "overall", "p25", "below_quantile_n"),
        ("G/small/balkan", "overall", "median", "below_min_n"),
        ("G/medium", "overall", "median", "below_min_n"),
        ("C", "unheard", "median", "not_in_edition"),
        ("C", "overall", "sd", ""),
        ("C", "overall", "cohort", ""),
        ("C", "overall", "n_band", ""),
    ],
)
def test_what_is_not_published_is_refused_with_its_reason(edition, peers, node, figure, reason):
    with pytest.raises(NotTold) as refused:
        inquire(edition, peers, node, figure)
    assert refused.value.reason == reason


def test_nine_and_none_are_refused_in_the_same_words(edition):
    said = set()
    for peers in ("G/small/balkan", "C/small/balkan"):
        with pytest.raises(NotTold) as refused:
            inquire(edition, peers, "overall", "median")
        said.add(str(refused.value))
    assert len(said) == 1
