"""Reading an XLSX sheet of answers, against its reader (python-calamine) alone on the same file.

The same number of cells, up to 100,000 rows with `ROWS`; both sides in processor time of one process, since neither waits.
"""

from __future__ import annotations

import gc
import tempfile
import time
from pathlib import Path

import xlsxwriter
from python_calamine import CalamineWorkbook

from assess.assessment.sheet import read_sheet
from assess.assessment.synth import Population, synthesise
from assess.cli.importing import collector_at_rest
from assess.questionnaire.load import load, load_shared
from assess.resource import resource

from .measure import Row, row

ROWS = 20_000
ROUNDS = 5
FOLDER = resource("questionnaires")


def measure() -> list[Row]:
    """The ratio, and rows a second; the answers read are the answers written."""
    vocabulary, profile = load_shared(FOLDER)
    questionnaire = load(FOLDER / "cx-maturity" / "questionnaire.yaml", vocabulary, profile)
    made = synthesise(questionnaire, Population(), ROWS, 5)
    ratios, speeds = [], []
    with tempfile.TemporaryDirectory() as folder, collector_at_rest():
        path = Path(folder) / "answers.xlsx"
        _write(path, questionnaire, made)
        for _ in range(ROUNDS):
            gc.collect()
            began = time.process_time()
            count = sum(1 for _ in CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).iter_rows())
            alone = time.process_time() - began
            began = time.process_time()
            sheet = read_sheet(path, questionnaire, profile)
            ours = time.process_time() - began
            assert count == ROWS + 1
            assert not sheet.problems
            assert (sheet.batch.codes == made.codes).all()
            ratios.append(ours / alone)
            speeds.append(ROWS / ours)
    return [
        row(f"reading an XLSX of {ROWS:,} rows, to its reader alone", ratios, "×", 1.5),
        row("… rows read", speeds, "a second"),
    ]


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
