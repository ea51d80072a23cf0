"""The disclosure rules: what of an exact statistic may be told, and how coarsely.

A `Tally` enters, published `Cell`s leave. No number of organisations passes, only its band; no spread, no
extreme, no quantile that n does not carry. The rules have a version that stands in every edition; thresholds
are settings.

1. A cohort is published from `min_n` organisations.
2. A node of it is published if at least `min_n` of them have a score there and either none lacks one or at
   least `quantile_tail` do: the difference of two published cells must never be one organisation's silence.
3. A quantile q is published if n·min(q, 1 − q) ≥ `quantile_tail`; mean and median from `min_n`.
4. Scores are rounded to `round_to`, half away from zero; n is told as a band.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from assess.benchmark.model import PERCENTS, QUANTILES, Cell, Thresholds
from assess.errors import AssessError

if TYPE_CHECKING:  # a comparison needs these rules, not NumPy
    from assess.benchmark.tally import Tally

RULES = "1"
"""The version of the rules above."""

UNIT = 10_000
"""Exact statistics are whole ten-thousandths of the shown range."""

NARROWEST = 5
"""The least width of a band of n; a narrower one comes close to telling n."""


def check_thresholds(thresholds: Thresholds) -> None:
    """Refuse settings that make no sense together; raises `AssessError` with the field."""
    bands = thresholds.bands
    step = thresholds.round_to * UNIT
    refusals = (
        ("min_n", thresholds.min_n < 2, "must be at least 2"),
        ("usual_share", not 0 < thresholds.usual_share <= 1, "must be above 0 and at most 1"),
        ("quantile_tail", thresholds.quantile_tail < 1, "must be at least 1"),
        ("round_to", step < 1 or abs(step - round(step)) > 1e-6, "must be a positive multiple of 0.0001"),
        (
            "bands",
            any(high - low < NARROWEST for low, high in pairwise(bands)),
            f"must rise by {NARROWEST} or more",
        ),
        ("bands", not bands or not 0 < bands[0] <= thresholds.min_n, "must begin at or below min_n"),
    )
    for name, refused, rule in refusals:
        if refused:
            raise AssessError(
                f"{name} {rule}.", where=f"thresholds.{name}", remedy="Mend the edition's settings."
            )


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


def publish(tally: Tally, thresholds: Thresholds) -> dict[str, dict[str, Cell]]:
    """The cells that may be told, by cohort, then node; a cohort of which nothing may be told is absent."""
    published: dict[str, dict[str, Cell]] = {}
    for index, cohort in enumerate(tally.cohorts):
        size, n, total = int(tally.size[index]), tally.n[index].tolist(), tally.total[index].tolist()
        quantile = tally.quantile[index].tolist()
        cells = {
            node: cell(cohort, node, n[column], total[column], quantile[column], thresholds)
            for column, node in enumerate(tally.nodes)
            if is_published(n[column], size, thresholds)
        }
        if cells:
            published[cohort] = cells
    return published


def is_published(n: int, size: int, thresholds: Thresholds) -> bool:
    """Whether a node scored by n of a cohort's `size` members may be told (rules 1 and 2)."""
    lacking = size - n
    return n >= thresholds.min_n and (lacking == 0 or lacking >= thresholds.quantile_tail)


def cell(cohort: str, node: str, n: int, total: int, quantile: list[int], thresholds: Thresholds) -> Cell:
    """One cell as it is published; `total` in hundredths, `quantile` of `PERCENTS` in ten-thousandths."""
    step = round(thresholds.round_to * UNIT)
    told = {
        name: rounded(value, 1, step)
        for name, percent, value in zip(QUANTILES, PERCENTS, quantile, strict=True)
        if name == "median" or carries(n, percent, thresholds.quantile_tail)
    }
    return Cell(
        cohort=cohort, node=node, n_band=band(n, thresholds.bands), mean=rounded(total * 100, n, step), **told
    )
