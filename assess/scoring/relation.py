"""A questionnaire as the small relations that the scoring SQL reads (`sql/schema.sql`).

A `Questionnaire` and an empty database enter; filled relations leave. Nothing here is scored.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable

import duckdb
import msgspec
import numpy as np

from ..assessment.activity import value_of
from ..assessment.code import FIRST_VALUE, code_count, decode_one
from ..errors import AssessError
from ..questionnaire.model import MatrixQuestion, NumberQuestion, Question, Questionnaire
from ..questionnaire.number import breakpoints_of
from .node import Plan, node_ids
from .strip import MAX_STRIP_WEIGHT, Strip

NO_LEVEL = 255
"""Stands in `fails` where no core practice is missing."""

MAX_QUESTIONS = 250
"""What the packed counts of `sql/meaning.sql` hold."""

MAX_WEIGHT = 9_000
"""What the parts of a node may weigh together: sums of thousandths times billionths stay below 2^53."""

MAX_RUNGS = 25
"""What a ladder may hold: a bit for each yes and each no, below 2^53 (`sql/schema.sql`)."""

FAR = 1e300
"""Beyond every breakpoint."""


def fill(
    connection: duckdb.DuckDBPyConnection,
    questionnaire: Questionnaire,
    plan: Plan,
    strips: tuple[Strip, ...],
) -> list[int]:
    """Fill what `sql/schema.sql` says of a questionnaire.

    Returns the depths of the nodes that hold nodes, or more than one strip, deepest first. Raises
    `AssessError` if its sums would not be exact.
    """
    _refuse_inexact(questionnaire, plan)
    nodes = plan.nodes
    strip_rows = [
        (number, strip.is_node, node.weight, node.rollup == "gated", *msgspec.structs.astuple(node)[-3:])
        for number, strip in enumerate(strips)
        for node in (nodes[strip.node],)
    ]
    position = {question.id: at for at, question in enumerate(questionnaire.questions, start=1)}
    _insert(connection, "node", map(msgspec.structs.astuple, nodes))
    _insert(connection, "strip", strip_rows)
    _insert(connection, "question", _questions(questionnaire, plan, position))
    _insert(connection, "curve", _curves(questionnaire, position))
    _insert_codes(connection, questionnaire)
    rungs = {level.level: rung for rung, level in enumerate(questionnaire.levels)}
    _insert(
        connection,
        "core",
        [
            (position[question.id], core.level, rungs[core.level], core.min)
            for question in questionnaire.questions
            for core in question.core
        ],
    )
    leaves = {strip.node for strip in strips if strip.is_node}
    return sorted({node.depth for node in nodes if node.node not in leaves}, reverse=True)


def _refuse_inexact(questionnaire: Questionnaire, plan: Plan) -> None:
    if len(questionnaire.questions) > MAX_QUESTIONS:
        what = f"{questionnaire.id} has {len(questionnaire.questions)} questions."
        remedy = f"At most {MAX_QUESTIONS} can be scored; split it."
        raise AssessError(what, where="dimensions", remedy=remedy)
    remedy = "Divide them all by one number; scores stay as they are."
    for name, node in zip((questionnaire.id, *node_ids(questionnaire)[1:]), plan.nodes, strict=True):
        limit = MAX_STRIP_WEIGHT / 1000 if node.joins else MAX_WEIGHT
        if node.whole > limit * 1000:
            what = f"The weights in `{name}` add up to more than {limit:,.0f}."
            raise AssessError(what, where=name, remedy=remedy)
        if node.rungs > MAX_RUNGS:
            what = f"The ladder `{name}` has {node.rungs} rungs."
            raise AssessError(what, where=name, remedy=f"A ladder holds at most {MAX_RUNGS}; split it.")
    for seat in plan.seats:
        if seat.weight > MAX_STRIP_WEIGHT:
            what = f"`{seat.question.id}` can earn more than {MAX_STRIP_WEIGHT // 1000:,} points."
            raise AssessError(what, where=seat.question.id, remedy=remedy)


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: Iterable[tuple]) -> None:
    with connection.appender(table) as appender:
        for row in rows:
            appender.append_row(*row)


def _questions(questionnaire: Questionnaire, plan: Plan, position: dict[str, int]) -> list[tuple]:
    rows = []
    for seat in plan.seats:
        question, node = seat.question, plan.nodes[seat.node]
        policy = questionnaire.policy_of(question)
        rows.append(
            (
                position[question.id],
                seat.node,
                seat.weight,
                node.rollup,
                seat.rung,
                node.climbs_from,
                getattr(question, "reverse", False),
                policy.unknown,
                policy.not_applicable,
                policy.unanswered,
            )
        )
    return rows


def _curves(questionnaire: Questionnaire, position: dict[str, int]) -> list[tuple]:
    """The straight pieces between breakpoints, and the flat ones before the first and after the last."""
    rows = []
    for question in questionnaire.questions:
        if isinstance(question, NumberQuestion):
            points = [(point.value, point.share) for point in breakpoints_of(question)]
            ends = [(-FAR, points[0][1]), *points, (FAR, points[-1][1])]
            rows += [(position[question.id], *low, *high) for low, high in itertools.pairwise(ends)]
    return rows


def first_answers(questionnaire: Questionnaire) -> list[int]:
    """The number of the first possible answer (code 0) of each question; one more, after the last answer."""
    counts = [code_count(questionnaire, question) for question in questionnaire.questions]
    return [0, *itertools.accumulate(counts)]


def _insert_codes(connection: duckdb.DuckDBPyConnection, questionnaire: Questionnaire) -> None:
    """All possible answers at once: a number or a matrix has thousands, too many to append one by one."""
    scored = [
        (first, position, _values(questionnaire, question))
        for first, (position, question) in zip(
            first_answers(questionnaire), enumerate(questionnaire.questions, start=1), strict=False
        )
        if question.scored
    ]
    codes = {  # found by its name
        "answer": np.concatenate([first + np.arange(len(values)) for first, _, values in scored]),
        "position": np.concatenate([np.full(len(values), position) for _, position, values in scored]),
        "code": np.concatenate([np.arange(len(values)) for _, _, values in scored]),
        "value": np.concatenate([values for _, _, values in scored]),
    }
    assert len(codes["answer"]) == len(codes["value"])
    connection.execute("insert into code from codes")


def _values(questionnaire: Questionnaire, question: Question) -> np.ndarray:
    """The value of every code of a question on its own scale; 0 for the states, which have none."""
    count = code_count(questionnaire, question)
    if isinstance(question, MatrixQuestion):
        return np.concatenate([np.zeros(FIRST_VALUE), np.linspace(0, 1, count - FIRST_VALUE)])
    answers = (decode_one(questionnaire, question, code) for code in range(FIRST_VALUE, count))
    values = [value_of(questionnaire, question, answer) for answer in answers]
    return np.array([0.0] * FIRST_VALUE + values, dtype=float)


def bands(questionnaire: Questionnaire) -> np.ndarray:
    """For each thousandth of the shown range the level that a score there is on."""
    first, last = round(questionnaire.range.min * 1000), round(questionnaire.range.max * 1000)
    bounds = [round(level.min * 1000) for level in questionnaire.levels]
    levels = np.array([level.level for level in questionnaire.levels], dtype=np.int8)
    return np.repeat(levels, np.diff([first, *bounds[1:], last + 1]))


def standings(questionnaire: Questionnaire) -> list[tuple[int, int]]:
    """For each set of missed rungs (bit r: rung r) the lowest level missed, and the staged level below."""
    levels = [level.level for level in questionnaire.levels]
    lowest = [(missed & -missed).bit_length() - 1 for missed in range(1 << len(levels))]
    return [(NO_LEVEL, levels[-1]), *((levels[rung], levels[max(rung - 1, 0)]) for rung in lowest[1:])]
