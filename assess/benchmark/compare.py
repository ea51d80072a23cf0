"""Own scores beside the peers' published cells: a pure function of the two, which never looks at raw data.

Scores, a profile and a frozen edition enter, a `Comparison` leaves. Positions are interpolated between published
quantiles only, so asking a thousand times with invented scores teaches nothing that the edition does not say.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping

from assess.benchmark.cohort import ancestry, level
from assess.benchmark.disclosure import least
from assess.benchmark.model import Cell, Comparison, Edition, Fallback, Manifest, Position
from assess.errors import Conflict
from assess.scoring.model import OVERALL, Scores

QUARTILE_FROM, PERCENTILE_FROM = 20, 50
"""The least n for naming a quartile, and a percentile; below, only the side of the median is told."""


def compare(scores: Scores, profile: Mapping[str, str], edition: Edition) -> Comparison | None:
    """Compare with the deepest cohort of the profile that the edition publishes; None if it publishes none of them.

    A node has a position if it is scored here and published there. Raises `Conflict` when the edition is of another
    questionnaire, or of other content of the same one: their scores do not mean the same.
    """
    manifest = edition.manifest
    if (scores.questionnaire, scores.hash) != (manifest.questionnaire, manifest.questionnaire_hash):
        raise mismatch(scores, manifest)
    cohorts = ancestry(profile)
    used = next((cohort for cohort in cohorts if cohort in edition.cells), None)
    if used is None:
        return None
    cells = edition.cells[used]
    return Comparison(
        edition=manifest.edition,
        synthetic=manifest.synthetic,
        period_from=manifest.period_from,
        period_to=manifest.period_to,
        asked=cohorts[0],
        used=used,
        n_band=cells.get(OVERALL, next(iter(cells.values()))).n_band,
        fallbacks=tuple(fallback(cohort, manifest) for cohort in cohorts[: cohorts.index(used)]),
        positions={
            node: position(node, own.score, cells[node])
            for node, own in scores.nodes.items()
            if own.score is not None and node in cells
        },
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
    """Why a cohort is not shown.

    An edition publishes every cohort of its tree that it may, so what is neither published nor listed with a reason
    has too few members, perhaps none; the edition does not say how many.
    """
    unlisted = "below_min_n" if level(cohort) in manifest.tree else "not_in_edition"
    return Fallback(cohort=cohort, reason=manifest.suppressed.get(cohort, unlisted))


def position(node: str, hundredths: int, cell: Cell) -> Position:
    """Where one score stands, in the finest words that the cell carries.

    The score is compared as it is shown, to one decimal (half away from zero): a reader who sees 3.4 beside a median of
    3.4 is told "at". A higher score never gets a lower position.
    """
    score = (hundredths + 5) // 10 / 10
    n = least(cell.n_band)
    if n >= PERCENTILE_FROM and cell.p10 is not None and cell.p90 is not None:
        percent, low, high = place(score, cell)
        told = None if percent is None else int(percent + 0.5)
        return Position(
            node=node, score=score, cell=cell, wording="percentile", percentile=told, low=low, high=high
        )
    if n >= QUARTILE_FROM and cell.p25 is not None and cell.p75 is not None:
        return Position(node=node, score=score, cell=cell, wording="quartile", quartile=quartile(score, cell))
    wording = "above" if score > cell.median else "below" if score < cell.median else "at"
    return Position(node=node, score=score, cell=cell, wording=wording)


def place(score: float, cell: Cell) -> tuple[float | None, int | None, int | None]:
    """The percentile of a score by linear interpolation, and the published quantiles it stands on or between.

    Beyond the outermost published quantile the percentile and that side are None, never guessed. A score equal to
    several quantiles stands in their middle, as a mid-rank does.
    """
    percents, values = told_quantiles(cell)
    first, beyond = bisect_left(values, score), bisect_right(values, score)
    if first < beyond:
        low, high = percents[first], percents[beyond - 1]
        return (low + high) / 2, low, high
    if not first:
        return None, None, percents[0]
    if first == len(values):
        return None, percents[-1], None
    low, high, below, above = percents[first - 1], percents[first], values[first - 1], values[first]
    return low + (high - low) * (score - below) / (above - below), low, high


def told_quantiles(cell: Cell) -> tuple[list[int], list[float]]:
    """The quantiles a cell publishes, as percents and values, ascending."""
    every = (
        (5, cell.p5),
        (10, cell.p10),
        (25, cell.p25),
        (50, cell.median),
        (75, cell.p75),
        (90, cell.p90),
        (95, cell.p95),
    )
    told = [pair for pair in every if pair[1] is not None]
    return [percent for percent, _ in told], [value for _, value in told]


def quartile(score: float, cell: Cell) -> int:
    """1 (lowest) to 4 (highest); a score on a bound belongs above it, one on several bounds to their middle."""
    bounds = (cell.p25, cell.median, cell.p75)
    first, beyond = bisect_left(bounds, score), bisect_right(bounds, score)
    return (first + beyond + 1) // 2 + 1
