"""Expectation against perception, item by item: the gap of SERVQUAL (Parasuraman, Zeithaml and Berry 1988).

Pure: ratings enter, a `Metric` leaves. A gap is perception − expectation, so below 0 the service falls short. Both
sides come from the same person: their differences are what is averaged, and what the paired t interval is of.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean, variance

from msgspec import Struct

from .figure import Figure, InvalidResponse, Metric
from .interval import mean_interval
from .opinion import Codes, known

SCALES = {"1-7": (1, 7), "1-5": (1, 5), "1-9": (1, 9)}
"""By variant: 1–7 is the usual one."""


class Rating(Struct, frozen=True, kw_only=True):
    """What one respondent expected of one item, and what they found; None or a code off the scale excludes the pair."""

    respondent: str
    item: str
    dimension: str = ""
    expectation: float | None
    perception: float | None


def expectation_gap(
    ratings: Iterable[Rating], variant: str = "1-7", *, excluded: int = 0, empty: int = 0
) -> Metric:
    """The mean gap over everything, by dimension and by item, on the scale's own codes.

    A respondent's gap of a dimension is the mean over the items they rated on both sides, and over everything the mean
    of their dimensions: respondents, not items, are the sample. Raises `InvalidResponse` if one rates an item twice.
    """
    scale = known(SCALES, variant)
    given = list(ratings)
    paired = [rating for rating in given if _is_on(scale, rating)]
    gaps: dict[str, dict[tuple[str, str], float]] = {}
    for rating in paired:
        own, part = gaps.setdefault(rating.respondent, {}), (rating.dimension, rating.item)
        if part in own:
            what = f"The respondent `{rating.respondent}` rates `{rating.item}` twice."
            raise InvalidResponse(what, where="item", remedy="Leave one row for each respondent and item.")
        own[part] = rating.perception - rating.expectation
    parts = dict.fromkeys((rating.dimension, rating.item) for rating in paired)
    by_dimension = [_dimension_gaps(own) for own in gaps.values()]
    figures = [_figure("gap", "", [fmean(own.values()) for own in by_dimension], scale)]
    for dimension in dict.fromkeys(dimension for dimension, _ in parts if dimension):
        own_gaps = [own[dimension] for own in by_dimension if dimension in own]
        figures.append(_figure("dimension", dimension, own_gaps, scale))
    for part in parts:
        name = part[1] if not part[0] else "/".join(part)
        figures.append(_figure("item", name, [own[part] for own in gaps.values() if part in own], scale))
    open_pairs = sum(1 for rating in given if rating.expectation is None and rating.perception is None)
    return Metric(
        metric="gap",
        variant=variant,
        n=len(gaps),
        excluded=excluded + len(given) - len(paired) - open_pairs,
        empty=empty + open_pairs,
        figures=tuple(figures),
    )


def _dimension_gaps(own: Mapping[tuple[str, str], float]) -> dict[str, float]:
    found: dict[str, list[float]] = {}
    for (dimension, _), gap in own.items():
        found.setdefault(dimension, []).append(gap)
    return {dimension: fmean(gaps) for dimension, gaps in found.items()}


def _figure(name: str, of: str, gaps: Sequence[float], scale: Codes) -> Figure:
    n, span = len(gaps), scale[1] - scale[0]
    mean = fmean(gaps) if n else None
    spread = variance(gaps) if n > 1 else 0.0
    interval = mean_interval(mean or 0.0, spread, n, least=-span, most=span, method="paired t")
    return Figure(name=name, of=of, unit="difference", value=mean, n=n, interval=interval)


def _is_on(scale: Codes, rating: Rating) -> bool:
    codes = range(scale[0], scale[1] + 1)
    return rating.expectation in codes and rating.perception in codes
