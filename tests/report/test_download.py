"""The data files hold what the pages show, safely for a spreadsheet."""

from __future__ import annotations

import csv
import io
from concurrent.futures import ThreadPoolExecutor

import pytest

from assess.language import speaking
from assess.report.chart.renderer import Renderer
from assess.report.document.download import MEDIA, SINGLE, downloads, offered
from assess.report.document.table import ANSWERS, SCORES
from assess.report.finding.model import Findings


def table(findings: Findings, name: str) -> list[dict]:
    file = next(file for file in downloads(findings) if file.name == name)
    return list(csv.DictReader(io.StringIO(file.content)))


def test_every_row_says_whether_data_is_made_up(findings: Findings, alone: Findings):
    for name in ("scores.csv", "answers.csv"):
        assert {row["synthetic"] for row in table(findings, name)} == {"true"}
        assert {row["synthetic"] for row in table(alone, name)} == {"false"}


def test_columns_are_those_of_the_dictionary(findings: Findings):
    assert list(table(findings, "scores.csv")[0]) == [column.name for column in SCORES]
    assert list(table(findings, "answers.csv")[0]) == [column.name for column in ANSWERS]
    assert all(column.meaning for column in (*SCORES, *ANSWERS))


def test_scores_are_those_of_the_pages(findings: Findings):
    rows = {row["node"]: row for row in table(findings, "scores.csv")}
    assert rows["overall"]["score"] == "2.3"
    assert rows["design"]["peers_median"] == "1.9"
    assert rows["overall"]["peers_n"] == "20–29"


def test_what_does_not_exist_is_an_empty_cell(alone: Findings):
    assert table(alone, "scores.csv")[0]["peers_median"] == ""
    states = {row["state"]: row["value"] for row in table(alone, "answers.csv")}
    assert states["not_applicable"] == ""
    assert states["unknown"] == "0.0"


def test_points_add_up_to_the_score(findings: Findings):
    points = sum(float(row["points"]) for row in table(findings, "answers.csv") if row["node"] == "listen")
    assert round(points, 2) == 3.75


def test_a_cell_is_never_a_formula(make_findings):
    from msgspec.structs import replace
    from report_sample import build_questionnaire

    questionnaire = build_questionnaire()
    first, *others = questionnaire.dimensions
    evil = replace(questionnaire, dimensions=(replace(first, title='=HYPERLINK("x")'), *others))
    titles = [row["title"] for row in table(make_findings(questionnaire=evil), "scores.csv")]
    assert '\'=HYPERLINK("x")' in titles


DATA = ["scores.csv", "answers.csv", "data.json", "findings.schema.json"]


def test_every_file_has_a_name_a_meaning_and_a_kind(findings: Findings, renderer: Renderer):
    files = downloads(findings, renderer, pictures=True)
    assert [file.name for file in files][:6] == ["report.pdf", "report.xlsx", *DATA]
    assert all(file.summary and file.title and file.media for file in files)
    assert {file.ending for file in files} == set(MEDIA)
    assert set(SINGLE.values()) <= {file.name for file in files}


def test_a_size_is_that_of_the_file(findings: Findings, renderer: Renderer):
    for file in downloads(findings, renderer):
        content = file.content if isinstance(file.content, bytes) else file.content.encode()
        assert file.is_made
        assert file.kind == f"{file.ending.upper()}, {max(1, round(len(content) / 1000))} kB"


def test_documents_that_are_made_beside_speak_the_language_asked_and_are_the_same(
    findings: Findings, renderer: Renderer
):
    with speaking("pl"), ThreadPoolExecutor(2) as pool:
        beside = downloads(findings, renderer, pool=pool)
        alone = downloads(findings, renderer)
    assert [(file.name, file.data) for file in beside] == [(file.name, file.data) for file in alone]
    with speaking("en"):
        assert downloads(findings, renderer)[1].data != alone[1].data


def test_fault_of_a_document_that_is_made_beside_is_not_lost(findings: Findings):
    with ThreadPoolExecutor(2) as pool:
        files = downloads(findings, Forbidden(), pool=pool)
        with pytest.raises(AssertionError, match="nobody has asked"):
            files[0].make()


def test_nothing_is_made_before_somebody_asks(findings: Findings):
    files = offered(findings, Forbidden(), pictures=True)
    assert len(files) == 6 + 2 * 7
    assert not any(file.is_made for file in files)
    assert {file.kind for file in files} == {"PDF", "XLSX", "CSV", "JSON", "SVG", "PNG"}


class Forbidden(Renderer):
    def draw(self, *_arguments):
        raise AssertionError("nobody has asked for a chart")


def test_without_a_renderer_there_are_data_alone(findings: Findings):
    assert [file.name for file in downloads(findings)] == DATA
