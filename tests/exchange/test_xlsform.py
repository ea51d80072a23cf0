"""XLSForms: what we write is one, by the field's own checker; what others write is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyxform.xls2xform import convert

from assess.assessment.sheet.workbook import open_sheets
from assess.errors import AssessError
from assess.questionnaire.exchange import xlsform
from assess.questionnaire.exchange.manuscript import Imported, Manuscript
from assess.questionnaire.exchange.xlsform import SHEETS
from assess.questionnaire.model import (
    ChoiceQuestion,
    LevelQuestion,
    ManyQuestion,
    MatrixQuestion,
    NumberQuestion,
)

from .conftest import EVERY, SHIPPED, SMALL, manuscript_of, shipped
from .sameness import rows_of

CHOICES = [
    ["list_name", "name", "label"],
    ["how", "no", "No"],
    ["how", "yes", "Yes"],
    ["rungs", "0", "Nothing"],
    ["rungs", "1", "Something"],
]


def read(
    *rows: list[str], head: tuple[str, ...] = ("type", "name", "label"), choices: list = CHOICES
) -> Imported:
    return xlsform.read({"survey": [list(head), *rows], "choices": choices}, "a-form")


def questions(found: Imported) -> dict:
    return found.manuscript.questionnaire.question


@pytest.mark.parametrize("path", [*SMALL, *SHIPPED], ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_pyxform_accepts_what_is_written(path: Path):
    if path in SHIPPED:
        questionnaire, words = shipped(path)
        manuscript = Manuscript(questionnaire=questionnaire, words=words)
    else:
        manuscript = manuscript_of(path)
    made = convert(xlsform.write(manuscript).content, validate=False, file_type=".xlsx")
    assert f'id="{manuscript.questionnaire.id}"' in made.xform
    for question in manuscript.questionnaire.questions:
        assert f"/{question.id}" in made.xform


def test_a_formula_is_text_in_both_directions(tmp_path: Path):
    path = tmp_path / "every.xlsx"
    path.write_bytes(xlsform.write(manuscript_of(EVERY)).content)
    sheets = open_sheets(path, SHEETS)
    assert sheets == rows_of(path.read_bytes())
    found = xlsform.read(sheets, "every")
    assert questions(found)["colour"].options[0].text == "=RED()"


def test_a_formula_in_a_cell_is_never_its_result(tmp_path: Path):
    import xlsxwriter

    path = tmp_path / "formula.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("survey")
        sheet.write_row(0, 0, ["type", "name", "label"])
        sheet.write_row(1, 0, ["select_one rungs", "a"])
        sheet.write_formula(1, 2, "=HYPERLINK(1)", None, "Harmless")
        choices = workbook.add_worksheet("choices")
        for i, row in enumerate(CHOICES):
            choices.write_row(i, 0, row)
    found = xlsform.read(open_sheets(path, SHEETS), "formula")
    assert questions(found)["a"].text == "=HYPERLINK(1)"


def test_names_that_count_become_a_level_and_others_a_choice():
    found = questions(read(["select_one rungs", "a", "A?"], ["select one how", "b", "B?"]))
    assert isinstance(found["a"], LevelQuestion)
    assert isinstance(found["b"], ChoiceQuestion)
    assert found["b"].scale == "how"


def test_numbers_have_their_limits():
    found = questions(
        read(
            ["integer", "a", "A?", ". >= 1 and . <= 7", "low"],
            ["select_one how", "b", "B?"],
            head=("type", "name", "label", "constraint", "direction"),
        )
    )
    assert isinstance(found["a"], NumberQuestion)
    assert (found["a"].min, found["a"].max, found["a"].direction) == (1, 7, "low")


def test_several_answers_and_a_repeat():
    found = questions(
        read(
            ["select_multiple how", "a", "A?"],
            ["begin repeat", "m", "M?"],
            ["text", "n", "Which?"],
            ["select_one rungs", "q", "Q?"],
            ["end repeat", "", ""],
        )
    )
    assert isinstance(found["a"], ManyQuestion)
    assert isinstance(found["m"], MatrixQuestion)
    assert found["m"].row == "Which?"


def test_groups_become_dimensions_and_their_conditions_hold_within():
    head = ("type", "name", "label", "relevant")
    found = read(
        ["begin group", "g", "Group"],
        ["select_one how", "a", "A?"],
        ["begin_group", "h", "Inner", "${a} = 'yes'"],
        ["select_one how", "b", "B?"],
        ["end_group", "", ""],
        ["end group", "", ""],
        head=head,
    )
    (group,) = found.manuscript.questionnaire.dimensions
    assert (group.title, group.dimensions[0].title) == ("Group", "Inner")
    assert questions(found)["b"].when.one_of == ("yes",)


def test_languages_stand_in_the_headings():
    found = read(
        ["select_one rungs", "a", "Who?", "Kto?", "Qui?"],
        head=("type", "name", "label::English (en)", "label::Polski (pl)", "label::Lingua ignota"),
    )
    assert found.manuscript.questionnaire.languages == ("en", "pl")
    assert found.manuscript.words["pl"].questions["a"].text == "Kto?"
    assert any("Lingua ignota" in note.what for note in found.notes)


@pytest.mark.parametrize("kind", ["calculate", "geopoint", "image", "rank how", "no-such-type", "end_repeat"])
def test_what_no_type_of_ours_asks_is_noted_and_left_out(kind: str):
    found = read([kind, "x", "X"], ["select_one how", "b", "B?"])
    assert list(questions(found)) == ["b"]
    assert any(note.place == "x" and "is not carried" in note.what for note in found.notes)


def test_a_list_that_is_missing_is_noted():
    found = read(["select_one nowhere", "x", "X"], ["select_one how", "b", "B?"])
    assert list(questions(found)) == ["b"]
    assert any("`nowhere`" in note.what for note in found.notes)


@pytest.mark.parametrize(
    "rows",
    [
        [["end_group", "", ""]],
        [["begin_group", "g", "G"], ["select_one how", "b", "B?"]],
        [["begin_repeat", "g", "G"], ["begin_group", "h", "H"]],
        [["begin_group", f"g{i}", "G"] for i in range(50)],
        [],
        [["note", "n", "N"]],
    ],
)
def test_a_form_that_does_not_hold_together_is_refused(rows: list[list[str]]):
    with pytest.raises(AssessError):
        read(*rows)


@pytest.mark.parametrize("sheets", [{}, {"survey": []}, {"survey": [["a", "b"]]}, {"choices": CHOICES}])
def test_a_workbook_that_is_no_form_is_refused(sheets: dict):
    with pytest.raises(AssessError):
        xlsform.read(sheets, "x")


def test_a_group_may_be_called_as_the_form_is():
    rows = [["begin_group", "same", "S"], ["select_one how", "b", "B?"], ["end_group", "", ""]]
    sheets = {
        "survey": [["type", "name", "label"], *rows],
        "choices": CHOICES,
        "settings": [["form_id", "form_title", "version"], ["same", "Same", "2.0.1"]],
    }
    found = xlsform.read(sheets, "file").manuscript.questionnaire
    assert (found.id, found.version, found.title, found.dimensions[0].id) == ("same", "2.0.1", "Same", "same")
