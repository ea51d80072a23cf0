"""Moves → what each would do to every published cell it touches, beside the room that the cell has.

A matrix leaves: any choice of moves whose columns add up to within the room of every row publishes the same.
"""

from __future__ import annotations

import numpy as np
from msgspec import Struct

from ..contribution import NOT_SCORED
from ..model import is_item
from .evidence import Evidence
from .gauge import ANY, Gauge, gauge, staged_gauge
from .web import Moves

STAGED = -1
"""The column of the staged level, beside the nodes."""


class Load(Struct, frozen=True, kw_only=True, eq=False):
    """R rows, M columns: a move adds between `least` and `most` (R, M), and together they may add `low` to `high` (R,)."""

    least: np.ndarray
    most: np.ndarray
    low: np.ndarray
    high: np.ndarray

    def is_within(self, columns: list[int]) -> bool:
        """Whether these moves together leave every published value as it is."""
        return bool(
            (self.least[:, columns].sum(axis=1) >= self.low).all()
            and (self.most[:, columns].sum(axis=1) <= self.high).all()
        )

    def both(self, couples: np.ndarray) -> np.ndarray:
        """Whether (C,) the two moves of each couple (C, 2) do so together."""
        least = self.least[:, couples[:, 0]] + self.least[:, couples[:, 1]]
        most = self.most[:, couples[:, 0]] + self.most[:, couples[:, 1]]
        return ((least >= self.low[:, None]) & (most <= self.high[:, None])).all(axis=0)

    def alone(self) -> np.ndarray:
        """Whether (M,) each move does so by itself."""
        return ((self.least >= self.low[:, None]) & (self.most <= self.high[:, None])).all(axis=0)

    def beside(self, column: int, among: np.ndarray) -> np.ndarray:
        """Those of the columns `among` that do so together with the one in `column`."""
        low, high = self.low - self.least[:, column], self.high - self.most[:, column]
        overstepped = np.flatnonzero((low > 0) | (high < 0))
        for rows in (overstepped, slice(None)):  # few rows rule out most columns
            least, most = self.least[rows][:, among], self.most[rows][:, among]
            among = among[((least >= low[rows, None]) & (most <= high[rows, None])).all(axis=0)]
            if not len(among):
                break
        return among


class Gauges:
    """The gauges of all cells of the evidence, each worked out when it is first needed."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.floors = np.array([floor for _, floor in evidence.instrument.levels], dtype=np.int64)
        self.numbers = np.array([number for number, _ in evidence.instrument.levels], dtype=np.int64)
        self._kept: dict[tuple[int, int], Gauge | None] = {}

    def of(self, table: int, node: int) -> Gauge | None:
        """The gauge of a cell, or of the staged levels of a table; None where nothing is told that could change."""
        if (table, node) not in self._kept:
            self._kept[table, node] = self._staged(table) if node == STAGED else self._node(table, node)
        return self._kept[table, node]

    def _node(self, table: int, node: int) -> Gauge:
        found = self.evidence.tables[table]
        score = self.evidence.score[found.rows, node]
        return gauge(
            score[score != NOT_SCORED],
            self.floors,
            found.thresholds,
            with_given=is_item(self.evidence.instrument.nodes[node]),
        )

    def _staged(self, table: int) -> Gauge | None:
        found = self.evidence.tables[table]
        staged = self.evidence.staged[found.rows]
        scored = int((self.evidence.score[found.rows, 0] != NOT_SCORED).sum())
        if 0 not in found.told or np.isin(staged, self.numbers).sum() != scored:
            return None
        return staged_gauge(staged[np.isin(staged, self.numbers)], self.numbers, found.thresholds)


def load(moves: Moves, inside: np.ndarray, gauges: Gauges, most_moves: int) -> Load:
    """What the moves do to all cells; rows that `most_moves` of them cannot overstep are left out."""
    evidence = gauges.evidence
    before = evidence.score[moves.who]
    touched = (moves.low != before) | (moves.high != before)
    staged = evidence.staged[moves.who].astype(np.int32)
    restaged = (moves.staged_low != staged) | (moves.staged_high != staged)
    member = inside[moves.who]
    parts: list[tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]] = []
    for table in np.flatnonzero(member.any(axis=0)).tolist():
        here = member[:, table]
        for node in evidence.tables[table].told.tolist():
            columns = np.flatnonzero(here & touched[:, node])
            if len(columns):
                found = gauges.of(table, node)
                values = (before[columns, node], moves.low[columns, node], moves.high[columns, node])
                parts.append(_rows(found, columns, values, len(moves.who), most_moves))
        columns = np.flatnonzero(here & restaged)
        if len(columns) and (found := gauges.of(table, STAGED)):
            values = (staged[columns], moves.staged_low[columns], moves.staged_high[columns])
            parts.append(_rows(found, columns, values, len(moves.who), most_moves))
    width = len(moves.who)
    none = (np.zeros((0, width), np.int32), np.zeros((0, width), np.int32), np.zeros(0), np.zeros(0))
    least, most, low, high = (np.concatenate(each) for each in zip(none, *parts, strict=True))
    return Load(least=least, most=most, low=low, high=high)


def _rows(
    found: Gauge,
    columns: np.ndarray,
    values: tuple[np.ndarray, np.ndarray, np.ndarray],
    width: int,
    most_moves: int,
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """The rows of one cell: the sum, then each range, then how many change level."""
    before, after_low, after_high = values
    start, end = found.low[:, None], found.beyond[:, None]
    was = ((before >= start) & (before < end)).astype(np.int32)
    surely = ((after_low >= start) & (after_high < end)).astype(np.int32)
    maybe = ((after_high >= start) & (after_low < end)).astype(np.int32)
    level = np.searchsorted(found.floors, (before, after_low, after_high), side="right")
    changes = ((level[1:] != level[0]).any(axis=0)).astype(np.int32)[None]
    least = np.concatenate(((after_low - before)[None], surely - was, changes))
    most = np.concatenate(((after_high - before)[None], maybe - was, changes))
    low = np.concatenate(([found.least], -found.less, [-ANY]))
    high = np.concatenate(([found.most], found.more, [found.moved]))
    kept = (low > np.minimum(least.min(axis=1), 0) * most_moves) | (
        high < np.maximum(most.max(axis=1), 0) * most_moves
    )
    wide = np.zeros((2, int(kept.sum()), width), dtype=np.int32)
    wide[:, :, columns] = least[kept], most[kept]
    return wide[0], wide[1], low[kept], high[kept]
