"""Core practices: each can be in place, and a dimension's practices leave no level out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..model import ChoiceQuestion, Core, Dimension, LevelQuestion, NumberQuestion, Question, Questionnaire
from ..problem import Mismatch, Path
from .place import dimensions_with_paths, questions_with_paths


def check_core(questionnaire: Questionnaire) -> Iterator[Mismatch]:
    """What no answer can meet, or no level can ask for; and levels that ask for nothing."""
    for path, question in questions_with_paths(questionnaire):
        for i, core in enumerate(question.core):
            yield from _practice(questionnaire, question, core, (*path, "core", i))
        if question.core and question.scored and question.weight == 0:
            what = f"`{question.id}` is a core practice and weighs 0: it holds a level back, and never raises the score."
            yield Mismatch((*path, "weight"), what, "Give it a weight above 0.", "core-weight")
    yield from _gate((), questionnaire.rollup, questionnaire.dimensions)
    for path, dimension in dimensions_with_paths(questionnaire):
        yield from _gate(path, dimension.rollup, (dimension,))
        yield from _gap(questionnaire, path, dimension)


def best_value(questionnaire: Questionnaire, question: Question) -> float | None:
    """The highest value an answer can have on the question's own scale; None where it has no options."""
    if isinstance(question, LevelQuestion):
        return len(question.options) - 1
    if isinstance(question, ChoiceQuestion):
        return max((option.value for option in questionnaire.options_of(question)), default=None)
    if isinstance(question, NumberQuestion):
        return question.max
    return 1


def _practice(questionnaire: Questionnaire, question: Question, core: Core, path: Path) -> Iterator[Mismatch]:
    numbers = [level.level for level in questionnaire.levels]
    best = best_value(questionnaire, question)
    if not question.scored:
        yield Mismatch(path, "A text question cannot be a core practice.", "Remove `core`.", "core")
    elif getattr(question, "reverse", False):
        what = "Where low is good, “at least” is no good practice."
        remedy = (
            "Ask for the share that is good instead, such as the share answered in time."
            if isinstance(question, NumberQuestion)
            else "Give the better options the higher values instead of `reverse`."
        )
        yield Mismatch(path, what, remedy, "core")
    elif core.level not in numbers[1:]:
        remedy = f"Use one of {numbers[1:]}: the first level asks for nothing."
        yield Mismatch((*path, "level"), f"Level {core.level} cannot be asked for.", remedy, "core")
    elif best is not None and core.min > best:
        yield Mismatch(
            (*path, "min"), f"No answer reaches {core.min:g}.", f"The best answer is {best:g}.", "core"
        )


def _gate(path: Path, rollup: str, dimensions: Iterable[Dimension]) -> Iterator[Mismatch]:
    """A gated score is the highest level whose practices are in place: without any, everybody has the best."""
    parts = (part for dimension in dimensions for part in dimension.walk())
    if rollup == "gated" and not any(question.core for part in parts for question in part.questions):
        what = "`gated` has no core practice to go by, so everybody would score the best."
        yield Mismatch((*path, "rollup"), what, "Name core practices, or choose another rollup.", "core")


def _gap(questionnaire: Questionnaire, path: Path, dimension: Dimension) -> Iterator[Mismatch]:
    """Without a practice at level 3, everybody who has those of level 2 stands at level 3 at once."""
    if not any(question.core for question in dimension.questions):
        return
    named = {core.level for part in dimension.walk() for each in part.questions for core in each.core}
    asked = [level.level for level in questionnaire.levels[1:] if level.level < max(named)]
    missing = [str(level) for level in asked if level not in named]
    if missing:
        what = f"`{dimension.id}` has core practices up to level {max(named)}, but none of level {', '.join(missing)}."
        yield Mismatch(path, what, "Name one of each level, or none of the higher ones.", "core-gap")
