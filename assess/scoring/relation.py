"""A questionnaire as the small relations that the scoring SQL reads (`sql/schema.sql`).

A `Questionnaire` and an empty database enter; filled relations leave. Nothing here is scored.
"""

from __future__ import annotations

import itertools

import duckdb
import msgspec
from msgspec import Struct

from ..assessment.activity import value_of
from ..assessment.code import FIRST_VALUE, code_count, decode_one
from ..errors import AssessError
from ..questionnaire.model import Dimension, Question, Questionnaire
from .model import OVERALL

NO_LEVEL = 255
"""Stands in `fails` where no core practice is missing."""

MAX_QUESTIONS = 250
"""What the packed counts of `sql/meaning.sql` hold."""

MAX_WEIGHT = 9_000
"""What the parts of a node may weigh together: sums of thousandths times billionths stay below 2^53."""

PLACES = 8
"""Questions in a strip: the columns of `sheet` in `sql/schema.sql`."""

MAX_STRIP_WEIGHT = 2**21 - 1
"""Thousandths that the packed weights of `sql/meaning.sql` hold."""


class Strip(Struct, frozen=True):
    """Up to eight scored questions of one node; `positions` count from 1 over the whole questionnaire.

    If the node holds one strip and nothing else, the strip `is_node`, and brings its score to the node above,
    its `parent`; else it brings its sums to its own node, which is its `parent` then.
    """

    node: int
    positions: tuple[int, ...]
    is_node: bool
    parent: int
    parent_depth: int


def node_ids(questionnaire: Questionnaire) -> tuple[str, ...]:
    """ "overall", then every dimension in the order of the file."""
    return (OVERALL, *(dimension.id for dimension in questionnaire.all_dimensions()))


def cut_strips(questionnaire: Questionnaire) -> tuple[Strip, ...]:
    """The scored questions of every dimension in strips, in the order of the file."""
    nodes = _nodes(questionnaire)
    position = {question.id: at for at, question in enumerate(questionnaire.questions, start=1)}
    strips: list[Strip] = []
    for node, dimension in zip(nodes[1:], questionnaire.all_dimensions(), strict=True):
        cut = _cut([question for question in dimension.questions if question.scored])
        is_node = len(cut) == 1 and not dimension.dimensions
        parent = nodes[node.parent or 0] if is_node else node
        for part in cut:
            places = tuple(position[question.id] for question in part)
            strips.append(Strip(node.node, places, is_node, parent.node, parent.depth))
    return tuple(strips)


def _cut(questions: list[Question]) -> list[list[Question]]:
    """The questions in groups that fit a strip: by their number, and by their weight."""
    cut: list[list[Question]] = []
    room = 0
    for question in questions:
        weight = _thousandths(question.weight)
        if not cut or len(cut[-1]) == PLACES or weight > room:
            cut.append([])
            room = MAX_STRIP_WEIGHT
        cut[-1].append(question)
        room -= weight
    return cut


def fill(
    connection: duckdb.DuckDBPyConnection, questionnaire: Questionnaire, strips: tuple[Strip, ...]
) -> list[int]:
    """Fill what `sql/schema.sql` says of a questionnaire.

    Returns the depths of the nodes that hold nodes, or more than one strip, deepest first. Raises
    `AssessError` if its sums would not be exact.
    """
    _refuse_inexact(questionnaire)
    nodes = _nodes(questionnaire)
    strip_rows = [
        (number, strip.is_node, *msgspec.structs.astuple(nodes[strip.node])[3:])
        for number, strip in enumerate(strips)
    ]
    _insert(connection, "node", [msgspec.structs.astuple(node) for node in nodes])
    _insert(connection, "strip", strip_rows)
    _insert(connection, "question", _questions(questionnaire))
    _insert(connection, "code", _codes(questionnaire))
    rungs = {level.level: rung for rung, level in enumerate(questionnaire.levels)}
    _insert(
        connection,
        "core",
        [
            (position, core.level, rungs[core.level], core.min)
            for position, question in enumerate(questionnaire.questions, start=1)
            for core in question.core
        ],
    )
    leaves = {strip.node for strip in strips if strip.is_node}
    return sorted({node.depth for node in nodes if node.node not in leaves}, reverse=True)


def _refuse_inexact(questionnaire: Questionnaire) -> None:
    if len(questionnaire.questions) > MAX_QUESTIONS:
        what = f"{questionnaire.id} has {len(questionnaire.questions)} questions."
        remedy = f"At most {MAX_QUESTIONS} can be scored; split it."
        raise AssessError(what, where="dimensions", remedy=remedy)
    for whole in (questionnaire, *questionnaire.all_dimensions()):
        questions = whole.questions if isinstance(whole, Dimension) else ()
        if sum(part.weight for part in (*questions, *whole.dimensions)) > MAX_WEIGHT:
            what = f"The weights in `{whole.id}` add up to more than {MAX_WEIGHT:,}."
            remedy = "Divide them all by one number; scores stay as they are."
            raise AssessError(what, where=whole.id, remedy=remedy)


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
    unscored: bool
    gated: bool
    min_answered: int
    min_questions: int
    max_not_applicable: int


def _nodes(questionnaire: Questionnaire) -> list[_Node]:
    rows: list[_Node] = []

    def add(part: Questionnaire | Dimension, parent: int | None, depth: int, weight: float) -> None:
        number = len(rows)
        coverage = part.coverage or questionnaire.coverage
        rows.append(
            _Node(
                number,
                parent,
                depth,
                _thousandths(weight),
                part.rollup == "none",
                part.rollup == "gated",
                _millionths(coverage.min_answered),
                coverage.min_questions,
                _millionths(coverage.max_not_applicable),
            )
        )
        for dimension in part.dimensions:
            add(dimension, number, depth + 1, dimension.weight)

    add(questionnaire, None, 0, 1)
    return rows


def _questions(questionnaire: Questionnaire) -> list[tuple]:
    node_of = {
        question.id: number
        for number, dimension in enumerate(questionnaire.all_dimensions(), start=1)
        for question in dimension.questions
    }
    rows = []
    for position, question in enumerate(questionnaire.questions, start=1):
        if question.scored:
            policy = questionnaire.policy_of(question)
            rows.append(
                (
                    position,
                    node_of[question.id],
                    _thousandths(question.weight),
                    getattr(question, "reverse", False),
                    policy.unknown,
                    policy.not_applicable,
                    policy.unanswered,
                )
            )
    return rows


def first_answers(questionnaire: Questionnaire) -> list[int]:
    """The number of the first possible answer (code 0) of each question; one more, after the last answer."""
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


def bands(questionnaire: Questionnaire) -> list[int]:
    """For each thousandth of the shown range the level that a score there is on."""
    bounds = [(round(level.min * 1000), level.level) for level in questionnaire.levels]
    first, last = round(questionnaire.range.min * 1000), round(questionnaire.range.max * 1000)
    return [max(level for bound, level in bounds if bound <= t) for t in range(first, last + 1)]


def standings(questionnaire: Questionnaire) -> list[tuple[int, int]]:
    """For each set of missed rungs (bit r: rung r) the lowest level missed, and the staged level below."""
    levels = [level.level for level in questionnaire.levels]
    lowest = [(missed & -missed).bit_length() - 1 for missed in range(1 << len(levels))]
    return [(NO_LEVEL, levels[-1]), *((levels[rung], levels[max(rung - 1, 0)]) for rung in lowest[1:])]


def _thousandths(weight: float) -> int:
    return round(weight * 1000)


def _millionths(share: float) -> int:
    return round(share * 1_000_000)
