"""What a comparison says, in words: the peer group, why it is that one, and where each score stands in it.

A `Comparison` and the profile's labels enter. Only published values leave: quantiles rounded to 0.1, numbers
of organisations as bands.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from ..benchmark.model import ALL, Comparison, Position
from ..questionnaire.vocabulary import ProfileField
from . import wording

Side = Literal["above", "at", "below"]


class Peers(Struct, frozen=True, kw_only=True):
    """The peers' scores on one node (shown range, one decimal; None is not published) and the own place among
    them.

    `distance` is own score − peers' median; `side` its sign; `place` says it as an adverbial that completes
    "You are …".
    """

    n_band: str
    p25: float | None
    median: float
    p75: float | None
    mean: float
    side: Side
    distance: float
    place: str


class PeerGroup(Struct, frozen=True, kw_only=True):
    """With whom, and why: `edition` is its id, `edition_name` what it is called; `asked` and `used` are labels,
    `fell_back` one sentence per group that could not be shown."""

    edition: str
    edition_name: str
    synthetic: bool
    asked: str
    used: str
    is_asked: bool
    n_band: str
    period: str
    fell_back: tuple[str, ...]
    sentence: str


def cohort_label(cohort: str, profile: Sequence[ProfileField]) -> str:
    """A cohort's key in words: "C/medium" → "Manufacturing, 50–249 people". Its bands follow the profile's
    order."""
    if cohort == ALL:
        return wording.everyone()
    bands = zip(profile, cohort.split("/"), strict=False)
    return ", ".join(field.options.get(band, band) for field, band in bands)


def peer_group(comparison: Comparison, profile: Sequence[ProfileField]) -> PeerGroup:
    """The facts of a comparison that hold for all its nodes."""
    used = cohort_label(comparison.used, profile)
    edition_name = wording.edition(comparison.edition, synthetic=comparison.synthetic)
    return PeerGroup(
        edition=comparison.edition,
        edition_name=edition_name,
        synthetic=comparison.synthetic,
        asked=cohort_label(comparison.asked, profile),
        used=used,
        is_asked=comparison.asked == comparison.used,
        n_band=comparison.n_band,
        period=wording.period(comparison.period_from, comparison.period_to),
        fell_back=tuple(
            wording.fell_back(cohort_label(item.cohort, profile), item.reason)
            for item in comparison.fallbacks
        ),
        sentence=wording.peer_group(used, comparison.n_band, edition_name),
    )


def peers(position: Position) -> Peers:
    """One node's peers. The wording is as cautious as the number of organisations asks for."""
    cell = position.cell
    distance = round(position.score - cell.median, 1)
    return Peers(
        n_band=cell.n_band,
        p25=cell.p25,
        median=cell.median,
        p75=cell.p75,
        mean=cell.mean,
        side="above" if distance > 0 else "below" if distance < 0 else "at",
        distance=distance,
        place=_place(position),
    )


def _place(position: Position) -> str:
    if position.wording == "percentile":
        return wording.place_by_percentile(position.low, position.high)
    if position.wording == "quartile" and position.quartile is not None:
        return wording.place_by_quartile(position.quartile)
    return wording.place_by_median(position.wording)
