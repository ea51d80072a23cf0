"""Who can exchange all they said with whom, so that nothing published changes: not only those of a kind.

In cells that hold both, nothing changes. In a large cell that holds one of them, a vote is replaced by another: that is
held against the room of the cell (`room`). Pure; what is found is kept.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..contribution import NOT_SCORED
from .evidence import Evidence
from .load import Gauges
from .revision import revision
from .room import Room, room

LARGE = 300
"""Members from which a cell has room for another vote; in smaller ones next to none would be found."""

NEAR = 8
"""Through how many sets of large cells exchanges are sought, the smallest sets first."""

SOME = 60
"""How many of those who are apart by the same large cells are looked at."""

BLOCK = 4_000_000
"""How many numbers are laid side by side at once."""


class Exchange:
    """All exchanges of one evidence. `party` (U,) numbers the groups."""

    def __init__(self, evidence: Evidence, inside: np.ndarray, party: np.ndarray, gauges: Gauges) -> None:
        self.evidence, self.inside, self.party, self.gauges = evidence, inside, party, gauges
        self.score = evidence.score.astype(np.int64)
        self.row = _number(evidence.score)
        self.alike = _number(np.column_stack((evidence.score == NOT_SCORED, evidence.staged < 0)))
        self.revision = revision(evidence, inside, party)
        self.is_large = np.array([len(table.rows) >= LARGE for table in evidence.tables], dtype=bool)
        chain = _number(np.packbits(inside, axis=1))
        self.chains = [np.flatnonzero(chain == each) for each in range(int(chain.max(initial=-1)) + 1)]
        self.pattern = inside[[each[0] for each in self.chains]]
        by_party = np.argsort(party, kind="stable")
        self.votes = np.split(by_party, np.flatnonzero(np.diff(party[by_party])) + 1)
        self._rooms: dict[int, Room] = {}

    def partners(self, members: np.ndarray) -> np.ndarray:
        """With whom (m, U) each of some unknowns in the same cells can exchange.

        Of no group there are two: so whoever tells the attacker takes away one of them.
        """
        found = np.zeros((len(members), len(self.party)), dtype=bool)
        for others, tables in self._near(members):
            possible = self._may(members, others, is_same=not len(tables))
            for at in np.flatnonzero(possible.any(axis=1)) if len(tables) else ():
                possible[at] &= self._fits(tables, int(members[at]), others)
            found[:, others] = possible
        for each in found:
            votes = np.flatnonzero(each)
            _, first = np.unique(self.party[votes], return_index=True)
            each[:] = False
            each[votes[first]] = True
        return found

    def _near(self, members: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Those who are in the same cells as the members but for large ones, and these; of the others some."""
        apart = self.pattern ^ self.inside[members[0]]
        near = np.flatnonzero(~(apart & ~self.is_large).any(axis=1))
        for at in near[np.argsort(apart[near].sum(axis=1), kind="stable")][: NEAR + 1].tolist():
            others, tables = self.chains[at], np.flatnonzero(apart[at])
            yield others[:: max(1, -(-len(others) // SOME))] if len(tables) else others, tables

    def _may(self, members: np.ndarray, others: np.ndarray, *, is_same: bool) -> np.ndarray:
        """Whether (m, o) an exchange keeps what rules 5, 8 and 9 count of revisions and of skipped nodes."""
        possible = self.alike[members][:, None] == self.alike[others]
        if is_same:
            same_sort = self.evidence.sort[members][:, None] == self.evidence.sort[others]
            possible |= same_sort & self.revision.is_kept(members, others)
        possible &= self.party[members][:, None] != self.party[others]
        return possible & self._is_apart(members, others) & self._is_apart(others, members).T

    def _is_apart(self, members: np.ndarray, others: np.ndarray) -> np.ndarray:
        """Whether (m, o) none of the members would be seen to repeat another vote of its group."""
        apart = np.ones((len(members), len(others)), dtype=bool)
        for at, one in enumerate(members.tolist()):
            for vote in self.votes[self.party[one]]:
                if vote != one:
                    apart[at] &= self.row[others] != self.row[vote]
        return apart

    def _fits(self, tables: np.ndarray, one: int, others: np.ndarray) -> np.ndarray:
        """Whether (o,) each of some tables has room for an exchange with each of the others."""
        fits = np.ones(len(others), dtype=bool)
        for table in tables.tolist():
            found = self._room(table)
            change = (found.value[one] - found.value[others]) * np.where(self.inside[others, table], 1, -1)[
                :, None
            ]
            fits &= ((change >= found.low) & (change <= found.high)).all(axis=1)
        return fits

    def _room(self, table: int) -> Room:
        if table not in self._rooms:
            self._rooms[table] = room(self.evidence, self.gauges, table)
        return self._rooms[table]

    def open(
        self, members: np.ndarray, nodes: np.ndarray, coalition: int
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The ranges `low` and `high` (m, nodes) open to unknowns in the same cells, the worst over coalitions.

        And which insider is the worst, −1 where it is a coalition of so many. One's own score stays; where there is none,
        both ends are that of no score.
        """
        partners = self.partners(members)
        used = np.flatnonzero(partners.any(axis=0))
        partners, score = partners[:, used], self.score[used][:, nodes]
        own = self.score[np.ix_(members, nodes)]
        low, high, worst = own.copy(), own.copy(), np.full(own.shape, -1)
        size = max(1, BLOCK // max(1, score.size))
        for first in range(0, len(members), size):
            part = slice(first, first + size)
            low[part], high[part] = worst_of(score, own[part], partners[part], coalition)
            for number, insider in enumerate(self.evidence.insiders):
                open_to = partners[part] & ~insider.knows[used]
                found = worst_of(score, own[part], open_to, 0)
                closer = (found[1] - found[0] < high[part] - low[part]) & ~insider.knows[members[part], None]
                for each, ends in zip((low, high), found, strict=True):
                    each[part] = np.where(closer, ends, each[part])
                worst[part][closer] = number
        return low, high, worst


def worst_of(
    score: np.ndarray, own: np.ndarray, partners: np.ndarray, coalition: int
) -> tuple[np.ndarray, np.ndarray]:
    """The ranges (m, nodes): the coalition takes away j of the lowest of the partners, and the rest of the highest.

    `score` (u, nodes) is what the partners say, `own` (m, nodes) the victims, `partners` (m, u) who is one of whom.
    """
    usable = partners[:, :, None] & (score != NOT_SCORED)
    ends = []
    for sign in (-1, 1):
        mine = sign * own[:, None]
        value = np.maximum(np.where(usable, sign * score, mine), mine)
        value = np.concatenate((value, np.repeat(mine, coalition + 1, axis=1)), axis=1)
        place = value.shape[1] - 1 - coalition
        ends.append(sign * np.sort(np.partition(value, place, axis=1)[:, place:], axis=1)[:, ::-1])
    least, most = ends
    low, high = least[:, 0], most[:, coalition]
    for j in range(1, coalition + 1):
        better = most[:, coalition - j] - least[:, j] < high - low
        low, high = np.where(better, least[:, j], low), np.where(better, most[:, coalition - j], high)
    return low, high


def _number(rows: np.ndarray) -> np.ndarray:
    """A number for each of the rows, the same for the same."""
    if not rows.shape[1]:
        return np.zeros(len(rows), dtype=np.int64)
    return np.unique(rows, axis=0, return_inverse=True)[1].ravel()
