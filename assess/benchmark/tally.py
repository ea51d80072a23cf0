"""Exact statistics of every cohort, by counting: votes per cohort, node and score, then a cumulative sum.

Votes enter, a `Tally` leaves, and it goes to `disclosure` alone: exact numbers of organisations and exact quantiles
are never published. Scores are whole hundredths, so there are few different ones and counting them loses nothing;
everything here is whole-number arithmetic, and the order of the rows cannot matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from msgspec import Struct

from .cohort import key
from .contribution import NOT_SCORED, Contributions, Instrument
from .model import PERCENTS, is_item


class Tally(Struct, frozen=True, kw_only=True, eq=False):
    """Exact statistics of the cohorts with at least `min_n` organisations, in the order of their paths.

    `size` (C,) is the number of organisations of a cohort. Per cohort and node, `n` (C, N) have a score and
    `total` (C, N) is their sum in hundredths; `quantile` (C, N, 7) holds the quantiles of `PERCENTS`
    in ten-thousandths of the shown range, meaningless where n is 0: of type 7, those of items (`is_item`) of type 1.
    `level` (C, N, L) counts those on each level of the instrument, `staged` (C, L) the staged levels of the whole.
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


class Histogram(Struct, frozen=True, eq=False):
    """How many of each leaf have each score that occurs: `votes` (leaves, grid), a column for each `score`, which rise."""

    score: np.ndarray
    votes: np.ndarray


class Counted(Struct, frozen=True, kw_only=True, eq=False):
    """Votes, counted by leaf: how many there are, `size` (leaves,), on which staged level, and a histogram for each node."""

    instrument: Instrument
    paths: tuple[tuple[str, ...], ...]
    size: np.ndarray
    staged: np.ndarray
    histograms: tuple[Histogram, ...]


def tally(votes: Contributions, *, min_n: int) -> Tally:
    """Count every cohort of the tree that has at least `min_n` members."""
    return sum_up(count(votes), min_n=min_n)


def count(votes: Contributions) -> Counted:
    """Count votes by leaf, once for all cohorts above."""
    leaf, leaf_count = votes.leaf.astype(np.int64), len(votes.paths)
    staged = [
        np.bincount(leaf[votes.staged == number], minlength=leaf_count)
        for number, _ in votes.instrument.levels
    ]
    return Counted(
        instrument=votes.instrument,
        paths=votes.paths,
        size=np.bincount(leaf, minlength=leaf_count),
        staged=np.array(staged, dtype=np.int64).reshape(len(staged), leaf_count).T,
        histograms=tuple(histogram(leaf, score, leaf_count) for score in side_by_side(votes.score)),
    )


def sum_up(counted: Counted, *, min_n: int) -> Tally:
    """The statistics of every cohort that has at least `min_n` members."""
    upto = cumulated(counted.size)
    kept = [branch for branch in branches(counted.paths) if upto[branch.beyond] - upto[branch.first] >= min_n]
    floors = np.array([floor for _, floor in counted.instrument.levels], dtype=np.int64)
    columns = [
        measure(each, kept, floors, quantile=given_quantiles if is_item(node) else quantiles)
        for node, each in zip(counted.instrument.nodes, counted.histograms, strict=True)
    ]
    return Tally(
        cohorts=tuple(key(branch.steps) for branch in kept),
        nodes=counted.instrument.nodes,
        size=of_branches(upto, kept),
        **{name: np.stack([getattr(column, name) for column in columns], axis=1) for name in COLUMN},
        staged=of_branches(cumulated(counted.staged), kept),
    )


COLUMN = ("n", "total", "quantile", "level")
BLOCK = 1 << 12
"""Rows that are laid out anew at a time."""

WIDEST = 1 << 24
"""Leaves times scores that are counted side by side; of a range of thousands only the scores that occur."""


def branches(paths: tuple[tuple[str, ...], ...]) -> Iterator[Branch]:
    """Every cohort above the leaves, in the order of their paths: the root first, parents before children."""
    span: dict[tuple[str, ...], tuple[int, int]] = {}
    for index, steps in enumerate(paths):
        for depth in range(len(steps) + 1):
            first, _ = span.get(steps[:depth], (index, index))
            span[steps[:depth]] = (first, index + 1)
    return (Branch(steps, *span[steps]) for steps in sorted(span))


def side_by_side(score: np.ndarray) -> np.ndarray:
    """The scores (n, N) with those of a node next to one another, (N, n); in blocks, which stay in the cache."""
    found = np.empty(score.shape[::-1], dtype=score.dtype)
    for first in range(0, len(score), BLOCK):
        found[:, first : first + BLOCK] = score[first : first + BLOCK].T
    return found


def histogram(leaf: np.ndarray, score: np.ndarray, leaf_count: int) -> Histogram:
    """Count the scores of one node; `leaf` is int64."""
    grid = int(score.max(initial=NOT_SCORED)) - NOT_SCORED + 1
    scores = np.arange(NOT_SCORED, NOT_SCORED + grid)
    if leaf_count * grid > WIDEST:
        scores, place = np.unique(np.append(score, NOT_SCORED), return_inverse=True)
        grid, score = len(scores), place[:-1] + NOT_SCORED
    cell = leaf * grid
    cell += score
    cell -= NOT_SCORED
    votes = np.bincount(cell, minlength=leaf_count * grid).reshape(leaf_count, grid)
    given = 1 + np.flatnonzero(votes[:, 1:].any(axis=0))  # the first are those without a score
    return Histogram(scores[given], votes[:, given].astype(np.int32))


def measure(
    counted: Histogram,
    kept: list[Branch],
    floors: np.ndarray,
    quantile: Callable[[np.ndarray, np.ndarray], np.ndarray],
) -> Column:
    """The statistics of one node in every kept cohort (see `Tally` for the units)."""
    votes = of_branches(cumulated(counted.votes), kept)
    n = votes.sum(axis=1, dtype=np.int64)
    if not votes.shape[1]:  # nobody has a score here
        return Column(
            n,
            n,
            np.zeros((len(kept), len(PERCENTS)), dtype=np.int64),
            np.zeros((len(kept), len(floors)), dtype=np.int64),
        )
    upto = votes.cumsum(axis=1, dtype=np.int64)
    total = votes @ counted.score
    return Column(n, total, quantile(upto, counted.score), levels(upto, counted.score, floors))


def levels(upto: np.ndarray, score: np.ndarray, floors: np.ndarray) -> np.ndarray:
    """How many (C, L) stand on each level, whose lowest scores `floors` rise from the lowest there is."""
    padded = np.pad(upto, ((0, 0), (1, 0)))
    bound = np.append(np.searchsorted(score, floors), len(score))
    return padded[:, bound[1:]] - padded[:, bound[:-1]]


def of_branches(below: np.ndarray, kept: list[Branch]) -> np.ndarray:
    """The rows of cumulated leaves (see `cumulated`) as one row for each branch."""
    first = np.array([branch.first for branch in kept], dtype=np.int64)
    beyond = np.array([branch.beyond for branch in kept], dtype=np.int64)
    return below[beyond] - below[first]


def quantiles(upto: np.ndarray, score: np.ndarray) -> np.ndarray:
    """Type 7 quantiles of histograms, in ten-thousandths; `upto` (C, grid) has how many have each `score` or less.

    Type 7 (Hyndman and Fan, 1996): with h = (n − 1)·q, the value at rank ⌊h⌋ plus the fraction of h of the
    way to the next. With q in percent, (n − 1)·percent = 100·⌊h⌋ + remainder, so no step needs a fraction.
    """
    rank, remainder = np.divmod(np.maximum(upto[:, -1:] - 1, 0) * np.array(PERCENTS), 100)
    low, high = at_ranks(upto, score, rank, rank + (remainder > 0))
    return 100 * low + remainder * (high - low)


def given_quantiles(upto: np.ndarray, score: np.ndarray) -> np.ndarray:
    """Quantiles that somebody gave (type 1, the inverse of the distribution function); shapes and units of `quantiles`.

    The least score that at least n·q have or fall below: of rank ⌈n·q⌉ − 1, counted from 0; the median is the lower one.
    """
    rank = np.maximum(-(-upto[:, -1:] * np.array(PERCENTS) // 100) - 1, 0)
    [value] = at_ranks(upto, score, rank)
    return 100 * value


def at_ranks(upto: np.ndarray, score: np.ndarray, *ranks: np.ndarray) -> list[np.ndarray]:
    """The scores (C, 7) at each of these ranks (C, 7), which count from 0 in every cohort."""
    n = upto[:, -1]
    # one rising run over all cohorts: one binary search finds every rank
    before = (n.cumsum() - n)[:, None]
    run = (upto + before).ravel()
    return [score[np.searchsorted(run, before + rank, side="right") % upto.shape[1]] for rank in ranks]


def cumulated(counts: np.ndarray) -> np.ndarray:
    """Sums of the rows before each row: rows first … beyond − 1 add up to result[beyond] − result[first]."""
    return np.concatenate((np.zeros_like(counts[:1]), counts.cumsum(axis=0, dtype=counts.dtype)))
