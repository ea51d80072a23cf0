"""Answers as sheets: what is read, what is refused and in which words, and that nothing is lost."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from assess.assessment.code import FIRST_VALUE, decode
from assess.assessment.model import Answer, State
from assess.assessment.sheet import InvalidSheet, Sheet, read_sheet, write_sheet
from assess.assessment.sheet.cell import escape, unescape
from assess.assessment.sheet.grid import BLOCK
from assess.errors import Conflict, TooLarge

from .sheet_sample import PROFILE, SAMPLE, batches

HEADER = "id,industry,size,region,listen-1,listen-2,how-often,channel,by-phone,remark"


def read(path: Path) -> Sheet:
    return read_sheet(path, SAMPLE, PROFILE)


def read_text(folder: Path, *lines: str, end: str = "\n", encoding: str = "utf-8") -> Sheet:
    path = folder / "answers.csv"
    path.write_bytes(end.join([*lines, ""]).encode(encoding))
    return read(path)


def workbook(folder: Path, rows: list[list], name: str = "Answers") -> Path:
    """An XLSX file; a cell that begins with a bare "=" is a formula with the stored result 3."""
    path = folder / "answers.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet(name)
        for y, row in enumerate(rows):
            for x, cell in enumerate(row):
                if isinstance(cell, str) and cell.startswith("="):
                    sheet.write_formula(y, x, cell, value=3)
                elif cell is not None:
                    sheet.write(y, x, cell)
    return path


def replace_part(path: Path, part: str, change) -> Path:
    """The same workbook with one part of its zip changed."""
    changed = path.with_name("changed.xlsx")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, change(content) if name == part else content)
    return changed


def answer(sheet: Sheet, row: int, question: str) -> Answer:
    return decode(SAMPLE, sheet.batch.codes[row])[question]


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
        ("listen-1", "=1+1", "'=1+1' is off the scale", "whole number from 0 to 5"),
        ("listen-2", "n/a", "applies to everyone", "Choose an option"),
        ("how-often", "1", "'1' is not an option", "never, often, unknown"),
        ("channel", "post", "`post` is no option here", "mail, phone, none"),
        ("channel", "mail;mail", "is no list of ticks", "at most once"),
        ("channel", ";", "is no list of ticks", "mail, phone, none"),
        ("channel", "none;mail", "contradict each other", "Keep one"),
        ("remark", "x" * 41, "too long", "at most 40"),
        ("industry", "Z", "'Z' is no band of Industry", "A, B, C"),
        ("size", "tiny", "'tiny' is no band of Size", "micro, small"),
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


@pytest.mark.parametrize(("encoding", "byte"), [("latin-1", "0xe9"), ("utf-16", "0xff")])
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
    assert "Column 6 has no heading" in sheet.problems[1].what


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
    monkeypatch.setattr("assess.assessment.sheet.read.PROBLEM_LIMIT", 5)
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


def test_sheet_full_of_formulas_is_refused_and_a_calculating_one_beside_it_is_not(tmp_path, monkeypatch):
    monkeypatch.setattr("assess.assessment.sheet.workbook.FORMULA_LIMIT", 5)
    path = workbook(tmp_path, [["listen-1"], *[["=1+1"]] * 6])
    with pytest.raises(TooLarge, match="over 5 formulas"):
        read(path)
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write_column(0, 0, ["listen-1", 1])
        beside = book.add_worksheet()
        for row in range(20):
            beside.write_formula(row, 0, "=1+1")
    assert len(read(path).batch.ids) == 1


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


def test_workbook_numbers_are_whole_again(tmp_path):
    path = workbook(
        tmp_path, [HEADER.split(","), [1001, "C", "small", "east", 2, 5.0, "often", "mail", None, 7.5]]
    )
    sheet = read(path)
    assert sheet.problems == ()
    assert sheet.sheet == "Answers"
    assert sheet.batch.ids == ["1001"]
    assert sheet.batch.codes[0, :2].tolist() == [FIRST_VALUE + 2, FIRST_VALUE + 5]
    assert sheet.texts == {0: {"remark": "7.5"}}


def test_workbook_rows_are_counted_from_the_top_of_the_sheet(tmp_path):
    path = workbook(
        tmp_path, [[], [None, "id", "listen-1"], [], [None, "a", 9], [None, "b", True], [None, "c", 1]]
    )
    sheet = read(path)
    assert [(problem.sheet, problem.row) for problem in sheet.problems] == [("Answers", 4), ("Answers", 5)]
    assert "'true' is off the scale" in sheet.problems[1].what
    assert sheet.batch.ids == ["c"]


def test_formula_cells_stay_text(tmp_path):
    rows = [["id", "listen-1", "remark"], ["a", "=1+2", "x"], ["b", 2, '="y"&"z"'], ["c", 3, "z"]]
    sheet = read(workbook(tmp_path, rows))
    (problem,) = sheet.problems
    assert (problem.row, problem.column) == (2, "listen-1")
    assert "'=1+2' is off the scale" in problem.what
    assert sheet.batch.ids == ["b", "c"]
    assert sheet.texts[0] == {"remark": '="y"&"z"'}


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        (b"<f>1+1</f><v>3</v>", b"<f>1+1</f>", "'=1+1'"),
        (b'"><f>1+1</f><v>3</v>', b'" t="e"><v>#N/A</v>', "'#error'"),
        (b"<f>1+1</f>", b'<f t="shared" si="0"/>', "'='"),
    ],
    ids=["no result", "error", "shared formula"],
)
def test_cell_with_no_result_to_trust_is_no_empty_cell(tmp_path, old, new, shown):
    path = workbook(tmp_path, [["id", "listen-1"], ["a", 1], ["b", "=1+1"]])
    path = replace_part(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(old, new))
    (problem,) = read(path).problems
    assert (problem.row, problem.what) == (3, f"{shown} is off the scale.")


def test_formula_is_found_beside_and_below_what_the_sheet_holds(tmp_path):
    path = workbook(tmp_path, [[], [None, "listen-1", "listen-2"], [None, 1, "=1+2"], [None, "=2+2"]])
    path = replace_part(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"<v>3</v>", b""))
    problems = [(problem.row, problem.column, problem.what) for problem in read(path).problems]
    assert problems == [
        (3, "listen-2", "'=1+2' is off the scale."),
        (4, "listen-1", "'=2+2' is off the scale."),
    ]


@pytest.mark.parametrize("prefix", [b"", b"x:"], ids=["plain", "with a namespace"])
@pytest.mark.parametrize("piece", [10, 50, 97, 1 << 20])
def test_no_formula_hides_between_two_pieces_of_a_sheet(tmp_path, monkeypatch, piece, prefix):
    def add_prefix(xml: bytes) -> bytes:
        body = re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1" + prefix, xml)
        return body.replace(b" xmlns=", b" xmlns:x=") if prefix else body

    rows = [["id", "listen-1"], *[[f"r{i}", f"=1+{i}" if i % 3 else 2] for i in range(60)]]
    path = replace_part(workbook(tmp_path, rows), "xl/worksheets/sheet1.xml", add_prefix)
    monkeypatch.setattr("assess.assessment.sheet.workbook.PIECE", piece)
    sheet = read(path)
    assert [problem.row for problem in sheet.problems] == [i + 2 for i in range(60) if i % 3]
    assert sheet.batch.codes[:, 0].tolist() == [FIRST_VALUE + 2] * 20


def test_only_the_first_visible_sheet_is_read_and_said_to_be(tmp_path):
    path = tmp_path / "two.xlsx"
    with xlsxwriter.Workbook(path) as book:
        hidden, first, second = (book.add_worksheet(name) for name in ("Notes", "R&D <1>", "Later"))
        hidden.hide()
        first.activate()
        first.set_first_sheet()
        hidden.write(0, 0, "nothing here")
        for sheet in (first, second):
            sheet.write_row(0, 0, ["listen-1"])
            sheet.write_row(1, 0, [1])
        second.write_formula(1, 0, "=1+1", value=2)
    sheet = read(path)
    assert sheet.sheet == "R&D <1>"
    assert sheet.problems == ()
    assert sheet.notes[0] == "Only the sheet “R&D <1>” was read, not: Later."


def bomb(path: Path, declared: int | None) -> Path:
    """A workbook whose sheet inflates to 150 MB; it declares `declared` bytes, or the truth."""
    piece = b"<row>" + b" " * (1 << 20)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(150):
                part.write(piece)
    if declared is not None:
        content = path.read_bytes()
        truth = (150 * len(piece)).to_bytes(4, "little")
        assert truth in content
        path.write_bytes(content.replace(truth, declared.to_bytes(4, "little")))
    return path


@pytest.mark.parametrize("declared", [None, 1_000_000], ids=["honest", "lying"])
def test_zip_bomb_is_refused_in_little_memory(tmp_path, declared):
    path = bomb(tmp_path / "bomb.xlsx", declared)
    script = f"""
import resource
from pathlib import Path
from assess.assessment.sheet.grid import TooLarge, open_grid
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    open_grid(Path({str(path)!r}))
except TooLarge as error:
    print(error)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=Path(__file__).parents[2]
    )
    said, megabytes = done.stdout.splitlines()
    assert "would grow" in said if declared is None else "larger than it says" in said
    assert int(megabytes) < 60


@pytest.mark.parametrize(
    "cell",
    [b'r="XFD1048576"', b'r="ZZ1048576"', b'r="B99999999"', b"r='XFD1048576'", b's="1" r="XFD1048576"', b""],
)
def test_cell_in_the_far_corner_is_refused_before_the_sheet_is_laid_out(tmp_path, cell):
    path = workbook(tmp_path, [["id", "listen-1"], ["a", 1]])
    path = replace_part(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'r="B2"', cell))
    with pytest.raises(TooLarge, match=r"too far|beyond column ZZ"):
        read(path)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old Excel file"),
        (b"PK\x03\x04 and nothing of a zip", "damaged"),
    ],
)
def test_other_file_is_refused_with_what_to_do(tmp_path, content, what):
    path = tmp_path / "answers.xlsx"
    path.write_bytes(content)
    with pytest.raises(InvalidSheet, match=what) as refused:
        read(path)
    assert refused.value.remedy


def test_zip_that_is_no_workbook_is_refused(tmp_path):
    path = tmp_path / "answers.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", "<office/>")
    with pytest.raises(InvalidSheet, match="no XLSX workbook"):
        read(path)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches())
def test_what_is_written_reads_back_the_same(tmp_path, sample):
    batch, texts = sample
    path = tmp_path / "round.csv"
    write_sheet(path, SAMPLE, batch, texts)
    sheet = read(path)
    assert sheet.problems == ()
    assert sheet.texts == texts
    for column in ("questionnaire", "version", "hash", "ids", "industry", "size", "region", "synthetic"):
        assert getattr(sheet.batch, column) == getattr(batch, column)
    assert np.array_equal(sheet.batch.codes, batch.codes)


def copy_as_workbook(rows: list[list[str]], path: Path) -> None:
    """The same cells in XLSX, numbers as numbers."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(path, options) as book:
        sheet = book.add_worksheet()
        for y, row in enumerate(rows):
            for x, cell in enumerate(row):
                if cell.isascii() and cell.isdecimal() and str(int(cell)) == cell:
                    sheet.write_number(y, x, int(cell))
                else:
                    sheet.write_string(y, x, cell)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches())
def test_workbook_and_csv_of_the_same_cells_are_the_same_answers(tmp_path, sample):
    path = tmp_path / "round.csv"
    write_sheet(path, SAMPLE, sample[0])
    with path.open(encoding="utf-8-sig", newline="") as file:
        copy_as_workbook(list(csv.reader(file)), tmp_path / "round.xlsx")
    one, other = read(path), read(tmp_path / "round.xlsx")
    assert (one.batch.ids, one.problems) == (other.batch.ids, other.problems)
    assert np.array_equal(one.batch.codes, other.batch.codes)


@pytest.mark.parametrize("text", ["=1+1", "+49 30", "-x", "@sum", "'=1", "''-x", "  =1", "- 5"])
def test_text_that_looks_like_a_formula_is_escaped_and_comes_back(text):
    assert escape(text) == f"'{text}"
    assert unescape(escape(text)) == text


def test_exported_text_is_no_formula(tmp_path):
    batch = read_text(tmp_path, "id,listen-1", "=a,1").batch
    write_sheet(tmp_path / "out.csv", SAMPLE, batch, {0: {"remark": "=HYPERLINK(0)"}})
    (row,) = list(csv.reader((tmp_path / "out.csv").read_text(encoding="utf-8-sig").splitlines()))[1:]
    assert (row[0], row[-1]) == ("'=a", "'=HYPERLINK(0)")


@pytest.mark.parametrize("text", ["-5", "-2.5", "plain", "it's", "'quoted'", ""])
def test_other_text_is_left_alone(text):
    assert escape(text) == text
    assert unescape(text) == text


def test_batch_of_other_content_is_not_written(tmp_path):
    sheet = read_text(tmp_path, "listen-1", "1")
    with pytest.raises(Conflict):
        write_sheet(tmp_path / "out.csv", SAMPLE, replace(sheet.batch, hash="b" * 64))


@given(
    cells=st.lists(
        st.tuples(
            st.integers(1, 702), st.integers(1, 1_048_576), st.sampled_from([" s='1'>", "/>", ">", "\n>"])
        ),
        max_size=30,
    )
)
def test_plain_cells_reach_as_far_as_they_say(cells):
    from assess.assessment.sheet.reach import reach

    def letters(column: int) -> str:
        high, low = divmod(column - 1, 26)
        return (chr(64 + high) if high else "") + chr(65 + low)

    text = "<row>" + "".join(f'<c r="{letters(column)}{row}"{end}<v>1</v></c>' for column, row, end in cells)
    expected = (max((c for c, _, _ in cells), default=0), max((r for _, r, _ in cells), default=0))
    assert reach(text.encode()) == expected


@pytest.mark.parametrize(
    "cell",
    ['<c>', '<c s="1" r="A1">', "<c r='A1'>", '<c r="AAA1">', '<c r="A0">', '<c r="a1">', '<c r="A">',
     '<c r="A12345678">', '<c r="A1"x>', '<x:c r="A1">', '<c\nr="A1">', '<c r="1">'],
)  # fmt: skip
def test_cells_written_otherwise_are_not_measured_in_haste(cell):
    from assess.assessment.sheet.reach import reach

    assert reach(f'<row><c r="B2"/>{cell}'.encode()) is None
