"""The preview while its author saves, mends and tries: with and without JavaScript, by keyboard, on a phone."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import uvicorn
from click.testing import CliRunner
from playwright.sync_api import Browser, FrameLocator, Page, expect

from assess.cli import main
from assess.resource import resource
from assess.settings import Settings
from assess.web.preview.server import create_preview
from assess.web.preview.stage import Stage
from assess.web.preview.watch import Watch
from tests.axe import violations
from tests.chromium import PATIENCE

pytestmark = pytest.mark.browser

BROKEN = ("minutes: 3 ", "minuets: 3 ")


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """The file of a new questionnaire, and the address of its preview."""
    folder = tmp_path_factory.mktemp("studio")
    assert CliRunner().invoke(main, ["new", "shop-check", "--folder", str(folder)]).exit_code == 0
    file = folder / "shop-check" / "questionnaire.yaml"
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    data = tmp_path_factory.mktemp("data")
    settings = Settings(data=data, questionnaires=resource("questionnaires"), port=listener.getsockname()[1])
    with closing(Stage(Watch(file, settings.questionnaires), settings)) as stage:
        server = uvicorn.Server(uvicorn.Config(create_preview(stage), log_level="warning", access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        yield file, f"{settings.local_url}/preview"
        server.should_exit = True
        thread.join(10)


@pytest.fixture
def file(studio: tuple[Path, str]) -> Iterator[Path]:
    """The file, as new after every test."""
    path, _ = studio
    text = path.read_text("utf-8")
    yield path
    path.write_text(text, "utf-8")


@pytest.fixture
def opened(browser: Browser, studio: tuple[Path, str]):
    """Opens the preview in a window of its own; nothing may be asked of another host, or be complained about."""
    _, address = studio

    @contextmanager
    def open_(width: int = 1280, height: int = 800, **options) -> Iterator[Page]:
        context = browser.new_context(
            viewport={"width": width, "height": height}, reduced_motion="reduce", **options
        )
        context.set_default_timeout(PATIENCE)
        asked: list[str] = []
        complaints: list[str] = []
        context.on("request", lambda request: asked.append(request.url))
        context.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        page = context.new_page()
        page.goto(address)
        yield page
        context.close()
        assert [url for url in asked if not url.startswith(address.removesuffix("/preview"))] == []
        assert complaints == []

    return open_


def save(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def form(page: Page) -> FrameLocator:
    return page.frame_locator("iframe")


def test_findings_appear_after_a_save_that_breaks_and_the_form_returns_when_mended(opened, file: Path):
    with opened() as page:
        expect(form(page).get_by_role("heading", level=1)).to_have_text("Answering")
        save(file, *BROKEN)
        expect(page.get_by_role("heading", name="2 problems to mend")).to_be_visible()
        expect(page.get_by_role("status")).to_have_text("2 problems to mend")
        expect(page.get_by_text("Not the file as it is now.")).to_be_visible()
        expect(form(page).get_by_role("heading", level=1)).to_have_text("Answering")
        save(file, *reversed(BROKEN))
        save(file, 'title: "Answering"', 'title: "Answering people"')
        expect(page.get_by_role("heading", name="Good", exact=True)).to_be_visible()
        expect(page.get_by_text("Not the file as it is now.")).to_have_count(0)
        expect(form(page).get_by_role("heading", level=1)).to_have_text("Answering people")


def test_page_place_and_answers_stay_through_a_save(opened, file: Path):
    with opened() as page:
        shown = form(page)
        shown.get_by_role("link", name="Learning").click()
        hidden = shown.locator("#learning-02")
        expect(hidden).to_contain_text("does not apply")
        shown.get_by_label("Mostly").check()
        expect(hidden).not_to_have_class("question is-inactive")
        expect(shown.locator("[data-saved]")).to_have_text("Saved")
        save(file, '"How something is done"', '"How a thing is done"')
        expect(shown.get_by_text("How a thing is done")).to_be_visible()
        expect(shown.get_by_role("heading", level=1)).to_have_text("Learning")
        expect(shown.get_by_label("Mostly")).to_be_checked()


def test_worked_example_fills_the_form_with_one_click_and_the_result_shows_it(opened):
    with opened() as page:
        page.get_by_role("button", name="Good figures, and a core practice missing").click()
        expect(form(page).get_by_label("Mostly")).to_be_checked()
        expect(
            form(page).locator("#answering-03 input[type=text], #answering-03 input[type=number]").first
        ).to_have_value("135")
        page.get_by_role("link", name="Result so far").click()
        expect(form(page).locator(".verdict")).to_contain_text("level 2, Regular, with 3.3 of 5")
        page.get_by_role("button", name="Nothing answered").click()
        page.get_by_role("link", name="Form", exact=True).click()
        expect(form(page).get_by_label("Mostly")).not_to_be_checked()


def test_without_javascript_loading_again_shows_the_file_as_it_is(opened, file: Path):
    with opened(java_script_enabled=False) as page:
        expect(form(page).get_by_role("heading", level=1)).to_have_text("Answering")
        save(file, *BROKEN)
        page.reload()
        expect(page.get_by_role("heading", name="2 problems to mend")).to_be_visible()
        expect(form(page).get_by_role("heading", level=1)).to_have_text("Answering")
        page.get_by_role("button", name="The best answer to everything scores 5").click()
        page.get_by_role("link", name="Result so far").click()
        expect(form(page).locator(".verdict")).to_contain_text("level 3, Learning")


def test_keyboard_reaches_everything_in_order(opened):
    with opened() as page:
        expect(form(page).get_by_role("heading", level=1)).to_be_visible()
        met = []
        for _ in range(9):
            page.keyboard.press("Tab")
            met.append(page.evaluate("document.activeElement.textContent.trim()"))
        assert met[:4] == [
            "Skip to the form",
            "The best answer to everything scores 5",
            "Good figures, and a core practice missing",
            "Nothing answered",
        ]
        assert met[4:7] == ["Start page", "Form", "Result so far"]
        page.get_by_role("link", name="Skip to the form").focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.id") == "frame"


def test_focus_is_not_lost_when_the_findings_are_renewed(opened, file: Path):
    with opened() as page:
        page.get_by_role("button", name="Nothing answered").focus()
        save(file, *BROKEN)
        expect(page.get_by_role("heading", name="2 problems to mend")).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(opened, file: Path, width: int, scheme: str):
    save(file, "owner: support", "owner: nobody")
    with opened(width=width, color_scheme=scheme) as page:
        expect(page.get_by_role("heading", name="1 problem to mend")).to_be_visible()
        expect(form(page).get_by_role("heading", level=1)).to_be_visible()
        assert violations(page, scheme) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator("iframe").bounding_box()["height"] > 500
        small = page.locator("button, nav a").evaluate_all(
            "nodes => nodes.filter(n => n.offsetParent && n.getBoundingClientRect().height < 44).length"
        )
        assert small == 0


def test_phone_width_shows_the_form_as_a_phone_does(opened):
    with opened() as page:
        page.get_by_role("link", name="Phone").click()
        expect(form(page).get_by_role("heading", level=1)).to_be_visible()
        assert page.locator("iframe").evaluate("frame => frame.contentWindow.innerWidth") <= 390
