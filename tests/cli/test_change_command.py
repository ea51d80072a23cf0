"""What has changed between two assessments: by their ids, in the file and through the server; as a page of the report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from assess.resource import resource


def two(assess, sheet) -> tuple[str, str]:
    """The ids of two of the sheet's respondents, stored."""
    imported = assess("import", sheet, "--questionnaire", "cx-quick-check", "--json")
    assert imported.exit_code == 0, imported.output
    return tuple(json.loads(imported.stdout)["ids"][:2])


def test_change_is_printed_and_given_as_json(assess, sheet):
    earlier, later = two(assess, sheet)
    told = assess("change", earlier, later)
    assert told.exit_code == 0, told.output
    for word in ("What has changed since", "dimension", "before", "difference", "compared", "qc-direction"):
        assert word in told.stdout
    found = json.loads(assess("change", earlier, later, "--json").stdout)
    assert (found["earlier"], found["later"]) == (earlier, later)
    assert len(found["rose"]) + len(found["fell"]) + found["same"] > 5
    back = json.loads(assess("change", later, earlier, "--json").stdout)
    assert {one["question"] for one in back["fell"]} == {one["question"] for one in found["rose"]}


def test_change_through_the_server_is_the_same(assess, server, sheet):
    earlier, later = two(assess, sheet)
    told = assess("change", earlier, later)
    assert told.exit_code == 0, told.output
    assert "What has changed since" in told.stdout


def test_same_assessment_is_refused(assess, sheet):
    earlier, _ = two(assess, sheet)
    refused = assess("change", earlier, earlier)
    assert refused.exit_code == 1
    assert "Name one that was submitted earlier" in refused.stderr


def test_report_since_an_earlier_assessment_has_its_page(assess, sheet, tmp_path):
    earlier, later = two(assess, sheet)
    made = assess("report", later, "--since", earlier, "--out", tmp_path / "site", "--language", "pl")
    assert made.exit_code == 0, made.output
    page = (tmp_path / "site" / "change.html").read_text("utf-8")
    assert "Co się zmieniło od" in page
    assert "change.html" in (tmp_path / "site" / "index.html").read_text("utf-8")


@pytest.fixture
def changed(tmp_path, monkeypatch) -> Path:
    """A catalogue whose quick check can be changed."""
    folder = tmp_path / "questionnaires" / "cx-quick-check"
    folder.mkdir(parents=True)
    shipped = resource("questionnaires")
    for name in ("vocabulary.yaml", "profile.yaml"):
        (folder.parent / name).write_bytes((shipped / name).read_bytes())
    for name in ("questionnaire.yaml", "published.yaml"):
        (folder / name).write_bytes((shipped / "cx-quick-check" / name).read_bytes())
    file = folder / "questionnaire.yaml"
    content = yaml.safe_load(file.read_text("utf-8")) | {"languages": ["en"]}
    for dimension in content["dimensions"]:
        for question in dimension["questions"]:
            question.pop("construct", None)
    file.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), "utf-8")
    (folder / "published.yaml").unlink()
    monkeypatch.setenv("ASSESS_QUESTIONNAIRES", str(folder.parent))
    return file


def test_old_version_is_read_by_its_own_content_and_followed_by_the_record(assess, sheet, changed: Path):
    earlier, _ = two(assess, sheet)
    assert assess("publish", "cx-quick-check").exit_code == 0
    text = changed.read_text("utf-8").replace("qc-direction-01", "qc-direction-09")
    changed.write_text(text.replace("version: 1.0.0", "version: 2.0.0"), "utf-8")
    record = changed.with_name("published.yaml")
    steps = 'changes:\n  "2.0.0": {renamed: {qc-direction-01: qc-direction-09}, blocked: [qc-direction-02]}\n'
    record.write_text(record.read_text("utf-8").replace("versions:", steps + "versions:"), "utf-8")
    again = sheet.with_name("again.csv")
    lines = sheet.read_text("utf-8").replace("qc-direction-01", "qc-direction-09").splitlines()
    again.write_text("\n".join([lines[0], *(f"again-{line}" for line in lines[1:])]), "utf-8")
    imported = assess("import", again, "--questionnaire", "cx-quick-check", "--json")
    assert imported.exit_code == 0, imported.output
    found = json.loads(
        assess("change", earlier, json.loads(imported.stdout)["ids"][1], "--json").stdout or "{}"
    )
    pairs = {one["question"]: one["earlier"] for one in (*found["rose"], *found["fell"])}
    left_out = {one["question"]: group["why"] for group in found["left_out"] for one in group["questions"]}
    assert left_out["qc-direction-02"] == "blocked"
    assert "new" not in left_out.values()
    assert pairs.get("qc-direction-09", "qc-direction-01") == "qc-direction-01"
    assert "version 1.0.0" in found["basis"]["text"]
