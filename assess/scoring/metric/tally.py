"""Counts per code → the counts on a scale of whole numbers, and how many responses were not on it.

Pure. A code may be anything that stood in a sheet: what is no code of the scale is excluded and counted, never
mended, and "" is a response that was not given.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from msgspec import Struct

from .figure import Figure, InvalidResponse
from .interval import mean_interval, net_interval, share_interval

Counts = Mapping[float | str, int]
"""How often each code was given."""


class Tally(Struct, frozen=True, kw_only=True):
    """`counts` of the codes `low`, `low` + 1, …, `high`; the rest `excluded`, or `empty`."""

    low: int
    counts: tuple[int, ...]
    excluded: int
    empty: int

    @property
    def high(self) -> int:
        return self.low + len(self.counts) - 1

    @property
    def n(self) -> int:
        return sum(self.counts)

    def count(self, first: int, last: int) -> int:
        """Responses with codes from `first` to `last`, both included."""
        return sum(self.counts[first - self.low : last - self.low + 1])

    def share(self, name: str, first: int, last: int) -> Figure:
        """Percent of the responses with these codes."""
        count, n = self.count(first, last), self.n
        value = 100 * count / n if n else None
        return Figure(name=name, unit="percent", value=value, n=n, interval=share_interval(count, n))

    def net(self, name: str, up: tuple[int, int], down: tuple[int, int]) -> Figure:
        """Percent with codes `up` less percent with codes `down`, in points."""
        above, below, n = self.count(*up), self.count(*down), self.n
        value = 100 * (above - below) / n if n else None
        return Figure(name=name, unit="points", value=value, n=n, interval=net_interval(above, below, n))

    def mean(self, name: str) -> Figure:
        """The mean of the codes."""
        n, (mean, variance) = self.n, self._moments()
        interval = mean_interval(mean, variance, n, least=self.low, most=self.high)
        return Figure(name=name, unit="code", value=mean if n else None, n=n, interval=interval)

    def index(self, name: str) -> Figure:
        """The mean as percent of the way from the lowest code to the highest: (x̄ − low) / (high − low) · 100."""
        n, span, (mean, variance) = self.n, self.high - self.low, self._moments()
        place, spread = 100 * (mean - self.low) / span, variance * (100 / span) ** 2
        interval = mean_interval(place, spread, n, least=0, most=100)
        return Figure(name=name, unit="percent", value=place if n else None, n=n, interval=interval)

    def _moments(self) -> tuple[float, float]:
        """Mean and sample variance; 0 where there is none. Whole numbers up to the last division."""
        n = self.n
        total = sum(code * count for code, count in enumerate(self.counts, start=self.low))
        squares = sum(code * code * count for code, count in enumerate(self.counts, start=self.low))
        if n < 2:
            return (float(total), 0.0)
        return total / n, float(Fraction(n * squares - total * total, n * (n - 1)))


def tally(counts: Counts, low: int, high: int) -> Tally:
    """The counts on the scale from `low` to `high`. Raises `InvalidResponse` for a negative count."""
    for code, count in counts.items():
        if count < 0:
            raise InvalidResponse(
                f"{count} responses are counted.", where=f"code {code}", remedy="Count from 0."
            )
    codes = range(low, high + 1)
    excluded = sum(count for code, count in counts.items() if code != "" and code not in codes)
    return Tally(
        low=low,
        counts=tuple(counts.get(code, 0) for code in codes),
        excluded=excluded,
        empty=counts.get("", 0),
    )
