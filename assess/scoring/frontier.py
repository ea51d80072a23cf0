"""The most that something can be worth for each whole cost, and which answers give it.

Pure: a question's frontier is its offers; frontiers are put together as rollups put scores together.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from msgspec import Struct

from .node import Node
from .offer import Offer

FORGIVEN = 1e-8
"""Of the range: what scoring forgives a score below a level's bound (`sql/leaf.sql`)."""

NEVER = -1.0
"""Less than any worth."""


class Frontier(Struct, frozen=True):
    """The most a part can be worth for each whole cost, and which offers give that."""

    best: np.ndarray
    picks: Callable[[int], dict[str, Offer]]

    @property
    def corners(self) -> np.ndarray:
        """The costs at which it is worth more than for one less."""
        return np.flatnonzero(np.diff(self.best, prepend=-np.inf) > 0)


def combine(
    parts: list[tuple[Frontier, float]], join: Callable[[np.ndarray, np.ndarray], np.ndarray], nothing: float
) -> Frontier:
    """The best sum, or the best least, over parts for each total cost."""
    best, splits = np.full(1, nothing), []
    for part, share in parts:
        size = len(best) + len(part.best) - 1
        wider = np.concatenate([best, np.full(size - len(best), best[-1])])
        joined, split = np.full(size, -np.inf), np.zeros(size, dtype=np.int64)
        for cost in part.corners:
            worth = join(wider[: size - cost], part.best[cost] * share)
            better = worth > joined[cost:]
            joined[cost:][better] = worth[better]
            split[cost:][better] = cost
        best = joined
        splits.append((part, split))

    def picks(cost: int) -> dict[str, Offer]:
        chosen: dict[str, Offer] = {}
        for part, split in reversed(splits):
            spent = int(split[min(cost, len(split) - 1)])
            chosen |= part.picks(spent)
            cost -= spent
        return chosen

    return Frontier(best, picks)


def climb(parts: list[tuple[Frontier, int, int]], mine: Node) -> Frontier:
    """A ladder is climbed rung by rung; each must be a yes, and ends where one cannot be."""
    threshold = mine.climbs_from / 1e9 - FORGIVEN
    steps: list[tuple[int, float, dict[str, Offer]]] = [(0, 0.0, {})]
    for part, _, bit in sorted((part for part in parts if part[2]), key=lambda part: part[2]):
        enough = np.flatnonzero(part.best >= threshold)
        if not enough.size:
            break
        cost, _, picks = steps[-1]
        steps.append(
            (cost + int(enough[0]), bit.bit_length() / mine.rungs, picks | part.picks(int(enough[0])))
        )
    return stairs(steps)


def stairs(steps: list[tuple[int, float, dict[str, Offer]]]) -> Frontier:
    """Each step at its cost, all picks at once."""
    best = np.full(steps[-1][0] + 1, NEVER)
    for cost, x, _ in steps:
        best[cost:] = np.maximum(best[cost:], x)

    def picks(cost: int) -> dict[str, Offer]:
        return max((step for step in steps if step[0] <= cost), key=lambda step: (step[1], -step[0]))[2]

    return Frontier(best, picks)


def fixed(x: float) -> Frontier:
    return Frontier(np.full(1, x), lambda _: {})
