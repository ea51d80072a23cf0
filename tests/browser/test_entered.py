"""Numbers and rows with a script: saved as one goes on, taken over from another window, usable on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.axe import violations

from .conftest import Visit
from .journey import start

pytestmark = pytest.mark.browser


def test_what_is_entered_is_saved_and_another_window_shows_it(visiting: Visit) -> None:
    with visiting(width=390, height=844) as page:
        start(page, "touchpoints")
        other = page.context.new_page()
        other.goto(page.url)
        page.get_by_label("Number (hours)").fill("12,5")
        page.locator("#places-0-name").fill("Shop")
        page.locator("#places-0-ease").select_option("2")
        page.locator("#places-0-promise").select_option("unknown")
        expect(page.locator("[data-saved]")).to_have_text("Saved")
        expect(page.locator(".error:visible")).to_have_count(0)
        other.locator("#wait-comment").evaluate("field => field.closest('details').open = true")
        other.locator("#places-comment").evaluate("field => field.closest('details').open = true")
        other.locator("#places-comment").fill("Later.")
        expect(other.locator("#places-0-name")).to_have_value("Shop")
        expect(other.locator("#wait-number")).to_have_value("12.5")
        page.reload()
        expect(page.locator("#wait-number")).to_have_value("12.5")
        expect(page.locator("#places-0-ease")).to_have_value("2")
        page.get_by_role("group", name="How long do people wait").get_by_label("Don't know").check()
        expect(page.locator("#wait-number")).to_have_value("")
        page.locator("#wait-number").fill("3")
        expect(page.locator("#wait .quiet input[value='']")).to_be_checked()


def test_numbers_and_rows_have_no_fault_that_axe_finds_and_fit_a_phone(visiting: Visit) -> None:
    with visiting(width=390, height=844) as page:
        start(page, "touchpoints")
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        for field in page.locator("[data-entry]").all():
            assert field.bounding_box()["height"] >= 44
