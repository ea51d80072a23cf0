"""Scales: the worst answer of every question is worth 0, the best 1."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..kind import check_kind
from ..model import ChoiceQuestion, ManyQuestion, Option, Questionnaire
from ..problem import Mismatch, Path
from .place import one_of, questions_with_paths

ONE_VALUE = "The options do not differ in value, so no answer is the best or the worst."


def check_scales(questionnaire: Questionnaire) -> Iterator[Mismatch]:
    """Every scale has a worst and a best end, and every choice one scale."""
    for name, options in questionnaire.scales.items():
        yield from _span(("scales", name), options)
    for path, question in questions_with_paths(questionnaire):
        if isinstance(question, ChoiceQuestion):
            yield from _choice(questionnaire, path, question)
        elif isinstance(question, ManyQuestion):
            yield from _checklist((*path, "options"), question)
        else:
            yield from check_kind(path, question)


def _span(path: Path, options: Iterable[Option]) -> Iterator[Mismatch]:
    if len({option.value for option in options}) < 2:
        remedy = "Give the worst option the lowest value, the best the highest."
        yield Mismatch(path, ONE_VALUE, remedy, "scale")


def _choice(questionnaire: Questionnaire, path: Path, question: ChoiceQuestion) -> Iterator[Mismatch]:
    if question.options and question.scale:
        yield Mismatch(path, "Both `options` and `scale` are given.", "Keep one.", "scale")
    elif question.scale and question.scale not in questionnaire.scales:
        what = f"There is no scale `{question.scale}`."
        yield Mismatch((*path, "scale"), what, one_of(questionnaire.scales), "dangling")
    elif question.options:
        yield from _span((*path, "options"), question.options)
    elif not question.scale:
        what = "There is nothing to choose from."
        yield Mismatch(path, what, "Add `options`, or name a `scale`.", "scale")


def _checklist(path: Path, question: ManyQuestion) -> Iterator[Mismatch]:
    if sum(tick.weight for tick in question.options if not tick.exclusive) == 0:
        yield Mismatch(path, "No option weighs anything.", "Weigh at least one.", "scale")
    if not any(tick.exclusive for tick in question.options):
        what = "Nothing ticked cannot be told from not answered."
        remedy = 'Add an option such as {id: none, text: "None of these", exclusive: true}.'
        yield Mismatch(path, what, remedy, "scale")
