"""A published cell → how far its members may differ without a digit of it changing.

The members' exact scores enter, a `Gauge` leaves: bounds on their sum, and on how many of them lie in ranges. Whoever
keeps within them publishes the same; not everyone who publishes the same keeps within them, which is on the safe side.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from msgspec import Struct

from ..model import PERCENTS, QUANTILES, Thresholds
from ..rounding import UNIT, carries, shares

ANY = 1 << 30
"""No bound."""

MOST = 3
"""The most members whose level may change at once, where it is not shown which of them change to what."""


Room = tuple[int, int, int, int]
"""A range of scores, and how many fewer or more may lie in it: as in `Gauge`."""


class Gauge(Struct, frozen=True, kw_only=True, eq=False):
    """The room of one cell, all whole numbers.

    The sum of its scores may change by `least` to `most`. Of those in each range `low` ≤ score < `beyond` there may be
    `less` fewer to `more` more. At most `moved` members may change level (`floors`: the lowest score of each level).
    """

    least: int
    most: int
    low: np.ndarray
    beyond: np.ndarray
    less: np.ndarray
    more: np.ndarray
    floors: np.ndarray
    moved: int


def gauge(
    score: np.ndarray, floors: np.ndarray, thresholds: Thresholds, *, with_given: bool = False
) -> Gauge:
    """The room of a cell whose members have these scores, in hundredths; `with_given`: its quantiles are of type 1."""
    score = np.sort(score).astype(np.int64)
    n, step = len(score), round(thresholds.round_to * UNIT)
    total = int(score.sum())
    ranges = [
        bound
        for name, percent in zip(QUANTILES, PERCENTS, strict=True)
        if name == "median" or carries(n, percent, thresholds.quantile_tail)
        for bound in _quantile(score, percent, step, with_given)
    ]
    least, most = _mean(total * 100, n, step)
    spread, moved = _spread(score, floors, thresholds)
    return _gauge(-(-least // 100) - total, most // 100 - total, ranges + spread, floors, moved)


def staged_gauge(staged: np.ndarray, numbers: np.ndarray, thresholds: Thresholds) -> Gauge:
    """The room of the staged levels of a cell: their shares are told as if each level were a score."""
    spread, moved = _spread(staged.astype(np.int64), numbers, thresholds)
    return _gauge(-ANY, ANY, spread, numbers, moved)


def _gauge(least: int, most: int, ranges: list[Room], floors: np.ndarray, moved: int) -> Gauge:
    low, beyond, less, more = np.array(ranges, dtype=np.int64).reshape(-1, 4).T
    return Gauge(
        least=least,
        most=most,
        low=low,
        beyond=beyond,
        less=less,
        more=more,
        floors=floors,
        moved=moved,
    )


def _spread(score: np.ndarray, floors: np.ndarray, thresholds: Thresholds) -> tuple[list[Room], int]:
    """The ranges that keep a distribution, or else how many may change level."""
    if not len(floors) or len(score) < thresholds.distribution_n:
        return [], ANY
    counts = np.bincount(np.searchsorted(floors, score, side="right") - 1, minlength=len(floors)).tolist()
    moved = steadiness(counts, thresholds)
    if moved > 1:
        return [], moved
    return _levels(floors, counts, thresholds), ANY  # let them make up for one another, level by level


def _mean(numerator: int, n: int, step: int) -> tuple[int, int]:
    """The least and the greatest numerator that `rounding.rounded` takes to the same multiple of `step` over n."""
    share = n * step
    nearest = (2 * numerator + share) // (2 * share)
    return -(-(2 * nearest - 1) * share // 2), -(-(2 * nearest + 1) * share // 2) - 1


def _quantile(score: np.ndarray, percent: int, step: int, with_given: bool) -> list[Room]:
    """The ranges that keep a quantile: the members that it lies between move by what rounding hides.

    They are one or two for type 7, one for type 1 (see `tally`).
    """
    n = len(score)
    rank, remainder = (-(-n * percent // 100) - 1, 0) if with_given else divmod((n - 1) * percent, 100)
    places = (rank, rank + 1) if remainder else (rank,)
    value = 100 * int(score[rank]) + (remainder * int(score[rank + 1] - score[rank]) if remainder else 0)
    least, most = _mean(value, 1, step)
    down, up = (value - least) // 100, (most - value) // 100
    ranges = []
    for place in places:
        low, high = int(score[place]) - down, int(score[place]) + up
        # the member at this place is at least `low`: no more than `place` lie below it
        ranges.append((-ANY, low, ANY, place - int(np.searchsorted(score, low))))
        # and at most `high`: more than `place` lie at or below it
        ranges.append((-ANY, high + 1, int(np.searchsorted(score, high + 1)) - place - 1, ANY))
    return ranges


def _levels(floors: np.ndarray, counts: list[int], thresholds: Thresholds) -> list[Room]:
    """A range for each level: where levels are not joined the numbers that round to its share, else the very number.

    Shares add up to 100 (`rounding.apportion`). If each is the nearest to its own number none of them had to give way, and
    counts that keep all of them the nearest are told so as well, in any combination.
    """
    n = sum(counts)
    told = shares(range(len(counts)), counts, thresholds)
    edges = [*floors.tolist()[1:], ANY]
    rooms = [(0, 0)] * len(counts)
    nearest = [_mean(share.percent * n, n, thresholds.share_to) for share in told]
    if len(told) < len(counts) or any(
        not low <= 100 * count <= high for count, (low, high) in zip(counts, nearest, strict=True)
    ):
        rooms = box(tuple(counts), thresholds)
    else:
        least, most = thresholds.bin_n, int(thresholds.dominance * n)
        for at, (count, (low, high)) in enumerate(zip(counts, nearest, strict=True)):
            if count:
                rooms[at] = (count - max(-(-low // 100), least), min(high // 100, most) - count)
    return [
        (low, beyond, max(0, less), max(0, more))
        for low, beyond, (less, more) in zip([-ANY, *floors.tolist()[1:]], edges, rooms, strict=True)
    ]


@lru_cache(maxsize=4096)
def box(counts: tuple[int, ...], thresholds: Thresholds) -> list[tuple[int, int]]:
    """For each level whether one fewer, and one more, may stand there: in any combination, and the same shares told."""
    told = shares(range(len(counts)), counts, thresholds)
    rooms = [(0, 0)] * len(counts)
    for at in range(len(counts)):
        for less, more in ((1, 0), (0, 1)):
            wider = list(rooms)
            wider[at] = max(rooms[at][0], less), max(rooms[at][1], more)
            every = itertools.product(*(range(-down, up + 1) for down, up in wider))
            changed = ([a + b for a, b in zip(counts, each, strict=True)] for each in every if not sum(each))
            if all(min(each) >= 0 and shares(range(len(each)), each, thresholds) == told for each in changed):
                rooms = wider
    return rooms


def steadiness(counts: Sequence[int], thresholds: Thresholds) -> int:
    """How many members may change level, from whatever to whatever, so that the shares told stay the same; up to `MOST`."""
    told = shares(range(len(counts)), counts, thresholds)
    reached = {tuple(counts)}
    edge = reached
    for moved in range(MOST):
        further = set()
        for each in edge:
            for source, there in enumerate(each):
                if not there:
                    continue
                for target in range(len(each)):
                    changed = list(each)
                    changed[source] -= 1
                    changed[target] += 1
                    further.add(tuple(changed))
        edge = further - reached
        for each in edge:
            if shares(range(len(each)), each, thresholds) != told:
                return moved
        reached = reached | edge
    return MOST
