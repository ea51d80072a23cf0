"""What customers answer on a scale of whole numbers: NPS, CSAT, CES, loyalty.

Pure: counts per code enter, a `Metric` leaves. Each variant of a metric is data, is stored with the result, and is
never converted into another: that would be a guess about what people would have ticked.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from msgspec import Struct

from .figure import Figure, InvalidResponse, Metric
from .tally import Counts, Tally, tally

Codes = tuple[int, int]
"""The first and the last code, both included."""

T = TypeVar("T")


class Split(Struct, frozen=True):
    """A scale, and which of its codes are promoters and which detractors."""

    scale: Codes
    promoters: Codes
    detractors: Codes


NPS = {"0-10": Split((0, 10), (9, 10), (0, 6)), "0-5": Split((0, 5), (5, 5), (0, 3))}
CSAT = {"1-5": (1, 5), "1-10": (1, 10)}
EFFORT = {"2.0": (1, 7), "1.0": (1, 5)}
LOYALTY = {"1-5": (1, 5), "1-7": (1, 7), "1-10": (1, 10)}
"""Scales by variant; the first variant is the usual one."""


def nps(counts: Counts, variant: str = "0-10") -> Metric:
    """Net promoter score, −100 to 100: percent promoters less percent detractors."""
    split = known(NPS, variant)
    found = tally(counts, *split.scale)
    return _metric("nps", variant, found, found.net("net", split.promoters, split.detractors))


def csat(counts: Counts, variant: str = "1-5") -> Metric:
    """Customer satisfaction: percent in the two best codes, and the mean as an index from 0 to 100."""
    found = tally(counts, *known(CSAT, variant))
    top = found.share("top two", found.high - 1, found.high)
    return _metric("csat", variant, found, top, found.index("index"))


def effort(counts: Counts, variant: str = "2.0") -> Metric:
    """Customer effort score. 1.0: the mean of effort from 1 to 5, low is good.

    2.0: agreement from 1 to 7 that it was made easy, high is good: the mean, percent 5–7, and percent 6–7 less
    percent 1–3. All three go by the name of CES, so all three are given.
    """
    found = tally(counts, *known(EFFORT, variant))
    if variant == "1.0":
        return _metric("ces", variant, found, found.mean("mean"))
    figures = (
        found.mean("mean"),
        found.share("agree 5–7", 5, 7),
        found.net("net 6–7 less 1–3", (6, 7), (1, 3)),
    )
    return _metric("ces", variant, found, *figures)


def loyalty(counts: Counts, variant: str = "1-5") -> Metric:
    """Percent in the two best codes of “would buy again”."""
    found = tally(counts, *known(LOYALTY, variant))
    return _metric("loyalty", variant, found, found.share("top two", found.high - 1, found.high))


def known(variants: Mapping[str, T], variant: str) -> T:
    """The variant of this name. Raises `InvalidResponse` that lists those there are."""
    if variant not in variants:
        remedy = f"Use one of: {', '.join(variants)}."
        raise InvalidResponse(f"There is no variant `{variant}`.", where="variant", remedy=remedy)
    return variants[variant]


def _metric(name: str, variant: str, found: Tally, *figures: Figure) -> Metric:
    return Metric(
        metric=name, variant=variant, n=found.n, excluded=found.excluded, empty=found.empty, figures=figures
    )
