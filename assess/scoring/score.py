"""Codes → scores, by DuckDB: one SQL for one form and for a hundred thousand imported rows.

A `Scorer` holds a questionnaire in tables of its own in memory, with what every possible answer means worked out
once (`sql/meaning.sql`). Answers enter as an array of codes; scores leave as arrays, or as `Scores`. What
each answer means is looked up by index (`sheet`); adding, judging, rolling up and rounding is SQL
(`sql/leaf.sql`, `sql/branch.sql`), arrays in and out; which level a thousandth of the range is on is looked
up again (`table`).
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources

import duckdb
import numpy as np

from ..assessment.code import encode
from ..assessment.model import Assessment
from ..questionnaire.model import Questionnaire
from .model import Scores
from .node import node_ids
from .relation import fill
from .sheet import Columns, Sheet
from .table import Placing, ScoreTable, join_tables

_SQL = {
    path.name.removesuffix(".sql"): path.read_text()
    for path in (resources.files(__package__) / "sql").iterdir()
    if path.name.endswith(".sql")
}


SLICE = 65_536
"""Assessments that are scored at a time: about 100 MB, however many there are."""


class Scorer:
    """Scores assessments of one questionnaire. Safe to share between threads: one batch at a time."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self.nodes = node_ids(questionnaire)
        self._lock = threading.Lock()
        self.sheet = Sheet(questionnaire)
        self._placing = Placing(questionnaire)
        self.connection = _database().cursor()
        self.connection.execute(_SQL["schema"])
        self._depths = fill(self.connection, questionnaire, self.sheet.plan, self.sheet.strips)
        self.connection.execute(_SQL["meaning"])
        self.sheet.learn(self.connection.execute("from meaning").fetchnumpy())
        shown = questionnaire.range
        self._range = {"minimum": shown.min, "span": shown.max - shown.min}
        self._settings = {**self._range, "top_rung": len(questionnaire.levels) - 1}

    def close(self) -> None:
        """Let go of what the database in memory holds for it."""
        with self._lock:
            self.connection.close()

    def score(self, codes: np.ndarray) -> ScoreTable:
        """The scores of `codes`, uint16 of shape (n, questions) in the order of `Questionnaire.questions`."""
        tables = []
        for start in range(0, max(len(codes), 1), SLICE):
            part = codes[start : start + SLICE]
            with self._lock:
                rows = self.roll_up(self.sheet.lay_out(part))
            tables.append(self._placing.as_table(rows, len(part)))
        return join_tables(tables)

    def score_questions(self, codes: np.ndarray) -> np.ndarray:
        """What each answer brings to its dimension, int32 of shape (n, scored questions), in the order of the file.

        Hundredths of the shown range, halves up, −1 where the answer does not count: the `x` of `sql/meaning.sql`, after
        all policies, so that one "don't know" may be worth the minimum and another nothing.
        """
        scored = [question.scored for question in self.questionnaire.questions]
        share = self.sheet.share(codes)[:, scored]
        shown = 100 * (self._range["minimum"] + share * self._range["span"])
        return np.where(np.isnan(share), -1, np.floor(np.round(shown, 5) + 0.5)).astype(np.int32)

    def score_means(self, codes: np.ndarray) -> np.ndarray:
        """The scores of nodes that are plain means of their own questions, int32 of shape (n, nodes), as `ScoreTable.score`.

        Several times as quick as `score`, which gives the same; a node that is anything else has none here.
        """
        found = np.full((len(codes), len(self.nodes)), -1, dtype=np.int32)
        for start in range(0, len(codes), SLICE):
            part = found[start : start + SLICE]
            with self._lock:
                rows = self._judge(self.sheet.add_up(codes[start : start + SLICE]))
            part[rows["assessment"], rows["node"]] = rows["score"]
        return found

    def _judge(self, added: Columns) -> Columns:
        return self.connection.execute(_parsed("line"), self._range).fetchnumpy()  # finds `added`

    def score_with_steps(self, codes: np.ndarray) -> tuple[ScoreTable, list[dict], list[dict]]:
        """The scores of a few assessments, and the rows of `sql/explain.sql`: of questions, and of nodes."""
        with self._lock:
            tiers = self.roll_up(self.sheet.lay_out(codes))
            rows = self._explain(self.sheet.give(codes), join_rows(tiers))
        steps = [row for row in rows if row["position"] is not None]
        parts = [row for row in rows if row["position"] is None]
        return self._placing.as_table(tiers, len(codes)), steps, parts

    def _explain(self, given: Columns, scored: Columns) -> list[dict]:
        found = self.connection.execute(_parsed("explain"), self._range)  # finds both arguments by name
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def score_assessments(self, assessments: Sequence[Assessment]) -> list[Scores]:
        """The scores of assessments of this questionnaire, in their order; their answers are settled."""
        table = self.score(self.encode(assessments))
        return [table.row(i, self.questionnaire) for i in range(len(assessments))]

    def encode(self, assessments: Iterable[Assessment]) -> np.ndarray:
        """The codes of settled answers, as `score` takes them."""
        rows = [encode(self.questionnaire, assessment.answers) for assessment in assessments]
        return np.array(rows, dtype=np.uint16).reshape(len(rows), len(self.questionnaire.questions))

    def look_up(self, statement: str) -> Columns:
        """The rows of a statement about `meaning` and the relations of `sql/schema.sql`."""
        with self._lock:
            return self.connection.execute(statement).fetchnumpy()

    def roll_up(self, sheet: Columns) -> list[Columns]:
        """The rows of `sql/leaf.sql`, then those of `sql/branch.sql` for each depth, for a batch laid out."""
        leaves = self.connection.execute(_parsed("leaf"), self._settings).fetchnumpy()  # finds `sheet`
        tiers = [self.sheet.name_nodes(leaves)]
        for depth in self._depths:
            tiers.append(self._roll_up_depth(join_rows(tiers), depth))
        return tiers

    def _roll_up_depth(self, below: Columns, depth: int) -> Columns:
        settings = {**self._settings, "depth": depth}
        return self.connection.execute(_parsed("branch"), settings).fetchnumpy()  # finds `below`


def join_rows(tiers: list[Columns]) -> Columns:
    """The rows of several relations with the same columns, one after the other."""
    if len(tiers) == 1:
        return tiers[0]
    return {name: np.ma.concatenate([rows[name] for rows in tiers]) for name in tiers[0]}


@cache
def _parsed(statement: str) -> duckdb.Statement:
    """A statement of `sql`, parsed once: a quarter of what scoring one form costs."""
    return _database().extract_statements(_SQL[statement])[0]


PASSES = ("cte_inlining", "unused_columns")
"""The passes of DuckDB's optimizer that pay here: the statements are written in the order they should run."""


def _database() -> duckdb.DuckDBPyConnection:
    """The database in memory of all scorers of this process: to open one for each takes longer than to fill it."""
    with _opening:
        return _open_database()


_opening = threading.Lock()


@cache
def _open_database() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(":memory:")
    _switch_off_needless_passes(connection)
    connection.execute(_SQL["rule"])
    return connection


def _switch_off_needless_passes(connection: duckdb.DuckDBPyConnection) -> None:
    """Without the other passes of the optimizer planning takes a fifth less, which is felt for one form."""
    passes = connection.execute("from duckdb_optimizers()").fetchall()
    needless = ",".join(name for (name,) in passes if name not in PASSES)
    connection.execute("set disabled_optimizers = $needless", {"needless": needless})
