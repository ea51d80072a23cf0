"""What a metric returns: figures, each with its interval or the reason why it has none.

Pure values. Nothing is rounded here, and nothing is left out without being counted.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from ...errors import InvalidAnswer

Unit = Literal["percent", "points", "code", "difference", "seconds"]
"""percent: 0–100. points: a difference of two percentages, −100 to 100. code: as on the scale. difference: of two codes."""

REASONS = {
    "no_responses": "there are no responses",
    "one_response": "one response says nothing about others",
    "all_alike": "all responses are alike, so their spread is not known",
    "too_few": "too few responses to bound this quantile",
}
"""Why a figure has no interval, in words."""

FEW = 30
"""Below so many responses the t, net and bootstrap intervals are rough, and a reader is told."""


class InvalidResponse(InvalidAnswer):
    """Responses, or counts of them, that cannot be."""


class Interval(Struct, frozen=True, kw_only=True):
    """Where the figure may lie for all customers alike, in the figure's unit, at the confidence `level` (0–1).

    Without bounds there is a `reason`, a key of `REASONS`. `method` names how it is computed either way.
    """

    method: str
    level: float
    low: float | None = None
    high: float | None = None
    reason: str = ""


class Figure(Struct, frozen=True, kw_only=True):
    """One number of a metric. `of` is the part it is about, "" for the whole; `value` is None only without responses."""

    name: str
    unit: Unit
    value: float | None
    n: int
    interval: Interval
    of: str = ""


class Metric(Struct, frozen=True, kw_only=True):
    """A metric of some responses. The first of `figures` is the one that has the metric's name.

    `n` responses count. `excluded` were given and could not count (outside the scale, unreadable, impossible);
    `empty` were not given. `variant` says which of the metric's definitions holds: figures of two are not compared.
    """

    metric: str
    variant: str
    n: int
    excluded: int
    empty: int
    figures: tuple[Figure, ...]

    @property
    def value(self) -> float | None:
        """The first figure's value."""
        return self.figures[0].value

    @property
    def interval(self) -> Interval:
        """The first figure's interval."""
        return self.figures[0].interval

    def figure(self, name: str, of: str = "") -> Figure:
        """The figure of this name and part; KeyError if there is none."""
        for figure in self.figures:
            if (figure.name, figure.of) == (name, of):
                return figure
        raise KeyError(name, of)
