"""Scoring once more, in fractions, as plainly as the rules are written: what the SQL is held against."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise
from math import floor

from msgspec import Struct

from assess.assessment.model import Answer, State
from assess.questionnaire.model import (
    ChoiceQuestion,
    Dimension,
    LevelQuestion,
    ManyQuestion,
    MatrixQuestion,
    NumberQuestion,
    Question,
    Questionnaire,
)

POINTED = ("points", "sum")


class Reference(Struct, frozen=True, kw_only=True):
    """One node, exactly: `x` in [0, 1], None with a reason; `missed` the levels that lack a core practice."""

    x: Fraction | None
    reason: str
    counts: dict[str, int]
    missed: frozenset[int]


class _Sum:
    """What the parts of a node add up to."""

    def __init__(self) -> None:
        self.active = self.counted = self.na = self.gained = self.whole = Fraction(0)
        self.parts: list[tuple[Fraction, Fraction | None, str]] = []
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
    assert list(nodes) == [dimension.id for dimension in questionnaire.all_dimensions()]
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
) -> tuple[Reference, _Sum]:
    total = _Sum()
    for question in part.questions if isinstance(part, Dimension) else ():
        if question.scored:
            points = questionnaire.points_of(question) if part.rollup in POINTED else 1
            weight = fraction(question.weight) * fraction(points)
            _add_question(total, questionnaire, question, answers[question.id], weight)
    for dimension in part.dimensions:
        nodes[dimension.id] = Reference(x=None, reason="", counts={}, missed=frozenset())  # keeps the order
        below, inside = _node(dimension, questionnaire, answers, nodes)
        nodes[dimension.id] = below
        _add_node(total, part, dimension, below, inside)
    reason = _reason(part, questionnaire, total)
    x = None if reason else _roll_up(part, questionnaire, total)
    return Reference(x=x, reason=reason, counts=total.counts, missed=total.missed), total


def _add_node(
    total: _Sum, part: Questionnaire | Dimension, dimension: Dimension, below: Reference, inside: _Sum
) -> None:
    weight = fraction(dimension.weight)
    if dimension.rollup == part.rollup and part.rollup in POINTED:
        total.active += weight * inside.active
        total.na += weight * inside.na
        total.whole += weight * inside.whole
        total.counted += 0 if below.x is None else weight * inside.counted
        total.gained += 0 if below.x is None else weight * inside.gained
    else:
        total.active += 0 if below.reason == "nothing_applies" else weight
        total.whole += weight
        total.counted += 0 if below.x is None else weight
        total.gained += 0 if below.x is None else weight * below.x
    state = "inactive" if below.reason == "nothing_applies" else "answered" if below.x is not None else "open"
    total.parts.append((weight, below.x, state))
    total.blocked |= inside.blocked
    total.missed |= below.missed
    for name in total.counts:
        total.counts[name] += below.counts[name]


def _roll_up(part: Questionnaire | Dimension, questionnaire: Questionnaire, total: _Sum) -> Fraction:
    """x of a node that has a score."""
    match part.rollup:
        case "gated":
            levels = [level.level for level in questionnaire.levels]
            return Fraction(levels.index(staged(total.missed, questionnaire)), len(levels) - 1)
        case "min":
            return min(x for weight, x, _ in total.parts if weight and x is not None)
        case "ladder":
            rungs = [(x, state) for weight, x, state in total.parts if weight]
            climbed = 0
            for height, (x, state) in enumerate(rungs, start=1):
                if state in ("unanswered", "unknown", "open") or (
                    x is not None and x < fraction(part.climbs_from)
                ):
                    break
                climbed = height if x is not None else climbed
            return Fraction(climbed, len(rungs))
        case "sum":
            return total.gained / total.whole
        case _:
            return total.gained / total.counted


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


def _add_question(
    total: _Sum, questionnaire: Questionnaire, question: Question, answer: Answer, weight: Fraction
) -> None:
    total.whole += weight
    if isinstance(question, MatrixQuestion) and _is_all_unknown(questionnaire, question, answer):
        answer = Answer(state=State.UNKNOWN)
    if answer.state is State.INACTIVE:
        total.parts.append((weight, None, "inactive"))
        return
    policy = questionnaire.policy_of(question)
    value, low, high = _value(questionnaire, question, answer)
    x = None if value is None else (value - low) / (high - low)
    if x is not None and getattr(question, "reverse", False):
        x = 1 - x
    if value is not None and isinstance(question, NumberQuestion):
        x = _worth(question, value)
    if answer.state is not State.ANSWERED:
        name = str(answer.state)
        total.counts[name] += 1
        x = Fraction(0) if getattr(policy, name) == "zero" else None
    total.blocked |= answer.state is State.UNANSWERED and policy.unanswered == "block"
    total.counts["asked"] += 1
    total.active += weight
    total.na += weight if answer.state is State.NOT_APPLICABLE else 0
    total.parts.append((weight, x, str(answer.state)))
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
    if isinstance(question, NumberQuestion):
        return None if given is None else fraction(given), fraction(question.min), fraction(question.max)
    if isinstance(question, MatrixQuestion):
        return (
            None if given is None else _mean_of_rows(questionnaire, question, given),
            Fraction(0),
            Fraction(1),
        )
    assert isinstance(question, ManyQuestion)
    weights = {tick.id: fraction(tick.weight) for tick in question.options if not tick.exclusive}
    ticked = None if given is None else sum((weights.get(tick, Fraction(0)) for tick in given), Fraction(0))
    total = sum(weights.values(), Fraction(0))
    return None if ticked is None else ticked / total, Fraction(0), Fraction(1)


def _worth(question: NumberQuestion, value: Fraction) -> Fraction:
    """A number on its straight line, or on the pieces between its breakpoints."""
    low, high = fraction(question.min), fraction(question.max)
    worst = Fraction(question.direction == "low")
    points = [(fraction(point.value), fraction(point.share)) for point in question.breakpoints]
    points = points or [(low, worst), (high, 1 - worst)]
    if value <= points[0][0]:
        return points[0][1]
    for (left, share), (right, following) in pairwise(points):
        if value <= right:
            return share + (value - left) / (right - left) * (following - share)
    return points[-1][1]


def _is_all_unknown(questionnaire: Questionnaire, question: Question, answer: Answer) -> bool:
    """Rows of which nothing is known are no value, unless what is unknown counts as the worst."""
    if answer.state is not State.ANSWERED or not isinstance(answer.value, list):
        return False
    rungs = {rung for row in answer.value for rung in row.answers.values()}
    return rungs == {"unknown"} and questionnaire.policy_of(question).unknown == "exclude"


def _mean_of_rows(questionnaire: Questionnaire, question: MatrixQuestion, given: object) -> Fraction:
    """The mean over rows of the mean over a row, on the grid of codes; a float stands for itself."""
    if isinstance(given, float):
        return Fraction(round(given * 27_720), 27_720)
    zero = questionnaire.policy_of(question).unknown == "zero"
    means = []
    for row in given:
        cells = [(row.answers[part.id], len(part.options) - 1) for part in question.questions]
        shares = [
            Fraction(0) if rung == "unknown" else Fraction(rung, top)
            for rung, top in cells
            if zero or rung != "unknown"
        ]
        means += [sum(shares) / len(shares)] if shares else []
    return Fraction(round(Fraction(sum(means), len(means)) * 27_720), 27_720)
