"""Answers in a workbook: its numbers, its formulas, its sheets, and files that are none or harm."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from assess.assessment.code import FIRST_VALUE
from assess.assessment.sheet import InvalidSheet
from assess.errors import TooLarge

from .sheet_sample import HEADER, read, replace_part, workbook


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
    assert "=1+2 is a formula" in problem.what
    assert sheet.batch.ids == ["b", "c"]
    assert sheet.texts[0] == {"remark": '="y"&"z"'}


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        (b"<f>1+1</f><v>3</v>", b"<f>1+1</f>", "=1+1 is a formula."),
        (b'"><f>1+1</f><v>3</v>', b'" t="e"><v>#N/A</v>', "The formula in this cell ended in an error."),
        (b"<f>1+1</f>", b'<f t="shared" si="0"/>', "The cell is a formula."),
    ],
    ids=["no result", "error", "shared formula"],
)
def test_cell_with_no_result_to_trust_is_no_empty_cell(tmp_path, old, new, shown):
    path = workbook(tmp_path, [["id", "listen-1"], ["a", 1], ["b", "=1+1"]])
    path = replace_part(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(old, new))
    (problem,) = read(path).problems
    assert (problem.row, problem.what) == (3, shown)


def test_formula_is_found_beside_and_below_what_the_sheet_holds(tmp_path):
    path = workbook(tmp_path, [[], [None, "listen-1", "listen-2"], [None, 1, "=1+2"], [None, "=2+2"]])
    path = replace_part(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"<v>3</v>", b""))
    problems = [(problem.row, problem.column, problem.what) for problem in read(path).problems]
    assert problems == [
        (3, "listen-2", "=1+2 is a formula."),
        (4, "listen-1", "=2+2 is a formula."),
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
