"""`assess convert`, and answers as JSON out of one store and into another, through the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assess.cli import main
from assess.questionnaire.examination import FILE

from .test_samm import folder


@pytest.fixture
def assess(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ASSESS_DATA", str(tmp_path / "data"))
    return lambda *arguments: CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.mark.parametrize(
    ("file", "form"), [("q.json", "surveyjs"), ("q.xlsx", "xlsform"), ("q.yaml", "ciso"), ("q.json", "lens")]
)
def test_out_and_in_again(assess, tmp_path: Path, file: str, form: str):
    out = assess("convert", "cx-quick-check", file, "--to", form)
    assert out.exit_code == 0, out.output
    back = assess("convert", file, "made/again", "--json")
    assert back.exit_code == 0, back.output
    told = json.loads(back.stdout)
    assert str(Path("made/again") / FILE) in told["written"]
    assert {note["kind"] for note in told["notes"]} <= {"lost", "default", "changed"}
    assert not [each for each in told["problems"] if each["rule"] not in ("stale-translation",)]
    assert "id: again" in (tmp_path / "made" / "again" / FILE).read_text("utf-8")


def test_the_format_is_told_by_the_name_where_it_can_be(assess, tmp_path: Path):
    assert assess("convert", "cx-quick-check", "q.xlsx").exit_code == 0
    assert assess("convert", "cx-quick-check", "q.yaml").exit_code == 0
    assert assess("convert", "cx-quick-check", "q.json").exit_code == 2
    assert (tmp_path / "q.xlsx").read_bytes()[:2] == b"PK"
    assert "requirement_nodes" in (tmp_path / "q.yaml").read_text("utf-8")


def test_a_folder_of_the_samm_model_becomes_a_questionnaire_that_keeps_every_rule(assess, tmp_path: Path):
    for path, text in folder().items():
        target = tmp_path / "model" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    made = assess("convert", "model", "samm")
    assert made.exit_code == 0, made.output
    assert assess("check", "samm").exit_code == 0
    text = (tmp_path / "samm" / FILE).read_text("utf-8")
    assert "# A default: They lie at equal distances." in text
    assert "rollup: sum" in text


def test_from_one_tool_to_another(assess, tmp_path: Path):
    assess("convert", "cx-quick-check", "a.xlsx")
    made = assess("convert", "a.xlsx", "b.json", "--to", "surveyjs")
    assert made.exit_code == 0, made.output
    assert len(json.loads((tmp_path / "b.json").read_text("utf-8"))["pages"]) == 4


def test_what_an_author_has_to_decide_is_said(assess, tmp_path: Path):
    survey = {"title": "T", "pages": [{"name": "p", "elements": [{"type": "comment", "name": "c"}]}]}
    (tmp_path / "s.json").write_text(json.dumps(survey))
    made = assess("convert", "s.json", "s")
    assert made.exit_code == 0, made.output
    assert "holds nothing that scores" in made.stderr
    assert "an author has to decide" in made.stderr


def test_nothing_is_replaced_unless_it_is_said(assess, tmp_path: Path):
    (tmp_path / "q.xlsx").write_text("precious")
    refused = assess("convert", "cx-quick-check", "q.xlsx")
    assert refused.exit_code == 1
    assert (tmp_path / "q.xlsx").read_text() == "precious"
    assert assess("convert", "cx-quick-check", "q.xlsx", "--overwrite").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nowhere.json", "out"), "no such file"),
        (("cx-quick-check", "out", "--to", "samm"), "OWASP SAMM"),
        (("bad.json", "out"), "none of the formats"),
        (("bad.json", "out", "--from", "lens"), "pillars"),
        ((".", "out", "--from", "samm"), "YAML files"),
    ],
)
def test_what_cannot_be_done_is_refused_in_plain_words(assess, tmp_path: Path, arguments: tuple, said: str):
    (tmp_path / "bad.json").write_text("{}")
    refused = assess("convert", *arguments)
    assert refused.exit_code == 1, refused.output
    assert said in refused.stderr
    assert not (tmp_path / "out").exists()


def test_answers_travel_as_json_from_store_to_store(assess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    answers = {
        "qc-direction-01": {"value": 2, "comment": "We think so"},
        "qc-direction-02": {"state": "not_applicable", "reason": "No such thing"},
        "qc-direction-03": {"state": "unknown"},
    }
    respondents = [
        {
            "id": "one",
            "answers": answers,
            "profile": {"industry": "C"},
            "submitted_at": "2026-03-01T12:00:00Z",
        },
        {"id": "two", "answers": {"qc-direction-01": {"value": 99}}},
    ]
    file = {"format": 1, "questionnaire": "cx-quick-check", "respondents": respondents}
    (tmp_path / "a.json").write_text(json.dumps(file))
    imported = assess("import", "a.json", "--questionnaire", "cx-quick-check")
    assert imported.exit_code == 1
    assert "1 respondent imported" in imported.stderr
    assert "respondents[1].answers.qc-direction-01" in imported.stderr
    assert json.loads((tmp_path / "a.json.bad.json").read_text())["respondents"] == respondents[1:]
    first = exported(assess, tmp_path / "first.json")
    again = assess(
        "import", "a.json", "--questionnaire", "cx-quick-check", "--bad-rows", tmp_path / "bad.json"
    )
    assert "imported before" in again.stderr
    monkeypatch.setenv("ASSESS_DATA", str(tmp_path / "other"))
    assert assess("import", "first.json", "--questionnaire", "cx-quick-check").exit_code == 0
    second = exported(assess, tmp_path / "second.json")
    assert first == second
    (kept,) = first["respondents"]
    assert kept["answers"] == answers
    assert kept["submitted_at"] == "2026-03-01T12:00:00Z"


def exported(assess, path: Path) -> dict:
    made = assess("export", "--questionnaire", "cx-quick-check", "--format", "json", "--out", path)
    assert made.exit_code == 0, made.output
    return json.loads(path.read_text("utf-8"))


def test_the_schema_of_answers_is_printed(assess):
    printed = json.loads(assess("schema", "answers").stdout)
    assert "Respondent" in printed["$defs"]
