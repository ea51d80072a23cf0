"""How far respondents agree on a question (site/docs/method.md#respondents). Pure: answers enter, spreads leave."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean, stdev, variance

from msgspec import Struct

from ..assessment.model import Answer, State
from ..questionnaire.model import ChoiceQuestion, LevelQuestion, Question, Questionnaire
from .vote import counted_value


class Spread(Struct, frozen=True, kw_only=True):
    """How far respondents agree on one question; values are those of its own scale.

    `agreement` is rwg = 1 − s²/σ², with σ² = (A² − 1)/12 of A evenly used options, and 0 where it would be less
    (James, Demaree and Wolf 1984); None below two answers, and for questions without options. `consensus` is the answer
    that stands in place of the mean, with its reason; the spread beside it is the one it replaced.
    """

    question: str
    answered: int
    mean: float | None
    deviation: float | None
    lowest: float | None
    highest: float | None
    agreement: float | None
    consensus: Answer | None = None


def agreement(values: Sequence[float], options: int) -> float | None:
    """rwg of answers on a scale of evenly spaced options, one apart; None below two answers or two options."""
    if len(values) < 2 or options < 2:
        return None
    return max(0.0, 1 - variance(values) / ((options**2 - 1) / 12))


def find_spread(
    questionnaire: Questionnaire, question: Question, answers: Sequence[Answer], agreed: Answer | None
) -> Spread:
    """How the respondents' answers to one question lie apart; those that are no value are left out."""
    values = [
        value
        for each in answers
        if each.state is State.ANSWERED
        and (value := counted_value(questionnaire, question, each)) is not None
    ]
    rungs: list[float] = []
    if isinstance(question, LevelQuestion):
        rungs = list(range(len(question.options)))
    elif isinstance(question, ChoiceQuestion):
        rungs = sorted({option.value for option in questionnaire.options_of(question)})
    return Spread(
        question=question.id,
        answered=len(values),
        mean=fmean(values) if values else None,
        deviation=stdev(values) if len(values) > 1 else None,
        lowest=min(values, default=None),
        highest=max(values, default=None),
        agreement=agreement([rungs.index(value) for value in values], len(rungs)) if rungs else None,
        consensus=agreed,
    )
