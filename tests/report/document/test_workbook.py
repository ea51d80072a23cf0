"""The workbook holds the values of the report, and nothing that a spreadsheet would compute or follow."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from chart_sample import build_perception
from msgspec.structs import replace
from python_calamine import CalamineWorkbook
from report_sample import build_comparison, build_findings
from report_words import WORDS

from assess.language import speaking
from assess.report.brand.logo import read_logo
from assess.report.brand.model import Brand
from assess.report.chart.renderer import Renderer
from assess.report.document.sheet import sheets_of
from assess.report.document.workbook import write_xlsx
from assess.report.finding.elsewhere import elsewhere
from assess.report.finding.model import Findings
from assess.resource import resource

HOSTILE = (
    '=HYPERLINK("http://x")',
    "=cmd|' /C calc'!A0",
    "+1",
    "-1",
    "@x",
    "http://x.example",
    "007",
    "{=1}",
)


SHEETS = [
    "Overview", "Scores", "Answers", "Departments and themes", "Comparison",
    "Next steps", "Shortest way", "Known elsewhere", "Method", "Glossary",
]  # fmt: skip


@pytest.fixture(scope="module")
def made(findings: Findings, renderer: Renderer) -> bytes:
    return write_xlsx(findings, renderer)


def sheets(content: bytes) -> dict[str, list[list]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name).decode("utf-8", "replace") for name in package.namelist()}


def test_one_sheet_for_each_thing(made: bytes):
    assert list(sheets(made)) == SHEETS


def test_scores_are_numbers(made: bytes, findings: Findings):
    _head, overall, first, *_others = sheets(made)["Scores"]
    assert overall[:5] == ["Overall", "", 2.3, 2.28, 3.0]
    assert first[0] == findings.chapters[0].title
    assert first[2] == findings.chapters[0].standing.score


def test_comparison_is_that_of_the_pages(made: bytes, findings: Findings):
    head, overall, *_others = sheets(made)["Comparison"]
    peers = findings.overall.peers
    assert head[1:5] == ["You", "25th", "Median", "75th"]
    assert overall[1:5] == [2.3, peers.p25, peers.median, peers.p75]
    assert overall[6] == "20–29"


def test_every_row_of_made_up_data_says_so(made: bytes, findings: Findings, alone: Findings):
    found = sheets(made)
    for name in SHEETS[1:-3]:
        assert {row[-1] for row in found[name][1:] if any(row)} == {str(findings.synthetic)}, name
    assert not any("Note" in (column.head for column in sheet.columns) for sheet in sheets_of(alone))


def test_what_others_have_published_is_told_as_theirs(made: bytes, findings: Findings):
    head, *rows = sheets(made)["Known elsewhere"]
    figures = elsewhere(findings)
    assert [row[2:4] for row in rows] == [[one.of, one.value] for figure in figures for one in figure.values]
    assert {figure.source for figure in figures} <= {row[7].partition(", seen at ")[0] for row in rows}
    assert [row[4] for row in rows if "subtraction" in row[4]] == ["9 (by subtraction)"]
    assert head[-1] == "Source"


def test_questions_by_role_are_pictures_too(findings: Findings, renderer: Renderer):
    seen = replace(findings, perception=build_perception(findings, ["1", "2", "3"]))
    sheet = {each.id: each for each in sheets_of(seen)}["perception"]
    assert f"heat-{findings.chapters[0].id}" in sheet.pictures
    before, after = (parts(write_xlsx(each, renderer)) for each in (findings, seen))
    more = len([name for name in after if "media/" in name]) - len(
        [name for name in before if "media/" in name]
    )
    assert more == 2  # dimensions, and the questions of the one whose questions may be told


def test_without_an_edition_the_sheet_says_so(alone: Findings, renderer: Renderer):
    assert "No edition yet" in sheets(write_xlsx(alone, renderer))["Comparison"][1][0]


def test_a_date_is_a_date(made: bytes):
    told = {row[0]: row[1] for row in sheets(made)["Overview"]}
    assert told["Date"] == date(2026, 7, 1)


def test_nothing_is_evaluated_or_followed(findings: Findings, renderer: Renderer):
    first, *others = findings.chapters
    answers = tuple(replace(first.responses[0], question=f"q{at}", answer=text, text=text, next=text)
                    for at, text in enumerate(HOSTILE))  # fmt: skip
    hostile = replace(
        findings, title=HOSTILE[0], verdict=HOSTILE[1], chapters=(replace(first, responses=answers), *others)
    )
    content = write_xlsx(hostile, renderer)
    assert [row[3] for row in sheets(content)["Answers"][1 : len(HOSTILE) + 1]] == list(HOSTILE)
    xml = "".join(text for name, text in parts(content).items() if name.endswith((".xml", ".rels")))
    assert "<f>" not in xml
    assert "<f " not in xml
    assert "hyperlink" not in xml
    assert "externalLink" not in xml


def test_a_text_like_a_formula_stays_a_text_when_its_cell_is_edited(findings: Findings, renderer: Renderer):
    content = write_xlsx(replace(findings, verdict="=1+1"), renderer)
    assert 'quotePrefix="1"' in parts(content)["xl/styles.xml"]


def test_heads_stay_in_sight(made: bytes):
    pages = [text for name, text in parts(made).items() if name.startswith("xl/worksheets/sheet")]
    assert len(pages) == len(SHEETS)
    assert all('ySplit="1"' in page and 'state="frozen"' in page for page in pages)
    assert all("<cols>" in page for page in pages)


def test_charts_are_pictures_that_say_what_they_show(made: bytes, findings: Findings):
    held = parts(made)
    drawings = [ElementTree.fromstring(text) for name, text in held.items() if "drawings/drawing" in name]
    said = [node.get("descr") for drawing in drawings for node in drawing.iter() if node.get("descr")]
    assert len([name for name in held if name.startswith("xl/media/")]) == len(said)
    assert f"Your dimensions beside your peers. {findings.position_sentence}" in said
    assert {text.partition(". ")[0] for text in said} == {
        "Your profile", "Your dimensions beside your peers", "Next steps by importance and gap",
    }  # fmt: skip


def test_the_same_findings_are_the_same_bytes(made: bytes, findings: Findings, renderer: Renderer):
    assert write_xlsx(findings, renderer) == made
    assert "2026-07-01T00:00:00Z" in parts(made)["docProps/core.xml"]


@pytest.mark.parametrize("language", list(WORDS))
def test_a_workbook_speaks_the_language_of_its_report(language: str, renderer: Renderer):
    with speaking(language):
        found = build_findings(words=WORDS[language], comparison=build_comparison())
        content = write_xlsx(found, renderer)
    names = list(sheets(content))
    english = {*SHEETS, "Score", "Question", "What counts", "Kind", "When"}
    heads = {text for rows in sheets(content).values() for text in rows[0]}
    assert len(names) == len(SHEETS)
    assert language == "en" or not english & (heads | set(names))
    assert re.search(r"\[\$-\w+\]d mmmm yyyy", parts(content)["xl/styles.xml"])


def test_a_name_that_no_sheet_may_have_is_shortened(findings: Findings, renderer: Renderer):
    from assess.report.document.workbook import FORBIDDEN

    assert FORBIDDEN.sub(" ", "a/b:c*[d]") == "a b c  d "


LOGOS = {
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><path fill="#a00" d="M0 0h40v10H0z"/></svg>',
    "png": (resource("site/picture") / "overview.png").read_bytes(),
}


@pytest.mark.parametrize("kind", list(LOGOS))
def test_the_first_sheet_wears_the_logo(
    kind: str, findings: Findings, renderer: Renderer, tmp_path: Path, made: bytes
):
    (tmp_path / "logo").write_bytes(LOGOS[kind])
    brand = Brand(name="Example Advisers", logo=read_logo(tmp_path / "logo", "logo"))
    content = write_xlsx(findings, renderer, brand)
    held, plain = parts(content), parts(made)
    first = ElementTree.fromstring(held["xl/drawings/drawing1.xml"])
    (picture,) = (node for node in first.iter() if node.get("descr"))
    assert picture.get("descr") == "Example Advisers"
    (size,) = (node for node in first.iter() if node.tag.endswith("}ext") and node.get("cx"))
    assert int(size.get("cx")) / int(size.get("cy")) == pytest.approx(brand.logo.ratio, rel=0.03)
    assert 40 < int(size.get("cy")) / 9525 < 46  # pixels
    rows, before = (sheets(each)["Overview"] for each in (content, made))
    assert [row for row in rows if any(row)] == before
    assert 'ySplit="2"' in held["xl/worksheets/sheet1.xml"]
    assert len([name for name in held if "media/" in name]) == 1 + len(
        [name for name in plain if "media/" in name]
    )
    assert write_xlsx(findings, renderer, brand) == content
