"""A questionnaire as the nodes that get a score, numbered: the whole first, then its dimensions in file order.

Pure. What a rollup needs to know of a node, of its place in the node above it, and of its questions is worked out
here; the rollups themselves are SQL. Weights are thousandths, so that sums are whole numbers.
"""

from __future__ import annotations

from fractions import Fraction

from msgspec import Struct

from ..questionnaire.model import Dimension, Question, Questionnaire
from .model import OVERALL

POINTED = ("points", "sum")
"""The rollups that count points: of a question, its weight times what its own scale spans. Such a node within a node
of the same rollup joins it: it brings its points, not one value with a weight."""


class Node(Struct, frozen=True):
    """A row of `node` in `sql/schema.sql`, where the units stand."""

    node: int
    parent: int | None
    depth: int
    weight: int
    rollup: str
    above: str
    joins: bool
    rung: int
    climbs_from: int
    climbs_above: int
    rungs: int
    whole: int
    min_answered: int
    min_questions: int
    max_not_applicable: int


class Seat(Struct, frozen=True):
    """Where a scored question sits: its node, what it weighs there, and its bit in a ladder, or 0."""

    question: Question
    node: int
    weight: int
    rung: int


class Plan(Struct, frozen=True):
    """All nodes, parents first, and the seats of all scored questions, both in the order of the file."""

    nodes: list[Node]
    seats: list[Seat]


def node_ids(questionnaire: Questionnaire) -> tuple[str, ...]:
    """ "overall", then every dimension in the order of the file."""
    return (OVERALL, *(dimension.id for dimension in questionnaire.all_dimensions()))


def plan_of(questionnaire: Questionnaire) -> Plan:
    """The nodes of a questionnaire, and where its questions sit."""
    plan = Plan([], [])
    _add(plan, questionnaire, questionnaire, None, Fraction(1), 0)
    return plan


def _add(
    plan: Plan,
    questionnaire: Questionnaire,
    part: Questionnaire | Dimension,
    above: Node | None,
    factor: Fraction,
    rung: int,
) -> None:
    """Add a part and all below it. `factor` is what weights in the node above are multiplied by."""
    weight = factor * _weight(part)
    joins = above is not None and _joins(part, above.rollup)
    inner = weight if joins else Fraction(1)
    coverage = part.coverage or questionnaire.coverage
    climbing = [inside for inside in _parts(part) if inside.weight] if part.rollup == "ladder" else []
    node = Node(
        node=len(plan.nodes),
        parent=above.node if above else None,
        depth=above.depth + 1 if above else 0,
        weight=_thousandths(weight),
        rollup=part.rollup,
        above=above.rollup if above else "none",
        joins=joins,
        rung=rung,
        climbs_from=round(part.climbs_from * 1e9),
        climbs_above=above.climbs_from if above else 0,
        rungs=len(climbing),
        whole=_whole(questionnaire, part, inner),
        min_answered=_millionths(coverage.min_answered),
        min_questions=coverage.min_questions,
        max_not_applicable=_millionths(coverage.max_not_applicable),
    )
    plan.nodes.append(node)
    rungs = {inside.id: 1 << place for place, inside in enumerate(climbing)}
    for question in _asked(part):
        seat = _seat_weight(questionnaire, part, question, inner)
        plan.seats.append(Seat(question, node.node, seat, rungs.get(question.id, 0)))
    for dimension in part.dimensions:
        _add(plan, questionnaire, dimension, node, inner, rungs.get(dimension.id, 0))


def _whole(questionnaire: Questionnaire, part: Questionnaire | Dimension, factor: Fraction) -> int:
    """What everything in a part weighs together, whatever is answered."""
    questions = sum(_seat_weight(questionnaire, part, question, factor) for question in _asked(part))
    return questions + sum(
        _whole(questionnaire, dimension, factor * _weight(dimension))
        if _joins(dimension, part.rollup)
        else _thousandths(factor * _weight(dimension))
        for dimension in part.dimensions
    )


def _joins(part: Questionnaire | Dimension, above: str) -> bool:
    return (
        part.rollup in POINTED and part.rollup == above and _weight(part) > 0
    )  # multiplied by 0, it had no score


def _seat_weight(
    questionnaire: Questionnaire, part: Questionnaire | Dimension, question: Question, factor: Fraction
) -> int:
    points = questionnaire.points_of(question) if part.rollup in POINTED else 1
    return _thousandths(factor * Fraction(str(question.weight)) * Fraction(str(points)))


def _asked(part: Questionnaire | Dimension) -> list[Question]:
    """The scored questions that a part holds itself."""
    questions = part.questions if isinstance(part, Dimension) else ()
    return [question for question in questions if question.scored]


def _parts(part: Questionnaire | Dimension) -> list[Question | Dimension]:
    return [*_asked(part), *part.dimensions]


def _weight(part: Questionnaire | Dimension) -> Fraction:
    return Fraction(str(part.weight)) if isinstance(part, Dimension) else Fraction(1)


def _thousandths(weight: Fraction) -> int:
    return round(weight * 1000)


def _millionths(share: float) -> int:
    return round(share * 1_000_000)
