"""How coarsely a number is told (disclosure rules 3, 4 and 6): bands of n, tenths of a score, steps of a share.

Whole numbers enter, published ones leave; nothing here knows whose they are.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, combinations, permutations, product

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
    """How `counts` spread over the levels `numbers`, in percent that add up to 100; empty if that may not be told (rule 4).

    A bin that somebody is in, and fewer than `bin_n`, is joined with its smaller neighbour (of equals the lower one),
    the smallest bin first, until there is none. Joined further, in the same way, is what could not be told of every other
    number of organisations in the band as well: then shares leave the band as wide as it is, however many nodes tell
    theirs (rule 6).
    """
    n = sum(counts)
    if n < thresholds.distribution_n:
        return ()
    bins = _joined(_levels(counts), thresholds.bin_n)
    while told := _outline(bins, thresholds):
        if _is_told_of_any(told, *_alike(n, thresholds), thresholds):
            return tuple(Share(numbers[low], numbers[high], percent) for low, high, percent in told)
        bins = _join(bins, min((count, at) for at, (_, _, count) in enumerate(bins) if count)[1])
    return ()


Bin = tuple[int, int, int]
"""The first and the last of the levels that are joined, by their places, and how many stand on them, or their percent."""

BLOCK = 50
"""Numbers that the open last band is taken to hold at a time: those from which a number of 100 or more is not told apart."""


def apportion(parts: Sequence[int], whole: int) -> list[int]:
    """`whole` divided in proportion to `parts`, in whole numbers: the largest remainders get what is left (Hamilton).

    Of equal remainders the larger part's comes first, then the one that stands first.
    """
    n = sum(parts)
    found = [part * whole // n for part in parts]
    order = sorted(range(len(parts)), key=lambda at: (-(parts[at] * whole % n), -parts[at], at))
    for at in order[: whole - sum(found)]:
        found[at] += 1
    return found


def _joined(bins: list[Bin], bin_n: int) -> list[Bin]:
    """The bins without one that somebody is in, and fewer than `bin_n`."""
    while len(bins) > 1 and (
        small := [(count, at) for at, (*_, count) in enumerate(bins) if 0 < count < bin_n]
    ):
        bins = _join(bins, min(small)[1])
    return bins


def _join(bins: list[Bin], at: int) -> list[Bin]:
    """The bins with one of them joined with its smaller neighbour."""
    beside = [each for each in (at - 1, at + 1) if 0 <= each < len(bins)]
    low, high = sorted((at, min(beside, key=lambda each: (bins[each][2], each))))
    return [*bins[:low], (bins[low][0], bins[high][1], bins[low][2] + bins[high][2]), *bins[high + 1 :]]


def _outline(bins: list[Bin], thresholds: Thresholds) -> tuple[Bin, ...]:
    """The bins with the percent they would be told with; empty where one holds nearly all, or is the only one."""
    counts = [count for *_, count in bins]
    if len(bins) == 1 or max(counts) > thresholds.dominance * sum(counts):
        return ()
    steps = apportion(counts, 100 // thresholds.share_to)
    return tuple(
        (low, high, step * thresholds.share_to) for (low, high, _), step in zip(bins, steps, strict=True)
    )


def _alike(n: int, thresholds: Thresholds) -> tuple[int, int]:
    """The least number that must not be told from n, and the one behind the greatest: n's band, or a `BLOCK` of the last.

    Neither depends on n but by its band: whether something is told must not tell more than what is told.
    """
    bounds = thresholds.bands
    index = bisect_right(bounds, n)
    if index < len(bounds):
        low, beyond = bounds[index - 1], bounds[index]
    else:
        low = n - (n - bounds[-1]) % BLOCK
        beyond = low + BLOCK
    return max(low, thresholds.distribution_n), beyond


@lru_cache(maxsize=1 << 14)
def _is_told_of_any(told: tuple[Bin, ...], low: int, beyond: int, thresholds: Thresholds) -> bool:
    """Whether of every number of organisations from `low` some counts would be told in just this way.

    True only where such counts are found, and lead here by the same rules; numbers must be so many that they hide one
    another (`difference`).
    """
    if beyond - low < thresholds.difference:
        return False
    spans = [each[:2] for each in told]
    ways = list(product(*(_ways(high - low + 1, thresholds.bin_n) for low, high in spans)))
    for n in range(low, beyond):
        fitting = (
            way
            for counts in _guesses(told, n, thresholds)
            for way in ways
            if [each[:2] for each in _joined(_fill(counts, way), thresholds.bin_n)] == spans
        )
        if (way := next(fitting, None)) is None:
            return False
        ways.remove(way)
        ways.insert(0, way)  # most likely the next number's as well
    return True


def _guesses(told: tuple[Bin, ...], n: int, thresholds: Thresholds) -> Iterator[list[int]]:
    """Counts of n organisations by bin that are told so: those in proportion, or with one moved to another bin."""
    steps = [percent // thresholds.share_to for *_, percent in told]
    whole, bin_n, most = sum(steps), thresholds.bin_n, thresholds.dominance * n
    start = apportion(steps, n)
    for at, (low, high, _) in enumerate(told):
        if start[at] < bin_n and (start[at] or low < high):  # somebody is in a bin that was joined
            start[at] = bin_n
    start[start.index(max(start))] += n - sum(start)
    for source, target in chain([(0, 0)], permutations(range(len(told)), 2)):
        counts = list(start)
        counts[source] -= 1
        counts[target] += 1
        fits = max(counts) <= most and all(count >= bin_n or not count for count in counts)
        if fits and apportion(counts, whole) == steps:
            yield counts


Way = tuple[int, ...]
"""How many stand on each level of a bin, −1 on the one where all others stand."""


def _ways(levels: int, bin_n: int) -> list[Way]:
    """Ways for a bin of several levels to have been joined: most stand on one of them, too few on some others."""
    return [
        tuple(-1 if at == most else few * (at in small) for at in range(levels))
        for most in range(levels)
        for few in (1, bin_n - 1)
        for many in range(min(1, levels - 1), levels)
        for small in combinations([at for at in range(levels) if at != most], many)
    ]


def _fill(counts: Sequence[int], ways: Sequence[Way]) -> list[Bin]:
    """A bin for each level, with counts by bin spread in these ways."""
    spread = (
        count - sum(way) - 1 if few < 0 else few
        for count, way in zip(counts, ways, strict=True)
        for few in way
    )
    return _levels(max(0, count) for count in spread)


def _levels(counts: Iterable[int]) -> list[Bin]:
    """A bin for each level."""
    return [(at, at, count) for at, count in enumerate(counts)]
