"""What would hide an answered question, an answer or a band, waits for a word before it is saved."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from .conftest import Visit
from .journey import API, BANDS, expect_saved, start

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


# Bands of the profile -----------------------------------------------------------------------------------------------

HELD = "Before this is saved"


def choose_less(page: Page) -> str:
    """Answer the question that only large organisations are asked, then say that this one is small; the bands' address."""
    begun = page.request.post(
        API, data={"questionnaire": "deliveries", "profile": {**BANDS, "size": "large"}}
    )
    token = begun.json()["token"]
    saved = {"base": 0, "answers": {"counter-queue": {"value": 2}}}
    assert page.request.patch(f"{API}/{token}/answers", data=saved).ok
    page.goto(f"/a/{token}/profile")
    page.locator("#size").select_option("small")
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("heading", name=HELD)).to_be_visible()
    return f"/a/{token}/profile"


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "plain"])
def test_bands_are_told_on_their_own_page_and_nothing_is_saved_yet(visiting: Visit, has_script: bool):
    with visiting(java_script_enabled=has_script) as page:
        address = choose_less(page)
        assert page.url.endswith(address)
        told = page.get_by_role("alert")
        expect(told).to_contain_text("These bands are not saved yet.")
        expect(told).to_contain_text("Who watches the queue?")
        if has_script:
            expect(told).to_be_focused()
        expect(page.locator("#size")).to_have_value("small")
        page.goto(address)
        expect(page.locator("#size")).to_have_value("large")


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "plain"])
def test_both_buttons_do_what_they_say(visiting: Visit, has_script: bool):
    with visiting(java_script_enabled=has_script) as page:
        address = choose_less(page)
        page.get_by_role("button", name="Keep my earlier bands").click()
        expect(page.get_by_role("heading", name=HELD)).to_have_count(0)
        assert page.url.endswith(address)
        expect(page.locator("#size")).to_have_value("large")
        page.locator("#size").select_option("small")
        page.get_by_role("button", name="Save and continue").click()
        page.get_by_role("button", name="Change the bands").press("Enter")
        page.wait_for_url("**/d/parcel")
        page.goto(address)
        expect(page.locator("#size")).to_have_value("small")


def test_on_a_phone_the_question_back_is_within_sight(page: Page):
    """Right after the tick, and no scrolling: below the edge nobody would know that something waits."""
    page.set_viewport_size({"width": 360, "height": 420})
    answer_both(page)
    expect(page.locator(f"{OWN} [data-change]")).to_be_in_viewport(ratio=1)


def test_a_question_that_waits_for_another_says_so_until_that_is_answered(page: Page):
    start(page, "deliveries")
    expect(page.locator(f"{FLEET} .when-waiting")).to_be_visible()
    expect(page.locator(f"{FLEET} .when-inactive")).to_be_hidden()
    option(page, OWN, 1).check()
    expect_saved(page)
    expect(page.locator(f"{FLEET} .when-waiting")).to_be_hidden()
    expect(page.locator(f"{FLEET} .when-inactive")).to_be_visible()
    option(page, OWN, 2).check()
    expect_saved(page)
    expect(page.locator(f"{FLEET} .options")).to_be_visible()
