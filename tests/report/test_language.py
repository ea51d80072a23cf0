"""A report speaks one language from its first word to its last, and writes its numbers as that language does."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from report_sample import build_comparison, build_findings, build_questionnaire
from report_words import WORDS

from assess.assessment.model import Answer
from assess.language import LANGUAGES, speaking
from assess.questionnaire.model import NumberQuestion
from assess.report.chart.renderer import Renderer
from assess.report.document.download import downloads
from assess.report.finding.model import Findings
from assess.report.finding.response import answer_text
from assess.report.page.draw import pages
from assess.report.page.template import as_text
from assess.report.site.builder import build
from assess.report.site.write import write
from assess.report.word import label, wording

OTHERS = [code for code in LANGUAGES if code != "en"]
CYRILLIC = ("ru", "sr")
DRAWER = Renderer()
TITLE = "123"
"""Of the report: one that belongs to no language."""

SAME_EVERYWHERE = re.compile(
    r"(listen|design|deliver)-\d\d|bcdf\w+|f{16}|small 1\.0\.0|synthetic-2026-q3-\w+|[\w.]+\.(csv|json|pdf|xlsx)"
    r"|UTF-8|CSV|JSON|kB"
    r"|overall|answered|unknown|not_applicable|unanswered|inactive|true|_n\b|_p\d\d\b|\bCX\b"
)
"""Ids, states, files and what a number of companies is called in the data."""


AGREED = (
    "index.md",
    "standing.md",
    "priorities.md",
    "what-if.md",
    "dimension-design.md",
    "department-support.md",
    "comparison.md",
    "method.md",
    "glossary.md",
    "data.md",
)
"""Pages that are kept as they were agreed."""


class Texts(HTMLParser):
    """What a reader sees, or hears, of a page: texts, and the names in attributes. What is code is in no language, and
    figures of others keep the names of their sources: they have tests of their own."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.code = False
        self.elsewhere = 0
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.code = tag == "code"
        if tag == "div" and (self.elsewhere or ("class", "elsewhere") in attrs):
            self.elsewhere += 1
        self.found |= {value for name, value in attrs if name in ("aria-label", "title", "alt") and value}

    def handle_endtag(self, tag):
        self.code = False
        self.elsewhere -= bool(tag == "div" and self.elsewhere)

    def handle_data(self, data):
        if self.code or self.elsewhere:
            return
        for line in data.replace("\u2060", "").splitlines():
            self.found.add(re.sub(r"^#+ | \{ #[\w-]+ \}$", "", line.strip()))


def speak(code: str, words: str = "") -> Findings:
    """The findings in a language; the questionnaire in the same, or in that of `words`."""
    with speaking(code):
        return build_findings(TITLE, comparison=build_comparison(), words=WORDS[words or code])


def texts(findings: Findings) -> set[str]:
    """All texts of all pages and charts of a report."""
    with speaking(findings.language):
        files = downloads(findings)
        found = Texts("\n".join(page.text for page in pages(findings, DRAWER, files))).found
        return found | set(label.frame().values())


@pytest.fixture(scope="module")
def spoken() -> dict[str, set[str]]:
    """The texts of the report in each language."""
    return {code: texts(speak(code)) for code in LANGUAGES}


@pytest.mark.parametrize("code", ["pl", "sr-Latn"])
def test_pages_are_as_agreed_in_other_languages(code: str, golden):
    findings = speak(code)
    with speaking(code):
        made = pages(findings, DRAWER, downloads(findings))
    for page in made:
        if page.file in AGREED:
            text = re.sub(r"<svg.*?</svg>", "<svg/>", page.text)
            text = re.sub(r"(CSV|JSON), \d+", r"\1, …", text)
            assert text == golden(f"{code}/{page.file}", text)


@pytest.mark.parametrize("code", CYRILLIC)
def test_no_latin_word_is_left_in_a_cyrillic_report(spoken, code: str):
    assert not [text for text in spoken[code] if re.search("[A-Za-z]{2}", SAME_EVERYWHERE.sub("", text))]


@pytest.mark.parametrize("code", OTHERS)
def test_no_english_message_is_left_in_another_language(spoken, code: str):
    """What an English report of the same questionnaire says as well is the questionnaire's, or no language's."""
    theirs = set(re.findall(r"\w+", str(WORDS[code]).lower()))
    for text in spoken[code] & texts(speak("en", words=code)):
        ours = set(re.findall(r"[^\W\d]{2,}", SAME_EVERYWHERE.sub("", text).lower())) - theirs
        assert not ours, text


@pytest.mark.parametrize("code", OTHERS)
def test_numbers_have_a_decimal_comma_on_pages_and_a_point_in_data(spoken, code: str):
    shown = " ".join(text for text in spoken[code] if "1.0.0" not in text)
    assert re.search(r"\b2,3\b", shown)
    assert not re.findall(r"\d\.\d", shown)
    with speaking(code):
        scores, answers, whole, _schema = (file.content for file in downloads(speak(code)))
    assert ",2.3," in scores
    assert ",0.25," in answers
    assert '"score": 2.3' in whole


def test_ids_and_states_of_the_data_are_the_same_in_every_language():
    tables = []
    for code in LANGUAGES:
        with speaking(code):
            rows = list(csv.reader(io.StringIO(downloads(speak(code))[1].content)))[1:]
        tables.append([(row[0], row[1], row[3], *row[5:10]) for row in rows])
    assert all(table == tables[0] for table in tables)
    assert tables[0][0][:3] == ("design-01", "design", "answered")


PLURALS = {
    "en": ("practice is missing", "practices are missing", "practices are missing", "practices", "practices"),
    "pl": ("1 praktyki", "2 praktyk ", "5 praktyk ", "21 praktyk ", "22 praktyk "),
    "ru": ("1 ключевой практики", "2 ключевых", "5 ключевых", "21 ключевой практики", "22 ключевых"),
    "sr": ("1 кључна пракса", "2 кључне праксе", "5 кључних", "21 кључна пракса", "22 кључне праксе"),
    "sr-Latn": ("1 ključna praksa", "2 ključne prakse", "5 ključnih", "21 ključna praksa", "22 ključne"),
}


@pytest.mark.parametrize("code", LANGUAGES)
def test_counted_things_have_the_form_of_their_number(code: str):
    with speaking(code):
        said = [
            str(wording.rung(scored=True, reached=False, staged=True, asks=True, missing=n))
            for n in (1, 2, 5, 21, 22)
        ]
    for sentence, form in zip(said, PLURALS[code], strict=True):
        assert form in sentence


@pytest.mark.parametrize(
    ("code", "share", "period"),
    [
        ("en", "13%", "1 July 2025 to 30 June 2026"),
        ("pl", "13%", "od 1 lipca 2025 do 30 czerwca 2026"),
        ("ru", "13\u00a0%", "1 июля 2025\u202fг. – 30 июня 2026\u202fг."),
        ("sr", "13%", "1. јул 2025. – 30. јун 2026."),
        ("sr-Latn", "13%", "1. jul 2025. – 30. jun 2026."),
    ],
)
def test_shares_and_dates_are_written_as_the_language_does(code: str, share: str, period: str):
    with speaking(code):
        assert wording.percent(0.125) == share
        assert str(wording.period(date(2025, 7, 1), date(2026, 6, 30))) == period


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_made_up_edition_does_not_claim_answers_of_days_to_come(code: str):
    period = date(2025, 7, 1), date(2026, 6, 30)
    with speaking(code):
        over, running = (str(wording.period(*period, running=each)) for each in (False, True))
    assert running.startswith(f"{over}, ")
    assert len(running) > len(over) + 20


def test_a_number_that_was_answered_is_written_as_the_language_does():
    question = NumberQuestion(id="q", text="?", unit="h", direction="low", max=2000)
    said = {}
    for code in ("en", "pl"):
        with speaking(code):
            said[code] = str(answer_text(build_questionnaire(), question, Answer(value=1234.5)))
    assert said == {"en": "1,234.5 h", "pl": "1\u00a0234,5 h"}


def test_a_space_within_a_number_never_ends_a_line():
    assert as_text("1\u00a0000  and\n2\u202f000") == "1\u00a0000 and 2\u202f000"


@pytest.mark.parametrize("code", OTHERS)
def test_a_report_is_written_in_its_own_language_whatever_is_spoken_around_it(code: str, tmp_path: Path):
    findings = speak(code)
    write(findings, tmp_path / "one")
    with speaking("ru" if code != "ru" else "pl"):
        write(findings, tmp_path / "two")
    files = [file for file in (tmp_path / "one").rglob("*") if file.is_file()]
    assert len(files) > 15
    for file in files:
        assert file.read_bytes() == (tmp_path / "two" / file.relative_to(tmp_path / "one")).read_bytes()


@pytest.mark.parametrize("builder", ["mkdocs", "zensical"])
@pytest.mark.parametrize("code", ["pl", "sr-Latn"])
def test_the_frame_of_the_site_speaks_the_language_too(code: str, builder, tmp_path: Path):
    write(speak(code), tmp_path / "pages")
    build(tmp_path / "pages", tmp_path / "site", builder=builder)
    page = (tmp_path / "site" / "method.html").read_text("utf-8")
    assert f'<html lang="{code}"' in page
    with speaking(code):
        frame = label.frame()
    assert f"<summary>{frame['pages']}</summary>" in page
    assert f'<nav class="turn" aria-label="{frame["turn"]}">' in page
    assert f"<span>{frame['next']}</span>{'Słowniczek' if code == 'pl' else 'Rečnik'}</a>" in page
    assert ("Przejdź do treści" if code == "pl" else "Idi na tekst") in page
