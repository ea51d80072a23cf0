"""The pages and states that a whole journey does not meet, for axe, for the finger and at every width; and on paper."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.axe import violations

from .conftest import Visit
from .journey import QUICK, finish, start, unfold

pytestmark = pytest.mark.browser

TARGETS = (
    "button, .button, select, summary, .option, .quiet label, .reason input, "
    "nav a, footer a, .choices a, .missing li a"
)
"""What stands alone to be touched; a link within a sentence is as high as its line."""


COLOURED = ("profile with errors", "questions with an error", "question that does not apply")
"""The states with colours that no other page has; the night of the other pages is a journey's to see."""


def states(page: Page) -> Iterator[str]:
    """Opens one page after another in a state of its own; yields the name of each."""
    for path in ("/", f"/q/{QUICK}", "/benchmarks", "/continue", "/nothing"):
        page.goto(path)
        yield path
    page.goto(f"/q/{QUICK}")
    page.get_by_role("button", name="Start the assessment").click()
    page.wait_for_url("**/profile")
    page.locator("form").evaluate("form => { form.noValidate = true }")
    page.get_by_role("button", name="Save and continue", exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()
    yield "profile with errors"
    token = start(page)
    question = page.locator("#qc-direction-01")
    question.get_by_label("Not applicable").check()
    for summary in question.locator("summary").all():
        summary.click()
    page.get_by_role("button", name="Save and continue", exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()
    yield "questions with an error"
    page.goto(f"/a/{token}/left")
    yield "private link"
    page.goto(f"/a/{token}/review")
    unfold(page)
    yield "review with open questions"
    start(page, "deliveries")
    expect(page.locator("#parcel-fleet")).to_contain_text("does not apply")
    yield "question that does not apply"


def test_axe_finds_nothing_by_night_in_states_with_colours_of_their_own(visiting: Visit):
    with visiting(color_scheme="dark") as page:
        for name in states(page):
            if name in COLOURED:
                assert violations(page, "dark") == [], name


def test_every_state_by_day_suits_axe_the_finger_and_every_width(visiting: Visit):
    with visiting() as page:
        for name in states(page):
            assert violations(page) == [], name
            for width in (320, 360, 768, 1440):
                page.set_viewport_size({"width": width, "height": 740})
                assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
                if width == 360:
                    assert too_small(page) == [], name
            page.set_viewport_size({"width": 1280, "height": 800})


def too_small(page: Page) -> list[list]:
    """What is to be touched and lower than 44 px: its text and its height."""
    boxes = page.locator(TARGETS).evaluate_all(
        "nodes => nodes.filter(n => n.checkVisibility()).map(n => ["
        "n.textContent.trim().slice(0, 30), n.getBoundingClientRect().height])"
    )
    assert boxes
    return [box for box in boxes if box[1] < 44]


def test_skip_link_is_the_first_stop_and_leads_past_the_navigation(page: Page):
    start(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_errors_have_the_focus_and_lead_to_their_question(page: Page):
    start(page)
    page.locator("#qc-direction-02").get_by_label("Not applicable").check()
    page.get_by_role("button", name="Save and continue", exact=True).click()
    expect(page.locator("#errors")).to_be_focused()
    page.locator("#errors a").click()
    assert page.url.endswith("#qc-direction-02")


def test_night_is_dark_and_day_is_light(visiting: Visit):
    for scheme, ink in (("light", "rgb(26, 35, 48)"), ("dark", "rgb(232, 230, 224)")):
        with visiting(color_scheme=scheme) as page:
            page.goto("/")
            assert page.locator("h1").evaluate("node => getComputedStyle(node).color") == ink


def test_paper_shows_the_result_and_not_its_navigation(page: Page):
    page.goto(f"/a/{finish(page)}")
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator(".steps-nav")).to_be_hidden()
    expect(page.locator(".verdict")).to_be_visible()
    expect(page.locator(".private-link")).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(26, 35, 48)"


def test_api_documentation_shows_every_operation(page: Page):
    described = page.request.get("/api/openapi.json").json()["paths"]
    page.goto("/api/docs")
    expect(page.locator(".opblock")).to_have_count(sum(len(operations) for operations in described.values()))
