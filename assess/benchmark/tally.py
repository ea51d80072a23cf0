"""Exact statistics of every cohort, by counting: votes per cohort, node and score, then a cumulative sum.

Contributions enter, a `Tally` leaves, and it goes to `disclosure` alone: exact numbers of organisations and
exact quantiles are never stored and never published. Scores are whole hundredths, so there are few different
ones and counting them loses nothing; everything here is whole-number arithmetic, and the order of the rows
cannot matter.
"""

from __future__ import annotations

import numpy as np
from msgspec import Struct

from assess.benchmark.cohort import FIELDS, key, path
from assess.benchmark.contribution import NOT_SCORED, Contributions
from assess.benchmark.model import PERCENTS


class Tally(Struct, frozen=True, kw_only=True, eq=False):
    """Exact statistics of the cohorts with at least `min_n` organisations, in the order of their paths.

    `size` (C,) is the number of organisations of a cohort. Per cohort and node, `n` (C, N) have a score and
    `total` (C, N) is their sum in hundredths; `quantile` (C, N, 7) holds the type 7 quantiles of `PERCENTS`
    in ten-thousandths of the shown range, meaningless where n is 0.
    """

    cohorts: tuple[str, ...]
    nodes: tuple[str, ...]
    size: np.ndarray
    n: np.ndarray
    total: np.ndarray
    quantile: np.ndarray


class Branch(Struct, frozen=True):
    """A cohort as a run of leaves: they are sorted by path, so all below one path lie side by side."""

    steps: tuple[str, ...]
    first: int
    beyond: int


def tally(contributions: Contributions, *, min_n: int) -> Tally:
    """Count every cohort of the tree that has at least `min_n` members."""
    member = members(contributions)
    leaf, paths = leaves(contributions)
    leaf = leaf[member].astype(np.int64)
    counts = cumulated(np.bincount(leaf, minlength=len(paths)))
    kept = [branch for branch in branches(paths) if counts[branch.beyond] - counts[branch.first] >= min_n]
    size = np.array([counts[branch.beyond] - counts[branch.first] for branch in kept], dtype=np.int64)
    by_node = np.ascontiguousarray(contributions.score[member].T)
    columns = [measure(leaf, score, kept, len(paths)) for score in by_node]
    return Tally(
        cohorts=tuple(key(branch.steps) for branch in kept),
        nodes=contributions.nodes,
        size=size,
        n=np.stack([n for n, _, _ in columns], axis=1),
        total=np.stack([total for _, total, _ in columns], axis=1),
        quantile=np.stack([quantile for _, _, quantile in columns], axis=1),
    )


def members(contributions: Contributions) -> np.ndarray:
    """Whether each contributor counts: those with an overall score, one set for every node of a cohort.

    Where the questionnaire has no overall score (nobody has one), every contributor is a member.
    """
    overall = contributions.score[:, 0] >= 0
    return overall if overall.any() else np.ones(len(overall), dtype=bool)


def leaves(contributions: Contributions) -> tuple[np.ndarray, list[tuple[str, ...]]]:
    """The index of each row's leaf, and the leaves' paths in order; a leaf is the longest path known."""
    columns = [getattr(contributions, field) for field in FIELDS]
    known = {profile: path(profile) for profile in set(zip(*columns, strict=True))}
    paths = sorted(set(known.values()))
    order = {steps: index for index, steps in enumerate(paths)}
    place = {profile: order[steps] for profile, steps in known.items()}
    return np.fromiter(map(place.__getitem__, zip(*columns, strict=True)), np.int64, len(columns[0])), paths


def branches(paths: list[tuple[str, ...]]) -> list[Branch]:
    """Every cohort above the leaves, in the order of their paths: the root first, parents before children."""
    span: dict[tuple[str, ...], tuple[int, int]] = {}
    for index, steps in enumerate(paths):
        for depth in range(len(steps) + 1):
            first, _ = span.get(steps[:depth], (index, index))
            span[steps[:depth]] = (first, index + 1)
    return [Branch(steps, *span[steps]) for steps in sorted(span)]


def measure(
    leaf: np.ndarray, score: np.ndarray, kept: list[Branch], leaf_count: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """n, total and quantiles of one node in every kept cohort (see `Tally` for the units)."""
    # a column for each score that occurs: a range of thousands would need a million columns a leaf
    given = np.flatnonzero(np.bincount(score - NOT_SCORED)) + NOT_SCORED
    given = given if len(given) and given[0] == NOT_SCORED else np.concatenate(([NOT_SCORED], given))
    grid = len(given)
    place = np.zeros(given[-1] - NOT_SCORED + 1, dtype=np.int64)
    place[given - NOT_SCORED] = np.arange(grid)
    bins = np.bincount(leaf * grid + place[score - NOT_SCORED], minlength=leaf_count * grid).astype(np.int32)
    below = cumulated(bins.reshape(leaf_count, grid)[:, 1:])  # the first bin holds those without a score
    first = np.array([branch.first for branch in kept], dtype=np.int64)
    beyond = np.array([branch.beyond for branch in kept], dtype=np.int64)
    votes = below[beyond] - below[first]
    n = votes.sum(axis=1, dtype=np.int64)
    if not votes.shape[1]:  # nobody has a score here
        return n, n, np.zeros((len(kept), len(PERCENTS)), dtype=np.int64)
    return n, votes @ given[1:], quantiles(votes, n, given[1:])


def quantiles(votes: np.ndarray, n: np.ndarray, score: np.ndarray) -> np.ndarray:
    """Type 7 quantiles of histograms, in ten-thousandths; `votes` is (C, grid), a column for each `score`, which rise.

    Type 7 (Hyndman and Fan, 1996): with h = (n − 1)·q, the value at rank ⌊h⌋ plus the fraction of h of the
    way to the next. With q in percent, (n − 1)·percent = 100·⌊h⌋ + remainder, so no step needs a fraction.
    """
    grid = votes.shape[1]
    upto = votes.ravel().cumsum(
        dtype=np.int64
    )  # one rising run over all cohorts: one binary search finds every rank
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
