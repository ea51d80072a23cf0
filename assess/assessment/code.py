"""Answers as small integers, one per question in the order of the file: what is stored, imported and scored in bulk.

    0 unanswered · 1 unknown · 2 not applicable · 3 inactive · 4 + v answered

where v is the rung of a `level`, the position of a `choice`'s option, the bit mask of a `many`'s ticks. A `text`
is always 0 or 3: it is never scored, and its words are kept beside the codes, not in them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..questionnaire.model import ChoiceQuestion, LevelQuestion, ManyQuestion, Question, Questionnaire
from .model import UNANSWERED, Answer, State

FIRST_VALUE = 4
_CODE = {State.UNANSWERED: 0, State.UNKNOWN: 1, State.NOT_APPLICABLE: 2, State.INACTIVE: 3}
_STATE = {code: state for state, code in _CODE.items()}


def encode(questionnaire: Questionnaire, answers: Mapping[str, Answer]) -> list[int]:
    """One code per question. The answers have been checked (`assess.assessment.entry`) and settled."""
    return [encode_one(questionnaire, q, answers.get(q.id, UNANSWERED)) for q in questionnaire.questions]


def encode_one(questionnaire: Questionnaire, question: Question, answer: Answer) -> int:
    """The code of one answer; a text answer encodes as unanswered."""
    if answer.state is not State.ANSWERED:
        return _CODE[answer.state]
    if isinstance(question, LevelQuestion):
        return FIRST_VALUE + int(answer.value)
    if isinstance(question, ChoiceQuestion):
        ids = [option.id for option in questionnaire.options_of(question)]
        return FIRST_VALUE + ids.index(answer.value)
    if isinstance(question, ManyQuestion):
        return FIRST_VALUE + sum(1 << i for i, tick in enumerate(question.options) if tick.id in answer.value)
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
    return Answer(value)


def code_count(questionnaire: Questionnaire, question: Question) -> int:
    """How many codes a question uses, the four states included."""
    if isinstance(question, LevelQuestion):
        return FIRST_VALUE + len(question.options)
    if isinstance(question, ChoiceQuestion):
        return FIRST_VALUE + len(questionnaire.options_of(question))
    if isinstance(question, ManyQuestion):
        return FIRST_VALUE + (1 << len(question.options))
    return FIRST_VALUE
