"""The rules that `number` and `matrix` questions keep beyond their shape; part of `check`.

Pure: a question and its place in the file enter, findings leave, each with a remedy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from .model import MatrixQuestion, NumberQuestion, Question
from .number import MAX_STEPS, step_count
from .problem import Path
from .shape import Mismatch


def check_kind(path: Path, question: Question) -> Iterator[Mismatch]:
    """What is wrong with a question of one of these kinds; nothing for any other."""
    if isinstance(question, NumberQuestion):
        yield from _ends(path, question)
        if question.min < question.max:
            yield from _breakpoints((*path, "breakpoints"), question)
    elif isinstance(question, MatrixQuestion):
        yield from _matrix(path, question)


def _ends(path: Path, question: NumberQuestion) -> Iterator[Mismatch]:
    if question.min >= question.max:
        what = "`min` is not below `max`."
        yield Mismatch((*path, "max"), what, "Give the smallest number and the largest.", "number")
        return
    steps = step_count(question)
    if steps > MAX_STEPS:
        what = f"More than {MAX_STEPS + 1:,} different numbers could be given."
        yield Mismatch((*path, "step"), what, "Widen `step`.", "number")
        return
    span = Decimal(str(question.max)) - Decimal(str(question.min))
    if span % Decimal(str(question.step)):
        what = f"Steps of {question.step:.12g} from {question.min:.12g} do not meet {question.max:.12g}."
        yield Mismatch((*path, "step"), what, "Choose a step that divides the range evenly.", "number")


def _breakpoints(path: Path, question: NumberQuestion) -> Iterator[Mismatch]:
    points = question.breakpoints
    if not points:
        return
    worst, best = (1, 0) if question.reverse else (0, 1)
    if len(points) < 2 or (points[0].share, points[-1].share) != (worst, best):
        what = f"The shares do not run from {worst} to {best}."
        remedy = f"`direction: {question.direction}`: the first number is worth {worst}, the last {best}."
        yield Mismatch(path, what, remedy, "breakpoints")
        return
    for i, (left, right) in enumerate(pairwise(points), start=1):
        if right.value <= left.value:
            what = f"{right.value:.12g} does not come after {left.value:.12g}."
            yield Mismatch((*path, i, "value"), what, "List the numbers upwards.", "breakpoints")
        if (right.share - left.share) * (best - worst) < 0:
            what = f"{right.value:.12g} would be worth less than a worse number."
            remedy = "Let the shares only rise, or only fall where low is good."
            yield Mismatch((*path, i, "share"), what, remedy, "breakpoints")
    for i, point in enumerate(points):
        if not question.min <= point.value <= question.max:
            what = f"Nobody can give {point.value:.12g}."
            remedy = f"Keep it from {question.min:.12g} to {question.max:.12g}."
            yield Mismatch((*path, i, "value"), what, remedy, "breakpoints")


def _matrix(path: Path, question: MatrixQuestion) -> Iterator[Mismatch]:
    if question.min_rows > question.max_rows:
        what = f"At least {question.min_rows} rows are needed, and at most {question.max_rows} allowed."
        yield Mismatch((*path, "min_rows"), what, "Let `max_rows` be the larger.", "matrix")
    for twice in _twice(part.id for part in question.questions):
        what = f"The id `{twice}` is used twice."
        yield Mismatch((*path, "questions"), what, "Rename one.", "duplicate-id")
    for twice in _twice(name.strip().casefold() for name in question.suggestions):
        yield Mismatch((*path, "suggestions"), f"“{twice}” stands twice.", "Remove one.", "matrix")
    for i, name in enumerate(question.suggestions):
        if len(name) > 80:
            what = f"The name has {len(name)} characters."
            yield Mismatch((*path, "suggestions", i), what, "Shorten it to 80.", "matrix")


def _twice(names: Iterator[str]) -> list[str]:
    return [name for name, times in Counter(names).items() if times > 1]
