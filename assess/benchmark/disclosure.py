"""The disclosure rules: what of an exact statistic may be told, and how coarsely.

A `Tally`, its votes and the editions released before enter, published `Cell`s leave, with a reason for each that may
not be told. No number of organisations passes, only its band; no spread, no extreme, no quantile that n does not
carry. The rules have a version that stands in every edition; their numbers are `Thresholds`, which stand there too.

 1. Unit: one corporate group, one vote, by consent and vouched for (`vote`, and where assessments are stored).
 2. Read isolation: a comparison reads a frozen edition, never a vote (`compare`).
 3. Minimum n: a cohort from `min_n`, its questions and views from `item_n`;
    a quantile q where n·min(q, 1 − q) ≥ `quantile_tail`; no extreme, ever.
 4. Distribution: shares per level from `distribution_n`, no bin under `bin_n`, none that holds over `dominance`.
 5. Concentration: no account brings more than `account_share` of a cohort, nor of those of it who have a score on a node.
    What remains of a cell without those that one member of a federation brought is nothing, or `difference` or more.
 6. Rounding: scores to `round_to`, shares to `share_to` points, n as a band; quantiles of questions and views are values
    that somebody gave (`model.is_item`).
 7. Hierarchy: the one tree of `cohort`.
 8. Complement: what remains of a cohort without any union of those below it, as they are published now or were last,
    is nothing, or `difference` or more (`complement`). An item that not all answered is told only if none, or at least
    as many, lack it.
 9. Time: what entered, left or was revised since a cell was last published is nothing, or `difference` or more; else
    the old values stand, and say so.
10. Withdrawal: a vote is gone from the next edition; none is issued again (`archive`).
11. Audit: what the other rules let pass is attacked (`audit`).
12. The file: rules, thresholds and reason codes stand in the manifest, never a hidden count.
13. Differential privacy: an option, for everyone from `epsilon_n`, and then nothing else is told (`privacy`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from .cohort import is_within, steps
from .complement import Stand, complement
from .concentration import EVERYONE, concentrated, exposed
from .contribution import NOT_SCORED, Contributions
from .history import Overlap, Past, overlap, span, turnover
from .model import PERCENTS, QUANTILES, Cell, Reason, Thresholds
from .rounding import UNIT, band, carries, rounded, shares
from .tally import Tally

RULES = "1"
"""The version of the rules above."""


class Told(Struct, frozen=True, kw_only=True):
    """What may be published: cells by cohort and node, and why the rest may not; an unlisted cohort is below `min_n`."""

    cells: dict[str, dict[str, Cell]]
    suppressed: dict[str, Reason]
    withheld: dict[str, dict[str, Reason]]


def publish(
    votes: Contributions, counted: Tally, past: Past, thresholds: Thresholds, withdrawn: Sequence[str] = ()
) -> Told:
    """Everything that the rules let pass, before the audit.

    Cohorts that will be `withdrawn`, and those below them, do not count for what is told of the nodes of others: else who
    skipped what in a cohort that is not published could be seen in the reasons of one that is.
    """
    look = Retrospect(votes, past, thresholds.difference)
    suppressed: dict[str, Reason] = {}
    held: dict[str, dict[str, Cell]] = {}
    fresh: list[str] = []
    large = set(counted.cohorts)
    for cohort in sorted(large | look.newest.keys(), key=steps):
        if look.is_told(cohort):
            if cohort in large:
                fresh.append(cohort)
        elif cohort in look.newest:
            held[cohort] = look.carried(cohort)
        else:
            suppressed[cohort] = "time"
    partial = look.partial()
    one_voice = {
        *concentrated(votes, thresholds, partial),
        *exposed(votes, counted.cohorts, thresholds.difference, partial),
    }
    suppressed |= {cohort: "concentration" for cohort in counted.cohorts if (cohort, EVERYONE) in one_voice}
    fresh = [cohort for cohort in fresh if cohort not in suppressed]
    suppressed |= dict.fromkeys(look.complement(fresh), "complement")
    suppressed = {cohort: why for cohort, why in suppressed.items() if cohort not in held}
    fresh = [cohort for cohort in fresh if cohort not in suppressed]
    telling = [cohort for cohort in fresh if not any(is_within(cohort, each) for each in withdrawn)]
    withheld = withhold(telling, votes, look, thresholds, one_voice)
    at = {cohort: index for index, cohort in enumerate(counted.cohorts)}
    cells = held | {
        cohort: counted_cells(
            at[cohort], votes, counted, withheld.get(cohort, {}), look.newest.get(cohort, {}), thresholds
        )
        for cohort in fresh
    }
    return without_empty(
        Told(
            cells={cohort: cells[cohort] for cohort in sorted(cells, key=steps)},
            suppressed=suppressed,
            withheld={cohort: withheld[cohort] for cohort in telling if withheld[cohort]},
        )
    )


def without_empty(told: Told) -> Told:
    """The same, where cohorts that tell no node are suppressed, for the reason that keeps back the first of their nodes.

    Of a cohort that is not published nothing else is said: a node that is withheld tells that there is a cohort.
    """
    empty = sorted(cohort for cohort in told.cells.keys() | told.withheld if not told.cells.get(cohort))
    why = {
        cohort: next(iter(told.withheld[cohort].values())) for cohort in empty if told.withheld.get(cohort)
    }
    return Told(
        cells={cohort: cells for cohort, cells in told.cells.items() if cells},
        suppressed=why | told.suppressed,
        withheld={cohort: nodes for cohort, nodes in told.withheld.items() if cohort not in empty},
    )


class Retrospect:
    """New votes held against what was released before (rules 8 and 9). `newest` are the cells of the last edition.

    What two releases have in common is found once.
    """

    def __init__(self, votes: Contributions, past: Past, difference: int) -> None:
        self.votes, self.past, self.difference = votes, past, difference
        self.newest = past.last.edition.cells if past.last else {}
        self.known = {cohort: past.origin(cohort) for each in past.releases for cohort in each.edition.cells}
        self._overlaps: dict[tuple[int, int], Overlap] = {}

    def match(self, before: Contributions, after: Contributions) -> Overlap:
        pair = id(before), id(after)
        if pair not in self._overlaps:
            self._overlaps[pair] = overlap(before, after)
        return self._overlaps[pair]

    def is_told(self, cohort: str, node: int | None = None) -> bool:
        """Whether what changed since the last published cell of a cohort, or of a node of it, may be seen."""
        origin = self.past.origin(cohort, "" if node is None else self.votes.instrument.nodes[node])
        if origin is None:
            return True
        return turnover(self.match(origin.votes, self.votes), cohort, node).is_told(self.difference)

    def carried(self, cohort: str) -> dict[str, Cell]:
        """The cells of the last edition, saying from where they are held."""
        held_from = self.known[cohort].edition.manifest.edition
        return {
            node: replace(cell, held_from=held_from, change=None)
            for node, cell in self.newest[cohort].items()
        }

    def complement(self, fresh: Sequence[str], node: int | None = None) -> list[str]:
        """Which of the cohorts to withdraw by rule 8, or of which not to tell the node."""
        name = "" if node is None else self.votes.instrument.nodes[node]
        known = ((cohort, self.past.origin(cohort, name)) for cohort in self.known)
        stands = [Stand(cohort=cohort, votes=self.votes) for cohort in fresh]
        stands += [
            Stand(cohort=cohort, votes=origin.votes, is_known=True) for cohort, origin in known if origin
        ]
        return complement(stands, self.difference, self.match, node)

    def partial(self) -> list[int]:
        """The nodes that somebody lacks a score on, in the new votes or in those of a known cell."""
        counts = [self.votes, *(each.votes for each in self.past.releases)]
        return np.flatnonzero(
            np.any([(each.score == NOT_SCORED).any(axis=0) for each in counts], axis=0)
        ).tolist()


def withhold(
    fresh: Sequence[str],
    votes: Contributions,
    look: Retrospect,
    thresholds: Thresholds,
    one_voice: Collection[tuple[str, int]],
) -> dict[str, dict[str, Reason]]:
    """The nodes that a published cohort does not tell, as too few, or not all, of its members have a score on them.

    Rules 3, 5, 8 and 9. Of questions and views too few are fewer than `item_n`. `one_voice` are the cells that one account
    or one member of a federation brought too much of (`concentration`).
    """
    withheld: dict[str, dict[str, Reason]] = {cohort: {} for cohort in fresh}
    items = [at for at, name in enumerate(votes.instrument.nodes) if "/" in name]
    for node in sorted({*items, *look.partial()}):
        name = votes.instrument.nodes[node]
        least = thresholds.item_n if "/" in name else thresholds.min_n
        for cohort in fresh:
            first, beyond = span(votes, cohort)
            n = int((votes.score[first:beyond, node] != NOT_SCORED).sum())
            if n < least or 0 < beyond - first - n < thresholds.difference:
                withheld[cohort][name] = "item_nonresponse"
            elif (cohort, node) in one_voice:
                withheld[cohort][name] = "concentration"
            elif not look.is_told(cohort, node):
                withheld[cohort][name] = "time"
        telling = [cohort for cohort in fresh if name not in withheld[cohort]]
        for cohort in look.complement(telling, node):
            withheld[cohort][name] = "complement"
    return withheld


def counted_cells(
    index: int,
    votes: Contributions,
    counted: Tally,
    withheld: Mapping[str, Reason],
    before: Mapping[str, Cell],
    thresholds: Thresholds,
) -> dict[str, Cell]:
    """The cells of a cohort that is counted afresh, by node; `before` are those of the last edition."""
    cohort = counted.cohorts[index]
    n, total = counted.n[index].tolist(), counted.total[index].tolist()
    quantile, level = counted.quantile[index].tolist(), counted.level[index].tolist()
    staged = counted.staged[index].tolist()
    numbers = [number for number, _ in votes.instrument.levels]
    cells = {}
    for column, node in enumerate(counted.nodes):
        if node in withheld or n[column] < thresholds.min_n:
            continue
        found = cell(cohort, node, n[column], total[column], quantile[column], thresholds)
        old = before.get(node)
        cells[node] = replace(
            found,
            shares=shares(numbers, level[column], thresholds),
            staged=shares(numbers, staged, thresholds) if column == 0 and sum(staged) == n[0] else (),
            change=round(found.mean - old.mean, 4) if old and not old.held_from else None,
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
