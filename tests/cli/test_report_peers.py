"""A report against peers that somebody chose."""

from __future__ import annotations

import json
from datetime import date

import pytest

from assess.assessment.synth import Population, synthesise
from assess.benchmark.archive import write
from assess.benchmark.edition import build
from assess.benchmark.quarter import Quarter
from assess.benchmark.synthetic import contribute
from assess.questionnaire.catalogue import load_catalogue
from assess.resource import resource
from assess.scoring.score import Scorer


@pytest.fixture
def client(assess, sheet, tmp_path) -> str:
    """The id of an assessment, stored beside a made-up edition."""
    questionnaire = load_catalogue(resource("questionnaires")).get("cx-quick-check")
    scorer = Scorer(questionnaire)
    contributions = contribute(
        scorer, synthesise(questionnaire, Population(), 600, 5), day=date(2025, 11, 15)
    )
    scorer.close()
    write(build(contributions, quarter=Quarter(2025, 4)).edition, tmp_path / "data" / "editions")
    imported = assess("import", sheet, "--questionnaire", "cx-quick-check", "--json")
    assert imported.exit_code == 0, imported.output
    return json.loads(imported.stdout)["ids"][0]


def test_report_compares_with_the_group_that_was_named(assess, client, tmp_path):
    made = assess("report", client, "--out", tmp_path / "site", "--peers", "G", "--smoothed")
    assert made.exit_code == 0, made.output
    page = (tmp_path / "site" / "comparison.html").read_text("utf-8")
    assert "chosen for this comparison" in page
    assert "Smoothed means" in page
    usual = assess("report", client, "--out", tmp_path / "site")
    assert usual.exit_code == 0, usual.output
    page = (tmp_path / "site" / "comparison.html").read_text("utf-8")
    assert "chosen for this comparison" not in page
    assert "Smoothed means" not in page


@pytest.mark.parametrize(
    ("peers", "said"), [("G/eu-central", "Groups form one tree"), ("X", "There is no band 'X' of industry")]
)
def test_group_that_the_tree_does_not_have_is_refused(assess, client, tmp_path, peers, said):
    refused = assess("report", client, "--out", tmp_path / "site", "--peers", peers)
    assert refused.exit_code == 1
    assert said in refused.stderr
    assert not (tmp_path / "site").exists()
