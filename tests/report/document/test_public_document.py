"""The public report as documents: what belongs to the organisation or a person is in none of its bytes."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from paper_reader import Paper
from report_sample import build_comparison, build_findings

from assess.report.chart.renderer import Renderer
from assess.report.document.download import Download, downloads
from assess.report.finding.audience import meant_for
from assess.report.finding.model import Findings
from assess.report.word.text import spelled

TITLE = "Qyzzwv Mrplk Vxqqt"
FEWEST = 20
"""Characters of an answer from which on it is nobody else's."""


@pytest.fixture(scope="module")
def own() -> Findings:
    """With a name, an id and a remark."""
    return build_findings(TITLE, comparison=build_comparison(), remarks=True)


@pytest.fixture(scope="module")
def files(own: Findings, renderer: Renderer) -> dict[str, Download]:
    return {file.name: file for file in downloads(meant_for(own, "public"), renderer, pictures=True)}


def secrets(found: Findings) -> set[str]:
    """The name, the id, remarks, answers, and what follows from answers."""
    found = spelled(found)
    responses = [one for chapter in found.chapters for one in chapter.responses]
    told = {found.title, found.assessment} | {one.remark for one in responses}
    told |= {one.answer for one in responses if len(one.answer) >= FEWEST}
    told |= {step.text for step in found.next_steps} | {said for _, said in found.profile}
    told |= {chapter.standing.coverage for chapter in found.chapters}
    return {text for text in told if text} - {found.peer_group.used}


def plain(text: str) -> str:
    return re.sub(r"\s", "", text)


def texts(file: Download) -> str:
    """Everything that can be read in a file, inflated."""
    data = file.data
    if data.startswith(b"%PDF"):
        paper = Paper(data)
        return " ".join((paper.text, *paper.bookmarks, *paper.alternatives(), paper.everything))
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return " ".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())
    return data.decode("utf-8", "replace")


def test_no_secret_is_in_any_file(files: dict[str, Download], own: Findings):
    looked_for = {plain(secret) for secret in secrets(own)}
    assert len(looked_for) > 8
    for name, file in files.items():
        held = plain(texts(file))
        assert not [secret for secret in looked_for if secret in held], name


def test_what_is_looked_for_is_found_in_the_report_of_the_organisation(own: Findings, renderer: Renderer):
    by_name = {file.name: file for file in downloads(own, renderer)}
    looked_for = {plain(secret) for secret in secrets(own)}
    for name in ("report.pdf", "data.json"):
        held = plain(texts(by_name[name]).replace("\\n", " "))
        missing = [secret for secret in looked_for if secret not in held and '"' not in secret]
        assert len(missing) < len(looked_for) / 4, (name, missing)


def test_files_of_answers_are_not_there(files: dict[str, Download]):
    assert "answers.csv" not in files
    assert {"report.pdf", "report.xlsx", "scores.csv", "data.json"} <= set(files)


def test_the_workbook_has_no_sheet_of_answers_or_steps(files: dict[str, Download]):
    with zipfile.ZipFile(io.BytesIO(files["report.xlsx"].data)) as package:
        names = re.findall(r'<sheet name="([^"]+)"', package.read("xl/workbook.xml").decode())
    assert names == [
        "Overview", "Scores", "Departments and themes", "Comparison", "Known elsewhere", "Method", "Glossary",
    ]  # fmt: skip


def test_numbers_of_organisations_are_bands(files: dict[str, Download]):
    for name in ("report.pdf", "report.xlsx", "data.json"):
        said = re.findall(r"([\d–]+) (?:organisations|companies)", texts(files[name]))
        assert not [
            number for number in said if "–" not in number and number not in ("10", "20", "50", "100")
        ], name
