"""The benchmark site as people meet it: in a real Chromium, from a folder, without scripts, by day and by night."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.chromium import chromium

pytestmark = pytest.mark.browser

TOPIC = "benchmark-cx-quick-check"
PAGES = (
    "index",
    TOPIC,
    f"{TOPIC}-dimension-qc-direction",
    f"{TOPIC}-industry-G",
    "reference",
    "method",
    "hidden",
    "data",
    "cite",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_nothing_is_wider_than_the_window_and_no_text_is_too_small(
    browser: Browser, public: Path, width: int
):
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    for name in PAGES:
        page.goto((public / f"{name}.html").as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        shown = page.locator(".chart svg:visible text").evaluate_all(
            "texts => texts.map(t => parseFloat(getComputedStyle(t).fontSize) * t.getScreenCTM().a)"
        )
        assert min(shown, default=12) >= 12, name
    context.close()


def test_navigation_leads_from_home_to_an_industry_without_scripts(browser: Browser, public: Path):
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    page = context.new_page()
    page.goto((public / "index.html").as_uri())
    page.locator("h2.topic a").first.click()
    page.locator("summary", has_text="Pages").click()
    page.locator(".pages-above a", has_text="Manufacturing").click()
    assert page.locator("h1").inner_text() == "Manufacturing"
    assert page.locator(".pages-above [aria-current]").count() == 1
    context.close()
