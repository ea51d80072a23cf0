"""An interactive chart in a real Chromium: opened by mouse and keyboard, from a disk, under a strict policy, by night."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from assess.report.chart.live import bundle
from assess.report.chart.renderer import Renderer
from assess.report.finding.model import Findings
from assess.report.site.builder import publish
from assess.report.site.write import compose
from tests.axe import violations
from tests.chromium import executable

pytestmark = pytest.mark.browser

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; connect-src 'self'; worker-src 'self'; "
    "script-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""What the documentation recommends, less what the search needs: no eval, no inline script, no inline style, no frame."""


@pytest.fixture(scope="module")
def asked(findings: Findings, renderer: Renderer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report with interactive charts."""
    out = tmp_path_factory.mktemp("live") / "site"
    publish(compose(findings, renderer, documents=False, vega=bundle()), out)
    return out


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable(), args=["--no-sandbox"])
        yield chromium
        chromium.close()


class Strict(SimpleHTTPRequestHandler):
    """Serves a folder under `POLICY`."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


@pytest.fixture(scope="module")
def served(asked: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Strict, directory=str(asked))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def opened(page: Page) -> Locator:
    """The place of the first chart of the page, once it is drawn."""
    host = page.locator(".asked")
    host.locator(".drawing svg").wait_for()
    return host


@pytest.mark.parametrize("where", ["disk", "server"])
def test_click_opens_it_and_pointing_at_a_row_tells_its_figures(
    browser: Browser, asked: Path, served: str, where: str
):
    home = asked.as_uri() if where == "disk" else served
    page = browser.new_page(viewport={"width": 1280, "height": 1600})
    requests: list[str] = []
    trouble: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: trouble.append(message.text))
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.goto(f"{home}/index.html")
    assert not [url for url in requests if "vega" in url or "data-" in url], "loaded before anybody asked"
    page.locator("a.live").first.click()
    host = opened(page)
    assert page.url == f"{home}/index.html"
    host.locator(".drawing svg").hover(position={"x": 60, "y": 28 + 26})
    tip = host.locator(".tip").inner_text().splitlines()
    assert tip[0] == "Overall"
    assert "You: 2.3" in tip
    assert trouble == []
    assert all(url.startswith((home, "data:")) for url in requests)
    page.close()


def test_keyboard_opens_it_keeps_the_focus_and_shows_one_row_alone(browser: Browser, asked: Path):
    page = browser.new_page(viewport={"width": 1280, "height": 1200})
    page.goto((asked / "index.html").as_uri())
    page.get_by_role("button", name="Interactive chart").first.focus()
    button = page.locator("a.live").first
    page.keyboard.press("Space")
    host = opened(page)
    assert (
        button.evaluate("link => document.activeElement === link && link.getAttribute('aria-expanded')")
        == "true"
    )
    before = host.locator(".drawing text").count()
    page.keyboard.press("Tab")
    assert host.locator(".row").evaluate("field => document.activeElement === field")
    page.keyboard.press("ArrowDown")
    host.locator(".said", has_text="Overall · You: 2.3").wait_for()
    assert host.locator(".drawing text").count() < before
    button.press("Enter")
    assert not page.locator(".asked").is_visible()
    assert button.get_attribute("aria-expanded") == "false"
    page.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_it_takes_the_place_of_the_drawing_and_leads_back_to_it(browser: Browser, asked: Path, width: int):
    page = browser.new_page(viewport={"width": width, "height": 1200})
    page.goto((asked / "index.html").as_uri())
    button = page.locator("a.live").first
    drawn = page.locator("figure.chart").first.locator(".chart-wide, .chart-narrow").filter(visible=True)
    place = "link => Math.round(link.getBoundingClientRect().top + scrollY)"
    before = (button.inner_text(), button.evaluate(place))
    assert drawn.count() == 1
    button.click()
    opened(page)
    page.locator("figure.is-asked").wait_for()
    assert drawn.count() == 0
    assert button.inner_text() == "Back to the drawing"
    assert page.locator("figure.is-asked .asked").is_visible()
    button.click()
    assert drawn.count() == 1
    assert not page.locator(".asked").is_visible()
    assert (button.inner_text(), button.evaluate(place)) == before
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_once_it_is_open(browser: Browser, asked: Path, scheme: str, width: int):
    page = browser.new_page(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    page.goto((asked / "index.html").as_uri())
    page.locator("a.live").first.click()
    opened(page)
    assert violations(page, scheme) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.goto((asked / "live" / "chart.html").as_uri() + "#position:index")
    page.locator(".drawing svg").wait_for()
    assert violations(page, scheme) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    ink = page.locator(".drawing text", has_text="Overall").evaluate("text => getComputedStyle(text).fill")
    assert ink == {"light": "rgb(26, 35, 48)", "dark": "rgb(232, 230, 224)"}[scheme]
    page.close()


def test_every_chart_of_the_report_can_be_asked(browser: Browser, asked: Path):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    for file in sorted((asked / "live").glob("data-*.js")):
        id = file.stem.removeprefix("data-")
        page.goto("about:blank")
        page.goto((asked / "live" / "chart.html").as_uri() + f"#{id}:index")
        page.locator(".drawing svg").wait_for()
        assert page.locator(".row option").count() > 1, id
        size = page.locator(".drawing svg").bounding_box()
        assert size["width"] == 720, id
        assert size["height"] > 40, id
    page.close()


def test_without_a_script_the_link_leads_to_a_page_that_says_so(browser: Browser, asked: Path):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((asked / "index.html").as_uri())
    page.locator("a.live").first.click()
    assert page.locator("noscript p").inner_text().startswith("This chart needs JavaScript.")
    assert page.get_by_text("Back to the report").is_visible()
    context.close()


@pytest.mark.parametrize("address", ["#unknown:index", "#..%2Fposition:index", "", "#position"])
def test_an_address_that_names_no_chart_says_so_and_breaks_nothing(
    browser: Browser, asked: Path, address: str
):
    page = browser.new_page()
    broken: list[str] = []
    complaints: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.on(
        "console",
        lambda message: (
            complaints.append(f"{message.text} {message.location.get('url', '')}")
            if message.type == "error"
            else None
        ),
    )
    page.goto((asked / "live" / "chart.html").as_uri() + address)
    page.get_by_text("The interactive chart cannot be shown.").wait_for()
    assert broken == []
    missing = re.compile(r"Failed to load resource: \S+ file:\S+/live/data-unknown\.js")
    assert [said for said in complaints if not missing.fullmatch(said)] == []
    page.close()


def test_paper_shows_the_drawing_alone(browser: Browser, asked: Path):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto((asked / "index.html").as_uri())
    page.locator("a.live").first.click()
    opened(page)
    page.emulate_media(media="print")
    assert not page.locator(".asked").is_visible()
    assert not page.locator("a.live").first.is_visible()
    assert page.locator("figure.chart .chart-wide").first.is_visible()
    page.close()
