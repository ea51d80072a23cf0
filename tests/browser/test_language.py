"""Five languages in a real browser: the journey in each on a phone, the switch by keyboard and without JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from assess.language import LANGUAGES, gettext, speaking
from tests.axe import violations

from .conftest import Visit
from .journey import BANDS, QUICK, start, unfold

pytestmark = pytest.mark.browser

OTHERS = tuple(LANGUAGES)[1:]


def assert_fits(page: Page, code: str) -> None:
    """Nothing is wider than the window, no word is cut off, and the page says its language."""
    expect(page.locator("html")).to_have_attribute(
        "lang", code
    )  # waits: between two pages there is no document
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], page.url
    cut = page.evaluate(
        """() => [...document.querySelectorAll('.button, summary, h1, h2, label, .languages a, td, th')]
            .filter(e => e.offsetParent && e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display != 'inline')
            .map(e => e.outerHTML.slice(0, 100))"""
    )
    assert cut == [], page.url


@pytest.mark.parametrize("code", OTHERS)
def test_whole_journey_fits_on_a_phone(visiting: Visit, code: str):
    with visiting(width=360, height=740) as page:
        for path in ("", "q/cx-maturity", "benchmarks", "continue", "nothing"):
            page.goto(f"/{code}/{path}")
            assert_fits(page, code)
        page.goto(f"/{code}/q/{QUICK}")
        page.locator("main form button").click()
        assert_fits(page, code)
        for field, band in BANDS.items():
            page.locator(f"#{field}").select_option(band)
        page.locator("button[name=next]").click()
        while "/d/" in page.url:
            assert_fits(page, code)
            for question in page.locator("fieldset.question").all():
                question.locator(".option input").nth(1).check()
            here = page.url
            page.locator("button[name=next]").click()
            page.wait_for_url(lambda url, here=here: url != here)
        assert_fits(page, code)
        unfold(page)
        assert_fits(page, code)
        page.locator("form.submit button").click()
        page.wait_for_url(f"**/{code}/a/*/result/index.html")
        assert_fits(page, code)


@pytest.mark.parametrize("code", OTHERS)
def test_what_the_script_says_is_in_the_language(visiting: Visit, code: str):
    with visiting(locale=code) as page, speaking(code):
        page.goto(f"/q/{QUICK}")
        page.locator("main form button").click()
        for field, band in BANDS.items():
            page.locator(f"#{field}").select_option(band)
        page.locator("button[name=next]").click()
        page.wait_for_url("**/d/*")
        assert page.evaluate("document.documentElement.lang") == code
        page.locator(".option input").first.check()
        expect(page.locator("[data-saved]")).to_have_text(gettext("Saved"))
        question = page.locator("fieldset.question").nth(1)
        question.locator('input[value="state:not_applicable"]').check()
        expect(page.locator("[data-saved]")).to_have_text(gettext("One answer is not saved yet."))
        page.context.set_offline(True)
        question.locator(".option input").first.check()
        expect(page.locator("[data-saved]")).to_have_text(
            gettext("Not saved: no connection. It is tried again.")
        )
        page.context.set_offline(False)
        expect(page.locator("[data-saved]")).to_have_text(gettext("Saved"))


def test_switch_by_keyboard_keeps_the_page_and_is_remembered(visiting: Visit):
    with visiting(kept={"language": "ru"}) as page:
        token = start(page)
        page.locator(".languages summary").focus()
        page.keyboard.press("Enter")
        link = page.get_by_role("link", name="русский")
        expect(link).to_be_visible()
        link.focus()
        assert link.evaluate("e => getComputedStyle(e).outlineStyle") != "none"
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/ru/a/{token}/d/qc-direction")
        assert page.evaluate("document.documentElement.lang") == "ru"
        page.goto(f"/a/{token}/left")
        assert page.evaluate("document.documentElement.lang") == "ru"


def test_switch_works_without_javascript(visiting: Visit):
    with visiting(java_script_enabled=False, kept={"language": "sr-Latn"}) as page:
        page.goto("/benchmarks")
        page.locator(".languages summary").click()
        page.get_by_role("link", name="srpski").click()
        page.wait_for_url("**/sr-Latn/benchmarks")
        expect(page.get_by_role("heading", level=1)).to_have_text("Uporedne vrednosti")


def test_open_switch_is_sound_and_within_a_narrow_window(visiting: Visit):
    for width in (320, 1280):
        with visiting(width=width) as page:
            token = start(page)
            for path in ("/", f"/a/{token}/d/qc-direction"):
                page.goto(path)
                page.locator(".languages summary").click()
                box = page.locator(".languages-all").bounding_box()
                assert box["x"] >= 0
                assert box["x"] + box["width"] <= width
                for link in page.locator(".languages a").all():
                    assert link.bounding_box()["height"] >= 44
                assert violations(page) == []
