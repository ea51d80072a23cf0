"""Codes → scores, by DuckDB: one SQL for one form and for a hundred thousand imported rows.

A `Scorer` holds a questionnaire in a database in memory, with what every possible answer means worked out once
(`sql/meaning.sql`). Answers enter as an array of codes; scores leave as columns, or as `Scores`.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from importlib import resources

import duckdb
import numpy as np
from msgspec import Struct

from ..assessment.code import encode
from ..assessment.model import Assessment
from ..questionnaire.model import Questionnaire
from .model import REASONS, NodeScore, Scores
from .relation import PLACES, cut_strips, fill, first_answers, node_ids

_SQL = {
    path.name.removesuffix(".sql"): path.read_text()
    for path in (resources.files(__package__) / "sql").iterdir()
    if path.name.endswith(".sql")
}


SLICE = 32_768
"""Assessments that are scored at a time. Grouping by (assessment, node) then fits a table without hashing."""

GROUP_BITS = 22
"""Up to 2^22 groups of whole numbers are aggregated in a plain array: three times as fast as hashing them."""


class ScoreTable(Struct, frozen=True, kw_only=True, eq=False):
    """The scores of n assessments: sheet of shape (n, nodes), "overall" first.

    `score` is int16 hundredths of the shown range and `level`, `staged` int8, −1 where there is none; `exact` is the
    unrounded score, NaN where there is none; `reason` counts in `REASONS`; the counts are uint8; `fails` is the
    lowest level that a core practice misses, 255 if none does.
    """

    nodes: tuple[str, ...]
    exact: np.ndarray
    score: np.ndarray
    level: np.ndarray
    staged: np.ndarray
    reason: np.ndarray
    asked: np.ndarray
    counted: np.ndarray
    unknown: np.ndarray
    not_applicable: np.ndarray
    unanswered: np.ndarray
    fails: np.ndarray

    def row(self, i: int, questionnaire: Questionnaire) -> Scores:
        """The scores of assessment `i`."""
        return Scores(
            questionnaire=questionnaire.id,
            version=questionnaire.version,
            hash=questionnaire.hash,
            nodes={node: self._node(i, j, node) for j, node in enumerate(self.nodes)},
        )

    def _node(self, i: int, j: int, node: str) -> NodeScore:
        scored = self.score[i, j] >= 0
        return NodeScore(
            node=node,
            exact=float(self.exact[i, j]) if scored else None,
            score=int(self.score[i, j]) if scored else None,
            level=int(self.level[i, j]) if scored else None,
            staged=int(self.staged[i, j]) if self.staged[i, j] >= 0 else None,
            reason=REASONS[self.reason[i, j]],
            asked=int(self.asked[i, j]),
            counted=int(self.counted[i, j]),
            unknown=int(self.unknown[i, j]),
            not_applicable=int(self.not_applicable[i, j]),
            unanswered=int(self.unanswered[i, j]),
        )


class Scorer:
    """Scores assessments of one questionnaire. Safe to share between threads: one batch at a time."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self.nodes = node_ids(questionnaire)
        self._lock = threading.Lock()
        self._strips = cut_strips(questionnaire)
        *first, end = first_answers(questionnaire)
        self._first = np.array(first, dtype=np.int64)
        self.connection = duckdb.connect(":memory:")
        self.connection.execute("set preserve_insertion_order = false")  # rows say themselves where they belong
        self.connection.execute(_SQL["schema"])
        self._depths = fill(self.connection, questionnaire, self._strips)
        self.connection.execute(_SQL["meaning"])
        self._meaning = _as_lookup(self.connection, end)

    def score(self, codes: np.ndarray) -> ScoreTable:
        """The scores of `codes`, uint16 of shape (n, questions) in the order of `Questionnaire.questions`."""
        tables = []
        for start in range(0, max(len(codes), 1), SLICE):
            part = codes[start : start + SLICE]
            with self._lock:
                self.roll_up(self.lay_out(part))
                tables.append(self._fetch(len(part)))
        return _join(tables)

    def score_with_steps(self, codes: np.ndarray) -> tuple[ScoreTable, list[dict], list[dict]]:
        """The scores of a few assessments, and the rows of `sql/explain.sql` and `sql/explain_node.sql`."""
        with self._lock:
            self.roll_up(self.lay_out(codes))
            table = self._fetch(len(codes))
            given = {
                "assessment": np.repeat(np.arange(len(codes), dtype=np.uint32), codes.shape[1]),
                "answer": (codes + self._first).ravel(),
            }
            self.connection.register("given", given)
            steps = self._rows("explain")
            parts = self._rows("explain_node")
        return table, steps, parts

    def _rows(self, query: str) -> list[dict]:
        found = self.connection.execute(_SQL[query])
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

    def lay_out(self, codes: np.ndarray) -> dict[str, np.ndarray]:
        """The sheet that `sql/leaf.sql` reads: for each place of each strip what the answer there means.

        What an answer means is worked out in SQL (`sql/meaning.sql`); only looking it up happens here, five million
        times for a hundred thousand forms, because an array index costs a tenth of a join.
        """
        n, strips = len(codes), len(self._strips)
        sheet = {
            "assessment": np.repeat(np.arange(n, dtype=np.uint32), strips),
            "strip": np.tile(np.arange(strips, dtype=np.uint16), n),
        }
        answers = np.empty((n, codes.shape[1] + 1), dtype=np.int64)
        answers[:, 0] = -1  # the place after the end of a short strip: the last of the lookup, all 0
        np.add(codes, self._first, out=answers[:, 1:])
        for place in range(PLACES):
            positions = [s.positions[place] if place < len(s.positions) else 0 for s in self._strips]
            there = answers[:, positions].ravel()
            for name, lookup in self._meaning.items():
                sheet[f"{name}_{place + 1}"] = lookup[there]
        return sheet

    def roll_up(self, sheet: dict[str, np.ndarray]) -> None:
        """Score a batch into `node_score`, the deepest nodes first."""
        self.connection.execute("truncate node_score")
        self.connection.execute(_SQL["leaf"])  # DuckDB finds `sheet` by its name
        for depth in self._depths:
            self.connection.execute(_SQL["branch"], {"depth": depth})

    def _fetch(self, n: int) -> ScoreTable:
        return _as_table(self.connection.execute(_SQL["score"]).fetchnumpy(), self.nodes, n)


SUMMED = ("gained", "weights", "tally", "missed")
"""The columns of `meaning` that are added up."""


def _as_lookup(connection: duckdb.DuckDBPyConnection, end: int) -> dict[str, np.ndarray]:
    """What each possible answer means, by its number; 0 for answers that are never scored, and at the end."""
    meaning = connection.execute("from meaning").fetchnumpy()
    lookup = {}
    for name in SUMMED:
        lookup[name] = np.zeros(end + 1, dtype=meaning[name].dtype)
        lookup[name][meaning["answer"]] = meaning[name]
    return lookup


_TALLY = {"counted": 0, "unknown": 8, "not_applicable": 16, "unanswered": 24, "asked": 40}
"""Where `tally` of `sql/meaning.sql` holds each count."""


def _as_table(columns: dict, nodes: tuple[str, ...], n: int) -> ScoreTable:
    place = columns["assessment"].astype(np.intp) * len(nodes) + columns["node"]

    def shaped(name: str, dtype: type, missing: float = 0) -> np.ndarray:
        laid = np.empty(n * len(nodes), dtype)
        laid[place] = np.ma.filled(columns[name].astype(dtype), dtype(missing))
        return laid.reshape(n, len(nodes))

    tally = shaped("tally", np.int64)
    return ScoreTable(
        nodes=nodes,
        exact=shaped("exact", np.float64, np.nan),
        score=shaped("score", np.int16, -1),
        level=shaped("level", np.int8, -1),
        staged=shaped("staged", np.int8, -1),
        reason=shaped("reason", np.uint8),
        fails=shaped("fails", np.uint8, 255),
        **{name: (tally >> shift & 255).astype(np.uint8) for name, shift in _TALLY.items()},
    )


def _join(tables: list[ScoreTable]) -> ScoreTable:
    if len(tables) == 1:
        return tables[0]
    fields = [field for field in ScoreTable.__struct_fields__ if field != "nodes"]
    joined = {field: np.concatenate([getattr(table, field) for table in tables]) for field in fields}
    return ScoreTable(nodes=tables[0].nodes, **joined)
