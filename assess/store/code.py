"""Stored answers → the codes that are scored, column by column, without an object for each answer.

The cells are those of `assess.store.blob`. Each that occurs among some assessments is read once, as a whole answer, so
that it means here what it means everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assess.assessment.code import encode_one
from assess.questionnaire.model import Question, Questionnaire
from assess.store.blob import Cell, answer_of, read_cells

SLICE = 2048
"""Assessments read at a time: few enough that Python's collector does not walk through them again and again."""


def codes_of(questionnaire: Questionnaire, blobs: Sequence[bytes]) -> np.ndarray:
    """The codes of some assessments, as `assess.assessment.batch` has them; Damaged for a blob that does not fit."""
    questions = questionnaire.questions
    codes = np.empty((len(blobs), len(questions)), dtype=np.uint16)
    for start in range(0, len(blobs), SLICE):
        rows = [read_cells(blob, len(questions)) for blob in blobs[start : start + SLICE]]
        for place, column in enumerate(zip(*rows, strict=True)):
            codes[start : start + SLICE, place] = _encode(questionnaire, questions[place], column)
    return codes


def _encode(questionnaire: Questionnaire, question: Question, column: Sequence[Cell]) -> np.ndarray:
    def encode(cell: Cell) -> int:
        return encode_one(questionnaire, question, answer_of(cell))

    try:
        code = {cell: encode(cell) for cell in set(column)}
    except TypeError:  # rows of a matrix are no keys
        return np.fromiter(map(encode, column), np.uint16, len(column))
    return np.fromiter(map(code.__getitem__, column), np.uint16, len(column))
