"""A report as one file instead of a site, and with its charts as pictures."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook


@pytest.fixture
def client(assess, sheet) -> str:
    """The id of an assessment."""
    imported = assess("import", sheet, "--questionnaire", "cx-quick-check", "--json")
    assert imported.exit_code == 0, imported.output
    return json.loads(imported.stdout)["ids"][0]


def test_the_ending_of_out_makes_one_file_alone(assess, client: str, tmp_path: Path):
    for name in ("report.pdf", "deep/REPORT.PDF", "report.xlsx", "report.json"):
        made = assess("report", client, "--out", tmp_path / "out" / name, "--title", "A client")
        assert made.exit_code == 0, made.output
        assert str(tmp_path / "out" / name) in made.stderr
    out = tmp_path / "out"
    assert {path.name for path in out.iterdir()} == {"report.pdf", "deep", "report.xlsx", "report.json"}
    assert (out / "report.pdf").read_bytes() == (out / "deep" / "REPORT.PDF").read_bytes()
    assert (out / "report.pdf").read_bytes().startswith(b"%PDF-1.7")
    assert "Scores" in CalamineWorkbook.from_path(str(out / "report.xlsx")).sheet_names
    assert json.loads((out / "report.json").read_text("utf-8"))["title"] == "A client"


def test_an_ending_that_no_report_has_makes_no_folder_of_that_name(assess, client: str, tmp_path: Path):
    made = assess("report", client, "--out", tmp_path / "report.docx")
    assert made.exit_code == 2
    assert ".pdf, .xlsx, .json" in made.output
    assert not (tmp_path / "report.docx").exists()


def test_one_file_speaks_the_language_it_is_asked_for(assess, client: str, tmp_path: Path):
    assert assess("report", client, "--out", tmp_path / "r.xlsx", "--language", "pl").exit_code == 0
    assert "Odpowiedzi" in CalamineWorkbook.from_path(str(tmp_path / "r.xlsx")).sheet_names


def test_a_site_holds_the_documents_and_with_pictures_each_chart(assess, client: str, tmp_path: Path):
    made = assess("report", client, "--out", tmp_path / "site", "--pictures")
    assert made.exit_code == 0, made.output
    site = tmp_path / "site"
    page = (site / "data.html").read_text("utf-8")
    names = {path.name for path in site.iterdir()}
    assert {"report.pdf", "report.xlsx", "findings.schema.json"} <= names
    assert {"chart-position.svg", "chart-position.png", "chart-strip-qc-learning.png"} <= names
    for name in ("report.pdf", "report.xlsx", "chart-position.png"):
        size = round((site / name).stat().st_size / 1000)
        assert f'href="{name}"' in page
        assert f"{name.rpartition('.')[2].upper()}, {size} kB" in page
    assert assess("report", client, "--out", site).exit_code == 0
    assert not list(site.glob("chart-*"))


def test_charts_can_be_asked_where_the_publisher_says_so(assess, client: str, tmp_path: Path):
    site = tmp_path / "site"
    assert assess("report", client, "--out", site, "--interactive").exit_code == 0
    assert {"chart.html", "open.js", "vega.js", "data-position.js"} <= {
        path.name for path in (site / "live").iterdir()
    }
    assert 'href="live/chart.html#position:index"' in (site / "index.html").read_text("utf-8")
    assert assess("report", client, "--out", site).exit_code == 0
    assert not (site / "live").exists()


def test_a_file_has_no_pages_and_no_pictures_beside_it(assess, tmp_path: Path):
    assert assess("report", "nobody", "--out", tmp_path / "r.pdf", "--pictures").exit_code == 2
    assert assess("report", "nobody", "--out", tmp_path / "r.pdf", "--pages", tmp_path / "p").exit_code == 2
    assert assess("report", "nobody", "--out", tmp_path / "r.pdf", "--interactive").exit_code == 2


def test_a_file_that_cannot_be_written_is_refused_with_a_reason(assess, client: str, tmp_path: Path):
    (tmp_path / "folder.pdf").mkdir()
    refused = assess("report", client, "--out", tmp_path / "folder.pdf")
    assert refused.exit_code == 1
    assert "cannot be written" in refused.stderr
    assert list(tmp_path.glob(".*tmp")) == []


def test_schema_of_a_reports_data_is_printed(assess):
    printed = assess("schema", "findings")
    assert json.loads(printed.stdout)["$id"] == "urn:assess:findings:2"
