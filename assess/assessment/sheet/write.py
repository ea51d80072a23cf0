"""A batch → a CSV sheet that reads back as the same batch, and that no spreadsheet takes for a program."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import numpy as np

from assess.assessment.batch import Batch
from assess.assessment.formula import escape
from assess.assessment.sheet.cell import write_answer
from assess.assessment.sheet.heading import refuse_clash
from assess.assessment.word import Texts
from assess.errors import Conflict
from assess.questionnaire.model import Question, Questionnaire

NOBODY: Mapping[str, Sequence[str]] = MappingProxyType({})


def write_sheet(
    path: Path,
    questionnaire: Questionnaire,
    batch: Batch,
    texts: Texts | None = None,
    *,
    people: Mapping[str, Sequence[str]] = NOBODY,
    is_marked: bool = True,
) -> None:
    """The batch as CSV (UTF-8 with BOM, commas), to be read by a spreadsheet or by `read_sheet`.

    `people` has columns that say from whom each row is. Made-up rows are marked as such, unless they are to rehearse with
    (`is_marked`). A text that a spreadsheet would take for a formula gets an apostrophe in front. Raises Conflict when the
    batch answers another questionnaire, or other content of it.
    """
    refuse_clash(questionnaire)
    if batch.hash != questionnaire.hash:
        what = f"These are not answers to this content of {questionnaire.id}."
        raise Conflict(what, where=batch.questionnaire, remedy="Export with the version that was answered.")
    bands = {"id": batch.ids, "industry": batch.industry, "size": batch.size, "region": batch.region}
    columns: dict[str, Iterable[str]] = {name: map(escape, cells) for name, cells in bands.items()}
    columns |= {name: map(escape, cells) for name, cells in people.items()}
    if batch.synthetic and is_marked:
        columns["synthetic"] = ["yes"] * len(batch.ids)
    for index, question in enumerate(questionnaire.questions):
        cells = _spell(questionnaire, question, batch.codes[:, index])
        columns[question.id] = _worded(question, cells, texts or {}) if question.in_words else cells
    write_rows(path, [tuple(columns), *zip(*columns.values(), strict=True)])


def _worded(question: Question, cells: list[str], texts: Texts) -> list[str]:
    """The cells, with words where there are any."""
    return [escape(texts.get(row, {}).get(question.id, "")) or cell for row, cell in enumerate(cells)]


def _spell(questionnaire: Questionnaire, question: Question, codes: np.ndarray) -> list[str]:
    used, which = np.unique(codes, return_inverse=True)
    spelled = [write_answer(questionnaire, question, int(code)) for code in used]
    return np.array(spelled, dtype=object)[which].tolist()


def write_rows(path: Path, rows: Iterable[Sequence[str]]) -> None:
    """A CSV file; the BOM tells spreadsheets that it is UTF-8."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
