"""The journey: its highest and lowest phase marked by their shapes, its line clear of every text."""

from __future__ import annotations

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from report_sample import build_findings

from assess.report.chart.journey import draw_journey, journey_marks, journey_of
from assess.report.chart.layout import JOURNEY
from assess.report.chart.renderer import Renderer
from assess.report.chart.room import is_clear, segments_of
from assess.report.finding.model import Findings


def test_the_highest_phase_is_a_triangle_and_the_lowest_a_diamond(many: Findings):
    for layout in JOURNEY:
        shapes = [dot.shape for dot in journey_marks(many, journey_of(many), (), layout).dots]
        assert shapes == ["diamond", "circle", "circle", "triangle-up"]


def test_where_all_phases_are_alike_none_is_marked(many: Findings):
    phases = [replace(phase, score=2.0) for phase in journey_of(many)]
    assert {dot.shape for dot in journey_marks(many, phases, (), JOURNEY[0]).dots} == {"circle"}


def test_one_phase_is_no_journey(renderer: Renderer):
    assert draw_journey(build_findings(), renderer) is None


LONG = ("Find and fix", "Перестроить и поднять качество", "Взаимодействие", "Zostać w pamięci i się wyróżnić")


@pytest.mark.parametrize("layout", JOURNEY, ids=lambda layout: layout.name)
@given(
    scores=st.lists(st.one_of(st.none(), st.integers(0, 50)), min_size=2, max_size=9),
    peers=st.one_of(st.none(), st.tuples(*[st.integers(0, 50)] * 3).map(sorted)),
)
@example(scores=[None, None, None, None, 18, 0, 6], peers=None)
@example(scores=[50, 0, 50, 0, 50, 0, 50, 0, 50], peers=[0, 20, 50])
@settings(max_examples=200, deadline=None)
def test_the_line_runs_through_no_text(many: Findings, layout, scores, peers):
    """No part of it meets the rectangle of a name, a figure or the scale, however steep it is."""
    assume(any(score is not None for score in scores))
    beside = None
    if peers:
        p25, median, p75 = (value / 10 for value in peers)
        beside = replace(many.chapters[0].standing.peers, p25=p25, median=median, p75=p75)
    some = journey_of(many)[0]
    phases = [
        replace(
            some,
            id=f"p{at}",
            title=LONG[at % len(LONG)],
            score=None if score is None else score / 10,
            peers=beside,
        )
        for at, score in enumerate(scores)
    ]
    drawing = journey_marks(many, phases, (), layout)
    segments = segments_of(drawing.lines)
    assert not [word.text for word in drawing.words if not is_clear(word, segments)]
