"""What keeps contributions from counting, in sentences for the operator: where each stands enters, what to do leaves.

Of one contribution, of those that were just accepted, or of all towards an edition that could not be built. What is told of
an edition has no counts, since such words end up in logs and mails.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..store.record import Standing


def missing(standing: Standing) -> Iterator[str]:
    """What keeps one contribution from counting, line by line."""
    from ..assessment.quality import KEEPS_OUT

    if standing.state == "none":
        yield "Its respondent has not agreed to contribute."
    if standing.state == "withdrawn":
        yield "It was withdrawn; only its respondent can contribute it again."
    if standing.state in ("waiting", "refused"):
        yield f"It counts once somebody vouches for it: assess contribute accept {standing.id}"
    if standing.state in ("waiting", "accepted") and standing.party is None:
        yield f"It counts once its group is known: assess contribute group {standing.id} IDENTITY"
    if is_careless(standing):
        yield f"{KEEPS_OUT} signs of careless answers keep it out."


def still_missing(accepted: Iterable[Standing]) -> Iterator[str]:
    """What keeps some of those that were just accepted from counting all the same, with how many they are."""
    from ..assessment.quality import KEEPS_OUT

    found = list(accepted)
    if careless := sum(map(is_careless, found)):
        yield f"Of these {careless:,} count towards no edition: {KEEPS_OUT} signs of careless answers keep each of them out."
    if nameless := sum(each.party is None for each in found):
        yield f"Of {nameless:,} the corporate group is not known: assess contribute group ID IDENTITY"


def reasons(standings: Iterable[Standing], window: tuple[date, date] | None = None) -> Iterator[str]:
    """What keeps contributions out of an edition, one sentence a reason; `window` has the first and last day it covers."""
    from ..assessment.quality import KEEPS_OUT

    found = [each for each in standings if each.state in ("waiting", "accepted")]
    accepted = [each for each in found if each.state == "accepted"]
    counting = [each for each in accepted if each.party is not None and not is_careless(each)]
    if len(accepted) < len(found):
        yield "Some wait to be accepted: assess contribute list --waiting"
    if any(each.party is None for each in accepted):
        yield "Of some that were accepted the corporate group is not known: assess contribute group ID IDENTITY"
    if any(map(is_careless, accepted)):
        yield f"{KEEPS_OUT} signs of careless answers keep out some that were accepted: assess contribute list"
    if window and any(not window[0] <= each.submitted_at.date() <= window[1] for each in counting):
        yield f"Some were submitted on other days than those the edition covers, {window[0]} to {window[1]}."
    if len({each.party for each in counting}) < len(counting):
        yield "Some are of one corporate group, which has one vote."


def is_careless(standing: Standing) -> bool:
    """Whether its signs of careless answers keep a contribution out."""
    from ..assessment.quality import KEEPS_OUT

    return standing.signals.bit_count() >= KEEPS_OUT
