"""What a person gets wrong on the command line: a sentence, a place, a remedy, and never a trace."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("content", "place", "said"),
    [
        ("answers: [", "answers.yaml:2", "not valid YAML"),
        ("", "answers.yaml", "No answers are named."),
        ("hello", "answers.yaml", "No answers are named."),
        ("- a", "answers.yaml", "No answers are named."),
        ("answer: {}", "answers.yaml", "unknown field `answer`"),
        ("answers: {qc-direction-01: 9}", "answers.yaml: qc-direction-01", "Use a whole number from 0 to 4."),
        ("answers: {qc-direktion-01: 1}", "answers.yaml: qc-direktion-01", "Did you mean `qc-direction-01`?"),
        ("answers: {one: 1}", "answers.yaml: one", "Use the `id` of a question"),
    ],
)
def test_answers_that_cannot_be_read_are_told_with_their_place(assess, tmp_path, content, place, said):
    (tmp_path / "answers.yaml").write_text(content)
    refused = assess("score", "cx-quick-check", "--answers", "answers.yaml")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr.startswith(f"{place}: ")
    assert said in refused.stderr


def test_a_folder_that_is_not_there_is_told_plainly(assess):
    refused = assess("synth", "--questionnaire", "cx-quick-check", "-n", 3, "--out", "no/such/folder.csv")
    assert refused.exit_code == 1
    assert refused.stderr.endswith(
        "no/such/folder.csv: No such file or directory.\nCheck the path, and that it may be read and written.\n"
    )
    assert isinstance(refused.exception, SystemExit)


def test_a_population_that_cannot_be_read_is_told_with_its_file(assess, tmp_path):
    (tmp_path / "mine.yaml").write_text("mean: [")
    refused = assess(
        "synth", "--questionnaire", "cx-quick-check", "-n", 3, "--out", "a.csv", "--population", "mine.yaml"
    )
    assert refused.exit_code == 1
    assert refused.stderr.splitlines()[-2].startswith("mine.yaml: ")


def test_a_translation_is_begun_before_it_is_looked_at(assess):
    assert assess("new", "shop").exit_code == 0
    refused = assess("translate", "questionnaires/shop", "pl")
    assert refused.exit_code == 1
    assert "Begin it with --start." in refused.stderr
    refused = assess("translate", "questionnaires/shop", "en")
    assert refused.exit_code == 1
    assert "`en` is the language this questionnaire is written in." in refused.stderr


def test_a_port_that_is_none_is_misuse_of_its_option(assess):
    refused = assess("serve", "--port", 99999)
    assert refused.exit_code == 2
    assert "--port" in refused.stderr


def test_an_id_that_is_not_there_is_named(assess, tmp_path):
    (tmp_path / "a.csv").write_text("id,qc-direction-01\na,1\n")
    assert assess("import", "a.csv", "--questionnaire", "cx-quick-check").exit_code == 0
    refused = assess("report", "nobody", "--out", "site")
    assert refused.exit_code == 1
    assert refused.stderr.startswith("nobody: No assessment has this id.\n"), "and no line before it"
    assert "link" not in refused.stderr
