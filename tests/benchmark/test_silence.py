"""Why nothing of an edition may be told: its operator reads the rules, and never a count."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace

from assess.benchmark.cohort import Bands
from assess.benchmark.gate import NotSafe
from assess.benchmark.model import Thresholds
from assess.errors import AssessError

from .instance import LENIENT, Instance, contributions_of

BANDS = Bands(industry=("C", "D"), size=("medium",), region=("balkan",))


@pytest.fixture
def instance(tmp_path: Path) -> Instance:
    return Instance(tmp_path)


def refused(instance: Instance, contributions, **plan) -> AssessError:
    with pytest.raises(AssessError) as refusal:
        instance.build(contributions, bands=BANDS, **plan)
    assert not instance.shelf.candidates.exists()
    return refusal.value


def brought_by_one(groups: range):
    contributions = contributions_of(groups, cohorts=("C", "D"))
    return replace(contributions, account=np.full(len(groups), 7, dtype=np.uint64))


def test_one_account_that_brought_everything_in_is_told_with_the_remedy(instance: Instance) -> None:
    told = refused(instance, brought_by_one(range(40)))
    assert "Everyone together: one account brought in more than 25% of it (rule 5)" in told.what
    assert "`concentration`" in told.what
    assert "--account" in told.remedy
    assert "at least 10 contributions are needed" not in str(told)


def test_words_are_the_same_however_many_there_are(instance: Instance) -> None:
    told = {refused(instance, brought_by_one(range(n))).what for n in (20, 37, 61)}
    few = {refused(instance, contributions_of(range(n), cohorts=("C", "D"))).what for n in (0, 1, 9)}
    assert len(told) == 1
    assert few == {"No edition yet: at least 10 contributions are needed."}


def test_mending_that_leaves_nothing_names_the_audit_and_its_rule(instance: Instance) -> None:
    alike = contributions_of(range(12))
    alike.score[:] = 250
    told = refused(instance, alike, thresholds=Thresholds(), mend=True)
    assert isinstance(told, NotSafe)
    assert "Nothing is left of this edition." in told.what
    assert "rule 11" in told.what
    assert "`audit`" in told.what
    assert "12" not in told.what


def test_withdrawing_from_too_few_is_not_the_audits_doing(instance: Instance) -> None:
    told = refused(instance, contributions_of(range(9)), withdrawn=("C",))
    assert told.what == "No edition yet: at least 10 contributions are needed."
    withdrawn = refused(instance, contributions_of(range(20)), withdrawn=("all",))
    assert "`audit`" in withdrawn.what


def test_a_stricter_setting_is_named_as_it_stands(instance: Instance) -> None:
    strict = replace(LENIENT, account_share=0.04)
    told = refused(instance, contributions_of(range(20)), thresholds=strict)
    assert "more than 4%" in told.what
