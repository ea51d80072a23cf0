"""The charts of a report in Russian: how many a second of one core, warm, and what putting in the texts afterwards saves.

Every round draws with a new renderer, so that nothing is remembered. A chart is two drawings, one for a page and one for a
phone; the limit is on whole charts, the drawings are told beside it.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import msgspec
import vl_convert

from assess.language import speaking
from assess.report.chart.journey import draw_journey
from assess.report.chart.ladder import draw_ladder
from assess.report.chart.layout import POSITION
from assess.report.chart.position import draw_position, position_data
from assess.report.chart.priority import draw_priority
from assess.report.chart.profile import draw_profile
from assess.report.chart.renderer import Chart, Renderer, filled
from assess.report.chart.strip import draw_strip
from assess.report.finding.model import Findings

from .documenting import LANGUAGE, build_findings
from .measure import Row, row

ROUNDS = 9
LEAST = 25
"""Charts a second."""


def measure() -> list[Row]:
    """Drawings and charts a second of processor time; the ratio of a drawing as we make it to one with its texts."""
    Renderer.warm()
    with speaking(LANGUAGE):
        findings = build_findings()
        count = len(_draw(findings))
        seconds = [_timed(lambda: _draw(findings)) for _ in range(ROUNDS)]
        rows = position_data(findings, POSITION[0])
        whole = msgspec.json.encode(filled("position-wide", rows)).decode()
        late: list[float] = []
        for _ in range(ROUNDS):
            drawn = _timed(lambda: vl_convert.vega_to_svg(whole))
            late.append(_timed(lambda: Renderer().svg_of(filled("position-wide", rows))) / drawn)
    return [
        row(
            "charts of a report a second, each for page and phone",
            [count / each for each in seconds],
            "/s",
            LEAST,
            at_least=True,
        ),
        row("  drawings a second", [2 * count / each for each in seconds], "/s"),
        row("  texts put in afterwards, to texts drawn", late, "×", 0.5),
    ]


def _draw(findings: Findings) -> list[Chart]:
    renderer = Renderer()
    drawn = [
        draw_position(findings, renderer),
        draw_profile(findings, renderer),
        draw_ladder(findings, renderer),
        draw_priority(findings, renderer),
        draw_journey(findings, renderer),
        *(draw_strip(findings, chapter, renderer) for chapter in findings.top_chapters),
    ]
    charts = [chart for chart in drawn if chart]
    assert len(charts) > 10
    for chart in charts:
        assert chart.table
        assert len(chart.svgs) == 2
        assert all(svg.startswith("<svg") and svg.count("<text") > 3 for svg in chart.svgs), chart.id
    return charts


def _timed(call: Callable[[], object]) -> float:
    began = time.process_time()
    call()
    return time.process_time() - began
