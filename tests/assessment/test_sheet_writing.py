"""What is written is read back the same, and no spreadsheet runs any of it."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from msgspec.structs import replace

from assess.assessment.formula import escape, unescape
from assess.assessment.sheet import write_sheet
from assess.errors import Conflict

from .sheet_sample import SAMPLE, batches, read, read_text


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
