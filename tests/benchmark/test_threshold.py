"""Which settings of the rules real contributions may be told with: none that is laxer than version 1."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from assess.benchmark.model import Thresholds
from assess.benchmark.threshold import TIGHTER, check_strict, check_thresholds
from assess.errors import AssessError

LAXER = {
    "min_n": 9,
    "usual_share": 0.81,
    "quantile_tail": 4,
    "distribution_n": 29,
    "item_n": 29,
    "bin_n": 4,
    "dominance": 0.91,
    "account_share": 0.26,
    "round_to": 0.09,
    "share_to": 4,
    "bands": (10, 15, 20, 25, 30, 50, 100),
    "difference": 4,
    "window_quarters": 5,
    "min_age_days": 89,
    "width": 0.29,
    "coalition": 2,
    "epsilon_n": 199,
}
TIGHT = {
    "min_n": 15,
    "usual_share": 0.7,
    "quantile_tail": 8,
    "distribution_n": 40,
    "item_n": 50,
    "bin_n": 6,
    "dominance": 0.8,
    "account_share": 0.2,
    "round_to": 0.2,
    "share_to": 10,
    "bands": (10, 30, 100),
    "difference": 6,
    "window_quarters": 2,
    "min_age_days": 180,
    "width": 0.4,
    "coalition": 4,
    "epsilon": 1.0,
    "epsilon_n": 500,
}


def test_every_setting_has_a_direction():
    assert set(TIGHTER) == set(Thresholds.__struct_fields__)
    assert LAXER.keys() | {"epsilon"} == TIGHT.keys() == TIGHTER.keys()


def test_usual_settings_are_strict():
    check_strict(Thresholds())


@pytest.mark.parametrize("name", LAXER)
def test_laxer_setting_is_refused_by_name(name):
    with pytest.raises(AssessError) as refusal:
        check_strict(replace(Thresholds(), **{name: LAXER[name]}))
    assert refusal.value.where == f"thresholds.{name}"


@pytest.mark.parametrize("name", TIGHT)
def test_stricter_setting_is_taken(name):
    chosen = replace(Thresholds(), **{name: TIGHT[name]})
    check_thresholds(chosen)
    check_strict(chosen)


def test_one_strict_setting_does_not_excuse_a_lax_one():
    with pytest.raises(AssessError):
        check_strict(Thresholds(min_n=50, coalition=1))


@pytest.mark.parametrize("step", [3, 15, 40])
def test_steps_of_shares_that_do_not_add_up_to_a_hundred_are_refused(step):
    with pytest.raises(AssessError, match="divide 100"):
        check_thresholds(Thresholds(share_to=step))
