"""How long customers wait: first and average response time, waiting time, the ease of a search.

Pure: seconds enter, a `Metric` leaves. Waiting times are skewed, so the median and the 90th percentile stand beside
every mean. Who was never answered, or gave up, has no time and is not left out either: it is a share of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import isfinite

from msgspec import Struct

from .figure import Figure, Metric
from .interval import bootstrap_interval, quantile_interval
from .share import share_figure


class Message(Struct, frozen=True, kw_only=True):
    """A message from a customer and one reply to it; times in seconds from any one moment.

    A `contact` may have many messages, a message (same contact, same `received`) many replies. `answered` is None
    without a reply. `automatic` replies, such as “we have received your message”, answer nobody.
    """

    contact: str
    received: float
    answered: float | None = None
    automatic: bool = False


class Wait(Struct, frozen=True, kw_only=True):
    """How many seconds somebody waited, until served, or until giving up."""

    seconds: float
    abandoned: bool = False


class Search(Struct, frozen=True, kw_only=True):
    """Whether something was found at the first attempt, and the seconds until it was found; None where not known."""

    at_first: bool | None = None
    seconds: float | None = None


def first_response_time(messages: Iterable[Message], *, excluded: int = 0, empty: int = 0) -> Metric:
    """FRT: seconds from a contact's first message to the first human reply; and percent of contacts without any."""
    possible, impossible = _possible(messages)
    received: dict[str, float] = {}
    answered: dict[str, float] = {}
    for message in possible:
        contact = message.contact
        received[contact] = min(message.received, received.get(contact, message.received))
        if _is_answered(message):
            answered[contact] = min(message.answered, answered.get(contact, message.answered))
    seconds = [moment - received[contact] for contact, moment in answered.items()]
    asked = len(received)
    return _response("frt", seconds, asked, asked - len(answered), excluded + impossible, empty)


def average_response_time(messages: Iterable[Message], *, excluded: int = 0, empty: int = 0) -> Metric:
    """ART: seconds from a message to each human reply to it; and percent of messages without any."""
    possible, impossible = _possible(messages)
    replies = [message for message in possible if _is_answered(message)]
    known = {(message.contact, message.received) for message in possible}
    answered = {(message.contact, message.received) for message in replies}
    seconds = [message.answered - message.received for message in replies]
    return _response("art", seconds, len(known), len(known) - len(answered), excluded + impossible, empty)


def waiting_time(waits: Iterable[Wait], *, excluded: int = 0, empty: int = 0) -> Metric:
    """Seconds until served, of those who were; and percent who gave up.

    Who gave up would have waited longer than the time that is known, so it is not averaged with the others.
    """
    given = list(waits)
    good = [wait for wait in given if _is_time(wait.seconds)]
    served = [wait.seconds for wait in good if not wait.abandoned]
    gave_up = share_figure("abandoned", len(good) - len(served), len(good))
    return Metric(
        metric="waiting",
        variant="served",
        n=len(good),
        excluded=excluded + len(given) - len(good),
        empty=empty,
        figures=(*describe(served), gave_up),
    )


def search_ease(searches: Iterable[Search], *, excluded: int = 0, empty: int = 0) -> Metric:
    """Percent who found at the first attempt, and seconds to find, of those whose time is known."""
    given = list(searches)
    good = [search for search in given if search.seconds is None or _is_time(search.seconds)]
    known = [search.at_first for search in good if search.at_first is not None]
    seconds = [search.seconds for search in good if search.seconds is not None]
    return Metric(
        metric="search",
        variant="first attempt",
        n=len(good),
        excluded=excluded + len(given) - len(good),
        empty=empty,
        figures=(share_figure("found at first", sum(known), len(known)), *describe(seconds)),
    )


def describe(seconds: Sequence[float]) -> tuple[Figure, Figure, Figure]:
    """Mean (bootstrap), median and 90th percentile (type 7; order statistics), in seconds."""
    import numpy as np

    ordered = np.sort(np.asarray(seconds, dtype=float))
    n = len(ordered)

    def quantile(name: str, share: float) -> Figure:
        value = float(np.quantile(ordered, share)) if n else None
        return Figure(name=name, unit="seconds", value=value, n=n, interval=quantile_interval(ordered, share))

    mean = float(ordered.mean()) if n else None
    return (
        Figure(name="mean", unit="seconds", value=mean, n=n, interval=bootstrap_interval(ordered)),
        quantile("median", 0.5),
        quantile("p90", 0.9),
    )


def _response(
    name: str, seconds: list[float], asked: int, unanswered: int, excluded: int, empty: int
) -> Metric:
    return Metric(
        metric=name,
        variant="human replies",
        n=asked,
        excluded=excluded,
        empty=empty,
        figures=(*describe(seconds), share_figure("never answered", unanswered, asked)),
    )


def _possible(messages: Iterable[Message]) -> tuple[list[Message], int]:
    """The messages that were not answered before they came, and how many were."""
    given = list(messages)
    possible = [each for each in given if each.answered is None or each.answered >= each.received]
    return possible, len(given) - len(possible)


def _is_answered(message: Message) -> bool:
    return message.answered is not None and not message.automatic


def _is_time(seconds: float) -> bool:
    return isfinite(seconds) and seconds >= 0
