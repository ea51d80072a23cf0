"""The journey: its highest and lowest phase marked by their shapes."""

from __future__ import annotations

from msgspec.structs import replace
from report_sample import build_findings

from assess.report.chart.journey import draw_journey, journey_marks, journey_of
from assess.report.chart.layout import JOURNEY
from assess.report.chart.renderer import Renderer
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
