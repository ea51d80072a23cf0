"""The overview of a portfolio: its charts can be asked where the clients' can, each with the figures of its own page."""

from __future__ import annotations

import re

from msgspec.structs import replace
from report_sample import build_questionnaire, build_scores

from assess.language import speaking
from assess.report.brand.model import HOUSE
from assess.report.chart.live import FOLDER
from assess.report.chart.renderer import Renderer
from assess.report.portfolio.overview import Line, compose_overview
from assess.report.site.folder import Content

VEGA = b"// as good as any"


def build(vega: bytes | None) -> Content:
    """The overview of two clients, each with a questionnaire of its own."""
    small = build_questionnaire()
    asked = {"small": small, "other": replace(small, id="other", title="Another check")}
    lines = [
        Line(title=f"Client {id}", audience="client", language="en", questionnaire=id, scores=build_scores())
        for id in asked
    ]
    with speaking("en"):
        return compose_overview(lines, asked, HOUSE, Renderer(), vega)


def test_every_chart_of_the_overview_can_be_asked():
    content = build(VEGA)
    pages = {name: text for name, text in content.texts.items() if name.endswith(".md")}
    linked = {
        name: re.findall(r'href="live/chart\.html#([\w-]+):([\w-]+)"', text) for name, text in pages.items()
    }
    assert linked == {
        "index.md": [],
        "questionnaire-other.md": [("portfolio-other", "questionnaire-other")],
        "questionnaire-small.md": [("portfolio-small", "questionnaire-small")],
    }
    for id in ("other", "small"):
        assert f"Client {id}" in content.texts[f"{FOLDER}/data-portfolio-{id}.js"]
        assert f'id="chart-portfolio-{id}"' in pages[f"questionnaire-{id}.md"]
    assert content.settings["extra"]["live"]


def test_it_asks_for_nothing_unless_it_should():
    content = build(None)
    assert not [name for name in content.texts if name.startswith(FOLDER)]
    assert not any("live/" in text for text in content.texts.values() if isinstance(text, str))
    assert "live" not in content.settings["extra"]
