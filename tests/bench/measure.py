"""How measurements are stated: one row each; seconds are held against their limits as on the machine of the limits.

A second is worth more on one machine than on another, and on a shared one more at night than by day. So beside each part of
the bench ten million additions are timed, and where these take twice as long as on the machine for which the limits are
meant, its seconds count half.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence

from msgspec import Struct

MEANT = 0.55
"""Seconds for ten million additions in Python on the machine of the limits, where Altair is imported in 0.63 s."""


class Row(Struct, frozen=True, kw_only=True):
    """One measured thing: the median of its rounds with quartiles, and what it must keep.

    `limit` is an upper bound, or a lower one where `at_least`; None: told, not judged. `pace` is how much longer everything
    took here than on the machine of the limits.
    """

    name: str
    median: float
    low: float
    high: float
    unit: str
    limit: float | None = None
    at_least: bool = False
    pace: float = 1

    @property
    def judged(self) -> float:
        """The median, if it is a time or a rate as on the machine of the limits."""
        return self.median * {"s": 1 / self.pace, "/s": self.pace}.get(self.unit, 1)

    @property
    def holds(self) -> bool:
        if self.limit is None:
            return True
        return self.judged >= self.limit if self.at_least else self.judged <= self.limit


def row(
    name: str, rounds: Sequence[float], unit: str, limit: float | None = None, *, at_least: bool = False
) -> Row:
    """A row from its rounds."""
    if len(rounds) == 1:
        low = high = rounds[0]
    else:
        low, _, high = statistics.quantiles(rounds, n=4, method="inclusive")
    return Row(
        name=name,
        median=statistics.median(rounds),
        low=low,
        high=high,
        unit=unit,
        limit=limit,
        at_least=at_least,
    )


def additions() -> list[float]:
    """Seconds that ten million additions take here and now, in a few rounds."""
    rounds = []
    for _ in range(3):
        began, total = time.process_time(), 0
        for number in range(10_000_000):
            total += number
        rounds.append(time.process_time() - began)
    return rounds


def table(rows: Sequence[Row]) -> str:
    """The rows as text, one line each."""
    lines = [f"{'what':<66} {'median':>10} {'quartiles':>21} {'judged':>10} {'must be':>10}"]
    for r in rows:
        bound = "" if r.limit is None else f"{'≥' if r.at_least else '≤'} {r.limit:g}"
        mark = "" if r.holds else "  MISSED"
        spread = f"{r.low:,.3g} … {r.high:,.3g}"
        judged = "" if r.limit is None else f"{r.judged:,.3g}"
        lines.append(f"{r.name:<66} {r.median:>10,.3g} {spread:>21} {judged:>10} {bound:>10} {r.unit}{mark}")
    return "\n".join(lines)
