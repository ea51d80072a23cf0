"""The page "Charts" of the documentation: every kind of chart there is, with made-up figures that it calls made up."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import assess.report.chart as charts
from assess.questionnaire.catalogue import load_catalogue
from assess.report.manual.gallery import NOTES, chart_page
from assess.report.page.draw import Page
from assess.resource import resource


@pytest.fixture(scope="module")
def page() -> Page:
    return chart_page(load_catalogue(resource("questionnaires")))


def test_every_kind_of_chart_is_there_with_its_table(page: Page):
    assert re.findall(r"^## .* \{ #([\w-]+) \}$", page.text, re.MULTILINE) == list(NOTES)
    assert page.text.count("<figure") == page.text.count("<table") == len(NOTES)
    drawn = Path(charts.__file__).parent.glob("*.py")
    kinds = {
        name
        for file in drawn
        for name in re.findall(r"^def (draw_\w+)", file.read_text("utf-8"), re.MULTILINE)
    }
    assert len(kinds - {"draw_spread"}) == len(NOTES)  # `draw_spread` draws the levels of an edition


def test_the_journey_shows_what_customers_love_and_hate(page: Page):
    assert "an answer on the same day" in page.text
    assert "telling the same story twice" in page.text
    assert "What customers love" in page.text


def test_it_says_that_its_figures_are_made_up(page: Page):
    assert "Do not cite them." in page.text
