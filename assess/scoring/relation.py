"""A questionnaire as the small relations that the scoring SQL reads (`sql/schema.sql`).

A `Questionnaire` and an empty database enter; the relations are filled, and the strips, in which answers are laid out, leave.
"""

from __future__ import annotations

import itertools
from collections import Counter

import duckdb
import msgspec
from msgspec import Struct

from ..assessment.activity import value_of
from ..assessment.code import FIRST_VALUE, code_count, decode_one
from ..errors import AssessError
from ..questionnaire.model import Dimension, Questionnaire
from .model import OVERALL

NO_LEVEL = 255
"""Stands in `fails` where no core practice is missing."""

MAX_QUESTIONS = 250
"""What the packed counts of `sql/meaning.sql` hold."""

MAX_WEIGHT = 2**53 // 10**9 // 1000
"""What the questions of one dimension may weigh together: beyond, sums of thousandths × billionths are not exact."""

PLACES = 8
"""Questions in a strip: the columns of `sheet` in `sql/schema.sql`."""

MAX_STRIP_WEIGHT = 2**21 - 1
"""Thousandths that the packed weights of `sql/meaning.sql` hold."""


class Strip(Struct, frozen=True):
    """Up to eight scored questions of one node; `positions` count from 1 over the whole questionnaire."""

    node: int
    positions: tuple[int, ...]


def node_ids(questionnaire: Questionnaire) -> tuple[str, ...]:
    """"overall", then every dimension in the order of the file."""
    return (OVERALL, *(dimension.id for dimension in questionnaire.all_dimensions()))


def cut_strips(questionnaire: Questionnaire) -> tuple[Strip, ...]:
    """The scored questions of every dimension in strips, in the order of the file."""
    position = {question.id: at for at, question in enumerate(questionnaire.questions, start=1)}
    strips: list[Strip] = []
    for number, dimension in enumerate(questionnaire.all_dimensions(), start=1):
        places: list[int] = []
        room = 0
        for question in (question for question in dimension.questions if question.scored):
            weight = _thousandths(question.weight)
            if places and (len(places) == PLACES or weight > room):
                strips.append(Strip(number, tuple(places)))
                places = []
            room = (room if places else MAX_STRIP_WEIGHT) - weight
            places.append(position[question.id])
        if places:
            strips.append(Strip(number, tuple(places)))
    return tuple(strips)


def fill(connection: duckdb.DuckDBPyConnection, questionnaire: Questionnaire, strips: tuple[Strip, ...]) -> list[int]:
    """Fill what `sql/schema.sql` says of a questionnaire; returns the depths at which nodes are rolled up, deepest first.

    Raises `AssessError` if its sums would not be exact.
    """
    _refuse_inexact(questionnaire)
    nodes = _nodes(questionnaire)
    laid = _strips(nodes, strips)
    _insert(connection, "node", [msgspec.structs.astuple(node) for node in nodes])
    _insert(connection, "strip", laid)
    _insert(connection, "question", _questions(questionnaire))
    _insert(connection, "code", _codes(questionnaire))
    rungs = {level.level: rung for rung, level in enumerate(questionnaire.levels)}
    _insert(connection, "core", [
        (position, rungs[core.level], core.min)
        for position, question in enumerate(questionnaire.questions, start=1)
        for core in question.core
    ])
    bounds = questionnaire.range
    _insert(connection, "shown", [(bounds.min, bounds.max, list(rungs), _bands(questionnaire))])
    depth = {node.node: node.depth for node in nodes}
    above = {node.parent for node in nodes} | {strip.node for strip in strips} - {node for _, node, *_ in laid}
    return sorted({depth[node] for node in above if node is not None}, reverse=True)


def _refuse_inexact(questionnaire: Questionnaire) -> None:
    if len(questionnaire.questions) > MAX_QUESTIONS:
        what = f"{questionnaire.id} has {len(questionnaire.questions)} questions."
        raise AssessError(what, where="dimensions", remedy=f"At most {MAX_QUESTIONS} can be scored; split it.")
    for dimension in questionnaire.all_dimensions():
        parts = (*dimension.questions, *dimension.dimensions)
        if sum(part.weight for part in parts) > MAX_WEIGHT:
            what = f"The weights in `{dimension.id}` add up to more than {MAX_WEIGHT:,}."
            raise AssessError(what, where=dimension.id, remedy="Divide them all by one number; scores stay as they are.")


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: list[tuple]) -> None:
    with connection.appender(table) as appender:
        for row in rows:
            appender.append_row(*row)


class _Node(Struct, frozen=True):
    """A row of `node`."""

    node: int
    parent: int | None
    depth: int
    weight: int
    rollup: str
    min_answered: float
    min_questions: int
    max_not_applicable: float
    top_rung: int
    has_core: bool


def _nodes(questionnaire: Questionnaire) -> list[_Node]:
    rows: list[_Node | None] = []

    def add(part: Questionnaire | Dimension, parent: int | None, depth: int, weight: float) -> bool:
        number = len(rows)
        rows.append(None)
        coverage = part.coverage or questionnaire.coverage
        questions = part.questions if isinstance(part, Dimension) else ()
        has_core = any(question.core for question in questions)
        for dimension in part.dimensions:
            has_core |= add(dimension, number, depth + 1, dimension.weight)
        rows[number] = _Node(
            number, parent, depth, _thousandths(weight), part.rollup,
            coverage.min_answered, coverage.min_questions, coverage.max_not_applicable,
            len(questionnaire.levels) - 1, has_core,
        )
        return has_core

    add(questionnaire, None, 0, 1)
    return [row for row in rows if row is not None]


def _strips(nodes: list[_Node], strips: tuple[Strip, ...]) -> list[tuple]:
    held = Counter(strip.node for strip in strips) + Counter(node.parent for node in nodes)
    rows = []
    for number, strip in enumerate(strips):
        node = nodes[strip.node]
        place = (node.node, node.parent, node.depth - 1) if held[node.node] == 1 else (None, node.node, node.depth)
        rows.append((number, *place, *msgspec.structs.astuple(node)[3:]))
    return rows


def _questions(questionnaire: Questionnaire) -> list[tuple]:
    number = {node: i for i, node in enumerate(node_ids(questionnaire))}
    node_of = {q.id: number[dimension.id] for dimension in questionnaire.all_dimensions() for q in dimension.questions}
    rows = []
    for position, question in enumerate(questionnaire.questions, start=1):
        if question.scored:
            policy = questionnaire.policy_of(question)
            rows.append((
                position, node_of[question.id], _thousandths(question.weight), getattr(question, "reverse", False),
                policy.unknown, policy.not_applicable, policy.unanswered,
            ))
    return rows


def first_answers(questionnaire: Questionnaire) -> list[int]:
    """For each question the number of its first possible answer (code 0); codes count up from there. One more: the end."""
    counts = [code_count(questionnaire, question) for question in questionnaire.questions]
    return [0, *itertools.accumulate(counts)]


def _codes(questionnaire: Questionnaire) -> list[tuple]:
    rows = []
    first = first_answers(questionnaire)
    for position, question in enumerate(questionnaire.questions, start=1):
        for code in range(code_count(questionnaire, question) if question.scored else 0):
            answer = decode_one(questionnaire, question, code)
            value = value_of(questionnaire, question, answer) if code >= FIRST_VALUE else None
            rows.append((first[position - 1] + code, position, code, value))
    return rows


def _bands(questionnaire: Questionnaire) -> list[int]:
    """For each thousandth of the shown range the level that a score there is on."""
    bounds = [(round(level.min * 1000), level.level) for level in questionnaire.levels]
    first, last = round(questionnaire.range.min * 1000), round(questionnaire.range.max * 1000)
    return [max(level for bound, level in bounds if bound <= t) for t in range(first, last + 1)]


def _thousandths(weight: float) -> int:
    return round(weight * 1000)
