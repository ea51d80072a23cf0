"""The search as people use it, in a real Chromium: forms of words, keyboard, a strict policy, a file, no script."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pagefind_bin_extended
import pytest
from playwright.sync_api import Browser, Page

from assess.language import LANGUAGES, speaking
from assess.report.site.builder import publish
from assess.report.site.folder import Content, shared_configuration
from assess.report.site.search import NotIndexed, search_page
from tests.axe import violations

pytestmark = pytest.mark.browser

FORMS = {
    "en": ("Measuring the maturity of companies", ("measure", "maturities", "company"), "dentist"),
    "pl": ("Ocena dojrzałości i obsługi klientów", ("dojrzałość", "dojrzałością", "klientem"), "dentysta"),
    "ru": ("Работа с клиентом и его зрелостью", ("клиента", "клиентов", "зрелость"), "дантист"),
    "sr": ("Рад са корисницима и њихове сарадње", ("корисника", "сарадња", "korisnika"), "зубар"),
    "sr-Latn": ("Rad sa korisnicima i njihove saradnje", ("korisnika", "saradnja", "корисника"), "zubar"),
}
"""A heading, words in other forms than there, and one that is not there."""


def site_of(code: str, folder: Path) -> Path:
    """Two pages, only one of which has the words."""
    with speaking(code):
        texts = search_page() | {
            "index.md": "# 1 { #top }\n",
            "words.md": f"# 2\n\n## {FORMS[code][0]} {{ #here }}\n\n3\n",
        }
        settings = shared_configuration("Site", [{"1": "index.md"}, {"2": "words.md"}])
        publish(Content(texts=texts, settings=settings), folder)
    return folder


@pytest.mark.parametrize("program", ["false", "cat"])
def test_pagefind_that_fails_is_told_and_the_old_site_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str
):
    """One that ends without an answer, and one whose answer is none: `cat` says what it was asked."""
    site_of("en", tmp_path / "site")
    before = (tmp_path / "site" / "words.html").read_bytes()
    monkeypatch.setattr(pagefind_bin_extended, "get_executable", lambda: shutil.which(program))
    with pytest.raises(NotIndexed):
        site_of("pl", tmp_path / "site")
    assert (tmp_path / "site" / "words.html").read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["site"]


def test_index_is_the_same_each_time(tmp_path: Path):
    for turn in ("1", "2"):
        site_of("en", tmp_path / turn)
    one, two = (
        {
            file.name: file.read_bytes()
            for file in (tmp_path / turn / "pagefind").rglob("*.*")
            if file.is_file()
        }
        for turn in ("1", "2")
    )
    assert one == two
    assert all(one.values())


def told(page: Page) -> str:
    """What the page says once it has looked."""
    page.wait_for_function(
        "() => { const p = document.getElementById('found'); return p.textContent !== p.dataset.wait; }"
    )
    return page.locator("#found").inner_text()


@pytest.mark.parametrize("code", LANGUAGES)
def test_other_forms_of_a_word_are_found_and_other_words_are_not(
    browser: Browser, serving: Callable, tmp_path: Path, code: str
):
    _, forms, absent = FORMS[code]
    with serving(site_of(code, tmp_path / "deep" / "site").parent) as address:
        page = browser.new_page()
        for word in forms:
            page.goto(f"{address}/site/search.html?q={word}")
            told(page)
            links = page.locator("#hits a").evaluate_all(
                "links => links.map(link => link.getAttribute('href'))"
            )
            assert links == ["/site/words.html", "/site/words.html#here"], word
        page.goto(f"{address}/site/search.html?q={absent}")
        with speaking(code):
            assert told(page) == page.locator("#found").get_attribute("data-none")
        assert page.locator("#hits a").count() == 0
        page.close()


def test_search_from_any_page_by_keyboard_under_a_strict_policy(
    browser: Browser, serving: Callable, built: Callable[..., Path]
):
    context = browser.new_context()
    page, said, asked = context.new_page(), [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    with serving(built("report-en")) as address:
        page.goto(f"{address}/method.html")
        assert not [url for url in asked if url.endswith((".js", ".wasm")) or "pagefind" in url]
        page.get_by_role("searchbox").press_sequentially("designing")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search.html?q=designing")
        assert told(page).startswith("Pages with these words: ")
        page.get_by_role("searchbox").focus()
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('#hits') !== null")
        page.keyboard.press("Enter")
        page.wait_for_url("**/dimension-design.html")
        assert not [url for url in asked if not url.startswith(address)]
    assert said == []
    assert context.cookies() == []
    context.close()


def test_markup_in_a_question_is_shown_and_never_obeyed(browser: Browser, serving: Callable, tmp_path: Path):
    settings = shared_configuration("Site", [{"1": "index.md"}])
    texts = search_page() | {"index.md": "# 1\n\npeculiar &#60;img src=x onerror=alert(1)&#62; words\n"}
    publish(Content(texts=texts, settings=settings), tmp_path / "site")
    page = browser.new_page()
    with serving(tmp_path / "site") as address:
        page.goto(f"{address}/search.html?q=peculiar")
        told(page)
        assert "<img src=x onerror=alert(1)> words" in page.locator("#hits").inner_text()
        assert page.locator("#hits img").count() == 0
        page.goto(f"{address}/search.html?q=%3Cimg%20src%3Dx%3E")
        told(page)
        assert page.locator("article img").count() == 0
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_results_are_read_out_and_axe_finds_nothing(
    browser: Browser, serving: Callable, built: Callable[..., Path], scheme: str
):
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    with serving(built("report-en")) as address:
        page.goto(f"{address}/search.html?q=customers")
        assert told(page).startswith("Pages with these words: ")
        assert page.locator("#found").get_attribute("role") == "status"
        assert violations(page, scheme) == []
    context.close()


def test_from_a_file_it_says_that_a_search_needs_a_web_server(browser: Browser, built: Callable[..., Path]):
    page, said = browser.new_page(), []
    page.on("console", lambda message: said.append(message.text))
    page.goto((built("report-en") / "index.html").as_uri())
    page.locator(".search-beside input").fill("customers")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=customers")
    assert "needs a web server" in page.locator("#found").inner_text()
    assert said == []
    page.close()


def test_without_scripts_it_says_so_and_without_an_index_too(
    browser: Browser, serving: Callable, tmp_path: Path
):
    site = site_of("en", tmp_path / "site")
    with serving(site) as address:
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(f"{address}/search.html?q=a")
        assert "needs JavaScript" in page.locator("#found").inner_text()
        context.close()
        (site / "pagefind" / "pagefind.js").unlink()
        page = browser.new_page()
        page.goto(f"{address}/search.html?q=a")
        assert "could not be loaded" in told(page)
        page.close()
