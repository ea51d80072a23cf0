"""Answers as small integers, one per question in the order of the file: what is stored, imported and scored in bulk.

    0 unanswered · 1 unknown · 2 not applicable · 3 inactive · 4 + v answered

where v is the rung of a `level`, the position of a `choice`'s option, the bit mask of a `many`'s ticks, the number of
steps from the least value of a `number`, and the value of a `matrix` on a grid of 27,720 steps: the least common
multiple of 1 to 12, so that thirds, eighths and elevenths are exact. A `text` is always 0 or 3: it is never scored.
The words of a text and the rows of a matrix are kept beside the codes, not in them; without its rows, an answer to a
matrix is its value, a float in [0, 1].
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..questionnaire.model import (
    ChoiceQuestion,
    LevelQuestion,
    ManyQuestion,
    MatrixQuestion,
    NumberQuestion,
    Question,
    Questionnaire,
)
from ..questionnaire.number import number_at, place_of, step_count
from .matrix import GRID, share_of_rows
from .model import UNANSWERED, Answer, State

UNKNOWN, INACTIVE, FIRST_VALUE = 1, 3, 4
_CODE = {State.UNANSWERED: 0, State.UNKNOWN: UNKNOWN, State.NOT_APPLICABLE: 2, State.INACTIVE: INACTIVE}
_STATE = {code: state for state, code in _CODE.items()}


def encode(questionnaire: Questionnaire, answers: Mapping[str, Answer]) -> list[int]:
    """One code per question. The answers have been checked (`assess.assessment.entry`) and settled."""
    return [encode_one(questionnaire, q, answers.get(q.id, UNANSWERED)) for q in questionnaire.questions]


def encode_one(questionnaire: Questionnaire, question: Question, answer: Answer) -> int:
    """The code of one answer; a text answer encodes as unanswered, a matrix of which nothing is known as unknown."""
    if answer.state is not State.ANSWERED:
        return _CODE[answer.state]
    if isinstance(question, LevelQuestion):
        return FIRST_VALUE + int(answer.value)
    if isinstance(question, ChoiceQuestion):
        ids = [option.id for option in questionnaire.options_of(question)]
        return FIRST_VALUE + ids.index(answer.value)
    if isinstance(question, ManyQuestion):
        return FIRST_VALUE + sum(1 << i for i, tick in enumerate(question.options) if tick.id in answer.value)
    if isinstance(question, NumberQuestion):
        return FIRST_VALUE + place_of(question, answer.value)
    if isinstance(question, MatrixQuestion):
        share = share_of_rows(questionnaire, question, answer.value)
        return _CODE[State.UNKNOWN] if share is None else FIRST_VALUE + round(share * GRID)
    return 0


def decode(questionnaire: Questionnaire, codes: Sequence[int]) -> dict[str, Answer]:
    """The answers behind the codes, without reasons, comments and texts, which codes do not hold."""
    return {
        question.id: decode_one(questionnaire, question, int(code))
        for question, code in zip(questionnaire.questions, codes, strict=True)
    }


def decode_one(questionnaire: Questionnaire, question: Question, code: int) -> Answer:
    """The answer behind one code."""
    if code in _STATE:
        return Answer(state=_STATE[code])
    value = code - FIRST_VALUE
    if isinstance(question, ChoiceQuestion):
        return Answer(questionnaire.options_of(question)[value].id)
    if isinstance(question, ManyQuestion):
        return Answer([tick.id for i, tick in enumerate(question.options) if value >> i & 1])
    if isinstance(question, NumberQuestion):
        return Answer(number_at(question, value))
    if isinstance(question, MatrixQuestion):
        return Answer(value / GRID)
    return Answer(value)


def code_count(questionnaire: Questionnaire, question: Question) -> int:
    """How many codes a question uses, the four states included."""
    if isinstance(question, LevelQuestion):
        return FIRST_VALUE + len(question.options)
    if isinstance(question, ChoiceQuestion):
        return FIRST_VALUE + len(questionnaire.options_of(question))
    if isinstance(question, ManyQuestion):
        return FIRST_VALUE + (1 << len(question.options))
    if isinstance(question, NumberQuestion):
        return FIRST_VALUE + step_count(question) + 1
    if isinstance(question, MatrixQuestion):
        return FIRST_VALUE + GRID + 1
    return FIRST_VALUE
