"""The built documentation has everything in it. What holds for every kind of site is tested in `tests.report.site`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assess import __version__
from assess.report.manual import build
from assess.report.manual.book import book
from assess.report.site.builder import BuildFailed
from tests.chromium import chromium
from tests.conftest import Once
from tests.documentation import sample_files

from .reader import read

ROOT = Path(__file__).parents[2]
PICTURE = re.compile(r"!\[([^\]]*)\]\(site/picture/([^)\s]+)\)")
LARGEST = 200_000
"""Bytes of a picture that everybody downloads who looks at the project."""
MARKDOWN_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


def test_a_broken_link_stops_the_build(tmp_path: Path, once: Once):
    page = "# Commands\n\n[there](nowhere.md)\n"
    with pytest.raises(BuildFailed, match="nowhere"):
        build(tmp_path / "site", commands=page, samples=sample_files(once))
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


def test_changes_of_this_version_are_written_down(sources: dict[str, str]):
    section = sources["CHANGELOG.md"].split(f"\n## {__version__}", 1)
    assert len(section) == 2, "the version has no section"
    assert "\n### Scores\n" in section[1].split("\n## ")[0]


@pytest.mark.browser
def test_no_page_of_a_questionnaire_is_wider_than_a_phone(site: Path):
    """In any language; of each other kind of page `tests.report.site` opens one."""
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 360, "height": 740}, java_script_enabled=False)
        for file in sorted(site.glob("questionnaire*.html")):
            page.goto(file.as_uri())
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, file.name
