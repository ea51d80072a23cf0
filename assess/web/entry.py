"""Fields of `number` and `matrix` questions ↔ what is entered in them. Pure; part of `form`.

A number is one field, `q.<id>`; row n of a matrix is `q.<id>.row.<n>.name` and a field for each of its questions.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..assessment.model import Answer, Value
from ..questionnaire.model import MatrixQuestion, Row
from .field import Fields, first

MAX_ROWS = 20
BLANK_ROWS = 2
"""Empty rows that a page offers beyond those that are filled."""

_NUMBER = re.compile(r"-?[0-9]{1,15}([.,][0-9]{1,15})?")


def read_number(text: str) -> Value:
    """The number in a field, with a point or a comma; what is none, as it is, to be refused. None where it is empty."""
    if not _NUMBER.fullmatch(text):
        return text[:40] or None
    number = float(text.replace(",", "."))
    return int(number) if number.is_integer() else number


def read_matrix(question: MatrixQuestion, fields: Fields) -> Value:
    """The rows of a page in which anything is entered; None where there is none."""
    rows = []
    for number in range(MAX_ROWS):
        prefix = f"q.{question.id}.row.{number}"
        name = first(fields, f"{prefix}.name")
        given = {part.id: first(fields, f"{prefix}.{part.id}") for part in question.questions}
        answers = {id: int(text) if text in _RUNGS else text[:40] for id, text in given.items() if text}
        if name or answers:
            rows.append(Row(name=name, answers=answers))  # type: ignore[arg-type]
    return rows or None


_RUNGS = frozenset(map(str, range(10)))


def show_rows(answer: Answer) -> dict[str, str]:
    """What stands in the fields of a matrix, by row and field: "0.name", "0.<question>"."""
    rows = answer.value if isinstance(answer.value, list) else []
    shown: dict[str, str] = {}
    for number, row in enumerate(rows):
        if isinstance(row, Row):
            shown[f"{number}.name"] = row.name
            shown |= {f"{number}.{id}": str(rung) for id, rung in row.answers.items()}
    return shown


def rows_shown(question: MatrixQuestion, rows: Mapping[str, str]) -> int:
    """How many rows a page has: those that are filled and some empty ones, as many as the question allows."""
    filled = len({place.split(".")[0] for place in rows})
    return min(max(filled + BLANK_ROWS, question.min_rows), question.max_rows)


def plain_value(value: Value) -> Value:
    """The value without what its fields cannot show: the order of ticks, blanks around names, 5.0 for 5."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if not isinstance(value, list):
        return value
    rows = [Row(name=row.name.strip(), answers=row.answers) for row in value if isinstance(row, Row)]
    return rows or sorted(value)  # type: ignore[type-var]
