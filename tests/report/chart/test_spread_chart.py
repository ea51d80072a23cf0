"""How many stand on each level, and which is the own one."""

from __future__ import annotations

from chart_sample import build_spread
from msgspec.structs import replace

from assess.report.chart.renderer import Renderer
from assess.report.chart.spread import draw_levels
from assess.report.finding.model import Findings


def test_the_own_level_bears_the_dot_that_is_always_you(many: Findings, renderer: Renderer):
    own = draw_levels(many, build_spread(many), renderer)
    nobody = replace(build_spread(many), bins=tuple(replace(b, own=False) for b in build_spread(many).bins))
    dots = [svg.count("var(--accent") for svg in (*own.svgs, *draw_levels(many, nobody, renderer).svgs)]
    assert dots == [1, 1, 0, 0]
