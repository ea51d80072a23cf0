"""Answers as people give them → checked `Answer`s. Whatever cannot be an answer is named with its question and a remedy.

Pure: form fields, API values and cells of a sheet all pass here, so one rule holds everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import isfinite

import msgspec

from ..errors import InvalidAnswer
from ..language import gettext as _
from ..language import ngettext, number, plain
from ..questionnaire.model import (
    ChoiceQuestion,
    LevelQuestion,
    ManyQuestion,
    MatrixQuestion,
    NumberQuestion,
    Question,
    Questionnaire,
    TextQuestion,
)
from ..questionnaire.number import nearest, place_of
from ..questionnaire.vocabulary import ProfileField
from .activity import settle
from .matrix import check_rows
from .model import MAX_COMMENT, Answer, Assessment, State


def check_answers(
    questionnaire: Questionnaire, answers: Mapping[str, Answer], *, reasons: bool = True
) -> dict[str, Answer]:
    """The answers, each allowed by its question; `InvalidAnswer` names all that are not. `reasons`: where the questionnaire
    asks for one, “not applicable” needs a reason."""
    wrong: list[InvalidAnswer] = []
    for name, answer in answers.items():
        question = questionnaire.question.get(name)
        try:
            if question is None:
                raise InvalidAnswer(
                    _("There is no such question."),
                    where=name,
                    remedy=_("The questions are listed at {address}.").format(
                        address=f"/api/v1/questionnaires/{questionnaire.id}"
                    ),
                )
            check_answer(questionnaire, question, answer, reasons=reasons)
        except InvalidAnswer as error:
            wrong.append(error)
    if len(wrong) == 1:
        raise wrong[0]
    if wrong:
        what = ngettext(
            "{n} answer cannot be kept: {reasons}", "{n} answers cannot be kept: {reasons}", len(wrong)
        )
        raise InvalidAnswer(
            what.format(n=len(wrong), reasons=" ".join(str(error) for error in wrong[:20])),
            where=", ".join(error.where for error in wrong[:20]),
            remedy=_("Nothing of this request was stored; mend them and send it again."),
        )
    return dict(answers)


def check_assessment(questionnaire: Questionnaire, assessment: Assessment) -> Assessment:
    """An assessment that came from outside, its answers checked and settled; `InvalidAnswer` names what is wrong. Only a
    form asks for reasons: the cell of a sheet has no room for one."""
    given = {
        name: answer
        for name, answer in assessment.answers.items()
        if answer.state not in (State.INACTIVE, State.UNANSWERED)
    }
    checked = check_answers(questionnaire, given, reasons=assessment.source == "form")
    return msgspec.structs.replace(assessment, answers=settle(questionnaire, checked, assessment.profile))


def check_answer(
    questionnaire: Questionnaire, question: Question, answer: Answer, *, reasons: bool = True
) -> None:
    """Raise `InvalidAnswer` unless the question allows the answer: its value, its state, the length of its comment.
    `reasons` as in `check_answers`."""
    if max(len(answer.comment), len(answer.reason)) > MAX_COMMENT:
        raise InvalidAnswer(_too_long(answer), where=question.id, remedy=_shorten(MAX_COMMENT))
    if answer.state is State.INACTIVE:
        raise InvalidAnswer(
            _("`inactive` is worked out from the other answers."),
            where=question.id,
            remedy=_("Leave the question out."),
        )
    if answer.state is State.NOT_APPLICABLE:
        _check_not_applicable(questionnaire, question, answer, reasons=reasons)
    if answer.state is State.ANSWERED:
        _check_value(questionnaire, question, answer)
    elif answer.value is not None:
        what = _("`{state}` and a value contradict each other.").format(state=answer.state)
        raise InvalidAnswer(what, where=question.id, remedy=_("Send one of the two."))


def check_profile(fields: Iterable[ProfileField], profile: Mapping[str, str]) -> dict[str, str]:
    """The profile, each band known and none missing; `InvalidAnswer` otherwise."""
    fields = tuple(fields)
    for name in profile:
        if name not in {field.id for field in fields}:
            known = ", ".join(field.id for field in fields)
            what = _("There is no profile field `{name}`.").format(name=name)
            raise InvalidAnswer(what, where=name, remedy=_("There are: {known}.").format(known=known))
    for field in fields:
        band = profile.get(field.id)
        if not band:
            what = _("Nothing is chosen for: {label}.").format(label=field.label)
            raise InvalidAnswer(what, where=field.id, remedy=_("Choose one of the bands."))
        if band not in field.options:
            known = ", ".join(field.options)
            what = _("{label}: there is no band `{band}`.").format(label=field.label, band=band)
            raise InvalidAnswer(what, where=field.id, remedy=_use_one_of(known))
    return {field.id: profile[field.id] for field in fields}


def _check_not_applicable(
    questionnaire: Questionnaire, question: Question, answer: Answer, *, reasons: bool
) -> None:
    policy = questionnaire.policy_of(question)
    if policy.not_applicable == "forbid":
        what = _("This question applies to everyone.")
        raise InvalidAnswer(what, where=question.id, remedy=_("Choose an option, or “don't know”."))
    if reasons and policy.reason == "required" and not answer.reason.strip():
        what = _("“Not applicable” needs a reason.")
        remedy = _("Say in a few words why it does not apply to you.")
        raise InvalidAnswer(what, where=question.id, remedy=remedy)


def _check_value(questionnaire: Questionnaire, question: Question, answer: Answer) -> None:
    value = answer.value
    if isinstance(question, LevelQuestion):
        top = len(question.options) - 1
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= top:
            what = _("{value} is off the scale.").format(value=repr(value))
            remedy = _("Use a whole number from 0 to {top}.").format(top=top)
            raise InvalidAnswer(what, where=question.id, remedy=remedy)
    elif isinstance(question, ChoiceQuestion):
        ids = [option.id for option in questionnaire.options_of(question)]
        if value not in ids:
            what = _("{value} is not an option.").format(value=repr(value))
            raise InvalidAnswer(what, where=question.id, remedy=_use_one_of(", ".join(ids)))
    elif isinstance(question, ManyQuestion):
        _check_ticks(question, value)
    elif isinstance(question, NumberQuestion):
        _check_number(question, value)
    elif isinstance(question, MatrixQuestion):
        check_rows(question, value)
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
            _("{names} is no option here.").format(names=", ".join(strangers))
            if strangers
            else _("{value} is no list of ticks.").format(value=repr(value))
        )
        remedy = _("Use each at most once: {known}.").format(known=", ".join(ids))
        raise InvalidAnswer(what, where=question.id, remedy=remedy)
    exclusive = [name for name in value if ids[name].exclusive]
    if exclusive and len(value) > 1:
        what = _("“{option}” and other ticks contradict each other.").format(option=ids[exclusive[0]].text)
        raise InvalidAnswer(what, where=question.id, remedy=_("Keep one or the other."))


def _check_number(question: NumberQuestion, value: object) -> None:
    if place_of(question, value) >= 0:
        return
    remedy = _("Give a number from {low} to {high} ({unit}).").format(
        low=plain(question.min), high=plain(question.max), unit=question.unit
    )
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        what = _("{value} is no number.").format(value=repr(value))
        raise InvalidAnswer(what, where=question.id, remedy=remedy)
    if not question.min <= value <= question.max:
        what = _("{value} is off the range.").format(value=plain(value))
        raise InvalidAnswer(what, where=question.id, remedy=remedy)
    what = _("{value} is between two steps; a step is {step}.").format(
        value=plain(value), step=plain(question.step)
    )
    remedy = _("The nearest is {value}.").format(value=plain(nearest(question, value)))
    raise InvalidAnswer(what, where=question.id, remedy=remedy)


def _check_words(question: TextQuestion, value: object) -> None:
    if not isinstance(value, str) or len(value) > question.max_length:
        what = _("This answer is no text, or too long.")
        raise InvalidAnswer(what, where=question.id, remedy=_shorten(question.max_length))


def _shorten(limit: int) -> str:
    remedy = ngettext("Send text of at most {n} character.", "Send text of at most {n} characters.", limit)
    return remedy.format(n=number(limit))


def hidden_answer(*questions: str) -> InvalidAnswer:
    """The refusal of answers to questions that do not apply."""
    return InvalidAnswer(
        _("This question does not apply: an earlier answer, or the profile, hides it."),
        where=", ".join(questions),
        remedy=_("It is not kept. Change the answer it depends on first."),
    )


def _too_long(answer: Answer) -> str:
    n = len(answer.comment)
    if n > MAX_COMMENT:
        what = ngettext("The comment has {n} character.", "The comment has {n} characters.", n)
    else:
        n = len(answer.reason)
        what = ngettext("The reason has {n} character.", "The reason has {n} characters.", n)
    return what.format(n=number(n))


def _use_one_of(known: str) -> str:
    return _("Use one of: {known}.").format(known=known)
