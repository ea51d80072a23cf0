"""How far a percentile among peers may be from the one that all such organisations would give: a percentile and the least
n of a band enter, an interval leaves.

Only what an edition tells is used. n is the least of its band, so that the interval is rather too wide than too narrow.
"""

from __future__ import annotations

from functools import lru_cache
from math import ceil, floor

CONFIDENCE = 0.95

Interval = tuple[int, int]
"""Two percentiles, the lower first."""


def jeffreys(share: float, n: int) -> tuple[float, float]:
    """The Jeffreys interval of a mid-rank `share` = (B + E/2)/n, 0–1: Beta(B + E/2 + ½, n − B − E/2 + ½), 95 %.

    B are below, E are equal. Brown, Cai and DasGupta, “Interval Estimation for a Binomial Proportion” (2001).
    """
    # SciPy takes a tenth of a second to start, which no command but a comparison should wait for
    from scipy.special import betaincinv

    below, tail = share * n, (1 - CONFIDENCE) / 2
    low, high = betaincinv(below + 0.5, n - below + 0.5, (tail, 1 - tail))
    return float(low), float(high)


@lru_cache(maxsize=2048)
def interval(percentile: int, n: int) -> Interval:
    """The same in whole percentiles, rounded outwards; each is computed once, so that a look-up stays short."""
    low, high = jeffreys(percentile / 100, n)
    return floor(low * 100), ceil(high * 100)
