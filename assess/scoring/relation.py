"""A questionnaire as the small relations that the scoring SQL reads (`sql/schema.sql`)."""

from __future__ import annotations

import itertools

import duckdb

from ..assessment.activity import value_of
from ..assessment.code import FIRST_VALUE, code_count, decode_one
from ..errors import AssessError
from ..questionnaire.model import Dimension, Questionnaire
from .model import OVERALL

NO_LEVEL = 255
"""Stands in `fails` where no core practice is missing."""

MAX_QUESTIONS = 250
"""What the packed counts of `sql/meaning.sql` hold."""


def node_ids(questionnaire: Questionnaire) -> tuple[str, ...]:
    """"overall", then every dimension in the order of the file."""
    return (OVERALL, *(dimension.id for dimension in questionnaire.all_dimensions()))


def fill(connection: duckdb.DuckDBPyConnection, questionnaire: Questionnaire) -> int:
    """Fill node, question, code, core, level and shown; returns how many depths the nodes have."""
    if len(questionnaire.questions) > MAX_QUESTIONS:
        what = f"{questionnaire.id} has {len(questionnaire.questions)} questions."
        raise AssessError(what, remedy=f"At most {MAX_QUESTIONS} can be scored; split it.")
    nodes = _nodes(questionnaire)
    _insert(connection, "node", nodes)
    _insert(connection, "question", _questions(questionnaire))
    _insert(connection, "code", _codes(questionnaire))
    _insert(connection, "core", [
        (position, core.level, core.min)
        for position, question in enumerate(questionnaire.questions, start=1)
        for core in question.core
    ])
    _insert(connection, "standing", _standings(questionnaire))
    _insert(connection, "band", _bands(questionnaire))
    _insert(connection, "shown", [(questionnaire.range.min, questionnaire.range.max)])
    return 1 + max(node[2] for node in nodes)


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: list[tuple]) -> None:
    with connection.appender(table) as appender:
        for row in rows:
            appender.append_row(*row)


def _nodes(questionnaire: Questionnaire) -> list[tuple]:
    number = {node: i for i, node in enumerate(node_ids(questionnaire))}
    rows: list[tuple] = []

    def add(node: str, parent: str | None, depth: int, weight: float, rollup: str, dimension: Dimension | None) -> bool:
        coverage = (dimension and dimension.coverage) or questionnaire.coverage
        at = len(rows)
        rows.append(())
        children = dimension.dimensions if dimension else questionnaire.dimensions
        questions = dimension.questions if dimension else ()
        has_core = any(question.core for question in questions)
        for child in children:
            has_core |= add(child.id, node, depth + 1, child.weight, child.rollup, child)
        rows[at] = (
            number[node], None if parent is None else number[parent], depth, _thousandths(weight), rollup,
            coverage.min_answered, coverage.min_questions, coverage.max_not_applicable, has_core,
        )
        return has_core

    add(OVERALL, None, 0, 1, questionnaire.rollup, None)
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
    """For each question the number of its first possible answer (code 0); codes count up from there."""
    counts = [code_count(questionnaire, question) for question in questionnaire.questions]
    return [0, *itertools.accumulate(counts)][:-1]


def _codes(questionnaire: Questionnaire) -> list[tuple]:
    rows = []
    first = first_answers(questionnaire)
    for position, question in enumerate(questionnaire.questions, start=1):
        for code in range(code_count(questionnaire, question) if question.scored else 0):
            answer = decode_one(questionnaire, question, code)
            value = value_of(questionnaire, question, answer) if code >= FIRST_VALUE else None
            rows.append((first[position - 1] + code, position, code, value))
    return rows


def _bands(questionnaire: Questionnaire) -> list[tuple]:
    bounds = [(round(level.min * 1000), level.level) for level in questionnaire.levels]
    first, last = round(questionnaire.range.min * 1000), round(questionnaire.range.max * 1000)
    return [(t, max(level for bound, level in bounds if bound <= t)) for t in range(first, last + 1)]


def _standings(questionnaire: Questionnaire) -> list[tuple]:
    """The staged level that is left when the lowest missing core practice belongs to a level; 255: none is missing."""
    levels = [level.level for level in questionnaire.levels]
    top = len(levels) - 1
    rows = [(level, levels[i - 1], (i - 1) / top) for i, level in enumerate(levels) if i > 0]
    return [*rows, (NO_LEVEL, levels[top], 1.0)]


def _thousandths(weight: float) -> int:
    return round(weight * 1000)
