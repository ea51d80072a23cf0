"""Steps that several tests take: start a form by hand, or have an assessment answered and submitted by the API."""

from __future__ import annotations

from playwright.sync_api import Page, expect

QUICK = "cx-quick-check"
BANDS = {"industry": "G", "size": "medium", "region": "eu-central"}
API = "/api/v1/assessments"


def start(page: Page, questionnaire: str = QUICK) -> str:
    """From the questionnaire's page to its first questions; returns the token of the private link."""
    page.goto(f"/q/{questionnaire}")
    page.get_by_role("button", name="Start the assessment").click()
    for field, band in BANDS.items():
        page.locator(f"#{field}").select_option(band)
    page.get_by_role("button", name="Save and continue").click()
    page.wait_for_url("**/d/*")
    return page.url.split("/")[4]


def submit(page: Page, token: str) -> None:
    """Submit an assessment, as another program would."""
    assert page.request.post(f"{API}/{token}/submit", data={"key": "c0ffee-0001"}).ok


def finish(page: Page) -> str:
    """An assessment of the quick check, answered and submitted; returns its token."""
    token = page.request.post(API, data={"questionnaire": QUICK, "profile": BANDS}).json()["token"]
    dimensions = page.request.get(f"/api/v1/questionnaires/{QUICK}").json()["dimensions"]
    questions = [question for dimension in dimensions for question in dimension["questions"]]
    answers = {q["id"]: {"value": [q["options"][0]["id"]] if q["type"] == "many" else 2} for q in questions}
    assert page.request.patch(f"{API}/{token}/answers", data={"base": 0, "answers": answers}).ok
    submit(page, token)
    return token


def unfold(page: Page) -> None:
    """Open everything that a contribution would tell."""
    for summary in page.locator(".shared summary").all():
        summary.click()


def expect_saved(page: Page) -> None:
    """The page says that everything is saved."""
    expect(page.locator("[data-saved]")).to_have_text("Saved")
