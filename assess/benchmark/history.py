"""What was released before, with the votes behind it: what the time rule and the audit need, and nobody else may see.

A `Release` is an edition and its votes. The votes never leave the instance (`assess.benchmark.archive` keeps them for
its owner alone); a cell that an edition carried forward belongs to the votes of the edition it is held from.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

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


def members(votes: Contributions, cohort: str, node: int | None = None) -> np.ndarray:
    """The rows of a cohort's members; with a `node` (its column), of those who have a score on it."""
    path = steps(cohort)
    inside = [index for index, each in enumerate(votes.paths) if each[: len(path)] == path]
    if not inside:
        return np.arange(0)
    # votes are sorted by path, so that a cohort's lie side by side
    first, beyond = np.searchsorted(votes.leaf, [inside[0], inside[-1] + 1])
    rows = np.arange(first, beyond)
    return rows if node is None else rows[votes.score[rows, node] != NOT_SCORED]


def marks(votes: Contributions, rows: np.ndarray) -> np.ndarray:
    """A number for each of the votes, the same for the same scores of the same group in whatever edition (uint64).

    A multiplicative hash (Knuth): to tell a revised vote from one that stands, not to hide anything.
    """
    found = votes.group[rows].copy()
    for column in votes.score[rows].T:
        found = (found ^ column.astype(np.uint64)) * np.uint64(0x9E3779B97F4A7C15)
        found ^= found >> np.uint64(29)
    return found


class Turnover(Struct, frozen=True):
    """How a set of votes differs from an earlier one: groups that came, that went, and whose scores changed."""

    entered: int
    left: int
    revised: int

    def is_told(self, difference: int) -> bool:
        """Whether the difference may be seen: each of the three is 0 or at least `difference` (rule 9)."""
        return all(count == 0 or count >= difference for count in (self.entered, self.left, self.revised))


def turnover(before: Contributions, then: np.ndarray, after: Contributions, now: np.ndarray) -> Turnover:
    """How the votes `now` (rows of `after`) differ from those `then` (rows of `before`)."""
    group_then, group_now = before.group[then], after.group[now]
    entered = int((~np.isin(group_now, group_then, assume_unique=True)).sum())
    left = int((~np.isin(group_then, group_now, assume_unique=True)).sum())
    same = int(np.isin(marks(after, now), marks(before, then), assume_unique=True).sum())
    return Turnover(entered, left, len(group_now) - entered - same)


def last_of(releases: Sequence[Release], hash: str) -> Past:
    """The releases of one content of a questionnaire, in the order given: scores of another do not compare."""
    return Past(releases=tuple(each for each in releases if each.edition.manifest.questionnaire_hash == hash))
