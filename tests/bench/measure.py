"""How measurements are stated: one row each, limits on ratios only where machines differ."""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence

from msgspec import Struct


class Row(Struct, frozen=True, kw_only=True):
    """One measured thing: the median of its rounds with quartiles, and what it must keep.

    `limit` is an upper bound, or a lower one where `at_least`; None: told, not judged.
    """

    name: str
    median: float
    low: float
    high: float
    unit: str
    limit: float | None = None
    at_least: bool = False

    @property
    def holds(self) -> bool:
        if self.limit is None:
            return True
        return self.median >= self.limit if self.at_least else self.median <= self.limit


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


def this_machine() -> Row:
    """What a second is worth here and now, so that the seconds of two runs can be told apart."""
    rounds = []
    for _ in range(3):
        began, total = time.process_time(), 0
        for number in range(10_000_000):
            total += number
        rounds.append(time.process_time() - began)
    return row("this machine: ten million additions in Python", rounds, "s")


def table(rows: Sequence[Row]) -> str:
    """The rows as text, one line each."""
    lines = [f"{'what':<66} {'median':>10} {'quartiles':>21} {'must be':>10}"]
    for r in rows:
        bound = "" if r.limit is None else f"{'≥' if r.at_least else '≤'} {r.limit:g}"
        mark = "" if r.holds else "  MISSED"
        spread = f"{r.low:,.3g} … {r.high:,.3g}"
        lines.append(f"{r.name:<66} {r.median:>10,.3g} {spread:>21} {bound:>10} {r.unit}{mark}")
    return "\n".join(lines)
