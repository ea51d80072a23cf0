"""How far a figure can be trusted: intervals at 95 % from the few numbers that each needs.

Pure and deterministic: the bootstrap has a fixed seed and looks at sorted values. SciPy and NumPy are imported where
they are used. Two responses are the least for any interval; below, there is a reason instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import TYPE_CHECKING

from .figure import Interval

if TYPE_CHECKING:
    import numpy as np

LEVEL = 0.95
RESAMPLES = 2000
SEED = 20_260_101
ROOM = 1 << 20
"""Values drawn at a time."""


def share_interval(count: int, n: int, *, among: int = 1) -> Interval:
    """Bounds in percent of the share count / n: Wilson (1927), score interval without continuity correction.

    `among` shares of one whole hold together at the level, each widened by Bonferroni's rule: Goodman (1965).
    """
    from scipy.special import ndtri

    method = "wilson" if among == 1 else "goodman"
    if n < 2:
        return _none(method, n)
    z = float(ndtri(1 - (1 - LEVEL) / (2 * among)))
    share, spread = count / n, z * z / n
    centre = (share + spread / 2) / (1 + spread)
    half = z * sqrt(share * (1 - share) / n + spread / (4 * n)) / (1 + spread)
    # at either end the two terms cancel, but for the last digit of a float
    low = 0.0 if count == 0 else max(0.0, centre - half)
    high = 1.0 if count == n else min(1.0, centre + half)
    return Interval(method=method, level=LEVEL, low=100 * low, high=100 * high)


def net_interval(above: int, below: int, n: int) -> Interval:
    """Bounds in points of (above − below) / n, by the variance (p + d − (p − d)²) / n and the normal distribution.

    Cut at −100 and 100, beyond which nothing lies.
    """
    from scipy.special import ndtri

    if n < 2:
        return _none("net variance", n)
    scaled = n * (above + below) - (above - below) ** 2  # n² times the variance, in whole numbers
    if scaled == 0:
        return Interval(method="net variance", level=LEVEL, reason="all_alike")
    net = (above - below) / n
    half = float(ndtri((1 + LEVEL) / 2)) * sqrt(scaled / n) / n
    return Interval(
        method="net variance", level=LEVEL, low=100 * max(-1.0, net - half), high=100 * min(1.0, net + half)
    )


def mean_interval(
    mean: float, variance: float, n: int, *, least: float, most: float, method: str = "t"
) -> Interval:
    """Bounds of a mean by Student's t, from the sample variance (n − 1); cut at what the scale can hold."""
    from scipy.special import stdtrit

    if n < 2:
        return _none(method, n)
    if variance <= 0:
        return Interval(method=method, level=LEVEL, reason="all_alike")
    half = float(stdtrit(n - 1, (1 + LEVEL) / 2)) * sqrt(variance / n)
    return Interval(method=method, level=LEVEL, low=max(least, mean - half), high=min(most, mean + half))


def quantile_interval(ordered: Sequence[float], share: float) -> Interval:
    """Bounds of a quantile by two order statistics (Conover 1999), whatever the distribution.

    They cover at least at the level. `ordered` ascends. There is none for n below 6 (median) or 36 (0.9): there even
    the extremes would not bound it.
    """
    n = len(ordered)
    if n < 2:
        return _none("order statistics", n)
    ranks = order_ranks(n, share)
    if ranks is None:
        return Interval(method="order statistics", level=LEVEL, reason="too_few")
    low, high = ranks
    return Interval(
        method="order statistics", level=LEVEL, low=float(ordered[low - 1]), high=float(ordered[high - 1])
    )


def order_ranks(n: int, share: float) -> tuple[int, int] | None:
    """The ranks, from 1, of the narrowest pair with at most half of the error on either side; None if there is none.

    P(X₍ₗ₎ ≤ quantile ≤ X₍ᵤ₎) ≥ F(u − 1) − F(l − 1), F the binomial distribution of n and the share.
    """
    import numpy as np
    from scipy.special import bdtr

    below = bdtr(np.arange(n), n, share)  # of 0 … n − 1 values below the quantile
    tail = (1 - LEVEL) / 2
    low = int(np.searchsorted(below, tail, side="right"))  # the last rank l with F(l − 1) ≤ tail
    high = int(np.searchsorted(below, 1 - tail, side="left")) + 1
    return (low, high) if low >= 1 and high <= n else None


def bootstrap_interval(ordered: np.ndarray) -> Interval:
    """Bounds of the mean by the percentile bootstrap (Efron 1979), 2,000 resamples from a fixed seed.

    `ordered` ascends, so that the order of the responses cannot matter.
    """
    import numpy as np

    n = len(ordered)
    if n < 2:
        return _none("bootstrap", n)
    if ordered[0] == ordered[-1]:
        return Interval(method="bootstrap", level=LEVEL, reason="all_alike")
    random, means = np.random.default_rng(SEED), np.empty(RESAMPLES)
    step = max(1, ROOM // n)
    for first in range(0, RESAMPLES, step):
        some = min(step, RESAMPLES - first)
        means[first : first + some] = ordered[random.integers(n, size=(some, n))].mean(axis=1)
    low, high = np.quantile(means, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Interval(method="bootstrap", level=LEVEL, low=float(low), high=float(high))


def _none(method: str, n: int) -> Interval:
    return Interval(method=method, level=LEVEL, reason="one_response" if n else "no_responses")
