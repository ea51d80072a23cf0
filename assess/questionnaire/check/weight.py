"""Weights: every node holds something that weighs, and no weight is finer than scores are computed."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from ..model import ChoiceQuestion, Dimension, ManyQuestion, Questionnaire
from ..problem import Mismatch, Path
from .place import dimensions_with_paths, questions_with_paths


def check_weights(questionnaire: Questionnaire) -> Iterator[Mismatch]:
    """Something weighs in the whole and in every dimension, in thousandths."""

    def is_zero(weights: list[float]) -> bool:
        return bool(weights) and sum(weights) == 0

    remedy = "Give at least one a weight above 0."
    if is_zero([dimension.weight for dimension in questionnaire.dimensions]):
        yield Mismatch(("dimensions",), "All dimensions weigh 0.", remedy, "zero-weight")
    for path, dimension in dimensions_with_paths(questionnaire):
        scored = [question for question in dimension.questions if question.scored]
        if not scored and not dimension.dimensions:
            what = f"`{dimension.id}` holds nothing that scores."
            yield Mismatch(path, what, "Add a question.", "empty-dimension")
        if is_zero([part.weight for part in (*scored, *dimension.dimensions)]):
            yield Mismatch(path, f"Everything in `{dimension.id}` weighs 0.", remedy, "zero-weight")
        yield from check_precision((*path, "weight"), dimension.weight)
    for path, question in questions_with_paths(questionnaire):
        yield from check_precision((*path, "weight"), question.weight)
        yield from _effort((*path, "effort"), question.effort)
        if isinstance(question, ManyQuestion):
            for i, tick in enumerate(question.options):
                yield from check_precision((*path, "options", i, "weight"), tick.weight)
    yield from _points(questionnaire, questionnaire, (), Fraction(1))


def _points(
    questionnaire: Questionnaire, part: Questionnaire | Dimension, path: Path, factor: Fraction
) -> Iterator[Mismatch]:
    """Where points are counted, a question's weight is multiplied by what its scale spans, and by the nodes it joins."""
    is_counted = part.rollup in ("points", "sum")
    for i, question in enumerate(getattr(part, "questions", ()) if is_counted else ()):
        if not question.scored or (
            isinstance(question, ChoiceQuestion) and not questionnaire.options_of(question)
        ):
            continue
        points = factor * _exact(question.weight) * _exact(questionnaire.points_of(question))
        if (points * 1000).denominator > 1 and (_exact(question.weight) * 1000).denominator == 1:
            what = f"`{question.id}` can earn {float(points):.9g} points, which has more than three decimals."
            remedy = "Choose a weight and values of options whose product has no more than three."
            yield Mismatch((*path, "questions", i), what, remedy, "precision")
    for i, dimension in enumerate(part.dimensions):
        joins = is_counted and dimension.rollup == part.rollup
        inner = factor * _exact(dimension.weight) if joins else Fraction(1)
        yield from _points(questionnaire, dimension, (*path, "dimensions", i), inner)


def _effort(path: Path, value: float) -> Iterator[Mismatch]:
    """What-if counts costs in whole units of the finest effort: tenths keep that quick."""
    if Decimal(str(value)).normalize().as_tuple().exponent < -1:
        what = f"The effort {value:.15g} has more than one decimal."
        yield Mismatch(path, what, "Efforts are compared in tenths: round it.", "precision")


def _exact(value: float) -> Fraction:
    """The number as the author wrote it."""
    return Fraction(str(value))


def check_precision(path: Path, value: float) -> Iterator[Mismatch]:
    """A number that enters a score has three decimals at most: the fourth would silently be rounded away."""
    if Decimal(str(value)).normalize().as_tuple().exponent < -3:
        what = f"{value:.15g} has more than three decimals."
        yield Mismatch(path, what, f"Scores are computed in thousandths: write {value:.3f}.", "precision")
