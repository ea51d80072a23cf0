"""`when` ↔ the tree of a foreign expression.

Pure. In a tree, a level is its number, an option its id; a share of a checklist or matrix, and the profile, have no
counterpart elsewhere, and raise `Unspeakable`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import ge, gt, le, lt

from msgspec import Struct

from ..model import (
    ChoiceQuestion,
    Condition,
    LevelQuestion,
    ManyQuestion,
    NumberQuestion,
    Question,
    Questionnaire,
)
from .expression import Every, Not, Some, Test, Tree, Unspeakable

_COMPARE: dict[str, Callable] = {">=": ge, ">": gt, "<=": le, "<": lt}


class Known(Struct, frozen=True):
    """An imported question: `answers` are what a condition of ours calls its options, `values` what theirs does."""

    question: Question
    values: tuple[str | float, ...] = ()
    answers: tuple[str, ...] = ()


def as_tree(condition: Condition, questionnaire: Questionnaire) -> Tree:
    """The tree of a condition of ours. Raises `Unspeakable`."""
    if condition.all:
        return Every(tuple(as_tree(part, questionnaire) for part in condition.all))
    if condition.any:
        return Some(tuple(as_tree(part, questionnaire) for part in condition.any))
    if condition.negated is not None:
        return Not(as_tree(condition.negated, questionnaire))
    if condition.question is None:
        raise Unspeakable("It looks at the profile, which is asked outside the questionnaire.")
    question = questionnaire.question.get(condition.question)
    if isinstance(question, LevelQuestion):
        if condition.one_of:
            return Test(question.id, "any", tuple(float(rung) for rung in condition.one_of))
        return Test(question.id, ">=", (condition.min or 0,))
    if condition.one_of and isinstance(question, ChoiceQuestion | ManyQuestion):
        return Test(question.id, "any", condition.one_of)
    if isinstance(question, ChoiceQuestion):
        options = questionnaire.options_of(question)
        reached = tuple(option.id for option in options if option.value >= (condition.min or 0))
        return Test(question.id, "any", reached)
    if isinstance(question, NumberQuestion) and condition.min is not None:
        return Test(question.id, ">=", (condition.min,))
    raise Unspeakable("It looks at a share, which only we compute.")


def as_condition(tree: Tree, known: Mapping[str, Known]) -> Condition:
    """The condition of ours that holds when the tree does. Raises `Unspeakable`."""
    if isinstance(tree, Every | Some):
        parts = tuple(as_condition(part, known) for part in tree.parts)
        return Condition(all=parts) if isinstance(tree, Every) else _joined(parts)
    if isinstance(tree, Not):
        return Condition(negated=as_condition(tree.part, known))
    found = known.get(tree.name)
    if found is None:
        raise Unspeakable(f"`{tree.name[:60]}` is no question before it that was carried.")
    if tree.operator == "open":
        return Condition(negated=_answered(found))
    if tree.operator == "answered":
        return _answered(found)
    if isinstance(found.question, NumberQuestion):
        return _of_number(found.question, tree)
    if not found.answers:
        raise Unspeakable("It looks at a text, or at rows.")
    if tree.operator == "none":
        return Condition(negated=_is(found, tree.values))
    if tree.operator == "all":
        return Condition(all=tuple(_is(found, (value,)) for value in tree.values))
    if tree.operator == "any":
        return _is(found, tree.values)
    return _compared(found, tree)


def _joined(parts: tuple[Condition, ...]) -> Condition:
    """Any of several conditions; one list of options, where each is about options of one question."""
    questions = {part.question for part in parts}
    if len(questions) == 1 and None not in questions and all(part.one_of for part in parts):
        chosen = dict.fromkeys(option for part in parts for option in part.one_of)
        return Condition(question=parts[0].question, one_of=tuple(chosen))
    return Condition(any=parts)


def _is(found: Known, values: tuple[str | float, ...]) -> Condition:
    spelled = {_spell(value): answer for value, answer in zip(found.values, found.answers, strict=True)}
    unknown = [value for value in values if _spell(value) not in spelled]
    if unknown:
        raise Unspeakable(f"`{found.question.id}` has no option {str(unknown[0])[:60]!r}.")
    return Condition(
        question=found.question.id, one_of=tuple(dict.fromkeys(spelled[_spell(value)] for value in values))
    )


def _spell(value: str | float) -> str:
    return f"{value:g}" if isinstance(value, int | float) else value


def _answered(found: Known) -> Condition:
    question = found.question
    if isinstance(question, NumberQuestion):
        return Condition(question=question.id, min=question.min)
    if not found.answers:
        raise Unspeakable("It looks at a text, or at rows.")
    return Condition(question=question.id, one_of=found.answers)


def _compared(found: Known, tree: Test) -> Condition:
    """An order of options is an order of their values, where these are numbers."""
    limit = _number(tree.values)
    if isinstance(found.question, ManyQuestion):
        raise Unspeakable("A checklist has no order.")
    holds = [
        answer
        for value, answer in zip(found.values, found.answers, strict=True)
        if _COMPARE[tree.operator](_number((value,)), limit)
    ]
    if not holds:
        raise Unspeakable("No answer fulfils it.")
    if (
        isinstance(found.question, LevelQuestion)
        and tree.operator in (">=", ">")
        and holds == list(found.answers[-len(holds) :])
    ):
        return Condition(question=found.question.id, min=float(holds[0]))
    return Condition(question=found.question.id, one_of=tuple(holds))


def _of_number(question: NumberQuestion, tree: Test) -> Condition:
    def at_least(value: float) -> Condition:
        return Condition(question=question.id, min=value)

    value = _number(tree.values)
    if tree.operator == ">=":
        return at_least(value)
    if tree.operator == ">":
        return at_least(value + question.step)
    answered = at_least(question.min)
    if tree.operator in ("<", "<="):
        above = value + question.step if tree.operator == "<=" else value
        return Condition(all=(answered, Condition(negated=at_least(above))))
    exact = Condition(all=(at_least(value), Condition(negated=at_least(value + question.step))))
    return exact if tree.operator in ("any", "all") else Condition(negated=exact)


def _number(values: tuple[str | float, ...]) -> float:
    try:
        (value,) = values
        return float(value)
    except ValueError:
        raise Unspeakable("It compares what is no number.") from None
