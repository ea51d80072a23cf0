"""The data files hold what the pages show, safely for a spreadsheet."""

from __future__ import annotations

import csv
import io

import msgspec

from assess.report.document.download import ANSWERS, SCORES, downloads
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


def test_json_decodes_to_the_same_findings(findings: Findings):
    content = next(file.content for file in downloads(findings) if file.name == "data.json")
    assert msgspec.json.decode(content, type=Findings) == findings
