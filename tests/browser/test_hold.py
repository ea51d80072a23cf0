"""An answer that would hide an answered question waits for a word, beside the question and before it is saved."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from .journey import expect_saved, start

pytestmark = pytest.mark.browser

OWN, FLEET = "#parcel-own", "#parcel-fleet"


def option(page: Page, question: str, place: int):
    return page.locator(f"{question} .option input").nth(place)


def answer_both(page: Page) -> None:
    start(page, "deliveries")
    option(page, OWN, 2).check()
    option(page, FLEET, 2).check()
    expect_saved(page)
    option(page, OWN, 1).check()
    expect(page.locator(f"{OWN} [data-hold]")).to_be_visible()


def test_it_is_told_beside_the_question_and_nothing_is_hidden_yet(page: Page):
    answer_both(page)
    told = page.locator(f"{OWN} [role=alert]")
    expect(told).to_contain_text("This answer is not saved yet.")
    expect(told).to_contain_text("How is your fleet looked after?")
    expect(page.locator("[data-saved]")).to_have_text("One answer is not saved yet.")
    expect(page.locator(f"{FLEET} .options")).to_be_visible()


def test_keeping_shows_the_earlier_answer_and_has_the_focus_on_it(page: Page):
    answer_both(page)
    page.locator(OWN).get_by_role("button", name="Keep my earlier answer").click()
    expect_saved(page)
    expect(page.locator(f"{OWN} [data-hold]")).to_be_hidden()
    expect(option(page, OWN, 2)).to_be_checked()
    expect(option(page, OWN, 2)).to_be_focused()
    page.reload()
    expect(option(page, OWN, 2)).to_be_checked()


def test_changing_it_by_the_keyboard_hides_the_other_and_keeps_the_focus(page: Page):
    answer_both(page)
    page.locator(OWN).get_by_role("button", name="Change the answer").press("Enter")
    expect_saved(page)
    expect(page.locator(f"{FLEET} .options")).to_be_hidden()
    expect(option(page, OWN, 1)).to_be_focused()
    page.reload()
    expect(option(page, OWN, 1)).to_be_checked()


def test_sending_the_page_instead_asks_once_more_and_both_buttons_still_work(page: Page):
    answer_both(page)
    page.get_by_role("button", name="Save and continue", exact=True).click()
    expect(page.get_by_role("heading", name="Before this is saved")).to_be_visible()
    expect(option(page, OWN, 1)).to_be_checked()
    page.locator(OWN).get_by_role("button", name="Keep my earlier answer").click()
    expect_saved(page)
    expect(option(page, OWN, 2)).to_be_checked()
