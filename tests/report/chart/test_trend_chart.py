"""The course: dates at their true distance, lines broken where nothing compares."""

from __future__ import annotations

from datetime import date

import pytest
from chart_sample import build_many, build_trend
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from assess.report.chart.layout import TREND
from assess.report.chart.renderer import Renderer
from assess.report.chart.trend import draw_trend, place_dates, trend_marks
from assess.report.finding.model import Findings
from assess.report.look import LIGHT


def test_a_line_is_broken_where_another_questionnaire_or_no_score_stands_between(many: Findings):
    drawing = trend_marks(many, build_trend(many), TREND[0])
    first = [stop.line for stop in drawing.lines[:4]]  # the second of five dates is not scored
    assert first == [0, 1, 2, 2]


@given(
    st.lists(st.dates(date(2000, 1, 1), date(2030, 1, 1)), min_size=1, max_size=40), st.sampled_from(TREND)
)
def test_dates_keep_their_order_and_stay_within_the_plot(dates, layout):
    places = place_dates(sorted(dates), layout)
    assert places == sorted(places)
    assert layout.left <= places[0]
    assert places[-1] <= layout.left + layout.plot


def test_dates_stand_at_their_true_distance():
    first, second, third = place_dates([date(2025, 1, 1), date(2025, 1, 31), date(2025, 4, 1)], TREND[0])
    assert (second - first) * 2 == pytest.approx(third - second, abs=0.3)


def test_nothing_scored_twice_is_no_trend(many: Findings, renderer: Renderer):
    trend = build_trend(many, ("2025-01-01", "2026-01-01"))
    once = tuple(replace(course, scores=(None, 1.0)) for course in trend.courses)
    assert draw_trend(many, replace(trend, courses=once), renderer) is None


@pytest.mark.parametrize("at", [0, 1], ids=["wide", "narrow"])
@given(scores=st.lists(st.one_of(st.none(), st.floats(0, 5)), min_size=2, max_size=5))
@settings(max_examples=40, deadline=None)
def test_the_first_figure_of_a_course_is_not_written_upon_the_peers_nor_out_of_its_row(scores, at: int):
    found = build_many(2)
    dates = ("2022-01-01", "2023-02-01", "2024-03-02", "2025-01-05", "2026-07-01")[: len(scores)]
    trend = build_trend(found, dates)
    trend = replace(trend, courses=(replace(trend.courses[0], scores=tuple(scores)),))
    if sum(score is not None for score in scores) < 2:
        return
    drawing = trend_marks(found, trend, TREND[at])
    first = next(score for score in scores if score is not None)
    place = next(n for n, score in enumerate(scores) if score is not None)
    centre = drawing.dots[0].x
    figure = next(
        word for word in drawing.words if abs(word.x - centre) <= 15 and word.colour == LIGHT.accent
    )
    box = drawing.boxes[place]
    if figure.align == "center":
        assert figure.y < box.y or figure.y - 12 > box.y2, first
    assert drawing.spots[0].y <= figure.y - 9
    assert figure.y <= drawing.spots[0].y2
