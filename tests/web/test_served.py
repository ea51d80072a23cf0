"""What is served: a questionnaire whose published version was changed is not, and whoever starts the service reads why."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assess.cli import main
from assess.questionnaire.catalogue import load_catalogue
from assess.questionnaire.publication import record

from .sample import DELIVERIES, TOUCHPOINTS

TITLE = 'title: "Deliveries"'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of two questionnaires, of which the first is published."""
    monkeypatch.chdir(tmp_path)
    made = tmp_path / "questionnaires"
    for file in (DELIVERIES, TOUCHPOINTS):
        (made / file.stem).mkdir(parents=True)
        shutil.copy(file, made / file.stem / "questionnaire.yaml")
    served = load_catalogue(made).get("deliveries")
    (made / "deliveries" / "published.yaml").write_text(record(None, "", served, date(2026, 3, 1)), "utf-8")
    return made


def assess(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def change(folder: Path, old: str, new: str) -> None:
    file = folder / "deliveries" / "questionnaire.yaml"
    text = file.read_text("utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), "utf-8")


def test_published_version_that_was_changed_is_not_served_and_the_others_are(folder: Path):
    assert set(load_catalogue(folder).questionnaires) == {"deliveries", "touchpoints"}
    change(folder, TITLE, 'title: "Parcels"')
    catalogue = load_catalogue(folder)
    assert set(catalogue.questionnaires) == {"touchpoints"}
    [problem] = catalogue.problems
    assert (problem.rule, problem.path, problem.line) == ("published-changed", "version", 4)
    assert problem.remedy == "Raise the version."


def test_changed_version_with_a_number_of_its_own_is_served(folder: Path):
    change(folder, TITLE, 'title: "Parcels"')
    change(folder, 'version: "1.0.0"', 'version: "1.0.1"')
    assert load_catalogue(folder).get("deliveries").title == "Parcels"


def test_layout_and_comments_are_no_change(folder: Path):
    change(folder, TITLE, f"{TITLE}  # as on the door")
    assert "deliveries" in load_catalogue(folder).questionnaires


def test_what_was_found_good_is_looked_at_again_when_its_record_changes(folder: Path, tmp_path: Path):
    cache = tmp_path / "cache"
    change(folder, TITLE, 'title: "Parcels"')
    published = folder / "deliveries" / "published.yaml"
    kept = published.read_text("utf-8")
    published.unlink()
    assert "deliveries" in load_catalogue(folder, cache=cache).questionnaires
    published.write_text(kept, "utf-8")
    assert "deliveries" not in load_catalogue(folder, cache=cache).questionnaires


def test_serve_tells_it_at_the_start(folder: Path, monkeypatch: pytest.MonkeyPatch):
    shutil.rmtree(folder / "touchpoints")
    change(folder, TITLE, 'title: "Parcels"')
    monkeypatch.setenv("ASSESS_QUESTIONNAIRES", str(folder))
    refused = assess("serve")
    assert refused.exit_code == 1
    assert "1.0.0 was published on" in refused.stderr
    assert "Raise the version. [published-changed]" in refused.stderr
    assert "No questionnaire can be served." in refused.stderr
