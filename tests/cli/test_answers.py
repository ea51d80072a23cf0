"""Answers as JSON through a running server, which owns the database."""

from __future__ import annotations

import json


def test_answers_with_comments_reach_the_server_and_come_back(assess, server, tmp_path):
    answers = {
        "qc-direction-01": {"value": 2, "comment": "We think so"},
        "qc-direction-02": {"state": "not_applicable", "reason": "No such thing"},
    }
    respondent = {"id": "one", "profile": {"size": "small"}, "answers": answers, "contributes": True}
    file = {"format": 1, "questionnaire": "cx-quick-check", "respondents": [respondent]}
    (tmp_path / "a.json").write_text(json.dumps(file))
    imported = assess("import", "a.json", "--questionnaire", "cx-quick-check", "--json")
    assert imported.exit_code == 0, imported.output
    assert json.loads(imported.stdout)["added"] == 1
    again = assess("import", "a.json", "--questionnaire", "cx-quick-check", "--json")
    assert json.loads(again.stdout)["added"] == 0
    exported = assess("export", "--questionnaire", "cx-quick-check", "--format", "json", "--out", "b.json")
    assert exported.exit_code == 0, exported.output
    (kept,) = json.loads((tmp_path / "b.json").read_text())["respondents"]
    assert {name: kept[name] for name in respondent} == respondent


def test_json_export_needs_a_questionnaire_and_a_file(assess):
    assert assess("export", "--format", "json").exit_code == 2
