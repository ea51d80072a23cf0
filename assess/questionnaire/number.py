"""Numbers as a `number` question allows them: the values from `min` to `max`, a step apart, and what each is worth.

Pure. Steps are counted in decimals, as an author wrote them: three steps of 0.1 are 0.3, and nothing beside it.
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from itertools import pairwise
from math import isfinite

from .model import Breakpoint, NumberQuestion

MAX_STEPS = 10_000
"""What a code can hold, with room for the states of an answer and for the other questions' codes."""

NOISE = Decimal("0.000001")
"""How far beside a step a number may lie, in steps: spreadsheets compute in binary fractions."""


def step_count(question: NumberQuestion) -> int:
    """How many steps lie between the smallest number and the largest."""
    return int((_decimal(question.max) - _decimal(question.min)) / _decimal(question.step))


def number_at(question: NumberQuestion, place: int) -> int | float:
    """The number so many steps above the smallest: an int where it is whole."""
    value = _decimal(question.min) + place * _decimal(question.step)
    return int(value) if value == value.to_integral_value() else float(value)


def place_of(question: NumberQuestion, value: object) -> int:
    """How many steps a number lies above the smallest; -1 where it is no number, off the range or between steps."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        return -1
    if not question.min <= value <= question.max:
        return -1
    places = (_decimal(value) - _decimal(question.min)) / _decimal(question.step)
    nearest_place = places.to_integral_value(ROUND_HALF_EVEN)
    return int(nearest_place) if abs(places - nearest_place) <= NOISE else -1


def nearest(question: NumberQuestion, value: float) -> int | float:
    """The number closest to a finite value that can be given."""
    places = (_decimal(value) - _decimal(question.min)) / _decimal(question.step)
    place = int(places.to_integral_value(ROUND_HALF_EVEN))
    return number_at(question, min(max(place, 0), step_count(question)))


def breakpoints_of(question: NumberQuestion) -> tuple[Breakpoint, ...]:
    """The breakpoints, the numbers rising; the ends of the range where the author wrote none."""
    if question.breakpoints:
        return question.breakpoints
    worst = 1.0 if question.reverse else 0.0
    return (Breakpoint(value=question.min, share=worst), Breakpoint(value=question.max, share=1 - worst))


def share_at(question: NumberQuestion, value: float) -> float:
    """What a number is worth, in [0, 1]: on the straight line between its breakpoints, flat beyond them."""
    points = breakpoints_of(question)
    for low, high in pairwise(points):
        if low.value < value <= high.value:
            return low.share + (value - low.value) * (high.share - low.share) / (high.value - low.value)
    return points[0].share if value <= points[0].value else points[-1].share


def _decimal(value: float) -> Decimal:
    """The number as it was written, not its nearest binary fraction."""
    return Decimal(str(value))
