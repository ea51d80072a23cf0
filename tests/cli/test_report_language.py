"""A report or a sample in the language it is asked for, or a refusal that names those there are."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from assess.resource import resource


def test_a_sample_speaks_the_language_it_is_asked_for(assess, tmp_path: Path):
    made = assess("sample", "--out", tmp_path / "site", "--language", "sr-Latn")
    assert made.exit_code == 0, made.output
    page = (tmp_path / "site" / "index.html").read_text("utf-8")
    assert '<html lang="sr-Latn"' in page
    assert "Primer organizacije" in page
    assert "Zrelost korisničkog iskustva" in page


def test_a_report_is_headed_by_the_questionnaire_that_was_answered(assess, tmp_path: Path):
    """It has no other name unless one is given."""
    sheet, data = tmp_path / "sheet.csv", tmp_path / "data"
    assert assess("synth", "--questionnaire", "cx-quick-check", "-n", "1", "--out", sheet).exit_code == 0
    brought = assess("import", sheet, "--questionnaire", "cx-quick-check", "--synthetic", "--data", data)
    assert brought.exit_code == 0, brought.output
    line = assess("export", "--questionnaire", "cx-quick-check", "--synthetic", "--data", data).stdout
    (tmp_path / "one.jsonl").write_text(line, "utf-8")
    made = assess("report", tmp_path / "one.jsonl", "--out", tmp_path / "site", "--language", "pl")
    assert made.exit_code == 0, made.output
    page = (tmp_path / "site" / "index.html").read_text("utf-8")
    assert re.search(r"<h1[^>]*>Szybki test CX", page)
    assert "Dojrzałość doświadczenia klienta</h1>" not in page


def test_a_language_without_a_translation_is_refused_and_the_others_are_named(
    assess, tmp_path: Path, monkeypatch
):
    shipped = shutil.copytree(resource("questionnaires"), tmp_path / "questionnaires")
    source = shipped / "cx-maturity" / "questionnaire.yaml"
    lines = source.read_text("utf-8").splitlines()
    kept = ["languages: [en, pl]" if line.startswith("languages:") else line for line in lines]
    source.write_text("\n".join(kept), "utf-8")
    monkeypatch.setenv("ASSESS_QUESTIONNAIRES", str(shipped))
    refused = assess("sample", "--out", tmp_path / "site", "--language", "ru")
    assert refused.exit_code == 1
    assert "`cx-maturity` is not translated into `ru`" in refused.stderr
    assert "There are: en, pl." in refused.stderr
    assert not (tmp_path / "site").exists()


def test_a_language_that_nobody_speaks_is_misuse(assess):
    assert assess("sample", "--out", "site", "--language", "xx").exit_code == 2
