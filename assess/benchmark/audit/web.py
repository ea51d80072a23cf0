"""How the nodes of a questionnaire hang together: what else changes when somebody's score on one node does.

`Relations` enter, a `Web` leaves, and moves are made along it: one unknown takes over a node, with everything the node
is made of, from another. So whatever an alternative says, somebody really said; what lies above follows by its weights.
"""

from __future__ import annotations

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from ..contribution import NOT_SCORED
from .evidence import Evidence
from .model import Relations

MARGIN = 4
"""Hundredths by which a score that follows from its parts may be off: all of them are rounded, those of several
respondents twice (the difference of the parts, the score before, and the score after, by up to a half or one each)."""

OFF = 2
"""Hundredths by which a stored mean may differ from the mean of its stored parts."""


class Web(Struct, frozen=True, kw_only=True, eq=False):
    """`share` (K, K) holds in each row what the parts of a mean weigh, together 1; zeros where a node is none.

    `means` are columns, parts before what they are part of. `block` (K, K) tells the columns that a node is made of, itself
    included; a node without any is not moved by itself. `practice` (P, 3) are the core practices: column, level, least.
    """

    share: np.ndarray
    means: tuple[int, ...]
    block: np.ndarray
    practice: np.ndarray


class Moves(Struct, frozen=True, kw_only=True, eq=False):
    """M changes, each of one unknown `who` (M,): every score it would have then lies between `low` and `high` (M, K).

    The staged level lies between `staged_low` and `staged_high` (M,); it is not known exactly where only a part changes.
    """

    who: np.ndarray
    low: np.ndarray
    high: np.ndarray
    staged_low: np.ndarray
    staged_high: np.ndarray

    def take(self, columns: np.ndarray) -> Moves:
        """Some of them."""
        return replace(self, **{name: getattr(self, name)[columns] for name in self.__struct_fields__})


def weave(relations: Relations, nodes: tuple[str, ...]) -> Web:
    """The web of the nodes that are published; nodes that relations name and nobody publishes cannot be followed."""
    column = {node: at for at, node in enumerate(nodes)}
    share = np.zeros((len(nodes), len(nodes)))
    known = {node for node in relations.leaves if node in column}
    for mean in relations.means:
        weighing = [(part, weight) for part, weight in mean.parts if weight]
        if mean.node in column and weighing and all(part in column for part, _ in weighing):
            known.add(mean.node)
            for part, weight in weighing:
                share[column[mean.node], column[part]] = weight / sum(weight for _, weight in weighing)
    block = np.eye(len(nodes), dtype=bool)
    for _ in nodes:  # as deep as a tree of them can be
        block |= (block.astype(np.int32) @ (share > 0).astype(np.int32)) > 0
    size = block.sum(axis=1)
    if known != set(nodes) or (np.tril(block & block.T, -1)).any():
        block[:] = False
    for group in relations.tied:
        tied = [column[node] for node in group if node in column]
        block[block[:, tied].any(axis=1) & ~block[:, tied].all(axis=1)] = False
    means = sorted(np.flatnonzero(share.any(axis=1)).tolist(), key=lambda at: int(size[at]))
    practice = [(column.get(each.node, -1), each.level, each.least) for each in relations.practices]
    if any(at < 0 or share[at].any() for at, _, _ in practice):
        practice = []
    return Web(
        share=share,
        means=tuple(means),
        block=block,
        practice=np.array(practice, dtype=np.int64).reshape(-1, 3),
    )


def whole(evidence: Evidence, who: int, donors: np.ndarray) -> Moves:
    """One unknown says all that another said, for each of the donors that scored the same nodes."""
    score, staged = evidence.score, evidence.staged
    alike = ((score[donors] != NOT_SCORED) == (score[who] != NOT_SCORED)).all(axis=1)
    donors = donors[alike & ((staged[donors] < 0) == (staged[who] < 0))]
    return Moves(
        who=np.full(len(donors), who),
        low=score[donors],
        high=score[donors],
        staged_low=staged[donors].astype(np.int32),
        staged_high=staged[donors].astype(np.int32),
    )


def part(evidence: Evidence, web: Web, who: int, node: int, donors: np.ndarray) -> Moves:
    """One unknown says of a node what another said, for each of the donors that scored the same parts of it."""
    score, own = evidence.score, evidence.score[who]
    block = web.block[node]
    alike = ((score[donors][:, block] != NOT_SCORED) == (own[block] != NOT_SCORED)).all(axis=1)
    donors = donors[alike] if block.any() and own[node] != NOT_SCORED else donors[:0]
    return follow(evidence, web, who, np.where(block, score[donors], own), block)


def mixed(evidence: Evidence, web: Web, who: int, other: int, taken: np.ndarray) -> Moves:
    """One unknown says what another said of the leaves that are `taken` (D, K), as many as both scored."""
    score = evidence.score
    both = (score[who] != NOT_SCORED) & (score[other] != NOT_SCORED)
    rows = np.where(taken & both, score[other], score[who])
    return follow(evidence, web, who, rows, (rows != score[who]).any(axis=0))


def follow(evidence: Evidence, web: Web, who: int, rows: np.ndarray, given: np.ndarray) -> Moves:
    """One unknown's scores are `rows` (D, K) on the nodes that are `given` (K,), and what that makes them elsewhere.

    No moves if the web does not tell what else would change: a score above that lacks a part, or is not its mean.
    """
    own = evidence.score[who].astype(np.int64)
    scored = own != NOT_SCORED
    change = (rows - own).astype(float)
    margin = np.zeros_like(change)
    touched = given.copy()
    for mean in web.means:
        parts = web.share[mean] > 0
        if given[mean] or not touched[parts].any() or not scored[mean]:
            continue
        if not scored[parts].all() or abs(web.share[mean] @ own - own[mean]) > OFF:
            change, margin = change[:0], margin[:0]
            break
        touched[mean] = True
        change[:, mean] = change @ web.share[mean]
        margin[:, mean] = np.where(change[:, parts].any(axis=1), MARGIN, 0)
    floor, top = round(100 * evidence.instrument.minimum), round(100 * evidence.instrument.maximum)
    bounds = np.where(scored, [[floor], [top]], NOT_SCORED)
    low = np.clip(np.ceil(own + change - margin - 1e-9), *bounds).astype(np.int32)
    high = np.clip(np.floor(own + change + margin + 1e-9), *bounds).astype(np.int32)
    staged_low, staged_high = staged(evidence, web, who, low)
    return Moves(
        who=np.full(len(low), who), low=low, high=high, staged_low=staged_low, staged_high=staged_high
    )


def staged(evidence: Evidence, web: Web, who: int, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The least and the greatest staged level (D,) that one unknown can have with these scores.

    Known where all core practices are, and where they explain the level it has; else it may be any.
    """
    own, now = evidence.score[who], int(evidence.staged[who])
    numbers = np.array([number for number, _ in evidence.instrument.levels], dtype=np.int32)
    if now < 0 or not len(numbers):
        return np.full(len(rows), now), np.full(len(rows), now)
    columns = web.practice[:, 0]
    if len(columns) and (own[columns] != NOT_SCORED).all() and reached(own[None], web, numbers)[0] == now:
        found = reached(rows, web, numbers)
        return found, found
    return np.full(len(rows), numbers.min()), np.full(len(rows), numbers.max())


def reached(rows: np.ndarray, web: Web, numbers: np.ndarray) -> np.ndarray:
    """The staged level (D,) of scores (D, K): the level before the lowest of which a practice is missed."""
    column, level, least = web.practice.T
    missed = np.where(rows[:, column] < least, level, np.iinfo(np.int32).max).min(axis=1)
    return numbers[np.maximum(np.searchsorted(numbers, missed) - 1, 0)]


def together(parts: list[Moves]) -> Moves:
    """Several moves as one list."""
    names = Moves.__struct_fields__
    return Moves(**{name: np.concatenate([getattr(each, name) for each in parts]) for name in names})
