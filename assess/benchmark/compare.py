"""Own scores beside the peers' published cells: a pure function of the two, which never looks at raw data.

Scores, a profile or peers that somebody chose, and a frozen edition enter, a `Comparison` leaves. Positions are
interpolated between published quantiles only, so asking a thousand times with invented scores teaches nothing that the
edition does not say.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from ..errors import Conflict
from ..scoring.model import OVERALL, Scores
from .choice import why_hidden
from .cohort import ancestry, lineage
from .interval import interval
from .model import PERCENTS, Cell, Comparison, Edition, Fallback, Manifest, Position
from .noise import expected
from .rounding import least
from .smoothing import smooth

QUARTILE_FROM, PERCENTILE_FROM = 20, 50
"""The least n for naming a quartile, and a percentile; below, only the side of the median is told."""


class Ruler(Struct, frozen=True):
    """The published quantiles a score is read against, ascending, and the wording they allow."""

    wording: Literal["median", "quartile", "percentile"]
    percents: tuple[int, ...]
    values: tuple[float, ...]


def compare(
    scores: Scores,
    profile: Mapping[str, str],
    edition: Edition,
    *,
    peers: str = "",
    beside: Mapping[str, float] | None = None,
    smoothed: bool = False,
) -> Comparison | None:
    """Compare with the deepest cohort of the profile that the edition publishes, or with the `peers` that were chosen
    (`choice.choose`) or the nearest published ones above them; None if it publishes none of them.

    A node has a position if it is scored here and published there. `beside` are own scores of other nodes, questions and
    lines across dimensions, as they are shown. Raises `Conflict` when the edition is of another questionnaire, or of other
    content of the same one: their scores do not mean the same.
    """
    manifest = edition.manifest
    if (scores.questionnaire, scores.hash) != (manifest.questionnaire, manifest.questionnaire_hash):
        raise mismatch(scores, manifest)
    cohorts = lineage(peers) if peers else ancestry(profile)
    used = next((cohort for cohort in cohorts if cohort in edition.cells), None)
    if used is None:
        return None
    cells = edition.cells[used]
    positions = {
        node: position(node, shown, cells[node])
        for node, own in scores.nodes.items()
        if (shown := own.shown) is not None and node in cells
    }
    for node, shown in (beside or {}).items():
        if node in cells:
            positions[node] = position(node, shown, cells[node])
    whole = cells.get(OVERALL) or next(iter(cells.values()))
    return Comparison(
        edition=manifest.edition,
        synthetic=manifest.synthetic,
        period_from=manifest.period_from,
        period_to=manifest.period_to,
        asked=cohorts[0],
        used=used,
        n_band=whole.n_band,
        fallbacks=tuple(fallback(cohort, manifest) for cohort in cohorts[: cohorts.index(used)]),
        positions=positions,
        chosen=bool(peers),
        held_from=whole.held_from,
        withheld=manifest.withheld.get(used, {}),
        smoothed=smooth(edition, used, positions) if smoothed else {},
        noise=expected(edition),
    )


def mismatch(scores: Scores, manifest: Manifest) -> Conflict:
    """The refusal to compare what was asked differently."""
    return Conflict(
        f"Edition {manifest.edition} is of {manifest.questionnaire} {manifest.version}, "
        f"these scores are of {scores.questionnaire} {scores.version}.",
        where="benchmark",
        remedy="Use an edition built from the same version of the questionnaire.",
    )


def fallback(cohort: str, manifest: Manifest) -> Fallback:
    """That a cohort is not shown, and why."""
    return Fallback(cohort=cohort, reason=why_hidden(cohort, manifest))


def position(node: str, score: float, cell: Cell) -> Position:
    """Where one score, as it is shown (one decimal), stands: in the finest words that the cell carries.

    Comparing what is shown tells a reader who sees 3.4 beside a median of 3.4 "at". A higher score never gets
    a lower position.
    """
    ruler = ruler_of(cell.n_band, (cell.p5, cell.p10, cell.p25, cell.median, cell.p75, cell.p90, cell.p95))
    first, beyond = bisect_left(ruler.values, score), bisect_right(ruler.values, score)
    if ruler.wording == "percentile":
        percentile, low, high = place(score, ruler, first, beyond)
        return Position(
            node=node,
            score=score,
            cell=cell,
            wording="percentile",
            percentile=percentile,
            low=low,
            high=high,
            interval=None if percentile is None else interval(percentile, least(cell.n_band)),
        )
    if ruler.wording == "quartile":  # on one bound means above it, on several in their middle
        quartile = (first + beyond + 1) // 2 + 1
        return Position(node=node, score=score, cell=cell, wording="quartile", quartile=quartile)
    return Position(node=node, score=score, cell=cell, wording=("below", "at", "above")[first + beyond])


@lru_cache(maxsize=4096)
def ruler_of(n_band: str, quantiles: tuple[float | None, ...]) -> Ruler:
    """The finest ruler a cell may be read with, by its band of n and the quantiles it publishes, in the order of `PERCENTS`.

    Made once for a cell. What a ruler does not need, such as shares, is no argument: to look up what was made for a whole
    cell takes longer than to place a score.
    """
    n = least(n_band)
    told = {percent: value for percent, value in zip(PERCENTS, quantiles, strict=True) if value is not None}
    if n >= PERCENTILE_FROM and told.keys() >= {10, 25, 50, 75, 90}:
        return Ruler("percentile", tuple(told), tuple(told.values()))
    if n >= QUARTILE_FROM and told.keys() >= {25, 50, 75}:
        return Ruler("quartile", (25, 50, 75), (told[25], told[50], told[75]))
    return Ruler("median", (50,), (told[50],))


def place(score: float, ruler: Ruler, first: int, beyond: int) -> tuple[int | None, int | None, int | None]:
    """The percentile of a score by linear interpolation, and the published quantiles it is on or between.

    values[first:beyond] are the quantiles that equal the score; equal to several, it stands in their middle,
    as a mid-rank does. Beyond the outermost the percentile and that side are None, never guessed.
    """
    percents, values = ruler.percents, ruler.values
    if first < beyond:
        low, high = percents[first], percents[beyond - 1]
        return (low + high + 1) // 2, low, high
    if not first:
        return None, None, percents[0]
    if first == len(values):
        return None, percents[-1], None
    low, high, below, above = percents[first - 1], percents[first], values[first - 1], values[first]
    return int(low + (high - low) * (score - below) / (above - below) + 0.5), low, high
