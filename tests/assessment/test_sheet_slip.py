"""What goes wrong between a spreadsheet and a file: rows too long and too short, formulas, other encodings and languages."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
import xlsxwriter

from assess.assessment.code import FIRST_VALUE
from assess.assessment.sheet import InvalidSheet, read_sheet
from assess.questionnaire.catalogue import load_catalogue

from .sheet_sample import PROFILE, SAMPLE, read, read_text, workbook


def test_cells_beyond_the_last_heading_come_back_and_keep_the_row_out(tmp_path):
    sheet = read_text(tmp_path, "id;channel;listen-1", "a;mail;1", "b;mail;phone;3")
    assert sheet.batch.ids == ["a"]
    assert "Cell 4 lies beyond the last heading" in sheet.problems[0].what
    assert "quotes" in sheet.problems[0].remedy
    bad = tmp_path / "bad.csv"
    sheet.write_bad_rows(bad)
    header, row = csv.reader(bad.open(encoding="utf-8-sig"))
    assert header == ["id", "channel", "listen-1", "", "problem"]
    assert row[:4] == ["b", "mail", "phone", "3"]
    again = read(bad)
    assert again.batch.ids == [], "what was not mended stays out"
    bad.write_text(bad.read_text("utf-8-sig").replace("mail,phone,3,", "mail;phone,3,,"), "utf-8")
    mended = read(bad)
    assert (mended.problems, mended.batch.ids) == ((), ["b"])


def test_mended_rows_of_all_widths_are_of_one_width(tmp_path):
    sheet = read_text(tmp_path, "id,listen-1", "a,9", "b,1,,x", "c,1,y,,,")
    assert sheet.header == ("id", "listen-1", "", "", "problem")
    assert [row[:-1] for row in sheet.bad_rows] == [
        ("a", "9", "", ""),
        ("b", "1", "", "x"),
        ("c", "1", "y", ""),
    ]


def test_a_row_that_ends_early_is_read_and_named(tmp_path):
    sheet = read_text(tmp_path, "id,listen-1,listen-2", "a,1,2", "b", "c,1", "d,1,")
    assert sheet.batch.ids == ["a", "b", "c", "d"]
    assert "Cells missing at the end, read as unanswered: row 3 (2), row 4 (1)." in sheet.notes


def test_many_rows_that_end_early_are_counted(tmp_path):
    sheet = read_text(tmp_path, "id,listen-1", *(f"r{i}" for i in range(2100)))
    [note] = [note for note in sheet.notes if note.startswith("Cells missing")]
    assert note.endswith("row 11 (1) and 2,090 more.")


def test_no_row_ends_early_where_only_the_problem_is_gone_or_the_file_is_a_workbook(tmp_path):
    assert not _ends(read_text(tmp_path, "id,listen-1,problem", "a,1").notes)
    rows = [["id", "listen-1", "listen-2"], ["a", 1], ["b", 2]]
    assert not _ends(read(workbook(tmp_path, rows)).notes)


def _ends(notes: tuple[str, ...]) -> list[str]:
    return [note for note in notes if note.startswith("Cells missing")]


@pytest.mark.parametrize("cell", ["2", "2.0", "2.000", "2,0", "2,00"])
def test_a_whole_number_may_have_an_empty_fraction(tmp_path, cell):
    sheet = read_text(tmp_path, "id;listen-1", f"a;{cell}")
    assert (sheet.problems, sheet.batch.codes[0, 0]) == ((), FIRST_VALUE + 2)


@pytest.mark.parametrize("cell", ["2,5", "1,000"])
def test_what_may_be_another_number_is_not_read(tmp_path, cell):
    assert "off the scale" in read_text(tmp_path, "id;listen-1", f"a;{cell}").problems[0].what


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le-bom", "utf-16-be-bom"])
def test_unicode_text_of_a_spreadsheet_is_read(tmp_path, encoding):
    text = "id\tlisten-1\r\ndział\t3\r\n"
    mark = {"utf-16": "", "utf-16-le-bom": "\ufeff", "utf-16-be-bom": "\ufeff"}[encoding]
    (tmp_path / "answers.csv").write_bytes((mark + text).encode(encoding.removesuffix("-bom")))
    assert read(tmp_path / "answers.csv").batch.ids == ["dział"]


def test_unicode_text_that_is_cut_off_is_refused_plainly(tmp_path):
    (tmp_path / "answers.csv").write_bytes("id\tlisten-1\na\t1\n".encode("utf-16")[:-1])
    with pytest.raises(InvalidSheet, match="not UTF-16"):
        read(tmp_path / "answers.csv")


def test_answers_on_the_second_sheet_are_told_to_be_there(tmp_path):
    path = tmp_path / "answers.xlsx"
    for first in ([], ["Read me"]):
        with xlsxwriter.Workbook(path) as book:
            book.add_worksheet("Cover").write_row(0, 0, first)
            book.add_worksheet("Answers").write_column(0, 0, ["listen-1", 1])
        with pytest.raises(InvalidSheet) as refused:
            read(path)
        assert "Only the sheet “Cover” was read, not: Answers." in refused.value.remedy


@pytest.fixture(scope="module")
def catalogue():
    return load_catalogue(Path(__file__).parents[2] / "questionnaires")


@pytest.mark.parametrize(
    ("label", "band"),
    [
        ("Handel hurtowy i detaliczny", "G"),
        ("WHOLESALE AND RETAIL TRADE", "G"),
        ("g", "G"),
    ],
)
def test_a_band_is_understood_in_every_language(tmp_path, catalogue, label, band):
    (tmp_path / "answers.csv").write_text(f"id;industry;listen-1\na;{label};1\n", "utf-8")
    sheet = read_sheet(tmp_path / "answers.csv", SAMPLE, PROFILE, spoken=catalogue.spoken_profile)
    assert (sheet.problems, sheet.batch.industry) == ((), [band])


def test_no_label_means_two_bands(catalogue):
    for field in PROFILE:
        said: dict[str, str] = {}
        for each in (*PROFILE, *catalogue.spoken_profile):
            for band, label in each.options.items() if each.id == field.id else ():
                assert said.setdefault(label.casefold(), band) == band, label
        assert len(said) > 2 * len(field.options), "other languages are there"


def test_a_band_that_is_nearly_one_is_guessed_with_its_label(tmp_path):
    [problem] = read_text(tmp_path, "industry,listen-1", "wholesale & retail trade,1").problems
    assert problem.remedy.startswith("Is it G (Wholesale and retail trade)? Use a code or label")
