"""All mistakes of a file at once: none hides another, and none is told twice. Each rule by itself is in `test_mutation`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from assess.questionnaire.examination import examine_catalogue
from assess.questionnaire.problem import Problem

from .conftest import MINIMAL
from .sample import SMALL, found_in, good_files, write

Found = Callable[[bytes], list[Problem]]


def told(tmp_path: Path, *edits: tuple[str, str]) -> list[tuple[str, str]]:
    """Rule and path of all that is said of the small questionnaire after some edits."""
    text = SMALL
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    write(tmp_path, good_files() | {"small/questionnaire.yaml": text})
    return sorted((problem.rule, problem.path) for problem in found_in(tmp_path))


def test_a_mistake_of_shape_hides_no_mistake_of_meaning_elsewhere(tmp_path: Path) -> None:
    assert told(
        tmp_path,
        ("minutes: 1", "minuts: 1"),
        ('text: "Pick?"', "text: No"),
        ("owner: cx", "owner: nobody"),
        ('name: "High", min: 4', 'name: "High", min: 9'),
        ("when: {question: rung, min: 1}", "when: {question: rung, min: 7}"),
        ("type: matrix", "type: grid"),
    ) == [
        ("dangling", "dimensions[0].questions[1].owner"),
        ("level-order", "levels[2].min"),
        ("missing-field", ""),
        ("shape", "dimensions[0].questions[1].text"),
        ("shape", "dimensions[1].questions[1].type"),
        ("unknown-field", "minuts"),
    ]  # the condition is not judged: what it looks at may be in the question that could not be read


def test_what_only_follows_from_a_mistake_of_shape_is_not_told(tmp_path: Path) -> None:
    assert told(tmp_path, ("id: pick,", "id: No,")) == [("shape", "dimensions[0].questions[1].id")]
    assert told(tmp_path, ("{level: 2, name: ", "{level: two, name: ")) == [("shape", "levels[1].level")]
    assert told(tmp_path, ('{id: never, text: "Never", value: 0}', '{id: never, text: "Never"}')) == [
        ("missing-field", "scales.agree[0]")
    ]


def test_mistakes_in_other_files_are_told_with_those_of_the_questionnaire(tmp_path: Path) -> None:
    files = good_files()
    broken = {
        "small/questionnaire.yaml": SMALL.replace("target: 2", "target: 7"),
        "spoken/pl.yaml": files["spoken/pl.yaml"].replace('title: "Mówiony"', "title: 1"),
        "spoken/published.yaml": files["spoken/published.yaml"].replace("removed: [gone]", "removed: []"),
        "pl.yaml": files["pl.yaml"].replace("language: pl", "language: sr"),
    }
    write(tmp_path, files | broken)
    assert {(problem.rule, problem.file) for problem in found_in(tmp_path)} == {
        ("dangling", "small/questionnaire.yaml"),
        ("shape", "spoken/pl.yaml"),
        ("migration", "spoken/published.yaml"),
        ("id-folder", "pl.yaml"),
    }


def test_a_name_that_may_be_in_an_unread_vocabulary_is_not_called_unknown(tmp_path: Path) -> None:
    write(
        tmp_path,
        good_files() | {"vocabulary.yaml": "themes: {trend: Trend}\nowners: []\nphases: {start: S}\n"},
    )
    assert {(problem.rule, problem.path) for problem in found_in(tmp_path)} == {("shape", "owners")}


def test_two_folders_with_one_id_are_named(tmp_path: Path) -> None:
    write(tmp_path, good_files() | {"other/questionnaire.yaml": SMALL})
    [problem] = found_in(tmp_path)
    assert (problem.rule, problem.file, problem.line) == ("id-folder", "other/questionnaire.yaml", 2)
    assert "another folder has that name" in problem.what


def test_a_folder_without_questionnaires_is_named(tmp_path: Path) -> None:
    [examined] = examine_catalogue(tmp_path)
    [problem] = examined.problems
    assert (problem.rule, problem.file) == ("file", str(tmp_path))
    assert "questionnaire.yaml" in problem.remedy


def test_an_example_is_right_to_two_decimals(tmp_path: Path) -> None:
    for score, is_right in ((4.44, True), (4.4, False), (4.444, False)):
        text = SMALL.replace("overall: {score: 0, level: 1}", f"overall: {{score: {score}}}").replace(
            "fill: worst, profile", "fill: best, answers: {rung: 1}, profile"
        )
        write(tmp_path, good_files() | {"small/questionnaire.yaml": text})
        assert [one.rule for one in found_in(tmp_path)] == ([] if is_right else ["example"]), score


def test_warnings_keep_nothing_from_being_served(problems: Found) -> None:
    gap = MINIMAL.replace("level: 2,", "level: 3,").replace(
        '"The start."}', '"The start."}\n  - {level: 2, name: "Middle", min: 1, summary: "The way."}'
    )
    gap = gap.replace('text: "Rung?"', 'text: "Rung?", core: [{level: 3, min: 1}]')
    assert problems(gap.encode()) == []


def test_all_questions_of_a_dimension_weighing_nothing_are_found(problems: Found) -> None:
    weightless = MINIMAL
    for text in ('text: "Rung?"', 'text: "Pick?"', 'text: "Ticks?"'):
        join = "\n        weight: 0" if "Ticks" in text else ", weight: 0"
        weightless = weightless.replace(text, text + join)
    assert [problem.rule for problem in problems(weightless.encode())] == ["zero-weight"]


def test_the_minimal_file_breaks_no_rule(problems: Found) -> None:
    assert problems(MINIMAL.encode()) == []
