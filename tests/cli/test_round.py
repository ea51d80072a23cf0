"""A consultant's round: import, edition, report, export, back-up; on the file, and through the server that owns it."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from assess.benchmark.quarter import quarter_of

QUARTER = str(quarter_of(datetime.now(UTC).date()))


def round_trip(assess, sheet, tmp_path) -> dict:
    """Import a sheet, build an edition from it, publish one report, export, back up; returns what was exported."""
    imported = assess("import", sheet, "--questionnaire", "cx-quick-check", "--contribute", "--json")
    assert imported.exit_code == 0, imported.output
    ids = json.loads(imported.stdout)["ids"]
    assert json.loads(imported.stdout)["added"] == 60
    unvouched = assess("edition", "build", QUARTER, "--questionnaire", "cx-quick-check")
    assert unvouched.exit_code == 1, "nobody has accepted them"
    assert assess("contribute", "accept", "--all").exit_code == 0
    options = ("--questionnaire", "cx-quick-check", "--json")
    (tmp_path / "lax.yaml").write_text("width: 0\n")
    lax = assess("edition", "build", QUARTER, *options, "--thresholds", tmp_path / "lax.yaml")
    assert lax.exit_code == 1, "what organisations contributed is told by no laxer rules"
    assert "thresholds.width" in lax.stderr
    built = assess("edition", "build", QUARTER, *options, "--mend")
    assert built.exit_code == 0, built.output
    edition = json.loads(built.stdout)["edition"]
    assert "60" not in json.dumps(json.loads(built.stdout)["manifest"]["suppressed"])
    early = assess("edition", "publish", edition)
    assert early.exit_code == 1
    assert "days old yet" in early.stderr
    candidate = tmp_path / "data" / "candidates" / edition
    reported = assess(
        "report", ids[0], "--out", tmp_path / "site", "--title", "A client", "--edition", candidate
    )
    assert reported.exit_code == 0, reported.output
    assert edition in (tmp_path / "site" / "method.html").read_text()
    exported = assess("export")
    assert exported.exit_code == 0, exported.output
    lines = [json.loads(line) for line in exported.stdout.splitlines()]
    assert [line["assessment"]["id"] for line in lines] == ids
    backed = assess("db", "backup", tmp_path / "copy.duckdb")
    assert backed.exit_code == 0, backed.output
    assert "60 submissions" in backed.stderr
    assert assess("db", "check").exit_code == 0
    return lines[0]


def test_a_round_on_the_file(assess, sheet, tmp_path):
    line = round_trip(assess, sheet, tmp_path)
    again = assess("import", sheet, "--questionnaire", "cx-quick-check", "--contribute")
    assert "imported before" in again.stderr
    exported = tmp_path / "one.json"
    exported.write_text(json.dumps(line))
    reported = assess("report", exported, "--out", tmp_path / "site")
    assert reported.exit_code == 0, reported.output


def test_a_round_through_the_server(assess, server, sheet, tmp_path):
    round_trip(assess, sheet, tmp_path)
    again = assess("import", sheet, "--questionnaire", "cx-quick-check", "--contribute")
    assert "imported before" in again.stderr


def test_exported_answers_can_be_imported_again(assess, sheet, tmp_path, monkeypatch):
    assess("import", sheet, "--questionnaire", "cx-quick-check")
    out = tmp_path / "answers.csv"
    assert (
        assess("export", "--questionnaire", "cx-quick-check", "--format", "answers", "--out", out).exit_code
        == 0
    )
    monkeypatch.setenv("ASSESS_DATA", str(tmp_path / "other"))
    imported = assess("import", out, "--questionnaire", "cx-quick-check", "--json")
    assert imported.exit_code == 0, imported.output
    assert json.loads(imported.stdout)["added"] == 60


def test_bad_rows_come_back_in_a_file_and_good_ones_are_kept(assess, sheet, tmp_path):
    lines = sheet.read_text().splitlines()
    cells = lines[5].split(",")
    cells[4] = "9"
    lines[5] = ",".join(cells)
    sheet.write_text("\n".join(lines))
    imported = assess("import", sheet, "--questionnaire", "cx-quick-check")
    assert imported.exit_code == 1
    assert "59 respondents imported" in imported.stderr
    assert "row 6" in imported.stderr
    assert "qc-direction-01" in (tmp_path / "sheet.csv.bad.csv").read_text("utf-8-sig")


@pytest.mark.parametrize("kind", ["answers", "scores"])
def test_csv_export_needs_a_questionnaire_and_a_file(assess, kind):
    assert assess("export", "--format", kind).exit_code == 2


def test_restore_puts_a_backup_in_place_and_keeps_what_was_there(assess, sheet, tmp_path):
    assess("import", sheet, "--questionnaire", "cx-quick-check")
    assert assess("db", "backup", tmp_path / "copy.duckdb").exit_code == 0
    restored = assess("db", "restore", tmp_path / "copy.duckdb")
    assert restored.exit_code == 0, restored.output
    assert "60 submissions" in restored.stderr
    assert "is kept as" in restored.stderr


def test_restore_on_a_new_machine_needs_nothing_but_the_backup(assess, sheet, tmp_path, monkeypatch):
    assess("import", sheet, "--questionnaire", "cx-quick-check")
    assess("db", "backup", tmp_path / "copy.duckdb")
    monkeypatch.setenv("ASSESS_DATA", str(tmp_path / "new" / "machine"))
    restored = assess("db", "restore", tmp_path / "copy.duckdb")
    assert restored.exit_code == 0, restored.output
    assert "60 submissions" in restored.stderr


def test_made_up_submissions_are_exported_only_when_asked_for(assess, sheet, tmp_path):
    assess("import", sheet, "--questionnaire", "cx-quick-check")
    made_up = tmp_path / "made-up.csv"
    assess("synth", "--questionnaire", "cx-quick-check", "-n", 5, "--seed", 8, "--out", made_up)
    assert assess("import", made_up, "--questionnaire", "cx-quick-check").exit_code == 0
    assert len(assess("export").stdout.splitlines()) == 60
    lines = [json.loads(line) for line in assess("export", "--synthetic").stdout.splitlines()]
    assert [line["assessment"]["synthetic"] for line in lines] == [True] * 5
