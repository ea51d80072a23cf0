"""Which questions apply: the conditions of a questionnaire against answers and profile.

Pure. A question that is hidden counts as if it had not been answered wherever a later condition looks at it,
so hiding cascades, in the order of the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from ..questionnaire.model import (
    ChoiceQuestion,
    Condition,
    LevelQuestion,
    ManyQuestion,
    MatrixQuestion,
    NumberQuestion,
    Question,
    Questionnaire,
)
from .matrix import share_of_rows
from .model import UNANSWERED, Answer, State


def value_of(questionnaire: Questionnaire, question: Question, answer: Answer) -> float | None:
    """The answer's value on the question's own scale: rung, option value, number, or share (0–1) of a checklist or matrix.

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
    if isinstance(question, NumberQuestion):
        return float(answer.value)
    if isinstance(question, MatrixQuestion):
        share = share_of_rows(questionnaire, question, answer.value)
        return None if share is None else float(share)
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


def find_waiting(
    questionnaire: Questionnaire, answers: Mapping[str, Answer], profile: Mapping[str, str]
) -> frozenset[str]:
    """The ids of the questions that do not apply as yet, and may when an earlier question that is open is answered."""
    hidden = find_inactive(questionnaire, answers, profile)
    waiting: set[str] = set()

    def may(condition: Condition, wanted: bool) -> bool:
        """Whether it can still come out as `wanted`."""
        if condition.all or condition.any:
            decisive = bool(condition.all) == wanted  # every part must be so, or one is enough
            parts = [may(part, wanted) for part in (*condition.all, *condition.any)]
            return all(parts) if decisive else any(parts)
        if condition.negated is not None:
            return may(condition.negated, not wanted)
        asked = condition.question
        is_open = asked is not None and answers.get(asked, UNANSWERED).state is State.UNANSWERED
        if asked in waiting or (is_open and asked not in hidden):
            return True
        return _holds(condition, questionnaire, answers, profile, set(hidden)) == wanted

    for question in questionnaire.questions:
        if question.id in hidden and question.when is not None and may(question.when, True):
            waiting.add(question.id)
    return frozenset(waiting)


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


def find_tests(questionnaire: Questionnaire) -> dict[str, tuple[Condition, ...]]:
    """The single tests within all conditions, by the question they look at."""

    def walk(condition: Condition) -> Iterator[Condition]:
        if condition.question is not None:
            yield condition
        for part in (*condition.all, *condition.any, *([condition.negated] if condition.negated else [])):
            yield from walk(part)

    found: dict[str, tuple[Condition, ...]] = {}
    for question in questionnaire.questions:
        for test in walk(question.when) if question.when else ():
            found[test.question] = (*found.get(test.question, ()), test)
    return found


def tells_apart(questionnaire: Questionnaire, test: Condition, before: Answer, after: Answer) -> bool:
    """Whether a single test holds for one of two answers to its question and not for the other."""
    held = [_holds(test, questionnaire, {test.question: answer}, {}, set()) for answer in (before, after)]
    return held[0] != held[1]


def would_hide(
    questionnaire: Questionnaire,
    answers: Mapping[str, Answer],
    profile: Mapping[str, str],
    change: Mapping[str, Answer],
    bands: Mapping[str, str] | None = None,
) -> tuple[str, ...]:
    """The answered questions that would not apply any more if these answers, or bands of the profile, were changed, in
    the order of the file.

    Their answers are kept and do not count; changing back brings them back (site/docs/method.md).
    """
    now = find_inactive(questionnaire, answers, profile)
    then = find_inactive(questionnaire, {**answers, **change}, {**profile, **(bands or {})})
    return tuple(
        question.id
        for question in questionnaire.questions
        if question.id in then - now and answers.get(question.id, UNANSWERED).state is not State.UNANSWERED
    )


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
