"""Which questions apply: the conditions of a questionnaire against answers and profile.

Pure. A question that is hidden counts as if it had not been answered wherever a later condition looks at it,
so hiding cascades, in the order of the file.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from ..questionnaire.model import (
    ChoiceQuestion,
    Condition,
    LevelQuestion,
    ManyQuestion,
    Question,
    Questionnaire,
)
from .model import UNANSWERED, Answer, State


def value_of(questionnaire: Questionnaire, question: Question, answer: Answer) -> float | None:
    """The answer's value on the question's own scale: rung, option value, or share of ticked weight (0–1).

    None where the answer is no value, or the question is never scored.
    """
    if answer.state is not State.ANSWERED or answer.value is None:
        return None
    if isinstance(question, LevelQuestion):
        return float(answer.value)
    if isinstance(question, ChoiceQuestion):
        return next((o.value for o in questionnaire.options_of(question) if o.id == answer.value), None)
    if isinstance(question, ManyQuestion):
        return share_of(question, answer.value)
    return None


def share_of(question: ManyQuestion, ticked: list[str]) -> float:
    """The ticked share of a checklist's weight; an exclusive option weighs nothing."""
    weighing = [tick for tick in question.options if not tick.exclusive]
    return sum(tick.weight for tick in weighing if tick.id in ticked) / sum(tick.weight for tick in weighing)


def find_inactive(
    questionnaire: Questionnaire, answers: Mapping[str, Answer], profile: Mapping[str, str]
) -> frozenset[str]:
    """The ids of the questions that do not apply."""
    hidden: set[str] = set()
    for question in questionnaire.questions:
        if question.when is not None and not _holds(question.when, questionnaire, answers, profile, hidden):
            hidden.add(question.id)
    return frozenset(hidden)


def settle(
    questionnaire: Questionnaire, answers: Mapping[str, Answer], profile: Mapping[str, str]
) -> dict[str, Answer]:
    """An answer for every question, in the order of the file: hidden ones inactive (their value kept), gaps unanswered."""
    hidden = find_inactive(questionnaire, answers, profile)
    settled: dict[str, Answer] = {}
    for question in questionnaire.questions:
        answer = answers.get(question.id, UNANSWERED)
        if question.id in hidden:
            answer = msgspec.structs.replace(answer, state=State.INACTIVE)
        settled[question.id] = answer
    return settled


def _holds(
    condition: Condition,
    questionnaire: Questionnaire,
    answers: Mapping[str, Answer],
    profile: Mapping[str, str],
    hidden: set[str],
) -> bool:
    def holds(part: Condition) -> bool:
        return _holds(part, questionnaire, answers, profile, hidden)

    if condition.all:
        return all(holds(part) for part in condition.all)
    if condition.any:
        return any(holds(part) for part in condition.any)
    if condition.negated is not None:
        return not holds(condition.negated)
    if condition.profile is not None:
        return profile.get(condition.profile) in condition.one_of
    answer = answers.get(condition.question or "", UNANSWERED)
    if condition.question in hidden or answer.state is not State.ANSWERED:
        return False
    if condition.one_of:
        given = answer.value if isinstance(answer.value, list) else [str(answer.value)]
        return not set(given).isdisjoint(condition.one_of)
    value = value_of(questionnaire, questionnaire.question[condition.question or ""], answer)
    return value is not None and condition.min is not None and value >= condition.min
