"""Scoring once more, in fractions, as plainly as the rules are written: what the SQL is held against."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import floor

from msgspec import Struct

from assess.assessment.model import Answer, State
from assess.questionnaire.model import (
    ChoiceQuestion,
    Dimension,
    LevelQuestion,
    ManyQuestion,
    Question,
    Questionnaire,
)


class Reference(Struct, frozen=True, kw_only=True):
    """One node, exactly: `x` in [0, 1], None with a reason; `missed` the levels that lack a core practice."""

    x: Fraction | None
    reason: str
    counts: dict[str, int]
    missed: frozenset[int]


class _Sum:
    """What the parts of a node add up to."""

    def __init__(self) -> None:
        self.active = self.counted = self.na = self.gained = Fraction(0)
        self.counts = dict.fromkeys(("asked", "counted", "unknown", "not_applicable", "unanswered"), 0)
        self.blocked = False
        self.missed: frozenset[int] = frozenset()


def fraction(number: float) -> Fraction:
    """The number an author wrote, not its nearest binary fraction."""
    return Fraction(str(number))


def score(questionnaire: Questionnaire, answers: Mapping[str, Answer]) -> dict[str, Reference]:
    """Every node by id, from settled answers."""
    nodes: dict[str, Reference] = {}
    whole, _ = _node(questionnaire, questionnaire, answers, nodes)
    return {"overall": whole, **nodes}


def hundredths(x: Fraction, questionnaire: Questionnaire) -> int:
    """The score as it is stored: half away from zero, once, from the unrounded value."""
    return floor(shown(x, questionnaire) * 100 + Fraction(1, 2))


def shown(x: Fraction, questionnaire: Questionnaire) -> Fraction:
    low, high = fraction(questionnaire.range.min), fraction(questionnaire.range.max)
    return low + x * (high - low)


def level(x: Fraction, questionnaire: Questionnaire) -> int:
    value = shown(x, questionnaire)
    return max(level.level for level in questionnaire.levels if fraction(level.min) <= value)


def staged(missed: frozenset[int], questionnaire: Questionnaire) -> int:
    levels = [level.level for level in questionnaire.levels]
    return max([levels[0], *(one for one in levels if not any(miss <= one for miss in missed))])


def _node(
    part: Questionnaire | Dimension,
    questionnaire: Questionnaire,
    answers: Mapping[str, Answer],
    nodes: dict[str, Reference],
) -> tuple[Reference, bool]:
    total = _Sum()
    for question in part.questions if isinstance(part, Dimension) else ():
        if question.scored:
            _add_question(total, questionnaire, question, answers[question.id])
    for dimension in part.dimensions:
        nodes[dimension.id] = Reference(x=None, reason="", counts={}, missed=frozenset())  # keeps the order
        below, blocked = _node(dimension, questionnaire, answers, nodes)
        nodes[dimension.id] = below
        weight = fraction(dimension.weight)
        total.active += 0 if below.reason == "nothing_applies" else weight
        total.counted += 0 if below.x is None else weight
        total.gained += 0 if below.x is None else weight * below.x
        total.blocked |= blocked
        total.missed |= below.missed
        for name in total.counts:
            total.counts[name] += below.counts[name]
    reason = _reason(part, questionnaire, total)
    x = None
    if not reason and part.rollup == "gated":
        levels = [level.level for level in questionnaire.levels]
        x = Fraction(levels.index(staged(total.missed, questionnaire)), len(levels) - 1)
    elif not reason:
        x = total.gained / total.counted
    return Reference(x=x, reason=reason, counts=total.counts, missed=total.missed), total.blocked


def _reason(part: Questionnaire | Dimension, questionnaire: Questionnaire, total: _Sum) -> str:
    coverage = part.coverage or questionnaire.coverage
    if part.rollup == "none":
        return "no_overall"
    if total.active == 0:
        return "nothing_applies"
    if total.na > fraction(coverage.max_not_applicable) * total.active:
        return "too_many_not_applicable"
    if total.counted == 0 or total.counted < fraction(coverage.min_answered) * total.active or total.blocked:
        return "too_few_answers"
    if total.counts["counted"] < min(coverage.min_questions, total.counts["asked"]):
        return "too_few_questions"
    return ""


def _add_question(total: _Sum, questionnaire: Questionnaire, question: Question, answer: Answer) -> None:
    if answer.state is State.INACTIVE:
        return
    weight = fraction(question.weight)
    policy = questionnaire.policy_of(question)
    value, low, high = _value(questionnaire, question, answer)
    x = None if value is None else (value - low) / (high - low)
    if x is not None and getattr(question, "reverse", False):
        x = 1 - x
    if answer.state is not State.ANSWERED:
        name = str(answer.state)
        total.counts[name] += 1
        x = Fraction(0) if getattr(policy, name) == "zero" else None
    total.blocked |= answer.state is State.UNANSWERED and policy.unanswered == "block"
    total.counts["asked"] += 1
    total.active += weight
    total.na += weight if answer.state is State.NOT_APPLICABLE else 0
    if x is not None:
        total.counts["counted"] += 1
        total.counted += weight
        total.gained += weight * x
    for core in question.core:
        if answer.state is not State.NOT_APPLICABLE and (value is None or value < fraction(core.min)):
            total.missed |= {core.level}


def _value(
    questionnaire: Questionnaire, question: Question, answer: Answer
) -> tuple[Fraction | None, Fraction, Fraction]:
    """The answer on the question's own scale, and the ends of the scale."""
    given = answer.value if answer.state is State.ANSWERED else None
    if isinstance(question, LevelQuestion):
        return None if given is None else Fraction(given), Fraction(0), Fraction(len(question.options) - 1)
    if isinstance(question, ChoiceQuestion):
        values = {option.id: fraction(option.value) for option in questionnaire.options_of(question)}
        return None if given is None else values[given], min(values.values()), max(values.values())
    assert isinstance(question, ManyQuestion)
    weights = {tick.id: fraction(tick.weight) for tick in question.options if not tick.exclusive}
    ticked = None if given is None else sum((weights.get(tick, Fraction(0)) for tick in given), Fraction(0))
    total = sum(weights.values(), Fraction(0))
    return None if ticked is None else ticked / total, Fraction(0), Fraction(1)
