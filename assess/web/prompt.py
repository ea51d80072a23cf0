"""What a page shows of a question whatever was answered to it. Pure; made once for each questionnaire."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

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
from ..questionnaire.translate import HEAD

Kind = Literal["one", "many", "number", "matrix", "text"]


class Choice(Struct, frozen=True):
    """One option as a field: its value, its text, and whether it rules out the others."""

    value: str
    text: str
    exclusive: bool = False


class Prompt(Struct, frozen=True, kw_only=True):
    """A question as its page asks it.

    `options_part` is the part of the questionnaire that has the texts of its options: itself, or the head with a scale.
    `kind` is how it is answered: by one option, by ticks, by what is entered. `hides` counts the questions whose asking
    depends on this answer; `is_hidden` says whether its own asking depends on another, `unknown_is_worst`
    whether “don't know” counts as the worst answer.
    """

    question: Question
    kind: Kind
    choices: tuple[Choice, ...]
    options_part: str
    may_not_apply: bool
    needs_reason: bool
    hides: int
    is_hidden: bool
    unknown_is_worst: bool


def prompts(questionnaire: Questionnaire) -> dict[str, tuple[Prompt, ...]]:
    """The prompts of each dimension that holds questions, in the order of the file."""
    dependents = [set(_deciders(q.when)) for q in questionnaire.questions if q.when is not None]
    return {
        dimension.id: tuple(_prompt(questionnaire, question, dependents) for question in dimension.questions)
        for dimension in questionnaire.all_dimensions()
        if dimension.questions
    }


def _prompt(questionnaire: Questionnaire, question: Question, dependents: list[set[str]]) -> Prompt:
    policy = questionnaire.policy_of(question)
    return Prompt(
        question=question,
        kind=_kind(question),
        choices=_choices(questionnaire, question),
        options_part=HEAD if isinstance(question, ChoiceQuestion) and question.scale else question.id,
        may_not_apply=question.scored and policy.not_applicable != "forbid",
        needs_reason=policy.reason == "required",
        hides=sum(question.id in deciders for deciders in dependents),
        is_hidden=question.when is not None,
        unknown_is_worst=unknown_is_worst(questionnaire, question),
    )


def unknown_is_worst(questionnaire: Questionnaire, question: Question) -> bool:
    """Whether “don't know” counts, as the worst answer."""
    return question.scored and question.weight > 0 and questionnaire.policy_of(question).unknown == "zero"


def _kind(question: Question) -> Kind:
    match question:
        case ManyQuestion():
            return "many"
        case NumberQuestion():
            return "number"
        case MatrixQuestion():
            return "matrix"
    return "one" if question.scored else "text"


def _choices(questionnaire: Questionnaire, question: Question) -> tuple[Choice, ...]:
    if isinstance(question, LevelQuestion):
        return tuple(Choice(str(rung), option.text) for rung, option in enumerate(question.options))
    if isinstance(question, ChoiceQuestion):
        return tuple(Choice(option.id, option.text) for option in questionnaire.options_of(question))
    if isinstance(question, ManyQuestion):
        return tuple(Choice(tick.id, tick.text, tick.exclusive) for tick in question.options)
    return ()


def _deciders(condition: Condition) -> Iterator[str]:
    """The questions that a condition looks at."""
    if condition.question is not None:
        yield condition.question
    for part in (*condition.all, *condition.any, *([condition.negated] if condition.negated else [])):
        yield from _deciders(part)
