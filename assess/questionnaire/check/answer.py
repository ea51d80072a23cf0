"""What a question can be answered, as far as conditions can tell answers apart.

Pure. Of a `level`, `choice` or `many` every possible answer; of a `number` or `matrix`, whose answers are thousands, the
ends and both sides of every bound that a condition sets: between two of those nothing changes but the share.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache
from itertools import combinations, pairwise

from msgspec import Struct

from ..model import (
    ChoiceQuestion,
    Condition,
    LevelQuestion,
    ManyQuestion,
    MatrixQuestion,
    NumberQuestion,
    Question,
    Questionnaire,
)
from ..number import breakpoints_of, number_at, place_of, step_count

GRID = 27_720
"""The steps of a matrix's share (`assess.assessment.code`)."""


class Given(Struct, frozen=True):
    """One possible answer: what `is` looks at, what `min` looks at, and its worth from 0 to 1."""

    ids: frozenset[str]
    value: float
    share: Fraction

    def meets(self, leaf: Condition) -> bool:
        """Whether it is what a condition on its question asks for (`assess.assessment.activity`)."""
        if leaf.one_of:
            return not self.ids.isdisjoint(leaf.one_of)
        return leaf.min is not None and self.value >= leaf.min


def answers_of(questionnaire: Questionnaire, question: Question, leaves: Iterable[Condition]) -> list[Given]:
    """Every answer that matters to the conditions `leaves` on this question; none for a text, or a broken scale."""
    if isinstance(question, LevelQuestion):
        top = len(question.options) - 1
        return [Given(frozenset([str(rung)]), rung, Fraction(rung, top)) for rung in range(top + 1)]
    if isinstance(question, ChoiceQuestion):
        return _chosen(questionnaire, question)
    if isinstance(question, ManyQuestion):
        return _ticked(question)
    bounds = [leaf.min for leaf in leaves if leaf.min is not None]
    if isinstance(question, NumberQuestion):
        return _numbers(question, bounds)
    if isinstance(question, MatrixQuestion):
        places = {0, GRID} | {place for bound in bounds for place in _around(bound * GRID, GRID)}
        return [Given(frozenset(), place / GRID, Fraction(place, GRID)) for place in sorted(places)]
    return []


def _chosen(questionnaire: Questionnaire, question: ChoiceQuestion) -> list[Given]:
    options = questionnaire.options_of(question)
    values = [Fraction(str(option.value)) for option in options]
    if len(set(values)) < 2:
        return []
    low, span = min(values), max(values) - min(values)
    return [
        Given(
            frozenset([option.id]),
            option.value,
            1 - (value - low) / span if question.reverse else (value - low) / span,
        )
        for option, value in zip(options, values, strict=True)
    ]


@lru_cache(maxsize=16)
def _ticked(question: ManyQuestion) -> list[Given]:
    """Every set of ticks, at most some thousands; kept, since several conditions look at one checklist."""
    weighing = [tick for tick in question.options if not tick.exclusive]
    whole = sum(tick.weight for tick in weighing)
    if not whole:
        return []
    nothing = [tick.id for tick in question.options if tick.exclusive]
    given = [Given(frozenset([id]), 0.0, Fraction(0)) for id in nothing]
    exact = {tick.id: Fraction(str(tick.weight)) for tick in weighing}
    for count in range(1, len(weighing) + 1):
        for ticked in combinations(weighing, count):
            share = sum((exact[tick.id] for tick in ticked), Fraction(0)) / sum(exact.values())
            value = sum(tick.weight for tick in ticked) / whole
            given.append(Given(frozenset(tick.id for tick in ticked), value, share))
    return given


def _numbers(question: NumberQuestion, bounds: Iterable[float]) -> list[Given]:
    if question.min >= question.max:
        return []
    last = step_count(question)
    steps = (
        (Fraction(str(bound)) - Fraction(str(question.min))) / Fraction(str(question.step))
        for bound in bounds
    )
    places = {0, last} | {place for step in steps for place in _around(step, last)}
    return [
        Given(frozenset(), float(number), _worth(question, Fraction(str(number))))
        for number in (number_at(question, place) for place in sorted(places))
        if place_of(question, number) >= 0
    ]


def _around(bound: float | Fraction, last: int) -> list[int]:
    """The whole numbers on both sides of a bound, as far as they lie from 0 to `last`."""
    if not -1 <= bound <= last + 1:
        return []
    low = int(bound // 1)
    return [place for place in (low - 1, low, low + 1) if 0 <= place <= last]


def _worth(question: NumberQuestion, number: Fraction) -> Fraction:
    points = [(Fraction(str(p.value)), Fraction(str(p.share))) for p in breakpoints_of(question)]
    if number <= points[0][0]:
        return points[0][1]
    for (left, low), (right, high) in pairwise(points):
        if left <= number <= right and left < right:
            return low + (high - low) * (number - left) / (right - left)
    return points[-1][1]
