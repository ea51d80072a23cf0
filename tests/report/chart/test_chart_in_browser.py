"""Every chart in a real Chromium: no text touches another or leaves the chart, in any language, with one row or sixty."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from chart_sample import build_many, draw_every
from playwright.sync_api import Browser, sync_playwright
from report_words import WORDS

from assess.language import speaking
from assess.report.chart.renderer import Renderer
from assess.report.look import FONT, tokens_css
from tests.chromium import executable

pytestmark = pytest.mark.browser

LONG = {
    "en": "Relationships with customers of the business-to-business kind",
    "pl": "Współpraca z najważniejszymi klientami korporacyjnymi i instytucjami",
    "ru": "Взаимодействие с крупнейшими корпоративными клиентами и ведомствами",
    "sr": "Сарадња са највећим пословним корисницима и установама",
    "sr-Latn": "Saradnja sa najvećim poslovnim korisnicima i ustanovama",
}
ONE_WORD = "Конкурентоспособноориентированность"
"""Longer than any word a questionnaire should hold: it is broken, not let out."""
TOUCHING = """() => [...document.querySelectorAll('svg')].flatMap(svg => {
  const frame = svg.getBoundingClientRect();
  const texts = [...svg.querySelectorAll('text')].filter(text => text.textContent.trim());
  const boxes = texts.map(text => [text.textContent, text.getBoundingClientRect()]);
  const outside = boxes.filter(([_, box]) => box.left < frame.left - 3 || box.right > frame.right + 3
    || box.top < frame.top - 1 || box.bottom > frame.bottom + 1);
  const over = boxes.flatMap(([text, one], at) => boxes.slice(at + 1).filter(([_, other]) =>
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > 0
    && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 3).map(([other]) => [text + ' × ' + other]));
  return [...outside, ...over].map(([text]) => svg.id + svg.getAttribute('aria-labelledby') + ': ' + text);
})"""
SMALLEST = """() => Math.min(...[...document.querySelectorAll('svg text')].map(
  text => parseFloat(getComputedStyle(text).fontSize)))"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable(), args=["--no-sandbox"])
        yield chromium
        chromium.close()


SIZES = [
    ("en", 1),
    ("en", 60),
    ("pl", 2),
    ("ru", 1),
    ("ru", 2),
    ("ru", 12),
    ("ru", 60),
    ("sr", 2),
    ("sr-Latn", 2),
]
"""Languages and numbers of rows; Russian words are the longest, so they are tried at every size."""
NAMES = {("ru", 2): ONE_WORD, ("ru", 12): " ".join([LONG["ru"]] * 5)[:300], ("en", 60): "Wi" * 150}
"""What is called otherwise than by a long title: a word, 300 letters with blanks, 300 without."""


@pytest.mark.parametrize(("code", "rows"), SIZES)
def test_no_text_touches_another_or_leaves_its_chart(browser: Browser, code: str, rows: int):
    name = NAMES.get((code, rows), LONG[code])
    with speaking(code):
        found = build_many(rows, WORDS[code], name)
        charts = list(draw_every(found, Renderer(), name=name, clients=rows))
    drawn = "".join(svg for chart in charts for svg in chart.svgs)
    page = browser.new_page()
    page.set_content(
        f"<style>{tokens_css()} svg {{ display: block }}</style><body style='font-family: {FONT}'>{drawn}"
    )
    assert page.evaluate("document.querySelectorAll('svg').length") == (
        20 if rows == 1 else 22
    )  # one phase is no journey
    assert page.evaluate(TOUCHING) == []
    assert page.evaluate(SMALLEST) >= 12
    page.close()


@pytest.mark.parametrize("width", [360, 768, 1024, 1440])
def test_charts_are_shown_at_the_size_they_are_drawn_for(browser: Browser, site: Path, width: int):
    """A chart that is scaled down to its place has text below 12 px."""
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto((site / "index.html").as_uri())
    shown = page.evaluate("""() => [...document.querySelectorAll('figure.chart svg')]
      .map(svg => [svg.getBoundingClientRect().width, +svg.getAttribute('width')]).filter(([wide]) => wide)""")
    assert shown
    assert all(wide == drawn for wide, drawn in shown)
    page.close()
