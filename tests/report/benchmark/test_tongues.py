"""The benchmark site in several languages: a folder for each, every page linked to itself in the others, one way in."""

from __future__ import annotations

import os.path
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from edition_sample import build_source
from playwright.sync_api import Browser
from test_report_site import outlines

from assess.language import LANGUAGES
from assess.report.benchmark.site import publish
from tests.axe import violations
from tests.chromium import chromium

SPOKEN = ("en", "ru", "sr-Latn")
ALTERNATE = re.compile(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">')


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tongues")
    publish(build_source(folder / "editions"), folder / "site", languages=SPOKEN)
    return folder / "site"


def pages_of(site: Path) -> list[Path]:
    return [page for code in SPOKEN for page in sorted((site / code).glob("*.html"))]


def test_each_language_has_a_folder_with_the_same_pages_and_data(site: Path):
    held = {code: {path.name for path in (site / code).iterdir()} for code in SPOKEN}
    assert {"index.html", "benchmark-small.html", "benchmark-small-cells.csv"} <= held["en"]
    assert held["en"] == held["ru"] == held["sr-Latn"]
    for code in SPOKEN:
        assert f'<html lang="{code}"' in (site / code / "cite.html").read_text("utf-8")
    data = {(site / code / "benchmark-small-cells.csv").read_bytes() for code in SPOKEN}
    assert len(data) == 1


def test_the_first_page_leads_to_every_language_by_its_own_name(site: Path):
    text = (site / "index.html").read_text("utf-8")
    for code in SPOKEN:
        name = LANGUAGES[code].name
        assert name[0].isupper()
        assert re.search(rf'<a href="{code}/index.html" lang="{code}" hreflang="{code}">{name}</a>', text)
    assert "Бенчмарк клиентского опыта." in text


def test_every_page_names_itself_in_every_language_and_the_way_in(site: Path):
    for page in pages_of(site):
        told = dict(ALTERNATE.findall(page.read_text("utf-8")))
        assert set(told) == {*SPOKEN, "x-default"}, page
        for code in SPOKEN:
            there = (page.parent / told[code]).resolve()
            assert there == (site / code / page.name).resolve()
            assert there.is_file()
        assert (page.parent / told["x-default"]).resolve() == (site / "index.html").resolve()


def test_every_link_leads_somewhere(site: Path):
    for folder in (site, *(site / code for code in SPOKEN)):
        for name, page in outlines(folder).items():
            for link in page.links:
                file = os.path.normpath(folder / (link.partition("#")[0] or name))
                assert Path(file).is_file(), f"{folder.name}/{name}: {link}"


def test_one_language_needs_no_folder_and_no_switch(site: Path, tmp_path: Path):
    start = publish(build_source(tmp_path / "editions"), tmp_path / "site", languages=("pl",))
    assert start == tmp_path / "site" / "index.html"
    assert not [path for path in (tmp_path / "site").iterdir() if path.name in LANGUAGES]
    text = start.read_text("utf-8")
    assert '<html lang="pl"' in text
    assert "Benchmark doświadczenia klienta" in text
    assert 'class="languages"' not in text
    assert not ALTERNATE.findall(text)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.mark.browser
def test_a_reader_goes_from_the_first_page_to_a_figure_and_changes_language_there(
    browser: Browser, site: Path
):
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "index.html").as_uri())
    page.locator("h2 a", has_text="English").click()
    page.locator("h2.topic a").click()
    page.locator(".languages summary").click()
    page.locator(".languages a", has_text="Русский").click()
    assert page.url == (site / "ru" / "benchmark-small.html").as_uri()
    assert page.locator(".languages summary").inner_text().endswith("Русский")
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_way_in_and_the_open_switch(browser: Browser, site: Path, scheme: str):
    context = browser.new_context(viewport={"width": 360, "height": 740}, color_scheme=scheme)
    page = context.new_page()
    for name in ("index", "ru/benchmark-small", "sr-Latn/cite"):
        page.goto((site / f"{name}.html").as_uri())
        if page.locator(".languages").count():
            page.locator(".languages summary").click()
        assert violations(page, scheme) == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, name
    context.close()


@pytest.mark.browser
def test_on_paper_no_column_is_cut_off_in_the_longest_language(browser: Browser, site: Path):
    page = browser.new_page(viewport={"width": 672, "height": 980})  # A4 within its margins
    page.emulate_media(media="print")
    for name in ("benchmark-small", "benchmark-small-industry-C"):
        page.goto((site / "ru" / f"{name}.html").as_uri())
        tables = page.locator("table.is-wide")
        widths = tables.evaluate_all("all => all.map(t => [t.scrollWidth, t.parentElement.clientWidth])")
        assert widths
        assert all(0 < wide <= room for wide, room in widths), f"{name}: {widths}"
    page.close()
