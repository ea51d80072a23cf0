"""Parts of a whole: first contact resolution, retention, churn.

Pure: counts enter, a `Metric` leaves. Counts that cannot be are refused: a share above 100 % is a mistake in them, not
a result.
"""

from __future__ import annotations

from msgspec import Struct

from .figure import Figure, InvalidResponse, Metric
from .interval import share_interval


class Period(Struct, frozen=True, kw_only=True):
    """The customers of one period: there at its start, there at its end, `new` of these, `lost` of those at the start.

    Raises `InvalidResponse` for numbers that contradict each other.
    """

    start: int
    end: int | None = None
    new: int | None = None
    lost: int | None = None

    def __post_init__(self) -> None:
        given = {"start": self.start, "end": self.end, "new": self.new, "lost": self.lost}
        for name, count in given.items():
            if count is not None and count < 0:
                _refuse(f"{count} customers are counted.", name, "Count from 0.")
        if self.lost is not None and self.lost > self.start:
            remedy = "Count as lost only who was there at the start."
            _refuse(f"{self.lost} of {self.start} customers were lost.", "lost", remedy)
        if self.end is None or self.new is None:
            return
        kept = self.end - self.new
        if kept < 0:
            remedy = "Count as new only who is still there at the end."
            _refuse(f"{self.new} customers are new, but only {self.end} are there.", "new", remedy)
        if kept > self.start:
            remedy = "Some customers at the end are neither new nor were there: count them as new."
            _refuse(f"{kept} of {self.start} customers stayed.", "end", remedy)
        if self.lost is not None and kept + self.lost > self.start:
            remedy = "Nobody can have stayed and be lost."
            _refuse(f"{kept} stayed and {self.lost} were lost, of {self.start}.", "lost", remedy)


def first_contact_resolution(resolved: int, contacts: int, *, excluded: int = 0, empty: int = 0) -> Metric:
    """FCR: percent of the contacts whose matter was resolved at the first contact."""
    if not 0 <= resolved <= contacts:
        what = f"{resolved} of {contacts} contacts were resolved."
        _refuse(what, "resolved", "Count each contact once.")
    return _metric("fcr", "first contact", resolved, contacts, excluded, empty)


def retention(period: Period) -> Metric:
    """Percent of the customers at the start who stayed: (end − new) / start. Raises `InvalidResponse` without both."""
    if period.end is None or period.new is None:
        _refuse("Who stayed is not known.", "end, new", "Give the customers at the end, and the new ones.")
    return _metric("retention", "of the start", period.end - period.new, period.start)


def churn(period: Period) -> Metric:
    """Percent of the customers at the start who were lost: lost / start. Raises `InvalidResponse` without it."""
    if period.lost is None:
        _refuse("Who was lost is not known.", "lost", "Give the number of customers lost.")
    return _metric("churn", "of the start", period.lost, period.start)


def share_figure(name: str, count: int, n: int) -> Figure:
    """Percent count / n with Wilson's interval; no value where n is 0."""
    value = 100 * count / n if n else None
    return Figure(name=name, unit="percent", value=value, n=n, interval=share_interval(count, n))


def _metric(name: str, variant: str, count: int, n: int, excluded: int = 0, empty: int = 0) -> Metric:
    return Metric(
        metric=name,
        variant=variant,
        n=n,
        excluded=excluded,
        empty=empty,
        figures=(share_figure("share", count, n),),
    )


def _refuse(what: str, where: str, remedy: str) -> None:
    raise InvalidResponse(what, where=where, remedy=remedy)
