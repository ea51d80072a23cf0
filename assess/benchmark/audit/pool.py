"""Whose scores an alternative may change, and to what: a choice small enough to be searched.

Any choice is sound; a good one finds wider ranges. Those in nearly the same cells as the victim make up for it best, and of
what they could have said, what disturbs other nodes least.
"""

from __future__ import annotations

import numpy as np
from msgspec import Struct

from ..contribution import NOT_SCORED
from .evidence import Evidence, exchangeable, kinds
from .exchange import Exchange
from .load import Gauges, Load, load
from .model import Relations
from .web import Moves, Web, mixed, part, together, weave, whole

STEPS = (5, 10, 20, 35, 50, 75, 100, 125, 150, 175, 200, 250, 300, 400)
"""How far a score may move, in thousandths of twice the range: one donor is looked for between each two."""

POSITIONS = 6
"""Of one kind, how many positions a victim is put in: the highest and the lowest."""

HELPERS = 14
"""How many others may change to make up for it."""

COUPLED = 6
"""With how many of them those of the kind exchange something."""

EFFORT = 150_000
"""How many steps of searching one audit may take: counted, never timed, so that the outcome is the same on any machine.

What is not shown by then counts as unsafe. A step is an alternative held against one victim: about thirty
millionths of a second.
"""

POOL, MOVE, PROGRAMME = 4_000, 4, 10_000
"""What a choice of moves, each move in it, and a mixed-integer programme count as, in steps."""

SUPPORT = 4
"""How many scores an alternative may change at once."""


class Inquiry:
    """The evidence with what is worked out of it once: who is where, who is like whom, what room each cell has."""

    def __init__(self, evidence: Evidence, relations: Relations, *, effort: int = EFFORT) -> None:
        self.evidence = evidence
        self.web: Web = weave(relations, evidence.instrument.nodes)
        self.inside = evidence.inside
        self.kind = kinds(evidence)
        self.is_free = exchangeable(evidence, self.kind)
        self.gauges = Gauges(evidence)
        _, self.party, self.size = np.unique(evidence.group, return_inverse=True, return_counts=True)
        self.exchange = Exchange(evidence, self.inside, self.party, self.gauges)
        self.effort = effort
        self.known_by = {
            number: frozenset(np.flatnonzero(each.knows).tolist())
            for number, each in enumerate(evidence.insiders)
        }
        self._first: dict[int, np.ndarray] = {}
        by_party = np.split(np.argsort(self.party, kind="stable"), np.cumsum(self.size)[:-1])
        self._votes = {party: votes.tolist() for party, votes in enumerate(by_party) if len(votes) > 1}
        self.tells = np.zeros((len(evidence.tables), evidence.score.shape[1]), dtype=bool)
        for at, table in enumerate(evidence.tables):
            self.tells[at, table.told] = True

    def moves(self, who: int, node: int, steps: tuple[int, ...] | None) -> Moves:
        """What one unknown could have said instead, differing on a node: only what it is made of, or else everything.

        With `steps` one donor for each stretch of the difference, else one for each score that occurs.
        """
        evidence, own = self.evidence, self.evidence.score[who]
        partial = self.web.block[node].any()
        candidates = self._donors(node)
        shift = evidence.score[candidates, node] - own[node]
        candidates, shift = candidates[shift != 0], shift[shift != 0]
        nodes = self.web.block[node].copy() if partial else np.ones(len(own), dtype=bool)
        alike = ((evidence.score[candidates][:, nodes] != NOT_SCORED) == (own[nodes] != NOT_SCORED)).all(
            axis=1
        )
        candidates, shift = candidates[alike], shift[alike]
        nodes[node] = False
        far = np.abs(evidence.score[candidates][:, nodes] - own[nodes]).sum(axis=1)
        if steps is None:
            stretch = shift
        else:
            stretch = np.searchsorted(np.array(steps), np.abs(shift)) * np.sign(shift) * 2 + (shift > 0)
        order = np.lexsort((np.abs(shift), far, stretch))
        first = np.concatenate(([True], np.diff(stretch[order]) != 0)) if len(order) else order.astype(bool)
        donors = candidates[order[first]]
        found = part(evidence, self.web, who, node, donors) if partial else whole(evidence, who, donors)
        return found.take(self.is_apart(who, found.low, found.high))

    def _donors(self, node: int) -> np.ndarray:
        """All with a score on the node; where it stands for itself one for each score, as they are all the same then."""
        if node not in self._first:
            column = self.evidence.score[:, node]
            if self.web.block[node].sum() == 1:
                values, first = np.unique(column, return_index=True)
                self._first[node] = first[values != NOT_SCORED]
            else:
                self._first[node] = np.flatnonzero(column != NOT_SCORED)
        return self._first[node]

    def is_apart(self, who: int, low: np.ndarray, high: np.ndarray) -> np.ndarray:
        """Whether (M,) scores between `low` and `high` (M, K) surely differ from all other votes of the unknown's group.

        What was revised must stay revised, as rule 9 counts it.
        """
        apart = np.ones(len(low), dtype=bool)
        for other in self._votes.get(int(self.party[who]), ()):
            if other != who:
                row = self.evidence.score[other]
                apart &= ~((low <= row) & (row <= high)).all(axis=1)
        return apart


class Pool(Struct, frozen=True, kw_only=True, eq=False):
    """Moves, what each does to the cells, and who is of the kind.

    `low` and `high` (M,) are what the score on the node that is looked at surely lies between after each.
    `couples` (C, 2) are pairs of moves by which two exchange something.
    """

    moves: Moves
    load: Load
    low: np.ndarray
    high: np.ndarray
    is_position: np.ndarray
    couples: np.ndarray

    def ends(self, column: int) -> tuple[int, int]:
        """What the score surely lies between after a move."""
        return int(self.low[column]), int(self.high[column])


def pool(inquiry: Inquiry, kind: int, node: int, victims: np.ndarray, *, helpers: int) -> Pool:
    """The moves of those of a kind, and of `helpers` others in nearly the same cells."""
    score = inquiry.evidence.score[:, node]
    alike = np.flatnonzero((inquiry.kind == kind) & (score != NOT_SCORED))
    by_score = alike[np.argsort(score[alike], kind="stable")]
    half = POSITIONS // 2
    positions = np.unique(np.concatenate((by_score[:half], by_score[-half:], victims[:half])))
    others = _helpers(inquiry, kind, node, positions, helpers)
    scale = (inquiry.evidence.instrument.maximum - inquiry.evidence.instrument.minimum) / 5
    steps = tuple(round(step * scale) for step in STEPS) if helpers else None
    parts = [inquiry.moves(each, node, steps) for each in (*positions.tolist(), *others.tolist())]
    singles = sum(len(each.who) for each in parts)
    inquiry.effort -= POOL + MOVE * singles
    pairs = _couples(inquiry, node, positions, others[:COUPLED]) if helpers else []
    moves = together([*parts, *(each for pair in pairs for each in pair)])
    # what one of a couple does stands right beside what the other does
    couples = singles + np.arange(len(moves.who) - singles).reshape(-1, 2)
    return Pool(
        moves=moves,
        load=load(moves, inquiry.inside, inquiry.gauges, SUPPORT if helpers else 1),
        low=moves.low[:, node],
        high=moves.high[:, node],
        is_position=np.isin(moves.who, positions),
        couples=couples,
    )


def _couples(
    inquiry: Inquiry, node: int, positions: np.ndarray, others: np.ndarray
) -> list[tuple[Moves, Moves]]:
    """Two exchange all they said, or some of what the node is made of: what raises one, the other way, or half of that."""
    evidence, web = inquiry.evidence, inquiry.web
    found = []
    leaf = web.block[node] & ~web.share.any(axis=1)
    for at, one in enumerate(positions.tolist()):
        for other in (*positions[at + 1 :].tolist(), *others.tolist()):
            if leaf.any():
                gain = np.where(leaf, evidence.score[other] - evidence.score[one], 0)
                by_size = np.argsort(-np.abs(gain), kind="stable")
                half = np.isin(np.arange(len(gain)), by_size[: max(1, int((gain != 0).sum()) // 2)])
                taken = [gain > 0, gain < 0, (gain > 0) & half, (gain < 0) & half]
                taken = np.unique(
                    [each for each in taken if each.any()] or np.zeros((0, len(gain)), bool), axis=0
                )
                pair = mixed(evidence, web, one, other, taken), mixed(evidence, web, other, one, taken)
            else:
                pair = whole(evidence, one, np.array([other])), whole(evidence, other, np.array([one]))
            if len(pair[0].who) == len(pair[1].who):
                apart = np.ones(len(pair[0].who), dtype=bool)
                for each in pair:
                    apart &= (
                        inquiry.is_apart(int(each.who[0]), each.low, each.high) if len(each.who) else apart
                    )
                found += [
                    (pair[0].take(np.array([row])), pair[1].take(np.array([row])))
                    for row in np.flatnonzero(apart).tolist()
                ]
    return found


def _helpers(inquiry: Inquiry, kind: int, node: int, positions: np.ndarray, count: int) -> np.ndarray:
    """Others with a score on the node, those first who share most cells; one of a group."""
    cells = inquiry.tells[:, node]
    pattern = inquiry.inside[np.flatnonzero(inquiry.kind == kind)[0]]
    apart = (inquiry.inside != pattern)[:, cells].sum(axis=1)
    shared = (inquiry.inside & pattern)[:, cells].any(axis=1)
    fit = shared & (inquiry.evidence.score[:, node] != NOT_SCORED)
    fit &= ~np.isin(inquiry.party, inquiry.party[positions])
    found = np.flatnonzero(fit)
    found = found[np.lexsort((found, apart[found]))]
    _, first = np.unique(inquiry.party[found], return_index=True)
    return found[np.sort(first)][:count]
