"""Conditions: each says one thing, about what was asked before, and can hold.

A condition looks at earlier questions only, so a cycle is at least one look forward; it is told as what it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from ..model import (
    ChoiceQuestion,
    Condition,
    LevelQuestion,
    MatrixQuestion,
    NumberQuestion,
    Question,
    Questionnaire,
    TextQuestion,
)
from ..problem import Mismatch, Path
from .place import one_of, questions_with_paths
from .reach import check_reach, leaves_of

Bands = Mapping[str, Mapping[str, str]]


def check_conditions(questionnaire: Questionnaire, bands: Bands) -> Iterator[Mismatch]:
    """What is wrong with each condition itself; and where it is right, whether it can ever hold."""
    context = _Context(questionnaire, bands, _waiting(questionnaire), set())
    faulty: set[str] = set()
    for path, question in questions_with_paths(questionnaire):
        if question.when is not None:
            here = (*path, "when")
            found = list(_check(question.when, here, question, context))
            if not found and not faulty & _asked_for(questionnaire, question):
                found = list(check_reach(questionnaire, question, here, bands))
            faulty |= {question.id} if found else set()
            yield from found
        context.before.add(question.id)


class _Context(Struct, frozen=True):
    """What conditions may look at: `waiting` holds, of every question, those its condition names; `before` grows."""

    questionnaire: Questionnaire
    bands: Bands
    waiting: dict[str, set[str]]
    before: set[str]


def _waiting(questionnaire: Questionnaire) -> dict[str, set[str]]:
    return {
        question.id: {leaf.question for _, leaf in leaves_of(question.when) if leaf.question}
        for question in questionnaire.questions
    }


def _asked_for(questionnaire: Questionnaire, question: Question) -> set[str]:
    """All questions that a condition looks at, and those that theirs do."""
    waiting = _waiting(questionnaire)
    found: set[str] = set()
    ahead = [question.id]
    while ahead:
        new = waiting.get(ahead.pop(), set()) - found
        found |= new
        ahead += new
    return found


def _check(condition: Condition, path: Path, asked: Question, context: _Context) -> Iterator[Mismatch]:
    said = [condition.question, condition.profile, condition.all, condition.any, condition.negated]
    if sum(bool(one) for one in said) != 1:
        remedy = "Write exactly one of question, profile, all, any, not."
        yield Mismatch(path, "This condition does not say one thing.", remedy, "condition")
        return
    for name in ("all", "any"):
        for i, part in enumerate(getattr(condition, name)):
            yield from _check(part, (*path, name, i), asked, context)
    if condition.negated is not None:
        yield from _check(condition.negated, (*path, "not"), asked, context)
    elif condition.question is not None:
        yield from _question(condition, path, asked, context)
    elif condition.profile is not None:
        yield from _profile(condition, path, context.bands)


def _question(condition: Condition, path: Path, asked: Question, context: _Context) -> Iterator[Mismatch]:
    id = condition.question or ""
    questionnaire = context.questionnaire
    if id not in questionnaire.question:
        what = f"There is no question `{id}`."
        yield Mismatch((*path, "question"), what, one_of(context.before), "dangling")
    elif _leads_to(id, asked.id, context.waiting) and id not in context.before:
        what = "It waits for itself." if id == asked.id else f"`{id}` waits for `{asked.id}` in turn."
        yield Mismatch((*path, "question"), what, "Remove one of the conditions.", "cycle")
    elif id not in context.before:
        what, remedy = f"`{id}` is asked later.", "A condition looks at questions asked before."
        yield Mismatch((*path, "question"), what, remedy, "look-forward")
    else:
        yield from _comparison(condition, path, questionnaire, questionnaire.question[id])


def _leads_to(start: str, goal: str, waiting: Mapping[str, set[str]]) -> bool:
    seen: set[str] = set()
    ahead = [start]
    while ahead:
        id = ahead.pop()
        if id == goal:
            return True
        if id not in seen:
            seen.add(id)
            ahead += waiting.get(id, ())
    return False


def _comparison(
    condition: Condition, path: Path, questionnaire: Questionnaire, question: Question
) -> Iterator[Mismatch]:
    if isinstance(question, TextQuestion):
        what = f"`{question.id}` is free text, which nothing is compared with."
        yield Mismatch(path, what, "Look at another question.", "condition")
    elif bool(condition.one_of) == (condition.min is not None):
        what = "`is` and `min` are both given." if condition.one_of else "Nothing is compared."
        yield Mismatch(path, what, "Write one of `is: [...]` and `min: ...`.", "condition")
    elif condition.one_of and isinstance(question, NumberQuestion | MatrixQuestion):
        what = f"`{question.id}` has no options to choose from."
        yield Mismatch((*path, "is"), what, "Compare with `min`.", "condition")
    else:
        known = _options(questionnaire, question)
        for i, wanted in enumerate(condition.one_of):
            if known and wanted not in known:
                what = f"`{question.id}` has no option `{wanted}`."
                yield Mismatch((*path, "is", i), what, one_of(known), "dangling")


def _options(questionnaire: Questionnaire, question: Question) -> list[str]:
    """What `is` may name; nothing where the scale itself is in doubt, which is told elsewhere."""
    if isinstance(question, LevelQuestion):
        return [str(rung) for rung in range(len(question.options))]
    if isinstance(question, ChoiceQuestion):
        if question.options and question.scale:
            return []
        return [option.id for option in questionnaire.options_of(question)]
    return [tick.id for tick in getattr(question, "options", ())]


def _profile(condition: Condition, path: Path, bands: Bands) -> Iterator[Mismatch]:
    name = condition.profile or ""
    if name not in bands:
        yield Mismatch((*path, "profile"), f"There is no profile field `{name}`.", one_of(bands), "dangling")
    elif not condition.one_of or condition.min is not None:
        what = "A profile is compared with `is` only."
        yield Mismatch(path, what, "Write `is: [...]` with its bands.", "condition")
    else:
        for i, band in enumerate(condition.one_of):
            if band not in bands[name]:
                what = f"`{name}` has no band `{band}`."
                yield Mismatch((*path, "is", i), what, one_of(bands[name]), "dangling")
