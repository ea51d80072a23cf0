"""Every kind of site in a real Chromium, from a folder and from a web server: quiet, alone, and leaving no trace."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from site_sample import KINDS, ONE_OF_EACH, all_pages, one_of_each

from tests.axe import violations

pytestmark = pytest.mark.browser

TRACE = "() => [localStorage.length, sessionStorage.length, document.cookie].join()"


def watched(page: Page) -> tuple[list[str], list[str]]:
    """What the page asks for and complains of from now on."""
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("requestfailed", lambda request: said.append(f"{request.failure} {request.url}"))
    return asked, said


def complaints(said: list[str]) -> list[str]:
    """All but that the browser gave up a picture of the page that it was leaving."""
    return [each for each in said if not each.startswith("net::ERR_ABORTED")]


@pytest.mark.parametrize("kind", KINDS)
def test_every_page_from_a_file_asks_nobody_and_says_nothing(
    browser: Browser, built: Callable[..., Path], kind: str
):
    site, context = built(kind), browser.new_context()
    page = context.new_page()
    asked, said = watched(page)
    for name in all_pages(site):
        page.goto((site / name).as_uri())
    assert len(asked) > len(all_pages(site))
    assert [url for url in asked if not url.startswith((site.as_uri(), "data:"))] == []
    assert complaints(said) == []
    assert context.cookies() == []
    context.close()


@pytest.mark.parametrize("kind", ONE_OF_EACH)
def test_every_kind_of_page_from_a_server_keeps_nothing_and_bears_the_strictest_policy(
    browser: Browser, serving: Callable, built: Callable[..., Path], kind: str
):
    context = browser.new_context()
    page = context.new_page()
    asked, said = watched(page)
    with serving(built(kind)) as address:
        for name in one_of_each(built(kind)):
            page.goto(f"{address}/{name}")
            assert page.evaluate(TRACE) == "0,0,", name
        page.wait_for_load_state("networkidle")
        assert [url for url in asked if not url.startswith((address, "data:"))] == []
    assert complaints(said) == []
    assert context.cookies() == []
    context.close()


DRESSED = """() => [...new Set([...document.querySelectorAll('main *')].map(
    each => [each.parentElement, each].map(one => `${one.tagName}.${one.getAttribute('class')}`).join('>')))]"""
"""Every element that a style sheet could tell from others, by its name, its classes and its parent's. By night a page where
all of them stood on one before has the colours that it had there."""


@pytest.mark.parametrize("kind", ONE_OF_EACH)
def test_axe_finds_nothing_on_any_kind_of_page_by_day_and_by_night(
    browser: Browser, built: Callable[..., Path], kind: str
):
    page = browser.new_page()
    known: set[str] = set()
    for name in one_of_each(built(kind)):
        page.emulate_media(color_scheme="light")
        page.goto((built(kind) / name).as_uri())
        assert violations(page) == [], name
        dressed = set(page.evaluate(DRESSED))
        if dressed - known:
            page.emulate_media(color_scheme="dark")
            assert violations(page, "dark") == [], f"{name}, by night"
        known |= dressed
    page.close()


@pytest.mark.parametrize("kind", ONE_OF_EACH)
def test_nothing_is_wider_than_a_phone_with_every_menu_open(
    browser: Browser, built: Callable[..., Path], kind: str
):
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    page = context.new_page()
    for name in one_of_each(built(kind)):
        page.goto((built(kind) / name).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, name
        for menu in page.locator(".masthead summary:visible").all():
            menu.click()
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, (name, menu.inner_text())
    context.close()


def test_first_tab_leads_past_the_frame_to_the_page(browser: Browser, built: Callable[..., Path]):
    page = browser.new_page()
    page.goto((built("report-en") / "method.html").as_uri())
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.inner_text() == "Skip to content"
    assert skip.bounding_box()["x"] >= 0
    skip.press("Enter")
    assert page.evaluate("location.hash") == "#content"
    page.close()


def test_cover_and_every_sheet_on_paper(browser: Browser, built: Callable[..., Path]):
    """The verdict has a sheet to itself; the search, the navigation and addresses stay on the screen."""
    page = browser.new_page(viewport={"width": 700, "height": 1000})
    page.goto((built("report-en") / "index.html").as_uri())
    page.emulate_media(media="print")
    first = page.locator("article > h2").first
    assert first.evaluate("heading => getComputedStyle(heading).breakBefore") == "page"
    assert not page.locator("input").first.is_visible()
    assert not page.locator(".masthead").is_visible()
    shown = page.locator("article a").first.evaluate("link => getComputedStyle(link, '::after').content")
    assert shown in ("none", "normal")
    assert page.locator("details table").first.is_visible()
    page.close()
