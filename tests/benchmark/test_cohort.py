"""The tree of peers."""

from __future__ import annotations

import pytest

from assess.benchmark.cohort import TREE, Bands, ancestry, key, level, offered, path, steps
from assess.errors import AssessError
from assess.questionnaire.vocabulary import ProfileField


def test_ancestry_runs_from_the_deepest_cohort_to_everyone():
    profile = {"industry": "C", "size": "medium", "region": "eu-west", "anything": "else"}
    assert ancestry(profile) == ("C/medium/eu-west", "C/medium", "C", "all")


def test_unknown_band_ends_the_path_whatever_follows():
    assert ancestry({"industry": "C", "region": "eu-west"}) == ("C", "all")
    assert ancestry({"size": "medium", "region": "eu-west"}) == ("all",)
    assert ancestry({}) == ("all",)


@pytest.mark.parametrize("band", ["C/medium", "all"])
def test_band_that_looks_like_a_path_or_everyone_is_refused(band):
    with pytest.raises(AssessError):
        path([band])


@pytest.mark.parametrize("cohort", ["all", "C", "C/medium", "C/medium/eu-west"])
def test_key_and_steps_are_inverse_and_every_key_has_its_level(cohort):
    assert key(steps(cohort)) == cohort
    assert level(cohort) == TREE[3 - len(steps(cohort))]


def test_bands_of_a_form_give_every_cohort_of_the_tree_and_no_cross_cut():
    bands = Bands(industry=("C", "G"), size=("small", "large"), region=("east",))
    assert list(bands.cohorts()) == [
        "all",
        "C",
        "C/small",
        "C/small/east",
        "C/large",
        "C/large/east",
        "G",
        "G/small",
        "G/small/east",
        "G/large",
        "G/large/east",
    ]


def test_bands_come_from_the_options_of_the_profile_form():
    field = ProfileField(id="industry", label="Industry", question="?", why="?", options={"C": "c", "G": "g"})
    assert offered([field]) == Bands(industry=("C", "G"), size=(), region=())
