"""What was released before, with the votes behind it: what the time rule and the audit need, and nobody else may see.

A `Release` is an edition and its votes. The votes never leave the instance (`assess.benchmark.archive` keeps them for
its owner alone); a cell that an edition carried forward belongs to the votes of the edition it is held from.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from .cohort import steps
from .contribution import NOT_SCORED, Contributions
from .model import Cell, Edition


class Release(Struct, frozen=True, kw_only=True, eq=False):
    """A released edition and the votes it was counted from, in the order of `assess.benchmark.vote.elect`."""

    edition: Edition
    votes: Contributions


class Past(Struct, frozen=True, kw_only=True, eq=False):
    """The releases of one instrument, the oldest first."""

    releases: tuple[Release, ...] = ()

    @property
    def last(self) -> Release | None:
        return self.releases[-1] if self.releases else None

    @property
    def exact(self) -> Past:
        """Those without noise: what rules 8 and 9 hold new figures against.

        Held against figures with noise, an exact one could be told although it differs by one vote from the last exact
        one. And it need not be held against them: what noise guards, it guards whatever else is known.
        """
        return Past(
            releases=tuple(each for each in self.releases if not each.edition.manifest.thresholds.epsilon)
        )

    def published(self, cohort: str, node: str = "") -> Release | None:
        """The release that last published a cohort, or a node of it, whether it counted it or held it."""
        return next(
            (each for each in reversed(self.releases) if is_in(each.edition.cells.get(cohort), node)), None
        )

    def origin(self, cohort: str, node: str = "") -> Release | None:
        """The release whose votes the last published cells of a cohort, or of a node of it, were counted from."""
        found = self.published(cohort, node)
        held_from = held(found.edition.cells[cohort]) if found else ""
        if not held_from:
            return found
        return next(each for each in self.releases if each.edition.manifest.edition == held_from)


def is_in(cells: dict[str, Cell] | None, node: str) -> bool:
    """Whether a cohort's cells are there, and one of the node among them, if one is asked for."""
    return cells is not None and (not node or node in cells)


def held(cells: dict[str, Cell]) -> str:
    """The edition from which the cells of a cohort are held, "" if they were counted; all of a cohort or none are."""
    return next(iter(cells.values())).held_from


def carried(last: Release, cohort: str) -> dict[str, Cell]:
    """The cells of a cohort that an edition told, as the next one carries them forward: with where they are held from."""
    cells = last.edition.cells[cohort]
    held_from = held(cells) or last.edition.manifest.edition
    return {node: replace(cell, held_from=held_from, change=None) for node, cell in cells.items()}


def span(votes: Contributions, cohort: str) -> tuple[int, int]:
    """The first row of a cohort's members and the row behind their last: votes sorted by path lie side by side."""
    path = steps(cohort)
    first = bisect_left(votes.paths, path)
    beyond = bisect_right(votes.paths, path, key=lambda each: each[: len(path)])
    low, high = np.searchsorted(votes.leaf, np.array([first, beyond], dtype=votes.leaf.dtype)).tolist()
    return low, high


def members(votes: Contributions, cohort: str, node: int | None = None) -> np.ndarray:
    """The rows of a cohort's members; with a `node` (its column), of those who have a score on it."""
    rows = np.arange(*span(votes, cohort))
    return rows if node is None else rows[votes.score[rows, node] != NOT_SCORED]


class Turnover(Struct, frozen=True):
    """How a set of votes differs from an earlier one: groups that came, that went, and whose scores changed."""

    entered: int
    left: int
    revised: int

    def is_told(self, difference: int) -> bool:
        """Whether the difference may be seen: each of the three is 0 or at least `difference` (rule 9)."""
        return all(count == 0 or count >= difference for count in (self.entered, self.left, self.revised))


class Overlap(Struct, frozen=True, eq=False):
    """Which of the votes `before` each of the votes `after` is: `row` (n,) of the same group there, −1 if there is none,
    and whether it is the `same` (n,), with all its scores.
    """

    before: Contributions
    after: Contributions
    row: np.ndarray
    same: np.ndarray

    @property
    def leaf(self) -> np.ndarray:
        """The path (n,) on which each of the votes `after` stood before, −1 if that vote was not there."""
        found = np.full(len(self.after), -1, dtype=np.int64)
        found[self.same] = self.before.leaf[self.row[self.same]]
        return found


def overlap(before: Contributions, after: Contributions) -> Overlap:
    """How the votes of two releases of one instrument match up."""
    row = np.full(len(after), -1, dtype=np.int64)
    same = np.zeros(len(after), dtype=bool)
    if len(before):
        order = np.argsort(before.group)
        place = np.minimum(np.searchsorted(before.group, after.group, sorter=order), len(before) - 1)
        there = before.group[order[place]] == after.group
        row[there] = order[place[there]]
        then = row[there]
        unchanged = (before.score[then] == after.score[there]).all(axis=1)
        same[there] = unchanged & (before.staged[then] == after.staged[there])
    return Overlap(before, after, row, same)


def turnover(found: Overlap, cohort: str, node: int | None = None) -> Turnover:
    """How the members of a cohort differ; with a `node` (its column), those who have a score on it."""
    low, high = span(found.before, cohort)
    first, beyond = span(found.after, cohort)
    row, same = found.row[first:beyond], found.same[first:beyond]
    both = (row >= low) & (row < high)
    then, now = high - low, beyond - first
    if node is not None:
        scored_then = found.before.score[low:high, node] != NOT_SCORED
        scored_now = found.after.score[first:beyond, node] != NOT_SCORED
        then, now = int(scored_then.sum()), int(scored_now.sum())
        both &= scored_now
        both[both] = scored_then[row[both] - low]
    stayed = int(both.sum())
    return Turnover(entered=now - stayed, left=then - stayed, revised=stayed - int((both & same).sum()))
