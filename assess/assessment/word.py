"""What an answer says beyond its code: the words of a `text`, the rows of a `matrix` as JSON. They travel beside codes.

Pure. `Texts` is how they travel with a batch.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..questionnaire.model import MatrixQuestion, Question
from .matrix import read_rows, write_rows
from .model import Answer, Value

Texts = Mapping[int, Mapping[str, str]]
"""Words by row of a batch (from 0), then by question; only questions that are `in_words` have any."""


def words_of(question: Question, answer: Answer) -> str:
    """The words of an answer; "" where it has none, or its code says all."""
    if not question.in_words or answer.value is None:
        return ""
    return write_rows(answer.value) if isinstance(question, MatrixQuestion) else str(answer.value)


def value_of_words(question: Question, words: str) -> Value:
    """The value that `words_of` put into words. Raises `InvalidAnswer` where it is no list of rows."""
    return read_rows(question, words) if isinstance(question, MatrixQuestion) else words
