"""The sample report in the documentation: whole, in every language, called made up on every page, with its own search."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import msgspec
import pytest

from assess.language import LANGUAGES
from tests.documentation import PICTURED

from .reader import PageRead, read

LABEL = {
    "en": "made up",
    "pl": "wymyślone",
    "ru": "придуманы",
    "sr": "измишљен",
    "sr-Latn": "izmišljen",
}
"""How each language says that nothing of it is real."""
FILES = ("report.pdf", "report.xlsx", "data.json", "findings.schema.json", "scores.csv", "answers.csv")
PAGES = ("index", "standing", "comparison", "priorities", "what-if", "change", "method", "glossary", "data")


def report(site: Path, language: str) -> Path:
    return site / "sample" / language


def findings(site: Path, language: str) -> dict:
    return msgspec.json.decode((report(site, language) / "data.json").read_bytes())


@pytest.mark.parametrize("language", LANGUAGES)
def test_report_is_there_with_every_page_and_file(language: str, site: Path):
    held = {path.name for path in report(site, language).iterdir()}
    assert {*FILES, *(f"{page}.html" for page in PAGES)} <= held
    assert ({"chart-position.svg", "chart-position.png"} <= held) == (language in PICTURED)
    assert (report(site, language) / "report.pdf").read_bytes().startswith(b"%PDF-")
    assert any(name.startswith("dimension-") for name in held)
    assert any(name.startswith("department-") for name in held)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_says_that_it_is_made_up(language: str, site: Path):
    said = findings(site, language)["synthetic"]["text"]
    assert LABEL[language] in said
    for file in report(site, language).glob("*.html"):
        html = file.read_text("utf-8")
        assert f'<html lang="{language}"' in html, file.name
        words = " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())
        assert said in words, file.name


def test_report_has_peers_change_course_and_colleagues_in_every_language(site: Path):
    told = {code: findings(site, code) for code in LANGUAGES}
    for code, found in told.items():
        assert found["language"] == code
        assert found["peer_group"]["synthetic"]
        assert found["overall"]["peers"]["p25"] is not None, "the peers are enough to be shown as a band"
        assert found["change"]["sentence"]
        assert len(found["trend"]["dates"]) == 3
        assert len(found["perception"]["roles"]) == 2
    scores = {tuple(chapter["standing"]["hundredths"] for chapter in told[code]["chapters"]) for code in told}
    assert len(scores) == 1, "the same organisation in every language"
    sentences = {told[code]["perception"]["sentence"]["text"] for code in told}
    assert len(sentences) == len(LANGUAGES), "the roles are named in each language"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_of_the_report_leads_somewhere(language: str, site: Path):
    folder = report(site, language)
    pages = read(folder)
    for name, page in pages.items():
        for link in page.links:
            file, _, anchor = link.partition("#")
            if file.startswith("https://"):
                continue
            assert (folder / (file or name)).is_file(), f"{name}: {link}"
            there = pages.get(file or name)
            assert not anchor or there is None or anchor in there.ids, f"{name}: {link}"
        others = {f"../{code}/{name}" for code in LANGUAGES} - {f"../{language}/{name}"}
        assert others <= {link.partition("?")[0] for link in page.links}, name


def test_page_about_it_leads_to_it_in_every_language(site: Path):
    links = PageRead((site / "sample.html").read_text("utf-8")).links
    for code in LANGUAGES:
        for name in ("index.html", "report.pdf", "report.xlsx", "data.json"):
            assert f"sample/{code}/{name}" in links


def test_search_of_the_documentation_and_that_of_the_sample_are_two(site: Path):
    def indexed(folder: Path) -> int:
        entry = msgspec.json.decode((folder / "pagefind" / "pagefind-entry.json").read_bytes())
        return sum(each["page_count"] for each in entry["languages"].values())

    def searchable(folder: Path) -> int:
        return len([file for file in folder.glob("*.html") if not file.name.startswith("search")])

    assert indexed(site) == searchable(site)
    for code in LANGUAGES:
        assert indexed(report(site, code)) == searchable(report(site, code))


def test_what_the_page_about_it_says_of_it_holds(site: Path):
    text = " ".join(PageRead((site / "sample.html").read_text("utf-8")).text.split())
    found = findings(site, "en")
    missing = next(rung["missing"] for rung in found["ladder"] if rung["level"] == 3)
    assert (found["overall"]["level"], found["overall"]["staged"], len(missing)) == (3, 2, 7)
    assert "average level 3, the ladder finds level 2: seven core practices of level 3 are missing" in text
    places = {
        chapter["title"]: chapter["standing"]["peers"]["place"]["text"] for chapter in found["chapters"]
    }
    assert "lowest quarter" in places["Leadership and goals"]
    assert "highest quarter" in found["overall"]["peers"]["place"]["text"]
    assert found["perception"]["respondents"] == 12
