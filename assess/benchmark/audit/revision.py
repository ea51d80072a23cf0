"""What rules 8 and 9 see, node by node, of who said something before and says something else now.

They count who has a score on a node now and had one before. Two in the same cells who exchange what they skipped keep what
rule 8 counts, as nothing but the cells decides about it; what rule 9 counts they may shift by one. Pure.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
from msgspec import Struct

from ..contribution import NOT_SCORED
from .evidence import Evidence


class Revision(Struct, frozen=True, eq=False):
    """For each count (Q) that may not be shifted, whether an unknown has the score, and its group's other vote has it.

    Both (U, Q) are 1 or −1; where an unknown does not matter for a count, 1.
    """

    own: np.ndarray
    other: np.ndarray

    def is_kept(self, ones: np.ndarray, others: np.ndarray) -> np.ndarray:
        """Whether (ones, others) no such count changes if two in the same cells exchange all they said.

        It does where the two differ, and their other votes differ as well.
        """
        both = self.own * self.other
        matched = (
            self.own.shape[1]
            - self.own[ones] @ self.own[others].T
            - self.other[ones] @ self.other[others].T
            + both[ones] @ both[others].T
        )
        return matched == 0


def revision(evidence: Evidence, inside: np.ndarray, party: np.ndarray) -> Revision:
    """The counts, of all pairs of releases of a cohort, that are too small to be shifted, or just enough."""
    told: dict[str, np.ndarray] = {}
    by_cohort: dict[str, list[int]] = {}
    for at, table in enumerate(evidence.tables):
        told.setdefault(table.cohort, np.zeros(evidence.score.shape[1], dtype=bool))[table.told] = True
        by_cohort.setdefault(table.cohort, []).append(at)
    scored = evidence.score != NOT_SCORED
    own, other = [np.ones((len(party), 0), np.float32)], [np.ones((len(party), 0), np.float32)]
    for cohort, tables in by_cohort.items():
        for before, after in combinations(tables, 2):
            then, now = inside[:, before], inside[:, after]
            least = max(evidence.tables[at].thresholds.difference for at in (before, after))
            had, has = _of_party(scored & then[:, None], party), _of_party(scored & now[:, None], party)
            same = scored & (then & now)[:, None]
            stayed = (had & has).sum(axis=0)
            counts = (
                has.sum(axis=0) - stayed,
                had.sum(axis=0) - stayed,
                stayed - same.sum(axis=0),
            )
            tight = told[cohort] & (np.min(counts, axis=0) <= least) & ~scored.all(axis=0)
            if not tight.any():
                continue
            mine = (then ^ now)[:, None]
            beside = np.where(then[:, None], has[party], had[party])
            own.append(np.where(mine & ~scored, -1, 1)[:, tight].astype(np.float32))
            other.append(np.where(mine & ~beside, -1, 1)[:, tight].astype(np.float32))
    return Revision(np.hstack(own), np.hstack(other))


def _of_party(scored: np.ndarray, party: np.ndarray) -> np.ndarray:
    """Whether (groups, K) some vote of each group has a score."""
    found = np.zeros((int(party.max(initial=-1)) + 1, scored.shape[1]), dtype=bool)
    np.logical_or.at(found, party, scored)
    return found
