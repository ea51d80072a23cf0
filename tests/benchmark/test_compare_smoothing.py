"""Means drawn towards the wider group: from what is published alone, and only when asked for."""

from __future__ import annotations

from statistics import fmean, variance

import pytest
from msgspec.structs import replace

from assess.benchmark.compare import compare
from assess.benchmark.model import Cell, Edition
from assess.benchmark.smoothing import smooth

from .conftest import edition_of, same, scores_of

MEANS = {"C": 3.0, "G": 2.0, "H": 1.7, "J": 2.4}


def cell(cohort: str, mean: float, n_band: str = "10–14", *, span: float | None = None) -> Cell:
    """A cell whose quartiles lie `span` apart, where they are told."""
    told = {} if span is None else {"p25": mean - span / 2, "p75": mean + span / 2}
    return Cell(cohort=cohort, node="overall", n_band=n_band, mean=mean, median=mean, **told)


@pytest.fixture(scope="module")
def edition() -> Edition:
    """Four industries of ten or more below everyone, whose quartiles tell a variance of .64."""
    cells = {"all": {"overall": cell("all", 2.3, "50–99", span=0.8 * 1.349)}}
    cells |= {name: {"overall": cell(name, mean)} for name, mean in MEANS.items()}
    return Edition(manifest=edition_of(same(12)).manifest, cells=cells)


def test_small_groups_mean_is_drawn_towards_that_of_the_wider_group(edition):
    found = smooth(edition, "C", ["overall"])["overall"]
    between = variance(MEANS.values()) - 0.64 / 10
    weight = between / (between + 0.64 / 10)
    assert found.weight == pytest.approx(weight)
    assert found.value == round(weight * 3.0 + (1 - weight) * 2.3, 1)
    assert 2.3 < found.value < 3.0


def test_own_quartiles_tell_the_variance_where_they_are_published(edition):
    own = cell("C", 3.0, "20–29", span=0.4 * 1.349)
    found = smooth(
        Edition(manifest=edition.manifest, cells={**edition.cells, "C": {"overall": own}}), "C", ["overall"]
    )
    chance = fmean([0.16 / 20, 0.64 / 10, 0.64 / 10, 0.64 / 10])
    between = variance(MEANS.values()) - chance
    assert found["overall"].weight == pytest.approx(between / (between + 0.16 / 20))


def test_groups_that_do_not_differ_are_all_drawn_to_the_middle(edition):
    cells = {name: {"overall": cell(name, mean)} for name, mean in zip("CGH", (2.2, 2.3, 2.4), strict=True)}
    found = smooth(
        Edition(manifest=edition.manifest, cells={**cells, "all": edition.cells["all"]}), "C", ["overall"]
    )
    assert (found["overall"].value, found["overall"].weight) == (2.3, 0)


def test_too_little_published_is_no_smoothed_mean(edition):
    def without(*names: str) -> Edition:
        kept = {name: cells for name, cells in edition.cells.items() if name not in names}
        return Edition(manifest=edition.manifest, cells=kept)

    coarse = {**edition.cells, "all": {"overall": cell("all", 2.3)}}
    assert smooth(edition, "all", ["overall"]) == {}
    assert smooth(without("G", "H"), "C", ["overall"]) == {}
    assert smooth(without("all"), "C", ["overall"]) == {}
    assert smooth(Edition(manifest=edition.manifest, cells=coarse), "C", ["overall"]) == {}
    assert smooth(edition, "C", ["unheard"]) == {}


def test_comparison_smooths_only_when_asked_to_and_leaves_the_published_mean(edition):
    own = replace(scores_of({"overall": 250}))
    plain, asked = (compare(own, {}, edition, peers="C", smoothed=smoothed) for smoothed in (False, True))
    assert plain.smoothed == {}
    assert asked.smoothed.keys() == {"overall"}
    assert asked.positions == plain.positions
    assert asked.positions["overall"].cell.mean == 3.0
