"""The report as people meet it: in a real Chromium, from a folder, without scripts, by day and by night."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, Page, sync_playwright
from report_sample import build_comparison, build_findings
from report_words import WORDS

from assess.language import speaking
from assess.report.chart.position import draw_position
from assess.report.chart.renderer import Renderer
from assess.report.chart.strip import draw_strip
from assess.report.look import FONT
from tests.chromium import executable

pytestmark = pytest.mark.browser

PAGES = ("index", "standing", "priorities", "dimension-design", "department-support", "method", "glossary")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable(), args=["--no-sandbox"])
        yield chromium
        chromium.close()


@contextmanager
def visiting(browser: Browser, *, width: int = 1280, height: int = 800, **options) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": width, "height": height}, **options)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("width", [320, 768, 1440])
def test_nothing_is_wider_than_the_window(browser: Browser, site: Path, width: int):
    with visiting(browser, width=width) as page:
        for name in (*PAGES, "data"):
            page.goto((site / f"{name}.html").as_uri())
            assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        page.goto((site / "index.html").as_uri())
        assert page.locator(".chart-wide").is_visible() == (width >= 768)
        assert page.locator(".chart-narrow").is_visible() == (width < 768)


def test_phone_shows_verdict_and_ladder_without_scrolling(browser: Browser, site: Path):
    with visiting(browser, width=360, height=740, java_script_enabled=False) as page:
        page.goto((site / "index.html").as_uri())
        for selector in (".verdict", ".ladder"):
            box = page.locator(selector).bounding_box()
            assert box["y"] + box["height"] <= 740, selector


def test_phone_text_in_charts_is_not_scaled_below_12_px(browser: Browser, site: Path):
    with visiting(browser, width=360) as page:
        page.goto((site / "dimension-design.html").as_uri())
        heights = page.locator(".chart-narrow svg text").evaluate_all(
            "texts => texts.map(t => parseFloat(getComputedStyle(t).fontSize) * t.getScreenCTM().a)"
        )
        assert min(heights, default=0) >= 12
        assert not page.locator(".chart-wide").is_visible()


def test_pages_menu_works_by_keyboard_without_scripts(browser: Browser, site: Path):
    with visiting(browser, width=360, height=740, java_script_enabled=False) as page:
        page.goto((site / "index.html").as_uri())
        page.locator("summary", has_text="Pages").focus()
        page.keyboard.press("Enter")
        link = page.locator(".pages-above a", has_text="Method")
        assert link.is_visible()
        assert link.bounding_box()["height"] >= 40
        link.click()
        assert page.url.endswith("method.html")


def test_dark_recolours_the_charts(browser: Browser, site: Path):
    colours = []
    for scheme in ("light", "dark"):
        with visiting(browser, color_scheme=scheme) as page:
            page.goto((site / "index.html").as_uri())
            dot = page.locator(".chart-wide svg path[fill^='var(--accent']").last
            colours.append(dot.evaluate("mark => getComputedStyle(mark).fill"))
    assert colours == ["rgb(11, 107, 103)", "rgb(92, 194, 187)"]


def test_paper_shows_the_report_and_not_its_navigation(browser: Browser, site: Path):
    with visiting(browser) as page:
        page.goto((site / "index.html").as_uri())
        page.emulate_media(media="print", color_scheme="dark")
        assert not page.locator(".pages-beside").is_visible()
        leading_on = page.locator(".explain, .onward")
        assert leading_on.count() > 5
        assert leading_on.filter(visible=True).count() == 0
        assert page.locator(".chart-wide").is_visible()
        assert page.locator("details table").first.is_visible()
        assert page.evaluate("getComputedStyle(document.body).color") == "rgb(26, 35, 48)"


LONG = {
    "en": "Relationships with customers of the business-to-business kind",
    "pl": "Współpraca z najważniejszymi klientami korporacyjnymi i instytucjami",
    "ru": "Взаимодействие с крупнейшими корпоративными клиентами и ведомствами",
    "sr": "Сарадња са највећим пословним корисницима и установама",
}
TOUCHING = """() => [...document.querySelectorAll('svg')].flatMap(svg => {
  const frame = svg.getBoundingClientRect();
  const texts = [...svg.querySelectorAll('text')].filter(text => text.textContent.trim());
  const boxes = texts.map(text => [text.textContent, text.getBoundingClientRect()]);
  const outside = boxes.filter(([_, box]) => box.left < frame.left - 3 || box.right > frame.right + 3
    || box.top < frame.top || box.bottom > frame.bottom);
  const over = boxes.filter(([_, one], at) => boxes.slice(at + 1).some(([_, other]) =>
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > 0
    && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 2));
  return [...outside, ...over].map(([text]) => text);
})"""


@pytest.mark.parametrize("code", LONG)
def test_long_labels_wrap_and_never_touch_or_leave_the_chart(browser: Browser, code: str):
    words = replace(WORDS[code], titles={**WORDS[code].titles, "design": LONG[code], "deliver": LONG[code]})
    with speaking(code), visiting(browser) as page:
        found = build_findings("A", comparison=build_comparison(), words=words)
        charts = [draw_position(found, Renderer()), draw_strip(found, found.chapters[0], Renderer())]
        drawn = "".join(svg for chart in charts for svg in chart.svgs)
        page.set_content(f"<body style='font-family: {FONT}'>{drawn}")
        assert page.evaluate("document.querySelectorAll('svg').length") == 4
        assert page.evaluate(TOUCHING) == []
