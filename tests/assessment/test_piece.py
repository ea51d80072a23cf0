"""A worksheet that is read in pieces is the worksheet: no row is lost, twice, cut, or out of its place."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from assess.assessment.sheet.grid import InvalidSheet, open_grid
from assess.assessment.sheet.piece import cut_rows
from assess.assessment.sheet.reach import may_compute
from assess.errors import TooLarge

SHEET = "xl/worksheets/sheet1.xml"


def worksheet(rows: list[str], prefix: str = "") -> bytes:
    name = f'xmlns{":" if prefix else ""}{prefix[:-1]}="urn:sheet"'
    inside = "".join(rows)
    return (
        f"<{prefix}worksheet {name}><{prefix}cols/><{prefix}sheetData>{inside}</{prefix}sheetData>"
        f"<{prefix}mergeCells/></{prefix}worksheet>"
    ).encode()


def cut(xml: bytes, size: int) -> list[bytes]:
    return list(cut_rows((xml[at : at + size] for at in range(0, len(xml), size)), "here"))


@given(
    lengths=st.lists(st.integers(0, 40), max_size=20),
    size=st.integers(1, 300),
    prefix=st.sampled_from(["", "x:"]),
)
def test_every_row_is_in_one_piece_in_its_order_and_each_piece_is_a_worksheet(lengths, size, prefix):
    rows = [
        f'<{prefix}row r="{n}"><{prefix}c>{"v" * length}</{prefix}c></{prefix}row>'
        if length
        else f"<{prefix}row/>"
        for n, length in enumerate(lengths, start=1)
    ]
    pieces = cut(worksheet(rows, prefix), size)
    trees = [ElementTree.fromstring(piece) for piece in pieces]
    assert all(tree.find("{urn:sheet}cols") is not None for tree in trees)
    found = [row.get("r") for tree in trees for row in tree.iterfind(".//{urn:sheet}row")]
    assert found == [str(n) if length else None for n, length in enumerate(lengths, start=1)]


@pytest.mark.parametrize("mark", ["<!-- </row> -->", "<![CDATA[</row>]]>"])
@pytest.mark.parametrize("size", [1, 7, 40, 1000])
def test_end_of_a_row_that_is_only_said_ends_none(mark, size):
    xml = worksheet([f"<row><c>1</c></row><row><c>{mark}2</c></row>"])
    found = [row for piece in cut(xml, size) for row in ElementTree.fromstring(piece).iter("{urn:sheet}row")]
    assert ["".join(row.itertext()).replace("</row>", "") for row in found] == ["1", "2"]


def test_row_that_never_ends_is_refused(monkeypatch):
    monkeypatch.setattr("assess.assessment.sheet.piece.ROWS_LIMIT", 1000)
    xml = worksheet(["<row><c>" + "1" * 3000 + "</c></row>"])
    assert len(cut(xml, len(xml))) == 1
    with pytest.raises(TooLarge, match="no row ends"):
        cut(xml, 100)


def workbook(folder: Path) -> Path:
    """Rows with gaps, numbers, texts that are shared, a formula; more to the right further down."""
    path = folder / "answers.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for row in [*range(3), *range(5, 40)]:
            sheet.write_row(row, 1, [row, f"text {row % 7}", row % 2 == 0])
        sheet.write_formula(20, 2, "=1+1", value=2)
        sheet.write(50, 6, "far")
    return path


def rows(path: Path) -> list[list[str]]:
    """As wide as they are filled: pieces differ in how many empty cells they pad their rows with."""
    found = [row for block in open_grid(path).blocks for row in block]
    return [list(reversed(re.sub(r"^(\0)+", "", "\0".join(reversed(row))).split("\0"))) for row in found]


@pytest.mark.parametrize("piece", [10, 300, 1000])
def test_sheet_is_the_same_however_it_is_cut(tmp_path, monkeypatch, piece):
    path = workbook(tmp_path)
    whole = rows(path)
    monkeypatch.setattr("assess.assessment.sheet.workbook.PIECE", piece)
    assert rows(path) == whole
    assert len(whole) == 51
    assert whole[20] == ["", "20", "=1+1", "true"]
    assert whole[2:6] == [["", "2", "text 2", "true"], [""], [""], ["", "5", "text 5", "false"]]
    assert whole[50] == [*[""] * 6, "far"]


def test_sheet_is_the_same_where_its_texts_are_too_many_to_be_read_often(tmp_path, monkeypatch):
    path = workbook(tmp_path)
    in_pieces = rows(path)
    monkeypatch.setattr("assess.assessment.sheet.package.SHARED_LIMIT", 100)
    assert rows(path) == in_pieces


def test_rows_out_of_order_are_refused_not_lost(tmp_path, monkeypatch):
    path, changed = workbook(tmp_path), tmp_path / "changed.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(changed, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == SHEET:
                content = re.sub(rb'(r="[A-Z]?)40"', rb'\g<1>4"', content)
            target.writestr(name, content)
    monkeypatch.setattr("assess.assessment.sheet.workbook.PIECE", 10)
    with pytest.raises(InvalidSheet, match="Row 4 of the sheet “Sheet1” stands below row 39"):
        rows(changed)


@given(st.lists(st.sampled_from([b"<", b":", b"f", b"e", b'"', b"x", b' t="e"', b"<f>"]), max_size=12))
def test_nothing_that_computes_is_overlooked(parts):
    text = b"".join(parts) + b">>"
    has_formula, has_error = may_compute(text)
    assert has_formula == (b"<f" in text or b":f" in text)
    assert has_error == (b'"e"' in text)
