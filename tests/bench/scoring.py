"""Scoring: what one form costs, and a hundred thousand against a plain sum over the same answers.

The SQL is timed with handing its arrays over, in and out, but without laying the answers out (told beside
it). Every round gives each variant one slot, and its ratio is taken within the round.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import duckdb
import numpy as np

from assess.assessment.code import decode
from assess.assessment.synth import Population, synthesise
from assess.questionnaire.catalogue import load_catalogue
from assess.resource import resource
from assess.scoring.score import SLICE, Scorer
from tests.scoring import reference

from .measure import Row, row

N = 100_000
ROUNDS = 7
SAME_SUM = "select sum(columns('^(gained|weights|tally|missed)_')) from sheet"
"""A plain sum over the very columns that the scoring SQL reads."""
LIST_SUM = "select sum(list_sum(answers)) from sheet"
ROW_SUM = """
    select max(total) from (
        select assessment, sum(answer) as total
        from (select assessment, unnest(answers) as answer from sheet)
        group by assessment
    )
"""


def measure() -> list[Row]:
    """Ratios of the scoring SQL to two plain sums, and milliseconds of one form."""
    questionnaire = load_catalogue(resource("questionnaires")).get("cx-maturity")
    scorer = Scorer(questionnaire)
    codes = synthesise(questionnaire, Population(), N, 5).codes
    _assert_exact(scorer, codes)
    plain = _plain(codes)
    starts = range(0, N, SLICE)
    sheets = [scorer.sheet.lay_out(codes[start : start + SLICE]) for start in starts]
    laying, same, listed, rowed = [], [], [], []
    for _ in range(ROUNDS):
        base = _seconds(lambda: plain.execute(LIST_SUM).fetchall())
        rows = _seconds(lambda: plain.execute(ROW_SUM).fetchall())
        summed = sum(_seconds(lambda s=sheet: _sum_columns(scorer, s)) for sheet in sheets)
        sql = sum(_seconds(lambda s=sheet: scorer.roll_up(s)) for sheet in sheets)
        laid = (_seconds(lambda s=s: scorer.sheet.lay_out(codes[s : s + SLICE])) for s in starts)
        laying.append(1000 * sum(laid))
        same.append(sql / summed)
        listed.append(sql / base)
        rowed.append(sql / rows)
    one = codes[:1]
    single = [1000 * _seconds(lambda: scorer.score(one)) for _ in range(30)]
    steps = [1000 * _seconds(lambda: scorer.score_with_steps(one)) for _ in range(30)]
    scorer.close()
    size = f"{N:,} × {len(questionnaire.questions)} answers"
    return [
        row(f"scoring SQL, {size}, to a sum over the same columns", same, "×", 10),
        row(f"scoring SQL, {size}, to a sum of rows per assessment", rowed, "×", 10),
        row(f"scoring SQL, {size}, to a sum of bare codes as lists", listed, "×"),
        row(f"laying out {size}", laying, "ms"),
        row("one form scored", single, "ms"),
        row("one form scored and explained", steps, "ms"),
    ]


def _seconds(run: Callable[[], object]) -> float:
    begin = time.perf_counter()
    run()
    return time.perf_counter() - begin


def _sum_columns(scorer: Scorer, sheet: dict[str, np.ndarray]) -> None:
    found = scorer.connection.execute(SAME_SUM).fetchall()  # finds `sheet` by its name
    assert len(found[0]) == len(sheet) - 2, "all but assessment and strip"


def _plain(codes: np.ndarray) -> duckdb.DuckDBPyConnection:
    """The same answers in a plain table: sheet(assessment, answers)."""
    connection = duckdb.connect(":memory:")
    arrays = {"assessment": np.arange(len(codes), dtype=np.uint32)}
    arrays |= {f"answer_{i:03}": np.ascontiguousarray(codes[:, i]) for i in range(codes.shape[1])}
    connection.register("arrays", arrays)
    connection.execute(
        "create table sheet as select assessment, list_value(*columns('^answer_')) as answers from arrays"
    )
    connection.unregister("arrays")
    found = connection.execute(LIST_SUM).fetchall()[0][0]
    assert found == int(codes.sum(dtype=np.int64))
    return connection


def _assert_exact(scorer: Scorer, codes: np.ndarray) -> None:
    """The whole batch scores as its rows do alone, and as the rules in fractions."""
    questionnaire, table = scorer.questionnaire, scorer.score(codes)
    for i in range(0, len(codes), len(codes) // 20):
        assert table.row(i, questionnaire) == scorer.score(codes[i : i + 1]).row(0, questionnaire)
        expected = reference.score(questionnaire, decode(questionnaire, codes[i]))
        for j, node in enumerate(table.nodes):
            x = expected[node].x
            assert table.score[i, j] == (-1 if x is None else reference.hundredths(x, questionnaire))
