"""Surveys as other people write them: each type of element, and what becomes of the rest."""

from __future__ import annotations

import msgspec
import pytest

from assess.errors import AssessError
from assess.questionnaire.exchange import surveyjs
from assess.questionnaire.exchange.manuscript import Imported
from assess.questionnaire.exchange.note import Note, summarise
from assess.questionnaire.model import (
    ChoiceQuestion,
    LevelQuestion,
    ManyQuestion,
    MatrixQuestion,
    NumberQuestion,
    TextQuestion,
)

from .conftest import EVERY, manuscript_of


def read(*elements: dict, **survey: object) -> Imported:
    page = {"name": "page-1", "title": "A page", "elements": list(elements)}
    return surveyjs.read(msgspec.json.encode({"title": "A survey", "pages": [page], **survey}), "a-survey")


def one(element: dict):
    return read({"name": "it", **element}).manuscript.questionnaire.question["it"]


def said(found: Imported, kind: str) -> list[Note]:
    return [note for note in found.notes if note.kind == kind]


def test_options_with_names_become_a_choice_worth_their_place_which_is_noted():
    found = read(
        {"type": "dropdown", "name": "it", "choices": ["Low", {"value": "High", "text": "Very high"}]}
    )
    question = found.manuscript.questionnaire.question["it"]
    assert isinstance(question, ChoiceQuestion)
    assert [(o.id, o.text, o.value) for o in question.options] == [
        ("low", "Low", 0),
        ("high", "Very high", 1),
    ]
    assert any("place in the list" in note.what for note in said(found, "default"))


def test_scores_of_options_are_kept():
    question = one(
        {"type": "radiogroup", "choices": [{"value": "a", "score": 5}, {"value": "b", "score": 1}]}
    )
    assert [option.value for option in question.options] == [5, 1]


def test_numbers_that_count_from_nought_become_a_level():
    question = one(
        {"type": "radiogroup", "choices": [{"value": 0, "text": "No"}, {"value": 1, "text": "Yes"}]}
    )
    assert isinstance(question, LevelQuestion)
    assert [rung.text for rung in question.options] == ["No", "Yes"]


@pytest.mark.parametrize(
    ("rating", "values"),
    [
        ({}, [1, 2, 3, 4, 5]),
        ({"rateMin": 0, "rateMax": 10, "rateStep": 5}, [0, 5, 10]),
        ({"rateValues": [2, 4]}, [2, 4]),
    ],
)
def test_a_rating_is_worth_its_numbers(rating: dict, values: list[int]):
    question = one({"type": "rating", **rating})
    if isinstance(question, LevelQuestion):
        assert list(range(len(question.options))) == values
    else:
        assert [option.value for option in question.options] == values


def test_a_checkbox_gets_an_option_for_nothing_where_it_has_none():
    found = read({"type": "checkbox", "name": "it", "choices": ["x", "y"]})
    question = found.manuscript.questionnaire.question["it"]
    assert isinstance(question, ManyQuestion)
    assert [(tick.id, tick.exclusive) for tick in question.options] == [
        ("x", False),
        ("y", False),
        ("none", True),
    ]
    assert any("None of these" in note.what for note in said(found, "default"))
    assert any("weighs the same" in note.what for note in said(found, "default"))


@pytest.mark.parametrize("none", [{"showNoneItem": True, "noneText": "Nothing"}, {}])
def test_an_exclusive_option_of_the_survey_is_taken(none: dict):
    own = [] if none else [{"value": "z", "text": "Nothing", "isExclusive": True}]
    question = one({"type": "checkbox", "choices": ["x", "y", *own], **none})
    assert [tick.text for tick in question.options if tick.exclusive] == ["Nothing"]


def test_a_grid_becomes_a_question_a_row_on_one_scale():
    found = read(
        {"type": "matrix", "name": "grid", "title": "How?", "columns": ["Bad", "Good"], "rows": ["A", "B"]}
    )
    questionnaire = found.manuscript.questionnaire
    assert [(q.id, q.text, q.help, q.scale) for q in questionnaire.questions] == [
        ("grid-a", "A", "How?", "grid"),
        ("grid-b", "B", "How?", "grid"),
    ]
    assert [option.text for option in questionnaire.scales["grid"]] == ["Bad", "Good"]


def test_rows_that_people_add_become_a_matrix():
    column = {"name": "speed", "title": "Fast?", "cellType": "dropdown", "choices": [0, 1]}
    question = one(
        {"type": "matrixdynamic", "columns": [{"name": "n", "title": "Shop", "cellType": "text"}, column]}
    )
    assert isinstance(question, MatrixQuestion)
    assert (question.row, question.questions[0].id, len(question.questions[0].options)) == (
        "Shop",
        "speed",
        2,
    )


def test_a_number_without_limits_gets_some_which_is_noted():
    found = read({"type": "text", "inputType": "number", "name": "it"}, {"type": "boolean", "name": "b"})
    question = found.manuscript.questionnaire.question["it"]
    assert isinstance(question, NumberQuestion)
    assert (question.min, question.max, question.direction) == (0, 100, "high")
    assert {"A high number is good.", "The largest number is 100."} <= {
        n.what for n in said(found, "default")
    }


def test_other_inputs_become_texts():
    found = read({"type": "text", "inputType": "date", "name": "it"}, {"type": "boolean", "name": "b"})
    assert isinstance(found.manuscript.questionnaire.question["it"], TextQuestion)
    assert any("`date`" in note.what for note in said(found, "changed"))


@pytest.mark.parametrize("kind", ["html", "file", "signaturepad", "ranking", "no-such-type", ""])
def test_what_no_type_of_ours_asks_is_noted_and_left_out(kind: str):
    found = read({"type": kind, "name": "it"}, {"type": "boolean", "name": "b"})
    assert list(found.manuscript.questionnaire.question) == ["b"]
    assert [note.place for note in said(found, "lost")] == ["it"]


def test_a_field_that_nobody_reads_is_noted():
    found = read({"type": "boolean", "name": "b", "validators": [{"type": "x"}], "correctAnswer": True})
    assert {"`validators` is not carried.", "`correctAnswer` is not carried."} <= {
        n.what for n in said(found, "lost")
    }


def test_a_condition_of_a_panel_holds_for_what_is_in_it():
    found = read(
        {"type": "boolean", "name": "a"},
        {
            "type": "panel",
            "name": "in",
            "visibleIf": "{a} = true",
            "elements": [{"type": "boolean", "name": "b"}],
        },
    )
    questionnaire = found.manuscript.questionnaire
    when = questionnaire.question["b"].when
    assert (when.question, when.one_of) == ("a", ("true",))
    assert questionnaire.dimensions[0].dimensions[0].id == "in"


def test_names_that_are_used_twice_or_are_no_ids_are_changed_and_said():
    found = read({"type": "boolean", "name": "Ünser 1"}, {"type": "boolean", "name": "Ünser 1"})
    assert list(found.manuscript.questionnaire.question) == ["unser-1", "unser-1-2"]
    assert len([note for note in said(found, "changed") if "is called" in note.what]) == 2


def test_markup_is_text():
    assert one({"type": "boolean", "title": "<script>alert(1)</script>"}).text == "<script>alert(1)</script>"


def test_a_text_in_one_language_only_stands_in_the_first_and_is_not_vouched_for():
    title = {"default": "Which?", "pl": "Który?"}
    found = read(
        {"type": "boolean", "name": "a", "title": title}, {"type": "boolean", "name": "b", "title": "And?"}
    )
    words = found.manuscript.words["pl"]
    assert (words.questions["a"].text, words.questions["b"].text) == ("Który?", "And?")
    assert "b" not in words.source
    assert any(note.place == "b" and "`pl`" in note.what for note in said(found, "default"))


def test_languages_that_have_no_code_are_noted():
    found = read({"type": "boolean", "name": "a", "title": {"default": "Which?", "Klingon": "nuq"}})
    assert found.manuscript.questionnaire.languages == ("en",)
    assert any("Klingon" in note.what for note in said(found, "lost"))


@pytest.mark.parametrize(
    "survey", [b"[]", b"{}", b'{"pages": 1}', b'{"pages": [1]}', b'{"pages": [{"name": "p"}]}']
)
def test_what_asks_nothing_is_refused(survey: bytes):
    with pytest.raises(AssessError):
        surveyjs.read(survey, "x")


def test_a_derived_language_is_spelled_anew_and_a_difference_is_said():
    title = {"default": "Which?", "sr": "Који?", "sr-Latn": "Drugačije?"}
    found = read({"type": "boolean", "name": "a", "title": title})
    assert found.manuscript.questionnaire.languages == ("en", "sr", "sr-Latn")
    assert list(found.manuscript.words) == ["sr"]
    assert any("derived anew" in note.what for note in said(found, "changed"))


def test_a_derived_language_without_its_source_is_not_carried():
    found = read({"type": "boolean", "name": "a", "title": {"default": "Which?", "sr-Latn": "Koji?"}})
    assert found.manuscript.questionnaire.languages == ("en",)
    assert any("`sr-Latn`" in note.what for note in said(found, "lost"))


def test_conditions_of_panels_and_of_what_is_in_them_hold_together():
    inner = {"type": "boolean", "name": "c", "visibleIf": "{b} = true"}
    panel = {"type": "panel", "name": "in", "visibleIf": "{a} = true", "elements": [inner]}
    found = read({"type": "boolean", "name": "a"}, {"type": "boolean", "name": "b"}, panel)
    when = found.manuscript.questionnaire.question["c"].when
    assert [part.question for part in when.all] == ["a", "b"]


def test_a_derived_language_is_written_as_it_is_spelled():
    survey = msgspec.json.decode(surveyjs.write(manuscript_of(EVERY)).content)
    assert survey["title"]["sr"] == "ср Everything"
    assert survey["title"]["sr-Latn"] == "sr Everything"


@pytest.mark.parametrize(
    "rating", [{"rateStep": 1e-320}, {"rateMax": 1e308}, {"rateMin": 9, "rateMax": 1}, {"rateCount": -3}]
)
def test_a_rating_without_sense_breaks_nothing(rating: dict):
    found = read({"type": "rating", "name": "it", **rating}, {"type": "boolean", "name": "b"})
    assert "b" in found.manuscript.questionnaire.question


def test_notes_that_say_the_same_are_told_in_one_line():
    notes = [Note("lost", f"place-{i}", "It is gone.", "No room.") for i in range(5)]
    other = Note("changed", "there", "It moved.", "It had to.")
    assert summarise([*notes, other]) == [
        "changed: there: It moved. It had to.",
        "lost: place-0, place-1, place-2 and 2 more: It is gone. No room.",
    ]
