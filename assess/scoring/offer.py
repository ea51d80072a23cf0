"""What could be answered instead: for each question the better answers, and how many steps away each lies.

Pure. A step is one rung, one option, one tick, or a quarter of the way of a number; it costs the question's
`effort`. Where a condition would open or close another question, the answer is not offered: what is asked stays
what it is. Neither is another answer to a matrix, whose rows only its respondent knows.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate

from msgspec import Struct

from ..assessment.activity import tells_apart, value_of
from ..assessment.model import Answer, State
from ..questionnaire.model import (
    ChoiceQuestion,
    Condition,
    LevelQuestion,
    ManyQuestion,
    NumberQuestion,
    Question,
    Questionnaire,
)
from ..questionnaire.number import number_at, share_at, step_count

QUARTERS = 4
"""Into how many steps the way of a number is cut."""

Value = int | float | str | list[str]


class Offer(Struct, frozen=True):
    """Another answer: its value, what it is worth on the question's own scale and in [0, 1], and how far it is."""

    value: Value
    own: float
    x: float
    steps: int


def offers(
    questionnaire: Questionnaire, question: Question, given: Answer, tests: Sequence[Condition]
) -> tuple[Offer, ...]:
    """The answers above the given one, the nearest first; from the bottom where it is open or unknown.

    `tests` are those of `find_tests` that look at this question.
    """
    if given.state not in (State.ANSWERED, State.UNKNOWN, State.UNANSWERED):
        return ()
    found = _above(questionnaire, question, given if given.state is State.ANSWERED else None)
    return tuple(
        offer
        for offer in found
        if not any(tells_apart(questionnaire, test, given, Answer(offer.value)) for test in tests)
    )


def steps_cost(question: Question, steps: int) -> Fraction:
    """What so many steps cost, in the author's unit of effort."""
    return Fraction(str(question.effort)) * steps


def _above(questionnaire: Questionnaire, question: Question, given: Answer | None) -> list[Offer]:
    if isinstance(question, LevelQuestion):
        top, start = len(question.options) - 1, int(given.value) if given else 0  # type: ignore[arg-type]
        return [Offer(rung, rung, rung / top, rung - start) for rung in range(start + 1, top + 1)]
    if isinstance(question, ChoiceQuestion):
        return _options(questionnaire, question, given)
    if isinstance(question, ManyQuestion):
        return _ticks(question, given)
    if isinstance(question, NumberQuestion):
        return _numbers(question, given)
    return []


def _options(questionnaire: Questionnaire, question: ChoiceQuestion, given: Answer | None) -> list[Offer]:
    """One option for each value above; several of the same value are the same step, and the first stands for them."""
    sign = -1 if question.reverse else 1
    by_value = {option.value * sign: option for option in reversed(questionnaire.options_of(question))}
    values = sorted(by_value)
    own = value_of(questionnaire, question, given) if given else None
    start = values.index(own * sign) if own is not None else 0
    span = values[-1] - values[0]
    return [
        Offer(by_value[value].id, by_value[value].value, (value - values[0]) / span, place - start)
        for place, value in enumerate(values)
        if place > start
    ]


def _ticks(question: ManyQuestion, given: Answer | None) -> list[Offer]:
    """One more tick after the other, the heaviest first: no other order gives more for as many."""
    weighing = [tick for tick in question.options if not tick.exclusive]
    whole = sum(tick.weight for tick in weighing)
    ticked = [tick.id for tick in weighing if given and tick.id in given.value]  # type: ignore[operator]
    start = sum(tick.weight for tick in weighing if tick.id in ticked)
    missing = sorted(
        (tick for tick in weighing if tick.id not in ticked and tick.weight), key=lambda tick: -tick.weight
    )
    found, chosen = [], set(ticked)
    for steps, (tick, gained) in enumerate(
        zip(missing, accumulate(tick.weight for tick in missing), strict=True), start=1
    ):
        chosen.add(tick.id)
        share = (start + gained) / whole
        found.append(Offer([tick.id for tick in weighing if tick.id in chosen], share, share, steps))
    return found


def _numbers(question: NumberQuestion, given: Answer | None) -> list[Offer]:
    """For each quarter of the way above, the number that reaches it and is nearest to the given one."""
    places = range(step_count(question) + 1)
    xs = [share_at(question, number_at(question, place)) for place in places]
    start = share_at(question, float(given.value)) if given else 0.0  # type: ignore[arg-type]
    order = reversed(places) if question.reverse else places
    found, steps = [], 0
    for place in order:
        quarter = int(xs[place] * QUARTERS + 1e-9)
        reached = quarter - int(start * QUARTERS + 1e-9)
        if reached > steps and xs[place] > start:
            steps = reached
            found.append(Offer(number_at(question, place), number_at(question, place), xs[place], steps))
    return found
