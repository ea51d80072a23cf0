"""A cohort's mean drawn towards that of all cohorts, the more the less is known of it: label it “smoothed”.

Pure. The empirical Bayes estimator of a normal mean (Efron and Morris 1975). A smoothed figure is shown beside the
observed one, never instead of it.
"""

from __future__ import annotations

from msgspec import Struct

from ..errors import InvalidAnswer


class Smoothed(Struct, frozen=True, kw_only=True):
    """`value` is the smoothed mean; `weight`, 0–1, is how much of it is the cohort's own mean, B."""

    value: float
    weight: float


def shrink(mean: float, variance: float, n: int, *, grand_mean: float, between: float) -> Smoothed:
    """B·mean + (1 − B)·grand mean, with B = τ² / (τ² + s²/n); means on any one scale, variances on its square.

    `variance` is s² within the cohort, `between` is τ², the variance of the cohorts' true means. With no n, or where
    cohorts do not differ, B is 0; where the mean is exactly known, 1. Raises `InvalidAnswer` for what is negative.
    """
    if n < 0 or variance < 0 or between < 0:
        what = f"n={n}, variance {variance} and variance between cohorts {between} cannot be."
        raise InvalidAnswer(what, where="smoothing", remedy="None of them is below 0.")
    if n == 0 or between == 0:
        return Smoothed(value=grand_mean, weight=0.0)
    weight = between / (between + variance / n)
    return Smoothed(value=weight * mean + (1 - weight) * grand_mean, weight=weight)
