"""An attacker of our own against the audit: bounds that are proofs, by a mixed-integer programme, and by trying everything.

Shares nothing with the audit but the published cells and who is behind them. Whatever is left out here (quantiles beside
the median, shares, how nodes hang together) only widens a range: so a range that is narrower than what the audit
certified refutes the audit.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, product

import numpy as np
from msgspec import Struct
from scipy.optimize import Bounds, LinearConstraint, milp

from assess.benchmark.history import Release

Vote = tuple[int, tuple[int, ...]]
"""A group and its scores: a revised vote is another unknown."""


class Clue(Struct, frozen=True):
    """A published cell of one node, counted afresh: mean and median in hundredths, and whose scores are behind it."""

    mean: int
    median: int
    rows: tuple[int, ...]


class Case(Struct, frozen=True, eq=False):
    """One node of all editions: the true scores (U,) in hundredths, which the attacker seeks, and its clues."""

    score: np.ndarray
    clues: tuple[Clue, ...]

    @property
    def told(self) -> list[int]:
        """The unknowns that stand behind some clue."""
        return sorted({row for clue in self.clues for row in clue.rows})


def case_of(releases: Sequence[Release], column: int) -> Case:
    """What all editions tell of one node; a held cell tells nothing that the one before did not."""
    number: dict[Vote, int] = {}
    score: list[int] = []
    clues = []
    node = releases[0].votes.instrument.nodes[column]
    for release in releases:
        votes = release.votes
        rows = []
        for group, scores in zip(votes.group.tolist(), votes.score.tolist(), strict=True):
            vote = (group, tuple(scores))
            if vote not in number:
                number[vote] = len(score)
                score.append(scores[column])
            rows.append(number[vote])
        for cohort, cells in release.edition.cells.items():
            cell = cells.get(node)
            if cell is None or cell.held_from:
                continue
            steps = () if cohort == "all" else tuple(cohort.split("/"))
            inside = [
                row
                for row, leaf in zip(rows, votes.leaf.tolist(), strict=True)
                if votes.paths[leaf][: len(steps)] == steps and score[row] >= 0
            ]
            clues.append(Clue(round(cell.mean * 100), round(cell.median * 100), tuple(inside)))
    return Case(np.array(score), tuple(clues))


def proven(case: Case, victim: int, coalition: Sequence[int], step: int, most: int) -> tuple[float, float]:
    """A range that the victim's score certainly lies in, in hundredths, for whom the `coalition` tells its scores.

    Counts of scores on either side of a median are modelled by a binary each: of n members at least ⌈n/2⌉ are at most
    the median, and as many at least.
    """
    relevant = _linked(case, victim, set(coalition))
    clues = [clue for clue in case.clues if set(clue.rows) & relevant]
    people = sorted({row for clue in clues for row in clue.rows} | {victim})
    column = {row: at for at, row in enumerate(people)}
    binaries = sum(2 * len(clue.rows) for clue in clues)
    size = len(people) + binaries
    low, high = np.zeros(size), np.ones(size)
    high[: len(people)] = most
    for row in people:
        if row in coalition:
            low[column[row]] = high[column[row]] = case.score[row]
    rows, least, greatest = [], [], []
    at = len(people)
    for clue in clues:
        n = len(clue.rows)
        line = np.zeros(size)
        line[[column[row] for row in clue.rows]] = 1
        rows.append(line)
        least.append(n * (clue.mean - step / 2))
        greatest.append(n * (clue.mean + step / 2))
        for sign in (1, -1):
            counted = np.zeros(size)
            for row in clue.rows:
                counted[at] = 1
                bound = np.zeros(size)  # the binary is 1 only where the score is on that side of the median
                bound[column[row]] = sign
                bound[at] = most
                rows.append(bound)
                least.append(-np.inf)
                greatest.append(
                    sign * clue.median + step / 2 + most if sign > 0 else -clue.median + step / 2 + most
                )
                at += 1
            rows.append(counted)
            least.append(-(-n // 2))
            greatest.append(np.inf)
    aim = np.zeros(size)
    aim[column[victim]] = 1
    integral = np.zeros(size)
    integral[len(people) :] = 1
    ends = []
    for sign in (1, -1):
        found = milp(
            sign * aim,
            integrality=integral,
            bounds=Bounds(low, high),
            constraints=[LinearConstraint(np.array(rows), least, greatest)] if rows else [],
            options={"time_limit": 5.0, "mip_rel_gap": 0.0},
        )
        # what is proven, not what was found: the bound of the solver, if it ran out of time; without one, what any score is
        bound = found.mip_dual_bound if found.mip_dual_bound is not None else found.fun
        nothing = low[column[victim]] if sign > 0 else high[column[victim]]
        ends.append(float(nothing) if bound is None else sign * float(bound))
    return ends[0], ends[1]


def _linked(case: Case, victim: int, told: set[int]) -> set[int]:
    """The unknowns that a chain of clues ties to the victim."""
    linked = {victim}
    while True:
        more = {row for clue in case.clues if (set(clue.rows) - told) & linked for row in clue.rows} - told
        if more <= linked:
            return linked
        linked |= more


def possible(case: Case, step: int, most: int) -> np.ndarray:
    """Every population (P, U) of whole hundredths from 0 to `most` that would have published the same."""
    every = np.array(list(product(range(most + 1), repeat=len(case.score))))
    kept = np.ones(len(every), dtype=bool)
    for clue in case.clues:
        given = np.sort(every[:, clue.rows], axis=1)
        n = len(clue.rows)
        middle = given[:, (n - 1) // 2] + given[:, n // 2]
        kept &= _rounded(given.sum(axis=1), n, step) == clue.mean
        kept &= _rounded(middle, 2, step) == clue.median
    return every[kept]


def _rounded(total: np.ndarray, n: int, step: int) -> np.ndarray:
    """total/n to the nearest multiple of `step`, half up."""
    return (2 * total + n * step) // (2 * n * step) * step


def narrowest(case: Case, step: int, most: int, coalition: int) -> int:
    """The narrowest true range of any score, over all coalitions of that size, in hundredths."""
    worlds = possible(case, step, most)
    assert (worlds == case.score).all(axis=1).any(), "what is true must be possible"
    widths = [most]
    for victim in case.told:
        others = [row for row in range(len(case.score)) if row != victim]
        for told in combinations(others, min(coalition, len(others))):
            left = worlds[(worlds[:, told] == case.score[list(told)]).all(axis=1)]
            widths.append(int(np.ptp(left[:, victim])))
    return min(widths)
