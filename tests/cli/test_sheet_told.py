"""What a sheet holds beside answers, and what is told of it on the command line."""

from __future__ import annotations

import json

CLIENTS = "id,organisation,role,industry,qc-direction-01\na,north,staff,Handel hurtowy i detaliczny,1\n"


def test_an_import_says_what_it_does_not_keep(assess, tmp_path):
    (tmp_path / "clients.csv").write_text(CLIENTS)
    imported = assess("import", "clients.csv", "--questionnaire", "cx-quick-check")
    assert imported.exit_code == 0, imported.stderr
    assert "Not kept: `organisation` and `role`." in imported.stderr
    assert "assess score --organisations" in imported.stderr
    (tmp_path / "plain.csv").write_text("id,qc-direction-01\nb,1\n")
    assert "Not kept" not in assess("import", "plain.csv", "--questionnaire", "cx-quick-check").stderr


def test_a_band_may_be_written_in_another_language(assess, tmp_path):
    (tmp_path / "clients.csv").write_text(CLIENTS)
    assess("import", "clients.csv", "--questionnaire", "cx-quick-check")
    assess("export", "--out", "all.jsonl")
    [exported] = (tmp_path / "all.jsonl").read_text().splitlines()
    assert json.loads(exported)["assessment"]["profile"]["industry"] == "G"
    scored = assess("score", "cx-quick-check", "--answers", "clients.csv")
    assert scored.exit_code == 0, scored.stderr


def test_what_a_sheet_lacks_is_told_when_it_is_scored(assess, tmp_path):
    (tmp_path / "short.csv").write_text("id,qc-direction-01,qc-direction-02\na,1\n")
    scored = assess("score", "cx-quick-check", "--answers", "short.csv")
    assert "Cells missing at the end, read as unanswered: row 2 (1)." in scored.stderr


def test_scores_are_explained_to_the_hundredths_of_worked_examples(assess, tmp_path):
    (tmp_path / "one.yaml").write_text(
        "answers: {qc-direction-01: 1, qc-direction-02: 2, qc-direction-03: 3}"
    )
    given = ("score", "cx-quick-check", "--answers", "one.yaml")
    exact = json.loads(assess(*given, "--json").stdout)["nodes"]["qc-direction"]["score"] / 100
    shown = assess(*given, "--explain").stdout
    assert f"qc-direction      {exact:.2f}" in shown
    assert f"{exact:.2f}" not in assess(*given).stdout
