"""Exact statistics of every cohort, by counting: votes per cohort, node and score, then a cumulative sum.

Votes enter, a `Tally` leaves, and it goes to `disclosure` alone: exact numbers of organisations and exact quantiles
are never published. Scores are whole hundredths, so there are few different ones and counting them loses nothing;
everything here is whole-number arithmetic, and the order of the rows cannot matter.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from msgspec import Struct

from .cohort import key
from .contribution import NOT_SCORED, Contributions
from .model import PERCENTS


class Tally(Struct, frozen=True, kw_only=True, eq=False):
    """Exact statistics of the cohorts with at least `min_n` organisations, in the order of their paths.

    `size` (C,) is the number of organisations of a cohort. Per cohort and node, `n` (C, N) have a score and
    `total` (C, N) is their sum in hundredths; `quantile` (C, N, 7) holds the type 7 quantiles of `PERCENTS`
    in ten-thousandths of the shown range, meaningless where n is 0. `level` (C, N, L) counts those on each level of the
    instrument, `staged` (C, L) the staged levels of the whole.
    """

    cohorts: tuple[str, ...]
    nodes: tuple[str, ...]
    size: np.ndarray
    n: np.ndarray
    total: np.ndarray
    quantile: np.ndarray
    level: np.ndarray
    staged: np.ndarray


class Branch(Struct, frozen=True):
    """A cohort as a run of leaves: they are sorted by path, so all below one path lie side by side."""

    steps: tuple[str, ...]
    first: int
    beyond: int


class Column(Struct, frozen=True, eq=False):
    """The statistics of one node: the columns of `Tally` without their second axis."""

    n: np.ndarray
    total: np.ndarray
    quantile: np.ndarray
    level: np.ndarray


def tally(votes: Contributions, *, min_n: int) -> Tally:
    """Count every cohort of the tree that has at least `min_n` members."""
    counts = cumulated(np.bincount(votes.leaf, minlength=len(votes.paths)))
    kept = [
        branch for branch in branches(votes.paths) if counts[branch.beyond] - counts[branch.first] >= min_n
    ]
    floors = np.array([floor for _, floor in votes.instrument.levels], dtype=np.int64)
    leaf = votes.leaf.astype(np.int64)
    columns = [
        measure(leaf, np.ascontiguousarray(votes.score[:, node]), kept, len(votes.paths), floors)
        for node in range(len(votes.instrument.nodes))
    ]
    return Tally(
        cohorts=tuple(key(branch.steps) for branch in kept),
        nodes=votes.instrument.nodes,
        size=np.array([counts[branch.beyond] - counts[branch.first] for branch in kept], dtype=np.int64),
        **{name: np.stack([getattr(column, name) for column in columns], axis=1) for name in COLUMN},
        staged=staged(votes, kept),
    )


COLUMN = ("n", "total", "quantile", "level")


def branches(paths: tuple[tuple[str, ...], ...]) -> Iterator[Branch]:
    """Every cohort above the leaves, in the order of their paths: the root first, parents before children."""
    span: dict[tuple[str, ...], tuple[int, int]] = {}
    for index, steps in enumerate(paths):
        for depth in range(len(steps) + 1):
            first, _ = span.get(steps[:depth], (index, index))
            span[steps[:depth]] = (first, index + 1)
    return (Branch(steps, *span[steps]) for steps in sorted(span))


def measure(
    leaf: np.ndarray, score: np.ndarray, kept: list[Branch], leaf_count: int, floors: np.ndarray
) -> Column:
    """The statistics of one node in every kept cohort (see `Tally` for the units)."""
    # a column for each score that occurs: a range of thousands would need a million columns a leaf
    given = np.flatnonzero(np.bincount(score - NOT_SCORED)) + NOT_SCORED
    given = given if len(given) and given[0] == NOT_SCORED else np.concatenate(([NOT_SCORED], given))
    grid = len(given)
    place = np.zeros(given[-1] - NOT_SCORED + 1, dtype=np.int64)
    place[given - NOT_SCORED] = np.arange(grid)
    bins = np.bincount(leaf * grid + place[score - NOT_SCORED], minlength=leaf_count * grid).astype(np.int32)
    below = cumulated(bins.reshape(leaf_count, grid)[:, 1:])  # the first bin holds those without a score
    votes = of_branches(below, kept)
    n = votes.sum(axis=1, dtype=np.int64)
    level = np.zeros((len(kept), len(floors)), dtype=np.int64)
    if not votes.shape[1]:  # nobody has a score here
        return Column(n, n, np.zeros((len(kept), len(PERCENTS)), dtype=np.int64), level)
    if len(floors):
        np.add.at(level.T, np.searchsorted(floors, given[1:], side="right") - 1, votes.T)
    return Column(n, votes @ given[1:], quantiles(votes, n, given[1:]), level)


def staged(votes: Contributions, kept: list[Branch]) -> np.ndarray:
    """How many of each kept cohort are on each staged level, (C, L); those who have none are not counted."""
    numbers = [number for number, _ in votes.instrument.levels]
    counts = np.zeros((len(votes.paths), len(numbers)), dtype=np.int64)
    for column, number in enumerate(numbers):
        counts[:, column] = np.bincount(votes.leaf[votes.staged == number], minlength=len(votes.paths))
    return of_branches(cumulated(counts), kept)


def of_branches(below: np.ndarray, kept: list[Branch]) -> np.ndarray:
    """The rows of cumulated leaves (see `cumulated`) as one row for each branch."""
    first = np.array([branch.first for branch in kept], dtype=np.int64)
    beyond = np.array([branch.beyond for branch in kept], dtype=np.int64)
    return below[beyond] - below[first]


def quantiles(votes: np.ndarray, n: np.ndarray, score: np.ndarray) -> np.ndarray:
    """Type 7 quantiles of histograms, in ten-thousandths; `votes` is (C, grid), a column for each `score`, which rise.

    Type 7 (Hyndman and Fan, 1996): with h = (n − 1)·q, the value at rank ⌊h⌋ plus the fraction of h of the
    way to the next. With q in percent, (n − 1)·percent = 100·⌊h⌋ + remainder, so no step needs a fraction.
    """
    grid = votes.shape[1]
    # one rising run over all cohorts: one binary search finds every rank
    upto = votes.ravel().cumsum(dtype=np.int64)
    before = np.concatenate(([0], n.cumsum()[:-1])) if len(n) else n
    rank, remainder = np.divmod(np.maximum(n - 1, 0)[:, None] * np.array(PERCENTS), 100)
    low, high = (
        score[np.searchsorted(upto, before[:, None] + rank + step, side="right") % grid]
        for step in (0, remainder > 0)
    )
    return 100 * low + remainder * (high - low)


def cumulated(counts: np.ndarray) -> np.ndarray:
    """Sums of the rows before each row: rows first … beyond − 1 add up to result[beyond] − result[first]."""
    return np.concatenate((np.zeros_like(counts[:1]), counts.cumsum(axis=0, dtype=counts.dtype)))
