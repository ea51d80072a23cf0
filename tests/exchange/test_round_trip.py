"""Into another format and back: ids, texts in all languages, options, order, conditions."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from assess.questionnaire.examination import FILE
from assess.questionnaire.exchange.file import as_files
from assess.questionnaire.exchange.manuscript import Exported, Manuscript
from assess.questionnaire.load import load, load_translation
from assess.questionnaire.model import MatrixQuestion, NumberQuestion

from .conftest import EVERY, SHARED, SHIPPED, SMALL, manuscript_of, shipped
from .sameness import LEFT_OUT, UNCONDITIONAL, WORTHLESS, outline, travel, vouched

FORMS = ("surveyjs", "xlsform", "ciso")


def places(made: Exported, what: str) -> set[str]:
    return {note.place for note in made.notes if note.what == what}


def assert_same(manuscript: Manuscript, form: str) -> None:
    made, back = travel(manuscript, form)
    lost, untold, worthless = (places(made, what) for what in (LEFT_OUT, UNCONDITIONAL, WORTHLESS))
    expected = outline(manuscript, without=lost, untold=untold, worthless=worthless)
    assert outline(vouched(back.manuscript), worthless=worthless) == expected


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("path", SMALL, ids=lambda path: path.stem)
def test_small_questionnaires_come_back(path: Path, form: str):
    assert_same(manuscript_of(path), form)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.parent.name)
def test_shipped_questionnaires_come_back(path: Path, form: str):
    questionnaire, words = shipped(path)
    spoken = tuple(each for each in questionnaire.languages if each == "en" or each.split("-")[0] in words)
    assert_same(Manuscript(questionnaire=replace(questionnaire, languages=spoken), words=words), form)


@pytest.mark.parametrize(
    ("form", "untold"),
    [
        ("surveyjs", {"profiled", "shared"}),
        ("xlsform", {"profiled", "shared"}),
        ("ciso", {"profiled", "shared", "ticks", "words", "alone"}),
    ],
)
def test_a_condition_is_lost_only_where_the_format_cannot_say_it(form: str, untold: set[str]):
    made, _ = travel(manuscript_of(EVERY), form)
    assert places(made, UNCONDITIONAL) == untold


def test_a_library_has_no_room_for_numbers_and_rows():
    manuscript = manuscript_of(EVERY)
    made, _ = travel(manuscript, "ciso")
    kinds = (NumberQuestion, MatrixQuestion)
    assert places(made, LEFT_OUT) == {
        q.id for q in manuscript.questionnaire.questions if isinstance(q, kinds)
    }


@pytest.mark.parametrize("form", FORMS)
def test_what_comes_back_can_be_checked_and_read_as_ours(form: str, tmp_path: Path):
    """The files are ours; the translations are complete but for what had to be put in."""
    _, back = travel(manuscript_of(EVERY), form)
    folder = tmp_path / "every"
    folder.mkdir()
    for name, text in as_files(back.manuscript, back.notes, "a test").items():
        (folder / name).write_text(text, encoding="utf-8")
    questionnaire = load(folder / FILE, *SHARED)
    assert questionnaire.languages == ("en", "pl", "ru", "sr", "sr-Latn")
    if form == "ciso":  # the only one that names levels
        assert load_translation(folder / "pl.yaml", questionnaire).levels[1].name == "pl Low"


@pytest.mark.parametrize(("form", "fields"), [("xlsform", ["why"]), ("ciso", ["why", "evidence"])])
def test_what_else_the_format_has_room_for_comes_back(form: str, fields: list[str]):
    manuscript = manuscript_of(EVERY)
    _, back = travel(manuscript, form)
    for field in fields:
        own = getattr(manuscript.questionnaire.question["rung"], field)
        assert own
        assert getattr(back.manuscript.questionnaire.question["rung"], field) == own
        said = getattr(back.manuscript.words["pl"].questions["rung"], field)
        assert said == getattr(manuscript.words["pl"].questions["rung"], field)


def test_names_that_both_formats_know_are_not_renamed():
    for form in FORMS:
        _, back = travel(manuscript_of(EVERY), form)
        assert not [note for note in back.notes if "is called" in note.what], form


def test_everything_that_is_lost_is_said():
    """A field that has no place in the survey has a note."""
    made, _ = travel(manuscript_of(EVERY), "surveyjs")
    said = " ".join(note.what for note in made.notes)
    for lost in (
        "Evidence",
        "Why a question is asked",
        "Core practices",
        "Weights of questions",
        "Reversed",
        "Worked",
    ):
        assert lost in said, lost
