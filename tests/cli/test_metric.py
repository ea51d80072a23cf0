"""`assess metric` and `assess score --reliability`: columns by their headings, figures with intervals, refusals."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
import xlsxwriter

from assess.scoring.metric.definition import DEFINITIONS

DOCS = Path(__file__).parents[2] / "site" / "docs"
SHOWN = re.compile(r"^\$ assess (.+)\n((?:(?!\$ |```).*\n)*)", re.MULTILINE)


def test_every_metric_is_listed_with_its_columns(assess):
    listed = assess("metric", "--list")
    assert listed.exit_code == 0
    for definition in DEFINITIONS:
        assert re.search(
            rf"^{definition.name} +{definition.title} +{definition.columns[0].name}", listed.stdout, re.M
        )
    told = json.loads(assess("metric", "--list", "--json").stdout)
    assert [each["name"] for each in told] == [definition.name for definition in DEFINITIONS]


def test_the_page_shows_what_the_commands_print(assess, tmp_path):
    for path in DOCS.glob("*.csv"):
        shutil.copy(path, tmp_path)
    page = (DOCS / "metrics.md").read_text("utf-8")
    shown = SHOWN.findall(page)
    assert {line.split()[1] for line, _ in shown if line.startswith("metric")} >= {
        each.name for each in DEFINITIONS
    }
    for line, printed in shown:
        assert assess(*line.split()).stdout == printed, line


def test_the_page_defines_every_metric_as_the_program_does(assess):
    page = " ".join((DOCS / "metrics.md").read_text("utf-8").split())
    for definition in DEFINITIONS:
        assert f"### {definition.title} " in page
        for column in definition.columns:
            assert f"`{column.name}`" in page


def test_a_workbook_gives_the_same_figures_as_a_csv_file(assess, tmp_path):
    codes = [10, 9, 9, 3, 7, "", 12]
    (tmp_path / "a.csv").write_text("who;Score \n" + "".join(f"p;{code}\n" for code in codes))
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_column(0, 0, ["who", *["p"] * len(codes)])
        sheet.write_column(0, 1, ["Score", *codes])
    told = [json.loads(assess("metric", "nps", file, "--json").stdout) for file in ("a.csv", "a.xlsx")]
    assert told[0] == told[1]
    metric = told[0]["metric"]
    assert (metric["n"], metric["excluded"], metric["empty"], metric["variant"]) == (5, 1, 1, "0-10")
    assert metric["figures"][0]["value"] == 40
    assert metric["figures"][0]["interval"]["level"] == 0.95


def test_few_responses_are_said_and_one_has_no_interval(assess, tmp_path):
    (tmp_path / "a.csv").write_text("score\n9\n")
    found = assess("metric", "nps", "a.csv")
    assert "+100.0  none: one response says nothing about others" in found.stdout
    assert "Fewer than 30 responses" in found.stderr


def test_columns_of_other_names_are_named(assess, tmp_path):
    (tmp_path / "a.csv").write_text("came,left\n2026-03-01 09:00,2026-03-01 09:30\n")
    missing = assess("metric", "frt", "a.csv")
    assert missing.exit_code == 1
    assert "There is no column `received`." in missing.stderr
    assert "There are: `came`, `left`." in missing.stderr
    found = assess("metric", "frt", "a.csv", "--column", "received=came", "--column", "answered=left")
    assert "0:30:00" in found.stdout
    assert assess("metric", "frt", "a.csv", "--column", "came").exit_code == 2
    optional = ("--column", "received=came", "--column", "answered=left", "--column", "automatic=robot")
    assert "There is no column `robot`" in assess("metric", "frt", "a.csv", *optional).stderr


@pytest.mark.parametrize("arguments", [(), ("bogus", "a.csv"), ("nps",), ("nps", "nowhere.csv")])
def test_no_metric_or_no_sheet_is_misuse(assess, tmp_path, arguments):
    (tmp_path / "a.csv").write_text("score\n9\n")
    assert assess("metric", *arguments).exit_code == 2


def test_what_cannot_be_is_refused_with_a_remedy(assess, tmp_path):
    (tmp_path / "a.csv").write_text("start,end,new\n100,130,10\n")
    refused = assess("metric", "retention", "a.csv")
    assert refused.exit_code == 1
    assert "120 of 100 customers stayed." in refused.stderr
    assert "count them as new" in refused.stderr
    (tmp_path / "b.csv").write_text("score,score\n1,2\n")
    assert "stands twice" in assess("metric", "nps", "b.csv").stderr
    (tmp_path / "c.csv").write_text("")
    assert "There are: none." in assess("metric", "nps", "c.csv").stderr


def test_reliability_is_told_from_a_hundred_respondents(assess):
    for n in (99, 400):
        assess("synth", "--questionnaire", "cx-quick-check", "-n", n, "--out", f"{n}.csv")
    few = assess("score", "cx-quick-check", "--answers", "99.csv", "--reliability")
    assert few.stdout.count("too few respondents") == 4
    many = json.loads(
        assess("score", "cx-quick-check", "--answers", "400.csv", "--reliability", "--json").stdout
    )
    assert many["synthetic"] is True
    assert many["reliability"][0]["node"] == "qc-direction"
    assert all(0 < each["alpha"] < 1 for each in many["reliability"])
    assert assess("score", "cx-quick-check", "--reliability").exit_code == 2
