"""Importing an XLSX sheet of answers, from the file to the commit, against its reader (python-calamine) alone.

The whole is judged in time as it passes, for the import reads on one thread while it works on another: that needs two
processors which nothing else keeps busy. Reading is judged in processor time, which any machine can tell. Ratios are
taken within a round. Starting the program is in neither side. 100,000 rows with `ROWS` take some two minutes.
"""

from __future__ import annotations

import gc
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import xlsxwriter
from msgspec import Struct
from python_calamine import CalamineWorkbook

from assess.assessment.batch import Batch
from assess.assessment.sheet import Sheet, read_sheet
from assess.assessment.synth import Population, synthesise
from assess.collector import at_rest
from assess.questionnaire.catalogue import Catalogue, load_catalogue
from assess.resource import resource
from assess.scoring.panel import Panel
from assess.store.delivery import accept
from assess.store.record import Terms
from assess.store.store import Store

from .measure import Row, row

ROWS = 20_000
ROUNDS = 7
QUESTIONNAIRE = "cx-maturity"


class Round(Struct, frozen=True):
    """Seconds, and seconds of processor time, of the reader alone, of reading the answers, and of the whole import."""

    alone: tuple[float, float]
    read: tuple[float, float]
    whole: tuple[float, float]


def measure() -> list[Row]:
    """The ratios, and rows a second; the answers read are the answers written, and all are stored."""
    catalogue = load_catalogue(resource("questionnaires"))
    made = synthesise(catalogue.get(QUESTIONNAIRE), Population(), ROWS, 5)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.xlsx"
        _write(path, catalogue.get(QUESTIONNAIRE), made)
        rounds = [_import(path, catalogue, made) for _ in range(ROUNDS)]
    whole = [r.whole[0] / r.alone[0] for r in rounds]
    processor = {part: [getattr(r, part)[1] / r.alone[1] for r in rounds] for part in ("read", "whole")}
    return [
        row(f"importing an XLSX of {ROWS:,} rows to commit, to its reader alone", whole, "×", 1.5),
        row("… reading the answers, to the reader alone, in processor time", processor["read"], "×", 1.5),
        row("… importing, to the reader alone, in processor time", processor["whole"], "×"),
        row("… rows imported", [ROWS / r.whole[0] for r in rounds], "a second"),
    ]


def _import(path: Path, catalogue: Catalogue, made: Batch) -> Round:
    gc.collect()
    database = path.with_name("import.duckdb")
    questionnaire = catalogue.get(QUESTIONNAIRE)
    with at_rest():
        alone, count = _timed(lambda: _read_alone(path))
        assert count == ROWS + 1
        read, sheet = _timed(lambda: read_sheet(path, questionnaire, catalogue.profile))
        store, added = _timed(lambda: _store(sheet, catalogue, database))
    assert not sheet.problems
    assert (sheet.batch.codes == made.codes).all()
    assert added == ROWS
    database.unlink()
    return Round(alone, read, (read[0] + store[0], read[1] + store[1]))


def _read_alone(path: Path) -> int:
    return sum(1 for _ in CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).iter_rows())


def _store(sheet: Sheet, catalogue: Catalogue, database: Path) -> int:
    """As `assess import` does into an empty database, from opening it to closing it."""
    panel = Panel(catalogue.questionnaires)
    with Store.open(database, score=panel.score) as store:
        added = accept(store, panel, sheet.batch, sheet.texts, Terms(key="bench", contributes=True))
    panel.close()
    return added.count


def _timed(run: Callable[[], object]) -> tuple[tuple[float, float], object]:
    began, processor = time.perf_counter(), time.process_time()
    result = run()
    return (time.perf_counter() - began, time.process_time() - processor), result


def _write(path: Path, questionnaire, made) -> None:
    """As a spreadsheet stores it: rungs are numbers."""
    from assess.assessment.sheet.cell import write_answer

    with xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        questions = questionnaire.questions
        names = ("id", "industry", "size", "region", "synthetic", *(question.id for question in questions))
        sheet.write_row(0, 0, names)
        spelled = [
            {code: write_answer(questionnaire, question, code) for code in set(column.tolist())}
            for question, column in zip(questions, made.codes.T, strict=True)
        ]
        for number, codes in enumerate(made.codes.tolist(), start=1):
            at = number - 1
            sheet.write_row(
                number, 0, (made.ids[at], made.industry[at], made.size[at], made.region[at], "yes")
            )
            for place, code in enumerate(codes):
                text = spelled[place][code]
                if text.isdigit():
                    sheet.write_number(number, 5 + place, int(text))
                elif text:
                    sheet.write_string(number, 5 + place, text)
