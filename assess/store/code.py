"""Stored answers → the codes that are scored, column by column, without an object for each answer.

Each cell (`assess.store.cell`) that occurs among some assessments is read once, as a whole answer, so that it means here
what it means everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assess.assessment.code import encode_one
from assess.questionnaire.model import Questionnaire
from assess.store.blob import answer_of, read_cell, read_cells
from assess.store.cell import find_cells

SLICE = 16_384
"""Assessments read at a time: a few megabytes."""


def codes_of(questionnaire: Questionnaire, blobs: Sequence[bytes]) -> np.ndarray:
    """The codes of some assessments, as `assess.assessment.batch` has them; Damaged for a blob that does not fit."""
    codes = np.empty((len(blobs), len(questionnaire.questions)), dtype=np.uint16)
    for start in range(0, len(blobs), SLICE):
        _encode(questionnaire, blobs[start : start + SLICE], codes[start : start + SLICE])
    return codes


def _encode(questionnaire: Questionnaire, blobs: Sequence[bytes], codes: np.ndarray) -> None:
    cells = find_cells(blobs, len(questionnaire.questions))
    # before the others are read: what is damaged says so
    whole = {row: read_cells(blobs[row], codes.shape[1]) for row in np.flatnonzero(cells.odd).tolist()}
    for place, question in enumerate(questionnaire.questions):
        first, which = cells.alike(place)
        met = [
            whole[row][place] if row in whole else read_cell(cells.bytes_of(place, row))
            for row in first.tolist()
        ]
        code = [encode_one(questionnaire, question, answer_of(cell)) for cell in met]
        codes[:, place] = np.array(code, dtype=np.uint16)[which]
        for row, answers in whole.items():
            codes[row, place] = encode_one(questionnaire, question, answer_of(answers[place]))
