"""What a person types: verbs, exit codes, where output goes."""

from __future__ import annotations

import json

import pytest

from assess.cli import COMMANDS


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_that_ends_with_an_example(assess, name):
    shown = assess(name, "--help")
    assert shown.exit_code == 0, shown.output
    assert "Example: assess" in shown.output


def test_unknown_command_is_misuse(assess):
    assert assess("bogus").exit_code == 2


def test_check_passes_the_shipped_questionnaires(assess):
    checked = assess("check", "--json")
    assert checked.exit_code == 0
    assert json.loads(checked.stdout)["problems"] == []


def test_check_tells_every_problem_of_a_broken_file_with_line_and_remedy(assess, tmp_path):
    path = tmp_path / "broken.yaml"
    path.write_text("format: 1\nid: Broken Id\nversion: 1.10\ntitel: x\n")
    checked = assess("check", path)
    assert checked.exit_code == 1
    assert f"{path}:2: id:" in checked.stdout
    assert "Did you mean `title`?" in checked.stdout
    assert "`levels` is missing" in checked.stdout


def test_check_of_one_broken_file_still_checks_the_others(assess, tmp_path):
    from assess.resource import resource

    path = tmp_path / "broken.yaml"
    path.write_text("format: 1\n")
    checked = assess("check", path, resource("questionnaires") / "cx-quick-check")
    assert checked.exit_code == 1
    assert "cx-quick-check/questionnaire.yaml: good" in checked.stderr


def test_score_runs_the_worked_examples(assess):
    scored = assess("score", "cx-quick-check")
    assert scored.exit_code == 0
    assert "each scores as it says" in scored.stderr
    assert "qc-direction" in scored.stdout


def test_score_explains_answers_from_a_file(assess, tmp_path):
    path = tmp_path / "answers.yaml"
    path.write_text("answers: {qc-direction-01: 2, qc-direction-02: 4, qc-direction-03: {state: unknown}}\n")
    scored = assess("score", "cx-quick-check", "--answers", path, "--explain", "--json")
    assert scored.exit_code == 0, scored.output
    found = json.loads(scored.stdout)
    direction = found["scores"]["nodes"]["qc-direction"]
    gains = [step["gain"] for step in found["explanation"]["steps"] if step["node"] == "qc-direction"]
    assert sum(gains) == pytest.approx(direction["exact"])
    assert direction["unknown"] == 1


def test_score_of_an_unknown_question_names_it(assess, tmp_path):
    path = tmp_path / "answers.yaml"
    path.write_text("answers: {qc-nowhere: 2}\n")
    scored = assess("score", "cx-quick-check", "--answers", path)
    assert scored.exit_code == 1
    assert "qc-nowhere" in scored.stderr


def test_same_seed_gives_the_same_bytes(assess, tmp_path):
    for name, seed in (("a", 5), ("b", 5), ("c", 6)):
        made = assess(
            "synth", "--questionnaire", "cx-quick-check", "-n", 50, "--seed", seed, "--out", tmp_path / name
        )
        assert made.exit_code == 0
    first, again, other = ((tmp_path / name).read_bytes() for name in "abc")
    assert first == again
    assert first != other


def test_schema_is_printed_as_json(assess):
    assert json.loads(assess("schema").stdout)["$ref"].endswith("Questionnaire")


def test_report_of_an_unknown_assessment_is_refused(assess):
    refused = assess("report", "nothing", "--out", "site")
    assert refused.exit_code == 1
    assert "no database yet" in refused.stderr


def test_a_wrong_setting_is_named(assess, monkeypatch):
    monkeypatch.setenv("ASSESS_PORT", "eighty")
    refused = assess("edition", "list")
    assert refused.exit_code == 1
    assert "ASSESS_PORT" in refused.stderr
