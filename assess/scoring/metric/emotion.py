"""Emotions on Plutchik's wheel: eight primaries in three intensities, and which way they tip (Plutchik 1980).

Pure: counts per emotion enter, a `Metric` leaves. Each response names one emotion, so shares add up to 100 %.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from .figure import Figure, Metric
from .interval import net_interval, share_interval
from .tally import Counts, tally


class Primary(Struct, frozen=True):
    """A primary emotion, its mild and its intense form, and whether it speaks for (1) or against (−1) the experience."""

    mild: str
    name: str
    intense: str
    valence: Literal[-1, 0, 1]

    @property
    def intensities(self) -> tuple[str, str, str]:
        """From mild to intense."""
        return (self.mild, self.name, self.intense)


PLUTCHIK = (
    Primary("serenity", "joy", "ecstasy", 1),
    Primary("acceptance", "trust", "admiration", 1),
    Primary("apprehension", "fear", "terror", -1),
    Primary("distraction", "surprise", "amazement", 0),
    Primary("pensiveness", "sadness", "grief", -1),
    Primary("boredom", "disgust", "loathing", -1),
    Primary("annoyance", "anger", "rage", -1),
    Primary("interest", "anticipation", "vigilance", 0),
)
"""In the order of the wheel. Surprise and anticipation count for neither side: either can be pleasant or not."""


def emotions(counts: Counts, primaries: tuple[Primary, ...] = PLUTCHIK) -> Metric:
    """Valence, percent positive less percent negative, −100 to 100; then the percent of each primary and each emotion.

    Shares have Goodman's simultaneous intervals: those of the primaries hold together at the level, and so do those of
    the emotions. They are computed from each count directly, never leave 0–100 and have a width at a count of 0;
    Sison and Glaz's are a search around the largest cells, and cover too little where counts are as uneven as here.
    """
    wheel = [emotion for primary in primaries for emotion in primary.intensities]
    place = {emotion: at for at, emotion in enumerate(wheel)}
    found = tally(_placed(counts, place), 0, len(wheel) - 1)
    n = found.n
    by_primary = {
        primary: sum(found.counts[place[emotion]] for emotion in primary.intensities) for primary in primaries
    }
    above, below = (
        sum(count for primary, count in by_primary.items() if primary.valence == side) for side in (1, -1)
    )
    valence = Figure(
        name="valence",
        unit="points",
        value=100 * (above - below) / n if n else None,
        n=n,
        interval=net_interval(above, below, n),
    )
    shares = {primary.name: count for primary, count in by_primary.items()}
    figures = (
        valence,
        *_shares("primary", shares, n),
        *_shares("emotion", dict(zip(wheel, found.counts, strict=True)), n),
    )
    return Metric(
        metric="emotions",
        variant=describe(primaries),
        n=n,
        excluded=found.excluded,
        empty=found.empty,
        figures=figures,
    )


def describe(primaries: tuple[Primary, ...]) -> str:
    """Which primaries count as positive and which as negative: what a valence must be told with."""
    sides = {
        side: ", ".join(each.name for each in primaries if each.valence == sign)
        for side, sign in (("positive", 1), ("negative", -1))
    }
    return "; ".join(f"{side}: {names}" for side, names in sides.items())


def _placed(counts: Counts, place: Mapping[str, int]) -> dict[float | str, int]:
    """Counts by place on the wheel; what is not on it stays a text, which no scale has."""
    placed: dict[float | str, int] = {}
    for given, count in counts.items():
        name = given.strip().casefold() if isinstance(given, str) else str(given)
        key = place.get(name, name)
        placed[key] = placed.get(key, 0) + count
    return placed


def _shares(name: str, counts: Mapping[str, int], n: int) -> list[Figure]:
    return [
        Figure(
            name=name,
            of=of,
            unit="percent",
            value=100 * count / n if n else None,
            n=n,
            interval=share_interval(count, n, among=len(counts)),
        )
        for of, count in counts.items()
    ]
