"""From the home page to the published report, as people go: with a mouse, by keyboard, without JavaScript, on a phone."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from assess.cli.demo import fingerprint
from assess.resource import resource
from tests.axe import violations
from tests.chromium import chromium
from tests.conftest import Once
from tests.documentation import documentation

pytestmark = pytest.mark.browser

BANDS = {"industry": "G", "size": "medium", "region": "eu-west"}
PATIENCE = 120


@pytest.fixture(scope="module")
def demo(tmp_path_factory, once: Once) -> Iterator[str]:
    """The address of a running `assess demo`: form, results, synthetic benchmark, and a documentation that was built before
    (`tests.wheel` sees one that builds it)."""
    folder = tmp_path_factory.mktemp("demo")
    cache = folder / "data" / "cache"
    shutil.copytree(documentation(once), cache / "docs")
    (cache / "docs-from").write_text(fingerprint(resource("questionnaires")))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = (folder / "log").open("wb")
    command = [sys.executable, "-m", "assess", "demo", "--data", str(folder / "data"), "--port", str(port)]
    process = subprocess.Popen(command, cwd=folder, stderr=log)
    url, deadline = f"http://127.0.0.1:{port}", time.monotonic() + PATIENCE
    try:
        while True:
            assert process.poll() is None, (folder / "log").read_text()
            assert time.monotonic() < deadline, "the demo did not start"
            try:
                if httpx.get(f"{url}/health", trust_env=False, timeout=PATIENCE).is_success:
                    break
            except httpx.TransportError:
                time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@contextmanager
def visiting(
    browser: Browser, demo: str, *, width: int = 1280, height: int = 900, **options
) -> Iterator[Page]:
    """A page that fails the test at the end if it asked anybody else for anything, or complained in the console."""
    context = browser.new_context(viewport={"width": width, "height": height}, **options)
    page = context.new_page()
    strangers: list[str] = []
    complaints: list[str] = []
    page.on(
        "request",
        lambda request: None if request.url.startswith((demo, "data:")) else strangers.append(request.url),
    )
    page.on("console", lambda message: complaints.append(message.text) if is_complaint(message) else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert strangers == []
    assert complaints == []


def is_complaint(message: ConsoleMessage) -> bool:
    """A browser also notes in its console that a page came with 422: that is the page which says what to mend."""
    return message.type == "error" and "status of 422" not in message.text


def start(page: Page, demo: str, questionnaire: str = "cx-quick-check") -> str:
    """Choose a questionnaire, give the bands; returns the private link."""
    page.goto(f"{demo}/q/{questionnaire}")
    page.get_by_role("button", name="Start the assessment").first.click()
    for field, band in BANDS.items():
        page.select_option(f"#{field}", band)
    page.get_by_role("button", name="Save and continue").click()
    page.wait_for_url("**/d/*")
    return re.match(r".*/a/[^/]+", page.url)[0]


def answer_page(page: Page, rung: int) -> int:
    """Answer every question of the page; returns how many there were."""
    questions = page.locator("fieldset.question").all()
    for question in questions:
        options = question.locator(".option input")
        if options.count():
            options.nth(min(rung, options.count() - 2)).check()
    return len(questions)


def answer_all(page: Page, rung: int = 2) -> None:
    """Answer this page and all that follow, up to the review."""
    while "/d/" in page.url:
        answer_page(page, rung)
        here = page.url
        page.locator("button[name=next]").click()
        page.wait_for_url(lambda url, here=here: url != here)


def test_with_a_mouse_from_home_to_result(browser, demo):
    with visiting(browser, demo) as page:
        page.goto(demo)
        page.get_by_role("link", name="Start: CX quick check").click()
        link = start(page, demo)
        first = page.locator("fieldset.question").first
        with page.expect_response("**/autosave/**") as saving:
            first.locator(".option").nth(3).click()
        assert saving.value.ok
        expect(page.locator("[data-saved]")).to_have_text("Saved")
        page.reload()
        expect(page.locator("fieldset.question").first.locator(".option input").nth(3)).to_be_checked()
        answer_all(page)
        expect(page.get_by_text("All 12 questions are answered")).to_be_visible()
        consent = page.locator("input[name=contributes]")
        expect(consent).not_to_be_checked()
        page.get_by_text("Also the score of each question").click()
        expect(page.get_by_text("Never leaves: a name")).to_be_visible()
        page.get_by_role("button", name="Submit answers").click()
        assert page.url.endswith("/result/index.html")
        expect(page.locator(".verdict")).to_contain_text("You are at level")
        expect(page.locator(".ladder .is-next")).to_be_visible()
        expect(page.get_by_text("made up").first).to_be_visible()
        assert page.locator(".steps .step").count() == 3
        page.locator("table.dimensions tbody a").first.click()
        expect(page.get_by_role("heading", name="How the score comes about")).to_be_visible()
        page.goto(link)
        assert page.url.endswith("/result/index.html")


def test_by_keyboard_alone(browser, demo):
    with visiting(browser, demo) as page:
        page.goto(f"{demo}/q/cx-quick-check")
        press_until(page, "Start the assessment")
        page.keyboard.press("Enter")
        page.wait_for_url("**/profile")
        for field in BANDS:
            press_until(page, field)
            page.keyboard.press("ArrowDown")
            page.keyboard.press("ArrowDown")
        press_until(page, "Save and continue")
        page.keyboard.press("Enter")
        page.wait_for_url("**/d/*")
        page.locator("main").focus()
        page.keyboard.press("Tab")
        answered: set[str] = set()
        for _ in range(400):
            if "/d/" not in page.url:
                break
            here = page.evaluate(
                "[document.activeElement.type, document.activeElement.name, document.activeElement.innerText]"
            )
            if here[0] in ("radio", "checkbox") and here[1].count(".") == 1 and here[1] not in answered:
                answered.add(here[1])
                page.keyboard.press("3")
            elif here[2] in ("Save and continue", "Save and review"):
                before = page.url
                page.keyboard.press("Enter")
                page.wait_for_url(lambda url, before=before: url != before)
            page.keyboard.press("Tab")
        page.wait_for_url("**/review")
        press_until(page, "Submit answers")
        page.keyboard.press("Enter")
        page.wait_for_url("**/result/index.html")
        expect(page.locator(".verdict")).to_contain_text("level")


def press_until(page: Page, wanted: str, most: int = 60) -> None:
    """Press Tab until the focus is on what has this id, or shows this text; it must be visibly focused."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(
            "e => [document.activeElement.id, document.activeElement.innerText].includes(e)", wanted
        ):
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", f"no focus ring on {wanted}"
            return
    raise AssertionError(f"Tab never reached {wanted}")


def test_without_javascript(browser, demo):
    with visiting(browser, demo, java_script_enabled=False) as page:
        start(page, demo)
        question = page.locator("fieldset.question").first
        question.get_by_label("Not applicable").check()
        page.locator("button[name=next]").click()
        expect(page.locator("#errors")).to_contain_text("needs a reason")
        question = page.locator("fieldset.question").first
        question.locator(".reason input").fill("We have no customers of this kind.")
        answers = page.locator("fieldset.question")
        for place in range(1, answers.count()):
            answers.nth(place).locator(".option input").nth(1).check()
        page.locator("button[name=next]").click()
        answer_all(page, 1)
        page.get_by_role("button", name="Submit answers").click()
        expect(page.locator(".verdict")).to_contain_text("level")
        assert page.locator("figure.chart svg").first.is_visible()


def test_leave_and_resume_in_another_browser(browser, demo):
    with visiting(browser, demo) as page:
        start(page, demo, "cx-maturity")
        page.locator("fieldset.question").first.locator(".option input").nth(1).check()
        page.locator("button[name=leave]").click()
        link = page.locator(".private-link").get_attribute("href")
    with visiting(browser, demo) as page:
        page.goto(demo + link)
        assert "/d/" in page.url
        expect(page.locator("fieldset.question").first.locator(".option input").nth(1)).to_be_checked()


def test_on_a_phone_nothing_overflows_and_everything_can_be_touched(browser, demo):
    with visiting(browser, demo, width=360, height=740, has_touch=True) as page:
        for path in ("/", "/continue", "/benchmarks", "/q/cx-maturity"):
            page.goto(demo + path)
            assert_fits(page)
        start(page, demo)
        assert_fits(page)
        small = page.evaluate(
            """() => [...document.querySelectorAll('.option, .quiet label, button, select, .asides summary')]
                .filter(e => e.offsetParent && e.getBoundingClientRect().height < 44)
                .map(e => e.outerHTML.slice(0, 80))"""
        )
        assert small == []
        answer_all(page)
        assert_fits(page)
        page.get_by_role("button", name="Submit answers").click()
        page.wait_for_url("**/result/index.html")
        assert_fits(page)
        bottom = page.locator(".ladder").bounding_box()
        assert bottom["y"] + bottom["height"] <= 740, "verdict and ladder show without scrolling"


def assert_fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], page.url


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_kind_of_page(browser, demo, scheme):
    found: list[tuple[str, str]] = []

    def look(page: Page) -> None:
        found.extend((page.url, violation) for violation in violations(page, scheme))

    with visiting(browser, demo, color_scheme=scheme) as page:
        for path in ("/", "/continue", "/benchmarks", "/q/cx-maturity"):
            page.goto(demo + path)
            look(page)
        page.goto(f"{demo}/q/cx-quick-check")
        page.get_by_role("button", name="Start the assessment").first.click()
        page.wait_for_url("**/profile")
        look(page)
        for field, band in BANDS.items():
            page.select_option(f"#{field}", band)
        page.get_by_role("button", name="Save and continue").click()
        page.wait_for_url("**/d/*")
        look(page)
        answer_all(page)
        look(page)
        page.get_by_role("button", name="Submit answers").click()
        page.wait_for_url("**/result/index.html")
        for name in ("index", "priorities", "comparison", "method", "data"):
            page.goto(page.url.rsplit("/", 1)[0] + f"/{name}.html")
            look(page)
    assert found == []


def test_sample_report_and_documentation_are_one_click_from_home(browser, demo):
    with visiting(browser, demo, width=360, height=740) as page:
        page.goto(demo)
        page.get_by_role("link", name="Sample report").first.click()
        expect(page.locator(".verdict")).to_contain_text("You are at level")
        expect(page.locator(".notice").first).to_contain_text("made up")
        assert_fits(page)
        page.goto(demo)
        page.get_by_role("link", name="Documentation").first.click()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert_fits(page)
