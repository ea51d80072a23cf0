"""The rows that scoring SQL gives → `ScoreTable`, a batch as arrays, and → `Scores` of one assessment."""

from __future__ import annotations

import numpy as np
from msgspec import Struct

from ..questionnaire.model import Dimension, Questionnaire
from .model import REASONS, NodeScore, Scores
from .node import node_ids
from .relation import bands, standings
from .sheet import Columns


class ScoreTable(Struct, frozen=True, kw_only=True, eq=False):
    """The scores of n assessments: arrays of shape (n, nodes), "overall" first.

    `score` is int32 hundredths of the shown range and `level`, `staged` int8, −1 where there is none;
    `exact` is the unrounded score, NaN where there is none; `reason` counts in `REASONS`; the counts are
    uint8; `fails` is the lowest level that a core practice misses, 255 if none does.
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


class Placing:
    """Puts the rows of scoring SQL in their places, and looks up the levels that they name by number."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self._nodes = node_ids(questionnaire)
        self._bands = bands(questionnaire)
        standing = np.array(standings(questionnaire), dtype=np.int16)
        self._fails, self._staged = standing[:, 0].astype(np.uint8), standing[:, 1].astype(np.int8)
        has_core = [_has_core(questionnaire), *map(_has_core, questionnaire.all_dimensions())]
        self._has_core = np.array(has_core)

    def as_table(self, tiers: list[Columns], n: int) -> ScoreTable:
        """The scores of n assessments from the rows of `sql/leaf.sql` and `sql/branch.sql`, in any order."""
        shape = n * len(self._nodes)
        table = {name: np.empty(shape, dtype) for name, dtype in _DTYPE.items()}
        for rows in tiers:
            chosen = slice(None) if rows["is_node"].all() else np.flatnonzero(rows["is_node"])
            self._place({name: np.ma.getdata(column)[chosen] for name, column in rows.items()}, table)
        shaped = {name: column.reshape(n, len(self._nodes)) for name, column in table.items()}
        return ScoreTable(nodes=self._nodes, **shaped)

    def _place(self, rows: Columns, table: Columns) -> None:
        node, missed, tally = rows["node"], rows["missed"], rows["tally"]
        at = rows["assessment"].astype(np.intp) * len(self._nodes) + node
        scored = rows["reason"] == 0
        table["exact"][at] = np.where(scored, rows["exact"], np.nan)
        table["score"][at] = np.where(scored, rows["score"], -1)
        table["level"][at] = np.where(scored, self._bands[np.where(scored, rows["thousandths"], 0)], -1)
        table["staged"][at] = np.where(scored & self._has_core[node], self._staged[missed], -1)
        table["reason"][at] = rows["reason"]
        table["fails"][at] = self._fails[missed]
        for name, shift in _TALLY.items():
            table[name][at] = tally >> shift & 255


_DTYPE = {"exact": float, "score": np.int32, "level": np.int8, "staged": np.int8} | dict.fromkeys(
    ("reason", "asked", "counted", "unknown", "not_applicable", "unanswered", "fails"), np.uint8
)

_TALLY = {"counted": 0, "unknown": 8, "not_applicable": 16, "unanswered": 24, "asked": 40}
"""Where `tally` of `sql/meaning.sql` holds each count."""


def _has_core(part: Questionnaire | Dimension) -> bool:
    return any(question.core for question in part.questions) or any(map(_has_core, part.dimensions))


def join_tables(tables: list[ScoreTable]) -> ScoreTable:
    """The scores of several batches, one after the other."""
    if len(tables) == 1:
        return tables[0]
    columns = {name: np.concatenate([getattr(table, name) for table in tables]) for name in _COLUMNS}
    return ScoreTable(nodes=tables[0].nodes, **columns)


_COLUMNS = tuple(name for name in ScoreTable.__struct_fields__ if name != "nodes")
