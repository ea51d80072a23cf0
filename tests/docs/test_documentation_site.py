"""The built documentation: every link leads somewhere, nothing calls out, no script, both builders agree."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assess import __version__
from assess.cli import main
from assess.cli.reference import command_page
from assess.report.manual import build
from assess.report.manual.book import book
from assess.report.site.builder import BuildFailed

from .reader import PageRead, read

ROOT = Path(__file__).parents[2]
PICTURE = re.compile(r"!\[([^\]]*)\]\(site/picture/([^)\s]+)\)")
LARGEST = 200_000
"""Bytes of a picture that everybody downloads who looks at the project."""
MARKDOWN_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


def test_every_link_leads_somewhere(site: Path):
    pages = read(site)
    for name, page in pages.items():
        for link in page.links:
            file, _, anchor = link.partition("#")
            if file.startswith("https://"):
                continue
            assert (site / (file or name)).is_file(), f"{name}: {link}"
            if anchor:
                page_there = pages.get(file or name) or PageRead((site / file).read_text("utf-8"))
                assert anchor in page_there.ids, f"{name}: {link}"


def test_a_broken_link_stops_the_build(tmp_path: Path, samples):
    with pytest.raises(BuildFailed, match="nowhere"):
        build(tmp_path / "site", commands="# Commands\n\n[there](nowhere.md)\n", samples=samples)
    assert not (tmp_path / "site").exists()


def test_links_of_the_root_files_lead_somewhere(sources: dict[str, str]):
    for name in ("README.md", "CONTRIBUTING.md"):
        for link in MARKDOWN_LINK.findall(sources[name]):
            assert link.startswith("https://") or (ROOT / link.partition("#")[0]).exists(), f"{name}: {link}"


def test_pictures_of_the_readme_are_small_and_put_into_words(sources: dict[str, str]):
    shown = {name: words for words, name in PICTURE.findall(sources["README.md"])}
    files = {path.name: path for path in (ROOT / "site" / "picture").iterdir()}
    assert shown.keys() == files.keys()
    for name, path in files.items():
        assert path.read_bytes().startswith(b"\x89PNG"), name
        assert path.stat().st_size <= LARGEST, name
        assert len(shown[name].split()) > 5, f"{name} needs words for those who do not see it"


def test_nothing_is_asked_of_anybody_else(site: Path):
    for name, page in read(site).items():
        assert not [source for source in page.sources if re.match(r"(\w+:)?//", source)], name
    for style in site.rglob("*.css"):
        assert not re.search(r"url\(\s*[\"']?(https?:)?//|@import", style.read_text("utf-8")), style.name


def test_pages_need_no_script(site: Path):
    with_script = {file.name for file in site.glob("*.html") if "<script" in file.read_text("utf-8")}
    assert with_script == {file.name for file in site.glob("search*.html")}


def test_ids_are_unique_within_a_page(site: Path):
    for name, page in read(site).items():
        assert len(page.ids) == len(set(page.ids)), name


def test_every_authored_page_and_file_is_in_the_book(catalogue, site: Path):
    written = {path.name for path in (ROOT / "site" / "docs").iterdir()}
    pages = {page.file for page in book(catalogue, "")}
    assert {name for name in written if name.endswith(".md")} <= pages
    assert {name for name in written if not name.endswith(".md")} <= {path.name for path in site.iterdir()}


def test_every_shipped_questionnaire_has_a_page_with_all_its_questions(catalogue, site: Path):
    for questionnaire in catalogue.questionnaires.values():
        page = read(site)[f"questionnaire-{questionnaire.id}.html"]
        assert questionnaire.hash in page.text
        assert {question.id for question in questionnaire.questions} <= set(page.ids)
        assert all(example.name in page.text for example in questionnaire.examples)


def test_zensical_builds_the_same_pages(site: Path, tmp_path: Path, samples):
    build(tmp_path / "site", commands=command_page(main), samples=samples, builder="zensical")
    ours, theirs = read(site), read(tmp_path / "site")
    assert ours.keys() == theirs.keys()
    for name in ours:
        assert theirs[name].text.split() == ours[name].text.split(), name
    reports = {path.relative_to(site) for path in site.glob("sample/*/*.*")}
    assert reports == {path.relative_to(tmp_path / "site") for path in tmp_path.glob("site/sample/*/*.*")}


def test_changes_of_this_version_are_written_down(sources: dict[str, str]):
    section = sources["CHANGELOG.md"].split(f"\n## {__version__}", 1)
    assert len(section) == 2, "the version has no section"
    assert "\n### Scores\n" in section[1].split("\n## ")[0]


@pytest.mark.browser
def test_no_page_is_wider_than_a_phone(site: Path):
    import os
    import shutil

    from playwright.sync_api import sync_playwright

    found = os.environ.get("ASSESS_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 360, "height": 740}, java_script_enabled=False)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        for file in sorted(site.glob("*.html")):
            page.goto(file.as_uri())
            size = page.locator("html").bounding_box()
            wide = page.evaluate("document.documentElement.scrollWidth") if size else 0
            assert wide <= 360, f"{file.name} is {wide} pixels wide"
        browser.close()
    assert asked
    assert not [url for url in asked if not url.startswith(("file:", "data:"))]
