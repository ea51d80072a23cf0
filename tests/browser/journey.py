"""Steps of a journey that several tests take: start, choose the bands, answer pages, submit."""

from __future__ import annotations

from playwright.sync_api import Page, expect

QUICK = "cx-quick-check"
BANDS = {"industry": "G", "size": "medium", "region": "eu-central"}


def start(page: Page, questionnaire: str = QUICK, **bands: str) -> str:
    """From the questionnaire's page to its first questions; returns the token of the private link."""
    page.goto(f"/q/{questionnaire}")
    page.get_by_role("button", name="Start the assessment").click()
    for field, band in (BANDS | bands).items():
        page.locator(f"#{field}").select_option(band)
    page.get_by_role("button", name="Save and continue").click()
    page.wait_for_url("**/d/*")
    return page.url.split("/")[4]


def answer_pages(page: Page, place: int = 2) -> None:
    """Choose the option at `place` of every question, page by page; ends at the review."""
    while "/d/" in page.url:
        for question in page.locator(".question:not(.is-inactive)").all():
            options = question.locator(".option input")
            if options.count():
                options.nth(min(place, options.count() - 1)).check()
        page.locator("button[name=next]").click()
        page.wait_for_load_state()
    expect(page).to_have_url(page.url.split("/a/")[0] + f"/a/{page.url.split('/')[4]}/review")


def submit(page: Page) -> None:
    """Submit from the review, and wait for the result."""
    page.get_by_role("button", name="Submit answers").click()
    page.wait_for_url("**/result/index.html")


def expect_saved(page: Page) -> None:
    """The page says that everything is saved."""
    expect(page.locator("[data-saved]")).to_have_text("Saved")
