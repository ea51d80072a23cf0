"""What a comparison says, in words: the peer group, why it is that one, and where each score stands in it.

A `Comparison` and the profile's labels enter. Only published values leave: quantiles rounded to 0.1, numbers
of organisations as bands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct

from ...benchmark.cohort import lineage
from ...benchmark.model import ALL, Comparison, Position
from ...questionnaire.vocabulary import ProfileField
from ...scoring.shrinkage import Smoothed
from ..word import among, wording
from ..word.text import NOTHING, Text, Words

Side = Literal["above", "at", "below"]


class Peers(Struct, frozen=True, kw_only=True):
    """The peers' scores on one node (shown range, one decimal; None is not published) and the own place among
    them.

    `distance` is own score − peers' median; `side` its sign; `place` says it as an adverbial that completes
    "You are …". `percentile`, with the `interval` it is known to, only where n allows it. `smoothed` is the peers' mean
    drawn towards the wider group, with the `weight` (0–1) of their own, only where somebody asked for it.
    """

    n_band: str
    p25: float | None
    median: float
    p75: float | None
    mean: float
    side: Side
    distance: float
    place: Text
    percentile: int | None = None
    interval: tuple[int, int] | None = None
    smoothed: float | None = None
    weight: float | None = None


class PeerGroup(Struct, frozen=True, kw_only=True):
    """With whom, and why: `edition` is its id, `edition_name` what it is called; `asked` and `used` are labels, `cohort`
    the key of the group used; `fell_back` one sentence per group that could not be shown, `withheld` one per dimension.

    `chosen`: somebody asked for it, instead of the group of the profile. `held` says that its values are carried
    forward, `smoothed` what smoothed means are, `noise` that the figures carry noise; all are usually empty.
    """

    edition: str
    edition_name: Words
    synthetic: bool
    asked: Words
    used: Words
    is_asked: bool
    n_band: str
    period: Text
    fell_back: tuple[Text, ...]
    sentence: Text
    cohort: str
    chosen: bool
    held: Text
    withheld: tuple[Text, ...]
    smoothed: Text
    noise: Text


def cohort_label(cohort: str, profile: Sequence[ProfileField]) -> Words:
    """A cohort's key in words: "C/medium" → "Manufacturing, 50–249 people". Its bands follow the profile's
    order."""
    if cohort == ALL:
        return wording.everyone()
    bands = zip(profile, cohort.split("/"), strict=False)
    return ", ".join(field.options.get(band, band) for field, band in bands)


def peer_group(
    comparison: Comparison, profile: Sequence[ProfileField], titles: Mapping[str, str], day: str
) -> PeerGroup:
    """The facts of a comparison that hold for all its nodes; `titles` are those of the dimensions, by id. `day` is that of
    the assessment, or empty: only a made-up edition can have a period that ends after it."""
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
        period=wording.period(
            comparison.period_from,
            comparison.period_to,
            running=comparison.synthetic and "" < day < comparison.period_to.isoformat(),
        ),
        fell_back=tuple(
            among.fell_back(cohort_label(item.cohort, profile), item.reason) for item in comparison.fallbacks
        ),
        sentence=wording.peer_group(used, comparison.n_band, edition_name),
        cohort=comparison.used,
        chosen=comparison.chosen,
        held=_held(comparison),
        withheld=tuple(
            among.fell_back(titles[node], reason)
            for node, reason in comparison.withheld.items()
            if node in titles
        ),
        smoothed=_smoothed(comparison, profile),
        noise=among.noise(comparison.noise) if comparison.noise else NOTHING,
    )


def _held(comparison: Comparison) -> Text:
    if not comparison.held_from:
        return NOTHING
    return among.held(wording.edition(comparison.held_from, synthetic=comparison.synthetic))


def _smoothed(comparison: Comparison, profile: Sequence[ProfileField]) -> Text:
    if not comparison.smoothed:
        return NOTHING
    return among.smoothed(cohort_label(lineage(comparison.used)[1], profile))


def peers(position: Position, smoothed: Smoothed | None = None) -> Peers:
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
        place=place_of(position),
        percentile=position.percentile,
        interval=position.interval,
        smoothed=smoothed.value if smoothed else None,
        weight=smoothed.weight if smoothed else None,
    )


def place_of(position: Position) -> Text:
    """Where a score stands, as an adverbial that completes "You are …"."""
    if position.wording == "percentile":
        return among.by_percentile(position.percentile, position.interval, position.low, position.high)
    if position.wording == "quartile" and position.quartile is not None:
        return among.by_quartile(position.quartile)
    return among.by_median(position.wording)
