"""A condition → the test that it is, in words. Pure; in the language spoken."""

from __future__ import annotations

from msgspec import Struct

from ...language import gettext as _
from ...language import plain
from ...questionnaire.model import (
    ChoiceQuestion,
    Condition,
    LevelQuestion,
    ManyQuestion,
    MatrixQuestion,
    Question,
    Questionnaire,
)
from ...questionnaire.vocabulary import ProfileField
from ..word.wording import percent


class Clause(Struct, frozen=True, kw_only=True):
    """One test, or a combination of those below it."""

    text: str
    parts: tuple[Clause, ...] = ()


def clause_of(
    condition: Condition, questionnaire: Questionnaire, profile: tuple[ProfileField, ...]
) -> Clause:
    """The condition as a test; KeyError if it names a question, an option or a band that there is not."""

    def below(conditions: tuple[Condition, ...]) -> tuple[Clause, ...]:
        return tuple(clause_of(part, questionnaire, profile) for part in conditions)

    if condition.all:
        return Clause(text=_("All of these hold:"), parts=below(condition.all))
    if condition.any:
        return Clause(text=_("At least one of these holds:"), parts=below(condition.any))
    if condition.negated is not None:
        return Clause(text=_("This does not hold:"), parts=below((condition.negated,)))
    if condition.profile is not None:
        field = next(field for field in profile if field.id == condition.profile)
        return _among(field.label, [field.options[band] for band in condition.one_of])
    question = questionnaire.question[condition.question or ""]
    if condition.one_of:
        return _among(question.text, _answers(questionnaire, question, condition.one_of))
    if condition.min is None:
        return Clause(text=_("Answered: “{question}”").format(question=question.text))
    is_share = isinstance(question, ManyQuestion | MatrixQuestion)
    value = percent(condition.min) if is_share else plain(condition.min)
    return Clause(text=_("“{question}”: at least {value}").format(question=question.text, value=value))


def _among(question: str, answers: list[str]) -> Clause:
    """One answer stands behind the question, several stand below it."""
    if len(answers) == 1:
        return Clause(text=_("“{question}”: “{answer}”").format(question=question, answer=answers[0]))
    said = _("“{question}”: one of these answers:").format(question=question)
    return Clause(text=said, parts=tuple(Clause(text=answer) for answer in answers))


def _answers(questionnaire: Questionnaire, question: Question, wanted: tuple[str, ...]) -> list[str]:
    if isinstance(question, LevelQuestion):
        return [question.options[int(rung)].text for rung in wanted]
    if isinstance(question, ChoiceQuestion):
        texts = {option.id: option.text for option in questionnaire.options_of(question)}
    elif isinstance(question, ManyQuestion):
        texts = {tick.id: tick.text for tick in question.options}
    else:
        return list(wanted)
    return [texts[option] for option in wanted]
