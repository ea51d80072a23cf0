"""A report or a sample in the language it is asked for, or a refusal that names those there are."""

from __future__ import annotations

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
