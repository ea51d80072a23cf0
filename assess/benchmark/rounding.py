"""How coarsely a number is told (disclosure rules 3, 4 and 6): bands of n, tenths of a score, steps of a share.

Whole numbers enter, published ones leave; nothing here knows whose they are.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from .model import Share, Thresholds

UNIT = 10_000
"""Exact statistics are whole ten-thousandths of the shown range."""


def band(n: int, bands: tuple[int, ...]) -> str:
    """The band that n falls in: "10–14", …, "100+". n is at least the first bound."""
    index = bisect_right(bands, n)
    low = bands[index - 1]
    return f"{low}+" if index == len(bands) else f"{low}–{bands[index] - 1}"


@lru_cache(maxsize=256)
def least(n_band: str) -> int:
    """The smallest n of a band: all that a reader of the edition knows of n."""
    return int(n_band.rstrip("+").partition("–")[0])


def carries(n: int, percent: int, tail: int) -> bool:
    """Whether n organisations are enough for this quantile: n·min(q, 1 − q) ≥ tail, in whole numbers."""
    return n * min(percent, 100 - percent) >= tail * 100


def rounded(numerator: int, denominator: int, step: int) -> float:
    """numerator/denominator ten-thousandths on the shown range, to the nearest `step`, half away from zero.

    Scores are never negative, so away from zero is up; whole numbers, so that a half is a half.
    """
    share = denominator * step
    return (2 * numerator + share) // (2 * share) * step / UNIT


def shares(numbers: Sequence[int], counts: Sequence[int], thresholds: Thresholds) -> tuple[Share, ...]:
    """How `counts` spread over the levels `numbers`, in percent; empty where that may not be told (rule 4).

    A bin that somebody is in, and fewer than `bin_n`, is joined with its smaller neighbour (of equals the lower one),
    the smallest bin first, until there is none.
    """
    n = sum(counts)
    if n < thresholds.distribution_n:
        return ()
    bins = [(number, number, count) for number, count in zip(numbers, counts, strict=True)]
    while small := [(count, at) for at, (_, _, count) in enumerate(bins) if 0 < count < thresholds.bin_n]:
        _, at = min(small)
        beside = [each for each in (at - 1, at + 1) if 0 <= each < len(bins)]
        if not beside:
            return ()
        other = min(beside, key=lambda each: (bins[each][2], each))
        low, high = sorted((at, other))
        bins[low : high + 1] = [(bins[low][0], bins[high][1], bins[low][2] + bins[high][2])]
    if max(count for _, _, count in bins) > thresholds.dominance * n:
        return ()
    step = thresholds.share_to
    return tuple(
        Share(low, high, (200 * count + n * step) // (2 * n * step) * step) for low, high, count in bins
    )
