"""Cells in which a vote takes the place of another: what that changes, and how much of it they have room for."""

from __future__ import annotations

import numpy as np
from msgspec import Struct

from .evidence import Evidence
from .gauge import Gauge
from .load import STAGED, Gauges


class Room(Struct, frozen=True, kw_only=True, eq=False):
    """A vote counts `value` (U, R) in each of R sums, each of which may change by `low` to `high` (R,)."""

    value: np.ndarray
    low: np.ndarray
    high: np.ndarray


def room(evidence: Evidence, gauges: Gauges, table: int) -> Room:
    """The room of all cells of a table, but for what one vote cannot overstep."""
    span = round(100 * (evidence.instrument.maximum - evidence.instrument.minimum))
    values, low, high = [], [], []
    for node in evidence.tables[table].told.tolist():
        found, score = gauges.of(table, node), evidence.score[:, node].astype(np.int64)
        assert found is not None
        if max(found.least, -found.most) > -span:
            values.append(score[:, None])
            low.append([found.least])
            high.append([found.most])
        _add(found, score, values, low, high)
    if staged := gauges.of(table, STAGED):
        _add(staged, evidence.staged.astype(np.int64), values, low, high)
    if not values:
        return Room(value=np.zeros((len(evidence.group), 0), np.int32), low=np.zeros(0), high=np.zeros(0))
    return Room(
        value=np.concatenate(values, axis=1).astype(np.int32),
        low=np.concatenate(low),
        high=np.concatenate(high),
    )


def _add(found: Gauge, score: np.ndarray, values: list, low: list, high: list) -> None:
    """The ranges of a cell that can be overstepped; each level by itself, where nobody may change level."""
    tight = (found.less < 1) | (found.more < 1)
    values.append((score[:, None] >= found.low[tight]) & (score[:, None] < found.beyond[tight]))
    low.append(-found.less[tight])
    high.append(found.more[tight])
    if not found.moved:
        level = np.searchsorted(found.floors, score, side="right")
        values.append(level[:, None] == np.arange(len(found.floors) + 1))
        low.append(np.zeros(len(found.floors) + 1, dtype=np.int64))
        high.append(np.zeros(len(found.floors) + 1, dtype=np.int64))
