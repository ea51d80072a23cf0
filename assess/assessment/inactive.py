"""Which questions apply, for many assessments at once: `activity` column by column.

Codes and profile bands enter, codes leave in which a question that does not apply is inactive. Pure; the
rules are those of `assess.assessment.activity`, and a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from assess.assessment.activity import value_of
from assess.assessment.code import code_count, decode_one, encode_one
from assess.assessment.model import Answer, State
from assess.questionnaire.model import Condition, Question, Questionnaire


def mark_inactive(
    questionnaire: Questionnaire, codes: np.ndarray, bands: Mapping[str, Sequence[str]]
) -> np.ndarray:
    """`codes` (n, q) with every question that does not apply marked inactive; `bands` holds n bands by
    profile field.

    Hiding cascades in the order of the file: what is hidden counts as unanswered for every later condition.
    """
    if all(question.when is None for question in questionnaire.questions):
        return codes
    marked = codes.copy()
    column = {question.id: index for index, question in enumerate(questionnaire.questions)}
    for index, question in enumerate(questionnaire.questions):
        if question.when is not None:
            applies = holds(question.when, questionnaire, marked, column, bands)
            marked[~applies, index] = encode_one(questionnaire, question, Answer(state=State.INACTIVE))
    return marked


def holds(
    condition: Condition,
    questionnaire: Questionnaire,
    codes: np.ndarray,
    column: Mapping[str, int],
    bands: Mapping[str, Sequence[str]],
) -> np.ndarray:
    """Whether the condition holds, for each row."""
    parts = [holds(part, questionnaire, codes, column, bands) for part in condition.all or condition.any]
    if parts:
        return np.logical_and.reduce(parts) if condition.all else np.logical_or.reduce(parts)
    if condition.negated is not None:
        return ~holds(condition.negated, questionnaire, codes, column, bands)
    if condition.profile is not None:
        given = bands.get(condition.profile, [""] * len(codes))
        return np.fromiter((band in condition.one_of for band in given), bool, len(codes))
    question = questionnaire.question[condition.question or ""]
    meets = [
        is_met(condition, questionnaire, question, code)
        for code in range(code_count(questionnaire, question))
    ]
    return np.array(meets)[codes[:, column[question.id]]]


def is_met(condition: Condition, questionnaire: Questionnaire, question: Question, code: int) -> bool:
    """Whether one code of a question meets a condition on it; a code that is no value meets none."""
    answer = decode_one(questionnaire, question, code)
    if answer.state is not State.ANSWERED:
        return False
    if condition.one_of:
        given = answer.value if isinstance(answer.value, list) else [str(answer.value)]
        return not set(given).isdisjoint(condition.one_of)
    value = value_of(questionnaire, question, answer)
    return value is not None and condition.min is not None and value >= condition.min
