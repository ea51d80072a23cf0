"""Answers as sheets: what is read, what is refused and in which words, and that nothing is lost."""

from __future__ import annotations

import csv

import pytest
from msgspec.structs import replace

from assess.assessment.code import FIRST_VALUE
from assess.assessment.model import State
from assess.assessment.sheet import InvalidSheet, read_sheet
from assess.assessment.sheet.grid import BLOCK
from assess.errors import TooLarge

from .sheet_sample import HEADER, PROFILE, SAMPLE, answer, read, read_text


@pytest.mark.parametrize(
    ("question", "cell", "state", "value"),
    [
        ("listen-1", "0", State.ANSWERED, 0),
        ("listen-1", " 5 ", State.ANSWERED, 5),
        ("listen-1", "2.0", State.ANSWERED, 2),
        ("listen-1", "", State.UNANSWERED, None),
        ("listen-1", "?", State.UNKNOWN, None),
        ("listen-1", "Unknown", State.UNKNOWN, None),
        ("listen-1", "Don't know", State.UNKNOWN, None),
        ("listen-1", "don’t know", State.UNKNOWN, None),
        ("listen-1", "N/A", State.NOT_APPLICABLE, None),
        ("listen-1", "not applicable", State.NOT_APPLICABLE, None),
        ("listen-1", "-", State.NOT_APPLICABLE, None),
        ("how-often", "Often", State.ANSWERED, "often"),
        ("how-often", "unknown", State.ANSWERED, "unknown"),
        ("how-often", "?", State.UNKNOWN, None),
        ("channel", "phone;mail", State.ANSWERED, ["mail", "phone"]),
        ("channel", "mail | phone|", State.ANSWERED, ["mail", "phone"]),
        ("channel", "none", State.ANSWERED, ["none"]),
    ],
)
def test_cell_is_read_as_people_write_it(tmp_path, question, cell, state, value):
    sheet = read_text(tmp_path, f"id,{question}", f"a,{cell}")
    assert sheet.problems == ()
    assert (answer(sheet, 0, question).state, answer(sheet, 0, question).value) == (state, value)


@pytest.mark.parametrize(
    ("question", "cell", "what", "remedy"),
    [
        ("listen-1", "6", "6 is off the scale", "whole number from 0 to 5"),
        ("listen-1", "-1", "-1 is off the scale", "whole number from 0 to 5"),
        ("listen-1", "2.5", "'2.5' is off the scale", "whole number from 0 to 5"),
        ("listen-1", "=1+1", "=1+1 is a formula", "paste as values"),
        ("listen-2", "n/a", "applies to everyone", "Choose an option"),
        ("how-often", "1", "'1' is not an option", "never, often, unknown"),
        ("channel", "post", "`post` is no option here", "mail, phone, none"),
        ("channel", "mail;mail", "is no list of ticks", "at most once"),
        ("channel", ";", "is no list of ticks", "mail, phone, none"),
        ("channel", "none;mail", "contradict each other", "Keep one"),
        ("remark", "x" * 41, "too long", "at most 40"),
        ("industry", "Z", "'Z' is no band of Industry", "A Agriculture, forestry and fishing; B "),
        ("size", "tiny", "'tiny' is no band of Size", "micro 1–9 people; small "),
        ("region", "Mars", "'Mars' is no band of Region", "eu-west"),
        ("synthetic", "maybe", "'maybe' is neither yes nor no", "yes or no"),
        ("id", "a\x07b", "characters that cannot be seen", "at most 200"),
        ("id", "x" * 201, "too long", "at most 200"),
    ],
)
def test_bad_cell_is_named_with_sheet_row_column_and_remedy(tmp_path, question, cell, what, remedy):
    other = "listen-2" if question == "listen-1" else "listen-1"
    sheet = read_text(tmp_path, f"{other},{question}", "1,", "2,", f"3,{cell}")
    (problem,) = sheet.problems
    assert (problem.sheet, problem.row, problem.column) == ("answers.csv", 4, question)
    assert what in problem.what
    assert remedy in problem.remedy
    assert len(sheet.batch.ids) == 2, "the good rows are kept"


def test_good_rows_are_kept_and_bad_ones_come_back_to_be_mended(tmp_path):
    rows = [f"r{i},C,small,east,{9 if i % 3 == 0 else i % 6},2,often,mail,,+{i} and more" for i in range(30)]
    sheet = read_text(tmp_path, HEADER, *rows)
    assert sheet.batch.ids == [f"r{i}" for i in range(30) if i % 3]
    assert sheet.batch.codes[:, 0].tolist() == [FIRST_VALUE + i % 6 for i in range(30) if i % 3]
    assert [problem.row for problem in sheet.problems] == [i + 2 for i in range(0, 30, 3)]
    bad = tmp_path / "bad.csv"
    sheet.write_bad_rows(bad)
    with bad.open(encoding="utf-8-sig", newline="") as file:
        header, *lines = csv.reader(file)
    assert header == [*HEADER.split(","), "problem"]
    assert "listen-1: 9 is off the scale" in lines[0][-1]
    assert {line[9][0] for line in lines} == {"'"}, "no spreadsheet takes a text for a formula"
    again = read(bad)
    assert again.header == sheet.header
    assert len(again.problems) == 10
    bad.write_text(bad.read_text(encoding="utf-8-sig").replace(",9,", ",1,"), encoding="utf-8")
    mended = read(bad)
    assert mended.problems == ()
    assert mended.batch.ids == [f"r{i}" for i in range(0, 30, 3)]
    assert mended.texts[1] == {"remark": "+3 and more"}


def test_row_with_two_bad_cells_names_both(tmp_path):
    sheet = read_text(tmp_path, "id,listen-1,how-often", "a,9,sometimes", "b,1,often")
    assert [(problem.row, problem.column) for problem in sheet.problems] == [
        (2, "listen-1"),
        (2, "how-often"),
    ]
    assert len(sheet.bad_rows) == 1
    assert sheet.batch.ids == ["b"]


def test_rows_are_counted_as_a_spreadsheet_does(tmp_path):
    lines = ["", HEADER, "", "a,,,,1", "", 'b,,,,2,,,,,"two\nlines"', "c,,,,9"]
    sheet = read_text(tmp_path, *lines)
    assert [problem.row for problem in sheet.problems] == [7]
    assert sheet.batch.ids == ["a", "b"]
    assert sheet.texts == {1: {"remark": "two\nlines"}}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_csv_of_any_spreadsheet_is_read(tmp_path, end, delimiter, encoding):
    lines = [HEADER, 'dział,C,small,east,1,2,often,"mail|phone",3,żółć', "b,C,small,east,4,2,often,none,,"]
    sheet = read_text(tmp_path, *(line.replace(",", delimiter) for line in lines), end=end, encoding=encoding)
    assert sheet.problems == ()
    assert sheet.batch.ids == ["dział", "b"]
    assert sheet.batch.codes.tolist() == [[5, 6, 5, 7, 7, 0], [8, 6, 5, 8, 3, 0]]
    assert sheet.texts == {0: {"remark": "żółć"}}


@pytest.mark.parametrize(("encoding", "byte"), [("latin-1", "0xe9"), ("cp1250", "0xe9")])
def test_other_encoding_is_refused_by_name(tmp_path, encoding, byte):
    with pytest.raises(InvalidSheet, match=f"not UTF-8: byte {byte}") as refused:
        read_text(tmp_path, HEADER, "café,,,,1", encoding=encoding)
    assert "CSV UTF-8" in refused.value.remedy


def test_bands_are_codes_or_labels_in_any_case(tmp_path):
    sheet = read_text(
        tmp_path, "industry,size,region,listen-1", "manufacturing,MICRO,western balkans,1", ",,,2"
    )
    assert (sheet.batch.industry, sheet.batch.size, sheet.batch.region) == (
        ["C", ""],
        ["micro", ""],
        ["balkan", ""],
    )
    assert "1 assessments have no industry." in sheet.notes


def test_missing_columns_are_unanswered_and_noted(tmp_path):
    sheet = read_text(tmp_path, "id,channel", "a,mail")
    assert sheet.batch.codes.tolist() == [[0, 0, 0, FIRST_VALUE + 1, 3, 0]]
    assert "No column, so unanswered: listen-1, listen-2, how-often, by-phone, remark." in sheet.notes


def test_question_that_does_not_apply_is_inactive(tmp_path):
    sheet = read_text(tmp_path, "channel,by-phone", "mail,4", "phone,4", ",4")
    states = [answer(sheet, row, "by-phone").state for row in range(3)]
    assert states == [State.INACTIVE, State.ANSWERED, State.INACTIVE]


def test_ids_that_are_missing_come_from_content_and_row(tmp_path):
    first = read_text(tmp_path, "listen-1", "1", "9", "2")
    again = read_text(tmp_path, "listen-1", "1", "9", "2")
    other = read_text(tmp_path, "listen-1", "1", "9", "3")
    assert first.batch.ids == again.batch.ids
    assert [name.split("-")[1] for name in first.batch.ids] == ["2", "4"]
    assert not set(first.batch.ids) & set(other.batch.ids)


def test_second_row_with_an_id_is_bad(tmp_path):
    rows = [f"r{i},1" for i in range(BLOCK + 10)]  # the first one lies in another block
    sheet = read_text(tmp_path, "id,listen-1", *rows, "r3,2")
    (problem,) = sheet.problems
    assert (problem.row, problem.column) == (BLOCK + 12, "id")
    assert "`r3` stands in row 5 already" in problem.what
    assert len(sheet.batch.ids) == BLOCK + 10


def test_texts_belong_to_their_rows_across_blocks(tmp_path):
    bad = {5, BLOCK + 1}
    rows = [f"r{i},{9 if i in bad else 1},word {i}" for i in range(BLOCK + 50)]
    sheet = read_text(tmp_path, "id,listen-1,remark", *rows)
    assert {f"r{text['remark'].split()[1]}": row for row, text in sheet.texts.items()} == {
        name: row for row, name in enumerate(sheet.batch.ids)
    }


def test_unknown_column_is_named_with_what_it_might_have_been(tmp_path):
    with pytest.raises(InvalidSheet) as refused:
        read_text(tmp_path, "id,lisen-1,Regions,colour", "a,1,east,red")
    assert "There is no column `lisen-1`. Is it `listen-1` or `listen-2`?" in refused.value.what
    assert "There is no column `Regions`. Is it `region`?" in refused.value.what
    assert "There is no column `colour`." in refused.value.what


def test_column_that_stands_twice_is_refused(tmp_path):
    with pytest.raises(InvalidSheet, match="`listen-1` stands twice"):
        read_text(tmp_path, "id,listen-1, LISTEN-1", "a,1,2")


def test_cell_without_a_heading_is_bad_and_an_empty_column_is_not(tmp_path):
    sheet = read_text(tmp_path, "id,,listen-1,", "a,,1,", "b,x,1,", "c,,1,,,y", "d,,1")
    assert sheet.batch.ids == ["a", "d"]
    assert [problem.row for problem in sheet.problems] == [3, 4]
    assert "Column 2 has no heading" in sheet.problems[0].what
    assert "Cell 6 lies beyond the last heading" in sheet.problems[1].what


@pytest.mark.parametrize("lines", [(), ("", "", ""), (",,,",)])
def test_empty_file_is_refused(tmp_path, lines):
    with pytest.raises(InvalidSheet, match="is empty"):
        read_text(tmp_path, *lines)


def test_sheet_of_headings_alone_is_no_answers_and_says_so(tmp_path):
    sheet = read_text(tmp_path, HEADER)
    assert sheet.batch.codes.shape == (0, len(SAMPLE.questions))
    assert "There is no row below the headings." in sheet.notes


def test_sheet_without_questions_is_refused(tmp_path):
    with pytest.raises(InvalidSheet, match="No column is a question of sample"):
        read_text(tmp_path, "id,industry", "a,C")


def test_open_quotation_mark_is_refused_with_its_row(tmp_path):
    with pytest.raises(InvalidSheet, match="Row 3 cannot be read") as refused:
        read_text(tmp_path, "id,remark,listen-1", "a,fine,1", 'b,"never closed,1', "c,fine,1")
    assert "not closed" in refused.value.remedy


def test_made_up_data_stays_marked_and_never_mixes(tmp_path):
    assert read_text(tmp_path, "listen-1,synthetic", "1,yes", "2,Yes").batch.synthetic
    assert not read_text(tmp_path, "listen-1,synthetic", "1,", "2,no").batch.synthetic
    with pytest.raises(InvalidSheet, match="made-up"):
        read_text(tmp_path, "listen-1,synthetic", "1,yes", "2,")


def test_problems_are_bounded_and_bad_rows_are_not(tmp_path, monkeypatch):
    monkeypatch.setattr("assess.assessment.sheet.aside.PROBLEM_LIMIT", 5)
    sheet = read_text(tmp_path, "listen-1", *["9"] * 8)
    assert len(sheet.problems) == 5
    assert len(sheet.bad_rows) == 8
    assert "3 more cells cannot be read; their rows are among the bad rows." in sheet.notes


def test_too_many_rows_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("assess.assessment.sheet.grid.ROW_LIMIT", 3)
    lines = ["id,listen-1", "a,1", "b,1", "c,1"]
    assert len(read_text(tmp_path, *lines).batch.ids) == 3
    with pytest.raises(TooLarge, match="over 3 rows"):
        read_text(tmp_path, *lines, "d,1")


def test_too_many_columns_are_refused(tmp_path):
    assert read_text(tmp_path, "id,listen-1" + "," * 498, "a,1").batch.ids == ["a"]
    with pytest.raises(TooLarge, match="Row 1 has 501 columns"):
        read_text(tmp_path, "id,listen-1" + "," * 499, "a,1")


def test_file_over_200_mb_is_refused_unread(tmp_path):
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(200_000_001)
    with pytest.raises(TooLarge, match="200 MB"):
        read(path)


def test_row_that_never_ends_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("assess.assessment.sheet.grid.BLOCK_LIMIT", 5000)
    assert len(read_text(tmp_path, "listen-1", *["1"] * 10_000).batch.ids) == 10_000
    endless = '"a\n",' * 3000
    with pytest.raises(InvalidSheet, match=r"Row 3 cannot be read \(.* over 5,000 characters"):
        read_text(tmp_path, "listen-1", "1", endless)


def test_questionnaire_with_a_question_called_like_our_columns_is_refused(tmp_path):
    dimension = SAMPLE.dimensions[0]
    question = replace(dimension.questions[0], id="size")
    clash = replace(SAMPLE, dimensions=(replace(dimension, questions=(question,)),))
    path = tmp_path / "a.csv"
    path.write_text("size\n1\n")
    with pytest.raises(InvalidSheet, match="both called `size`"):
        read_sheet(path, clash, PROFILE)
