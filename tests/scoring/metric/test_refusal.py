"""What cannot be is refused in words, or excluded and counted; it never becomes a figure."""

from __future__ import annotations

import pytest

from assess.scoring.metric.definition import DEFINITIONS, compute
from assess.scoring.metric.figure import InvalidResponse
from assess.scoring.metric.opinion import nps
from assess.scoring.metric.response import as_moment, as_number
from assess.scoring.metric.share import Period, churn, first_contact_resolution, retention

METRICS = {definition.name: definition for definition in DEFINITIONS}


@pytest.mark.parametrize(
    ("counts", "what"),
    [
        ({"start": 100, "end": 120, "new": 10}, "110 of 100 customers stayed"),
        ({"start": 100, "end": 20, "new": 30}, "30 customers are new, but only 20 are there"),
        ({"start": 100, "lost": 101}, "101 of 100 customers were lost"),
        ({"start": 100, "end": 100, "new": 10, "lost": 11}, "90 stayed and 11 were lost, of 100"),
        ({"start": -1}, "-1 customers are counted"),
    ],
)
def test_a_period_that_cannot_be_is_refused(counts, what):
    with pytest.raises(InvalidResponse, match=what) as refused:
        Period(**counts)
    assert refused.value.remedy


def test_customers_of_whom_nothing_is_known_are_neither_kept_nor_lost():
    period = Period(start=100, end=95, new=10, lost=5)
    assert (retention(period).value, churn(period).value) == (85, 5)
    with pytest.raises(InvalidResponse, match="Who stayed is not known"):
        retention(Period(start=100, lost=5))
    with pytest.raises(InvalidResponse, match="Who was lost is not known"):
        churn(Period(start=100, end=95, new=10))


def test_more_resolved_than_contacts_is_refused():
    with pytest.raises(InvalidResponse, match="3 of 2 contacts"):
        first_contact_resolution(3, 2)


def test_a_negative_count_is_refused():
    with pytest.raises(InvalidResponse, match="-2 responses"):
        nps({9: -2})


def test_a_variant_that_is_not_there_is_refused_with_those_that_are():
    with pytest.raises(InvalidResponse, match="no variant `0-7`") as refused:
        compute(METRICS["nps"], {"score": ["1"]}, "0-7")
    assert "0-10, 0-5" in refused.value.remedy
    with pytest.raises(InvalidResponse, match="no variant `2`"):
        compute(METRICS["fcr"], {"resolved": ["yes"]}, "2")


def test_times_with_and_without_a_zone_are_not_mixed():
    columns = {"received": ["2026-03-01T09:00Z"], "answered": ["2026-03-01T10:00"]}
    with pytest.raises(InvalidResponse, match="name their zone"):
        compute(METRICS["frt"], columns)


def test_several_periods_are_not_added_up():
    with pytest.raises(InvalidResponse, match="2 rows"):
        compute(METRICS["churn"], {"start": ["1", "2"], "lost": ["0", "0"]})
    with pytest.raises(InvalidResponse, match=r"'4\.5' is no number of customers"):
        compute(METRICS["churn"], {"start": ["4.5"], "lost": ["0"]})


def test_one_respondent_rates_an_item_once():
    columns = {
        "respondent": ["p", "p"],
        "item": ["a", "a"],
        "expectation": ["1", "2"],
        "perception": ["1", "2"],
    }
    with pytest.raises(InvalidResponse, match="`p` rates `a` twice"):
        compute(METRICS["gap"], columns)


def test_a_comma_that_may_mean_thousands_is_no_number():
    assert [as_number(cell) for cell in ("1,234", "0,5", "12.50", "1e3", "nan", "")] == [
        None, 0.5, 12.5, None, None, None,
    ]  # fmt: skip


def test_a_date_alone_is_its_midnight():
    assert as_moment("2026-03-02") - as_moment("2026-03-01T23:00") == 3600
    assert as_moment("yesterday") is None
