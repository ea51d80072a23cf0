"""Answers as people give them → checked `Answer`s. Whatever cannot be an answer is named with its question and a remedy.

Pure: form fields, API values and cells of a sheet all pass here, so one rule holds everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from ..errors import InvalidAnswer
from ..questionnaire.model import (
    ChoiceQuestion,
    LevelQuestion,
    ManyQuestion,
    Question,
    Questionnaire,
    TextQuestion,
)
from ..questionnaire.vocabulary import ProfileField
from .activity import settle
from .model import MAX_COMMENT, Answer, Assessment, State


def check_answers(questionnaire: Questionnaire, answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """The answers, each allowed by its question; `InvalidAnswer` names all that are not."""
    wrong: list[InvalidAnswer] = []
    for name, answer in answers.items():
        question = questionnaire.question.get(name)
        try:
            if question is None:
                raise InvalidAnswer(
                    "There is no such question.",
                    where=name,
                    remedy=f"The questions of {questionnaire.id} are listed at /api/v1/questionnaires/{questionnaire.id}.",
                )
            check_answer(questionnaire, question, answer)
        except InvalidAnswer as error:
            wrong.append(error)
    if len(wrong) == 1:
        raise wrong[0]
    if wrong:
        raise InvalidAnswer(
            f"{len(wrong)} answers cannot be kept: " + " ".join(str(error) for error in wrong[:20]),
            where=", ".join(error.where for error in wrong[:20]),
            remedy="Nothing of this request was stored; mend them and send it again.",
        )
    return dict(answers)


def check_assessment(questionnaire: Questionnaire, assessment: Assessment) -> Assessment:
    """An assessment that came from outside, its answers checked and settled; `InvalidAnswer` names what is wrong."""
    given = {
        name: answer
        for name, answer in assessment.answers.items()
        if answer.state not in (State.INACTIVE, State.UNANSWERED)
    }
    checked = check_answers(questionnaire, given)
    return msgspec.structs.replace(assessment, answers=settle(questionnaire, checked, assessment.profile))


def check_answer(questionnaire: Questionnaire, question: Question, answer: Answer) -> None:
    """Raise `InvalidAnswer` unless the question allows the answer: its value, its state, the length of its comment."""
    for name, text in (("comment", answer.comment), ("reason", answer.reason)):
        if len(text) > MAX_COMMENT:
            what = f"The {name} has {len(text):,} characters."
            raise InvalidAnswer(what, where=question.id, remedy=f"Shorten it to {MAX_COMMENT:,}.")
    if answer.state is State.INACTIVE:
        raise InvalidAnswer(
            "`inactive` is worked out from the other answers.",
            where=question.id,
            remedy="Leave the question out.",
        )
    if answer.state is State.NOT_APPLICABLE:
        _check_not_applicable(questionnaire, question, answer)
    if answer.state is State.ANSWERED:
        _check_value(questionnaire, question, answer)
    elif answer.value is not None:
        what = f"`{answer.state}` and a value contradict each other."
        raise InvalidAnswer(what, where=question.id, remedy="Send one of the two.")


def check_profile(fields: Iterable[ProfileField], profile: Mapping[str, str]) -> dict[str, str]:
    """The profile, each band known and none missing; `InvalidAnswer` otherwise."""
    fields = tuple(fields)
    for name in profile:
        if name not in {field.id for field in fields}:
            known = ", ".join(field.id for field in fields)
            raise InvalidAnswer(
                f"There is no profile field `{name}`.", where=name, remedy=f"There are: {known}."
            )
    for field in fields:
        band = profile.get(field.id)
        if not band:
            raise InvalidAnswer(
                f"{field.label} is missing.", where=field.id, remedy="Choose one of the bands."
            )
        if band not in field.options:
            known = ", ".join(field.options)
            raise InvalidAnswer(
                f"`{band}` is no band of {field.label}.", where=field.id, remedy=f"Use one of: {known}."
            )
    return {field.id: profile[field.id] for field in fields}


def _check_not_applicable(questionnaire: Questionnaire, question: Question, answer: Answer) -> None:
    policy = questionnaire.policy_of(question)
    if policy.not_applicable == "forbid":
        what = "This question applies to everyone."
        raise InvalidAnswer(what, where=question.id, remedy="Choose an option, or “don't know”.")
    if policy.reason == "required" and not answer.reason.strip():
        what = "“Not applicable” needs a reason."
        raise InvalidAnswer(
            what, where=question.id, remedy="Say in a few words why it does not apply to you."
        )


def _check_value(questionnaire: Questionnaire, question: Question, answer: Answer) -> None:
    value = answer.value
    if isinstance(question, LevelQuestion):
        top = len(question.options) - 1
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= top:
            raise InvalidAnswer(
                f"{value!r} is off the scale.",
                where=question.id,
                remedy=f"Use a whole number from 0 to {top}.",
            )
    elif isinstance(question, ChoiceQuestion):
        ids = [option.id for option in questionnaire.options_of(question)]
        if value not in ids:
            raise InvalidAnswer(
                f"{value!r} is not an option.", where=question.id, remedy=f"Use one of: {', '.join(ids)}."
            )
    elif isinstance(question, ManyQuestion):
        _check_ticks(question, value)
    elif isinstance(question, TextQuestion):
        _check_words(question, value)


def _check_ticks(question: ManyQuestion, value: object) -> None:
    ids = {tick.id: tick for tick in question.options}
    if (
        not isinstance(value, list)
        or not value
        or len(set(value)) != len(value)
        or not set(value) <= set(ids)
    ):
        strangers = [f"`{name}`" for name in value if name not in ids] if isinstance(value, list) else []
        what = (
            f"{', '.join(strangers)} is no option here." if strangers else f"{value!r} is no list of ticks."
        )
        raise InvalidAnswer(what, where=question.id, remedy=f"Use each at most once: {', '.join(ids)}.")
    exclusive = [name for name in value if ids[name].exclusive]
    if exclusive and len(value) > 1:
        what = f"“{ids[exclusive[0]].text}” and other ticks contradict each other."
        raise InvalidAnswer(what, where=question.id, remedy="Keep one or the other.")


def _check_words(question: TextQuestion, value: object) -> None:
    if not isinstance(value, str) or len(value) > question.max_length:
        remedy = f"Send text of at most {question.max_length:,} characters."
        raise InvalidAnswer("This answer is no text, or too long.", where=question.id, remedy=remedy)
