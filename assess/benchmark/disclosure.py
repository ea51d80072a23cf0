"""The disclosure rules: what of an exact statistic may be told, and how coarsely.

A `Tally`, its votes and the editions released before enter, published `Cell`s leave, with a reason for each that may
not be told. No number of organisations passes, only its band; no spread, no extreme, no quantile that n does not
carry. The rules have a version that stands in every edition; their numbers are `Thresholds`, which stand there too.

 1. Unit: one corporate group, one vote, by consent and vouched for (`vote`, and where assessments are stored).
 2. Read isolation: a comparison reads a frozen edition, never a vote (`compare`).
 3. Minimum n: a cohort from `min_n`; a quantile q where n·min(q, 1 − q) ≥ `quantile_tail`; no extreme, ever.
 4. Distribution: shares per level from `distribution_n`, no bin under `bin_n`, none that holds over `dominance`.
 5. Concentration: no account brings more than `account_share` of a cohort.
 6. Rounding: scores to `round_to`, shares to `share_to` points, n as a band.
 7. Hierarchy: the one tree of `cohort`.
 8. Complement: what remains of a cohort without any union of those below it is nothing, or `difference` or more. An
    item that not all answered is told only if none, or at least as many, lack it.
 9. Time: what entered, left or was revised since a cell was last published is nothing, or `difference` or more; else
    the old values stand, and say so.
10. Withdrawal: a vote is gone from the next edition; none is issued again (`archive`).
11. Audit: what the other rules let pass is attacked (`audit`).
12. The file: rules, thresholds and reason codes stand in the manifest, never a hidden count.
13. Differential privacy: an option (`privacy`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import resources
from itertools import pairwise

import duckdb
import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from ..errors import AssessError
from .cohort import FIELDS, steps
from .contribution import NOT_SCORED, Contributions
from .history import Past, marks, members, turnover
from .model import PERCENTS, QUANTILES, Cell, Reason, Thresholds
from .rounding import UNIT, band, carries, rounded, shares
from .tally import Tally

RULES = "1"
"""The version of the rules above."""

NARROWEST = 5
"""The least width of a band of n; a narrower one comes close to telling n."""


class Told(Struct, frozen=True, kw_only=True):
    """What may be published: cells by cohort and node, and why the rest may not; an unlisted cohort is below `min_n`."""

    cells: dict[str, dict[str, Cell]]
    suppressed: dict[str, Reason]
    withheld: dict[str, dict[str, Reason]]


class Stand(Struct, frozen=True, kw_only=True, eq=False):
    """The votes that a cohort's cells are, or would be, counted from; `held`: its old cells, if carried forward."""

    votes: Contributions
    rows: np.ndarray
    held: dict[str, Cell] = {}


def publish(votes: Contributions, counted: Tally, past: Past, thresholds: Thresholds) -> Told:
    """Everything that the rules let pass, before the audit."""
    suppressed: dict[str, Reason] = {}
    stands: dict[str, Stand] = {}
    for cohort in sorted({*counted.cohorts, *(past.last.edition.cells if past.last else ())}, key=steps):
        found = settle(cohort, votes, past, thresholds, is_large=cohort in counted.cohorts)
        if isinstance(found, Stand):
            stands[cohort] = found
        else:
            suppressed[cohort] = found
    for cohort in concentrated(votes, counted, thresholds):
        if cohort in stands and not stands[cohort].held:
            del stands[cohort]
            suppressed[cohort] = "concentration"
    for cohort in complement(stands, thresholds.difference):
        del stands[cohort]
        suppressed[cohort] = "complement"
    withheld = withhold(stands, past, thresholds)
    at = {cohort: index for index, cohort in enumerate(counted.cohorts)}
    cells = {
        cohort: stand.held
        or counted_cells(cohort, at[cohort], votes, counted, withheld.get(cohort, {}), past, thresholds)
        for cohort, stand in stands.items()
    }
    return Told(
        cells={cohort: found for cohort, found in cells.items() if found},
        suppressed=suppressed,
        withheld={cohort: withheld[cohort] for cohort in cells if withheld.get(cohort)},
    )


def settle(
    cohort: str, votes: Contributions, past: Past, thresholds: Thresholds, *, is_large: bool
) -> Stand | Reason:
    """Whether a cohort is counted afresh, held, or suppressed (rules 3 and 9)."""
    rows = members(votes, cohort)
    origin = past.origin(cohort)
    if origin is not None:
        then = members(origin.votes, cohort)
        if not turnover(origin.votes, then, votes, rows).is_told(thresholds.difference):
            old = past.last.edition.cells.get(cohort)  # type: ignore[union-attr]
            if old is None:
                return "time"
            held_from = origin.edition.manifest.edition
            carried = {node: replace(cell, held_from=held_from, change=None) for node, cell in old.items()}
            return Stand(votes=origin.votes, rows=then, held=carried)
    return Stand(votes=votes, rows=rows) if is_large else "below_min_n"


def concentrated(votes: Contributions, counted: Tally, thresholds: Thresholds) -> list[str]:
    """The cohorts of which one account brought too large a share (rule 5, `sql/concentration.sql`)."""
    query = resources.files(__package__).joinpath("sql", "concentration.sql").read_text(encoding="utf-8")
    path = {"leaf": np.arange(len(votes.paths))} | {
        name: np.array([each[depth] if len(each) > depth else "" for each in votes.paths], dtype=object)
        for depth, name in enumerate(FIELDS)
    }
    path["votes"] = np.bincount(votes.leaf, minlength=len(votes.paths))
    with duckdb.connect(":memory:") as database:
        database.register("vote", {"leaf": votes.leaf, "account": votes.account})
        database.register("path", path)
        limits = {"most": thresholds.account_share, "least": thresholds.min_n}
        found = database.execute(query, limits).fetchall()
    return [cohort for (cohort,) in found if cohort in counted.cohorts]


def complement(stands: Mapping[str, Stand], difference: int, node: int | None = None) -> list[str]:
    """The cohorts to withdraw so that nothing small is left by subtraction (rule 8), in the order they are withdrawn.

    What a parent keeps beyond the union of all cohorts below it is what the smallest complement is made of: beyond fewer of
    them it keeps that and whole cohorts, or what one of those keeps beyond its own. So one look at each parent is enough.
    With a `node` (its column), the sets are those who have a score on it.
    """
    sets = {cohort: _scored(stand, node) for cohort, stand in stands.items()}
    withdrawn: list[str] = []
    while True:
        for parent in sorted(sets, key=steps):
            below = _topmost(parent, sets)
            rest = _rest(sets[parent], [sets[child] for child in below])
            if 0 < rest < difference:
                smallest = min(below, key=lambda child: (len(sets[child].rows), child))
                withdrawn.append(smallest)
                del sets[smallest]
                break
        else:
            return withdrawn


def _scored(stand: Stand, node: int | None) -> Stand:
    if node is None:
        return stand
    return replace(stand, rows=stand.rows[stand.votes.score[stand.rows, node] != NOT_SCORED])


def _topmost(parent: str, cohorts: Iterable[str]) -> list[str]:
    """The cohorts below `parent` that are below none of the others below it."""
    path = steps(parent)
    below = sorted(
        (each for each in map(steps, cohorts) if each[: len(path)] == path and each != path), key=len
    )
    top: list[tuple[str, ...]] = []
    for each in below:
        if not any(each[: len(above)] == above for above in top):
            top.append(each)
    return ["/".join(each) for each in top]


def _rest(parent: Stand, children: list[Stand]) -> int:
    """How many votes of a parent are in none of its children."""
    if not children:
        return 0
    if all(child.votes is parent.votes for child in children):  # of one count: disjoint parts of it
        return len(parent.rows) - sum(len(child.rows) for child in children)
    told = np.concatenate([marks(child.votes, child.rows) for child in children])
    return int((~np.isin(marks(parent.votes, parent.rows), told)).sum())


def withhold(stands: Mapping[str, Stand], past: Past, thresholds: Thresholds) -> dict[str, dict[str, Reason]]:
    """The nodes that a published cohort does not tell, as not all of its members have a score on them (rules 3, 8, 9)."""
    withheld: dict[str, dict[str, Reason]] = {cohort: {} for cohort in stands}
    fresh = {cohort: stand for cohort, stand in stands.items() if not stand.held}
    if not fresh:
        return withheld
    votes = next(iter(fresh.values())).votes
    partial = np.flatnonzero((votes.score == NOT_SCORED).any(axis=0))
    for node in partial.tolist():
        name = votes.instrument.nodes[node]
        telling = {}
        for cohort, stand in stands.items():
            if stand.held:
                if name in stand.held:
                    telling[cohort] = stand
            elif reason := _why_not(stand, cohort, node, past, thresholds):
                withheld[cohort][name] = reason
            else:
                telling[cohort] = stand
        for cohort in complement(telling, thresholds.difference, node):
            withheld[cohort][name] = "complement"
    return withheld


def _why_not(stand: Stand, cohort: str, node: int, past: Past, thresholds: Thresholds) -> Reason | None:
    """Why the node of a cohort that is counted afresh may not be told."""
    rows = _scored(stand, node).rows
    n, lacking = len(rows), len(stand.rows) - len(rows)
    if n < thresholds.min_n or 0 < lacking < thresholds.difference:
        return "item_nonresponse"
    origin = past.origin(cohort, stand.votes.instrument.nodes[node])
    if origin is not None:
        then = members(origin.votes, cohort, node)
        if not turnover(origin.votes, then, stand.votes, rows).is_told(thresholds.difference):
            return "time"
    return None


def counted_cells(
    cohort: str,
    index: int,
    votes: Contributions,
    counted: Tally,
    withheld: Mapping[str, Reason],
    past: Past,
    thresholds: Thresholds,
) -> dict[str, Cell]:
    """The cells of a cohort that is counted afresh, by node."""
    before = past.last.edition.cells.get(cohort, {}) if past.last else {}
    n, total = counted.n[index].tolist(), counted.total[index].tolist()
    quantile, level = counted.quantile[index].tolist(), counted.level[index].tolist()
    numbers = [number for number, _ in votes.instrument.levels]
    cells = {}
    for column, node in enumerate(counted.nodes):
        if node in withheld or n[column] < thresholds.min_n:
            continue
        found = cell(cohort, node, n[column], total[column], quantile[column], thresholds)
        staged = counted.staged[index].tolist() if column == 0 else []
        cells[node] = replace(
            found,
            shares=shares(numbers, level[column], thresholds),
            staged=shares(numbers, staged, thresholds) if staged and sum(staged) == n[column] else (),
            change=round(found.mean - before[node].mean, 4) if node in before else None,
        )
    return cells


def cell(cohort: str, node: str, n: int, total: int, quantile: list[int], thresholds: Thresholds) -> Cell:
    """Mean and quantiles of a cell as they are published; units as in `Tally`."""
    step = round(thresholds.round_to * UNIT)
    told = {
        name: rounded(value, 1, step)
        for name, percent, value in zip(QUANTILES, PERCENTS, quantile, strict=True)
        if name == "median" or carries(n, percent, thresholds.quantile_tail)
    }
    return Cell(
        cohort=cohort, node=node, n_band=band(n, thresholds.bands), mean=rounded(total * 100, n, step), **told
    )


def check_thresholds(thresholds: Thresholds) -> None:
    """Refuse settings that make no sense together; raises `AssessError` with the field."""
    bands = thresholds.bands
    step = thresholds.round_to * UNIT
    refusals: tuple[tuple[str, bool, str], ...] = (
        ("min_n", thresholds.min_n < 2, "must be at least 2"),
        ("usual_share", not 0 < thresholds.usual_share <= 1, "must be above 0 and at most 1"),
        ("quantile_tail", thresholds.quantile_tail < 1, "must be at least 1"),
        ("distribution_n", thresholds.distribution_n < thresholds.min_n, "must be at least min_n"),
        ("bin_n", thresholds.bin_n < 1, "must be at least 1"),
        ("dominance", not 0 < thresholds.dominance <= 1, "must be above 0 and at most 1"),
        ("account_share", not 0 < thresholds.account_share <= 1, "must be above 0 and at most 1"),
        ("round_to", step < 1 or abs(step - round(step)) > 1e-6, "must be a positive multiple of 0.0001"),
        ("share_to", not 1 <= thresholds.share_to <= 50, "must be 1 to 50 points"),
        ("difference", thresholds.difference < 1, "must be at least 1"),
        ("window_quarters", thresholds.window_quarters < 1, "must be at least 1"),
        ("min_age_days", thresholds.min_age_days < 0, "must not be negative"),
        ("width", not 0 <= thresholds.width < 1, "must be at least 0 and below 1"),
        ("coalition", thresholds.coalition < 1, "must be at least 1"),
        ("epsilon", thresholds.epsilon < 0, "must not be negative"),
        (
            "bands",
            any(high - low < NARROWEST for low, high in pairwise(bands)),
            f"must rise by {NARROWEST} or more",
        ),
        ("bands", not bands or not 0 < bands[0] <= thresholds.min_n, "must begin at or below min_n"),
    )
    for name, refused, rule in refusals:
        if refused:
            raise AssessError(
                f"{name} {rule}.", where=f"thresholds.{name}", remedy="Mend the edition's settings."
            )
