"""All clients in one picture: weakest first, unscored last."""

from __future__ import annotations

from chart_sample import build_portfolio

from assess.report.chart.portfolio import draw_portfolio
from assess.report.chart.renderer import Renderer
from assess.report.finding.model import Findings


def test_clients_stand_weakest_first_and_unscored_last(many: Findings, renderer: Renderer):
    chart = draw_portfolio(build_portfolio(many, 3), renderer)
    assert [row[0] for row in chart.table.rows] == ["Client 1", "Client 2", "Client 3", "Client 0"]
    assert set(chart.table.rows[-1][1:]) == {"–"}


def test_nobody_scored_is_no_portfolio(many: Findings, renderer: Renderer):
    assert draw_portfolio(build_portfolio(many, 0), renderer) is None
