"""A published version stays what it was, and the next one says what became of its questions."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assess.cli import main
from assess.questionnaire.catalogue import load_catalogue
from assess.questionnaire.publication import Change, Migration, Publication, migrate, number_of, record
from assess.questionnaire.reading import Reading

from .sample import good_files, write

SMALL = "small/questionnaire.yaml"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write(tmp_path / "catalogue", good_files())
    monkeypatch.setenv("ASSESS_QUESTIONNAIRES", str(tmp_path / "catalogue"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "catalogue"


def call(*arguments: object) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


def edit(path: Path, *edits: tuple[str, str]) -> None:
    text = path.read_text("utf-8")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, "utf-8")


def rules() -> list[tuple[str, str]]:
    found = json.loads(call("check", "--json").stdout)
    return [(problem["rule"], problem["path"]) for problem in found["problems"]]


def test_a_published_version_cannot_change_until_it_is_raised(folder: Path) -> None:
    assert call("publish", "small").exit_code == 0
    assert rules() == []
    edit(folder / SMALL, ("Rung?", "Which rung?"))
    assert rules() == [("published-changed", "version")]
    edit(folder / SMALL, ('"1.0.0"', '"1.0.1"'))
    assert rules() == []
    assert call("publish", "small").exit_code == 0
    versions = Reading(folder / "small/published.yaml", Publication).value.versions
    assert [each.version for each in versions] == ["1.0.0", "1.0.1"]
    assert versions[0].questions == ("rung", "pick", "deep", "ticks", "hours", "places", "late", "words")
    assert versions[0].hash != versions[1].hash
    edit(folder / SMALL, ('"1.0.1"', '"1.0.0"'))
    assert rules() == [("published-changed", "version"), ("version-lower", "version")]


def test_a_layout_change_is_no_change(folder: Path) -> None:
    assert call("publish", "small").exit_code == 0
    edit(folder / SMALL, ("format: 1\n", "# A comment.\nformat: 1\n\n"))
    assert rules() == []


def test_a_version_is_published_once(folder: Path) -> None:
    assert call("publish", folder / "small").exit_code == 0
    before = (folder / "small/published.yaml").read_text("utf-8")
    again = call("publish", "small")
    assert again.exit_code == 1
    assert "Raise the version" in again.stderr
    assert (folder / "small/published.yaml").read_text("utf-8") == before


def test_nothing_with_a_problem_is_published(folder: Path) -> None:
    edit(folder / SMALL, ("score: 5, level: 3", "score: 4.9, level: 3"))
    refused = call("publish", "small")
    assert refused.exit_code == 1
    assert "[example]" in refused.stderr
    assert not (folder / "small/published.yaml").exists()


def test_what_is_written_by_hand_stays(folder: Path) -> None:
    edit(folder / "spoken/published.yaml", ("changes:", "# By hand.\nchanges:"))
    before = (folder / "spoken/published.yaml").read_text("utf-8")
    assert call("publish", "spoken").exit_code == 0
    after = (folder / "spoken/published.yaml").read_text("utf-8")
    assert after.startswith(before)
    assert rules() == []


def test_an_unknown_questionnaire_is_named(folder: Path) -> None:
    refused = call("publish", "nothing")
    assert refused.exit_code == 1
    assert "nothing" in refused.stderr


def test_versions_below_the_last_are_named_in_the_record(folder: Path) -> None:
    edit(folder / "spoken/published.yaml", ("versions:\n", "versions:\n"), ("changes:", "x-changes:"))
    assert rules() == [("unknown-field", "x-changes")]


def test_changes_below_the_versions_are_named(folder: Path) -> None:
    text = (folder / "spoken/published.yaml").read_text("utf-8")
    changes, versions = text.split("versions:\n")
    (folder / "spoken/published.yaml").write_text("versions:\n" + versions + changes, "utf-8")
    assert rules() == [("publication", "changes")]


def test_the_first_record_can_be_read_back(folder: Path) -> None:
    from assess.questionnaire.load import load, load_shared

    questionnaire = load(folder / SMALL, *load_shared(folder))
    path = folder / "record.yaml"
    path.write_text(record(None, "", questionnaire, date(2026, 3, 1)), "utf-8")
    reading = Reading(path, Publication)
    assert reading.problems == []
    assert reading.value.versions[0].hash == questionnaire.hash
    assert reading.value.versions[0].date == date(2026, 3, 1)


def test_versions_compare_as_numbers() -> None:
    assert number_of("1.10.0") > number_of("1.9.9")


STEPS = Publication(
    changes={
        "3.0.0": Change(renamed={"b": "c", "kept": "last"}, removed=("gone-later",), blocked=("other",)),
        "2.0.0": Change(renamed={"a": "b"}, removed=("gone",), blocked=("kept",)),
        "10.0.0": Change(renamed={"c": "d"}),
    }
)


def test_changes_of_several_versions_are_one_migration() -> None:
    assert migrate(STEPS, "1.0.0", "3.0.0") == Migration(
        renamed={"a": "c", "kept": "last"},
        removed=frozenset({"gone", "gone-later"}),
        blocked=frozenset({"last", "other"}),
    )
    assert migrate(STEPS, "1.5.0", "10.0.0").renamed["a"] == "d"


def test_migration_counts_only_the_versions_between() -> None:
    assert migrate(STEPS, "2.0.0", "2.9.9") == Migration()
    assert migrate(STEPS, "2.0.0", "3.0.0").renamed == {"b": "c", "kept": "last"}


def test_migration_backwards_gives_the_ids_that_were() -> None:
    back = migrate(STEPS, "3.0.0", "1.0.0")
    assert back.renamed == {"c": "a", "last": "kept"}
    assert back.blocked == {"kept", "other"}


def test_catalogue_knows_the_migrations_of_what_it_serves(folder: Path) -> None:
    catalogue = load_catalogue(folder)
    found = catalogue.migration("spoken", "0.8.0", "1.0.0")
    assert (found.renamed, found.removed) == ({"told": "said"}, {"gone"})
    assert catalogue.migration("small", "0.8.0", "1.0.0") == Migration()


def test_a_renamed_question_leaves_its_id(folder: Path) -> None:
    text = (folder / "spoken/published.yaml").read_text("utf-8")
    edit(folder / "spoken/questionnaire.yaml", ('version: "1.0.0"', 'version: "1.2.0"'))
    changes = text.replace("versions:", '  "1.0.0": {renamed: {said: done, done: said}}\nversions:')
    (folder / "spoken/published.yaml").write_text(changes, "utf-8")
    assert [rule for rule, _ in rules()] == ["publication"], (
        "1.0.0 was never published; to swap ids is allowed"
    )
    swapped = changes.replace('"1.0.0": {', '"1.2.0": {')
    (folder / "spoken/published.yaml").write_text(swapped, "utf-8")
    assert rules() == []
    kept = swapped.replace("{said: done, done: said}", "{done: said}, removed: [said]")
    (folder / "spoken/published.yaml").write_text(kept, "utf-8")
    assert ("migration", "changes.1.2.0.renamed.done") in rules()
