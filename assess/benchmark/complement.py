"""Disclosure rule 8: what is left of a cohort without any union of those below it is nothing, or many.

What a cohort is counted from, now and when it was last published, enters as `Stand`s; the cohorts to withdraw leave.
Figures that were published once stay known, whatever is withdrawn now: so a remainder is looked for among the last
published cells as well, and only what has not been published yet can be withdrawn.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from msgspec import Struct

from .cohort import is_within, steps
from .contribution import NOT_SCORED, Contributions
from .history import Overlap

Match = Callable[[Contributions, Contributions], Overlap]
"""How the votes of two releases match up: `assess.benchmark.history.overlap`, which may remember."""


class Stand(Struct, frozen=True, kw_only=True, eq=False):
    """A cohort, and the votes that its cells are, or were, counted from. `is_known`: they are published already."""

    cohort: str
    votes: Contributions
    is_known: bool = False


class Atom(Struct, frozen=True, eq=False):
    """So many votes of one count that are in the same stands, `inside`."""

    inside: int
    votes: int


def complement(stands: Sequence[Stand], difference: int, match: Match, node: int | None = None) -> list[str]:
    """The cohorts to withdraw so that nothing small is left by subtraction, in the order they are withdrawn.

    Of the cohorts that are subtracted the smallest goes; if all of them are known, the one they are subtracted from.
    With a `node` (its column), the sets are those who have a score on it.
    """
    stands = sorted(stands, key=lambda stand: steps(stand.cohort))
    pattern = Pattern(stands, match, node)
    withdrawn: list[str] = []
    alive = (1 << len(stands)) - 1
    for index in range(len(stands)):
        while alive >> index & 1 and (taken := pattern.leak(index, alive, difference)):
            gone = _choose(stands, pattern, index, taken)
            if gone is None:
                break
            withdrawn.append(stands[gone].cohort)
            alive &= ~(1 << gone)
    return withdrawn


def _choose(stands: Sequence[Stand], pattern: Pattern, parent: int, taken: int) -> int | None:
    """Which to withdraw, the `parent` or one of the `taken`; None if all of them are known."""
    fresh = [index for index in _bits(taken) if not stands[index].is_known]
    if top := _topmost(stands, fresh):
        return min(top, key=lambda index: (pattern.size[index], stands[index].cohort))
    return None if stands[parent].is_known else parent


class Pattern:
    """How the votes of several stands lie in one another. `size` is the number of votes of each stand.

    Bit i of a mask is stand i.
    """

    def __init__(self, stands: Sequence[Stand], match: Match, node: int | None) -> None:
        self.stands = stands
        counts = list({id(stand.votes): stand.votes for stand in stands}.values())
        masks = [_masks(stands, votes) for votes in counts]
        atoms = {id(votes): _atoms(votes, counts, masks, match, node) for votes in counts}
        self.own = [
            [atom for atom in atoms[id(stand.votes)] if atom.inside >> index & 1]
            for index, stand in enumerate(stands)
        ]
        self.size = [sum(atom.votes for atom in own) for own in self.own]
        self.below = [_below(stands, index) for index in range(len(stands))]

    def leak(self, parent: int, alive: int, difference: int) -> int:
        """The stands to subtract from `parent` so that something small is left, as a mask; 0 if there are none.

        The least that can be left with a vote v in it is what is in no other stand than v is: all unions of stands that
        spare v leave at least that, and whatever is left is made of such remainders. So one look at each kind of vote
        is enough, rather than one at each union.
        """
        below = self.below[parent] & alive
        kinds: Counter[int] = Counter()
        for atom in self.own[parent]:
            kinds[atom.inside & below] += atom.votes
        if not below or kinds[0] >= difference:
            return 0
        for kind, votes in sorted(kinds.items()):
            if 0 < votes < difference:
                left = sum(count for other, count in kinds.items() if not other & ~kind)
                if left < difference:
                    return below & ~kind
        return 0 if kinds[0] else self._excess(parent, below, difference)

    def _excess(self, parent: int, below: int, difference: int) -> int:
        """The stands that cover `parent` and hold a few votes more, as a mask; 0 if they hold none, or many.

        Only the newest stand of each cohort is looked at, and only the topmost cohorts; the audit tries the others.
        """
        newest = {
            self.stands[index].cohort: index
            for index in sorted(_bits(below), key=lambda index: not self.stands[index].is_known)
        }
        covering = _topmost(self.stands, newest.values())
        held = sum(1 << index for index in covering)
        if any(not atom.inside & held for atom in self.own[parent]):
            return 0
        more = sum(
            atom.votes for index in covering for atom in self.own[index] if not atom.inside >> parent & 1
        )
        return held if 0 < more < difference else 0


def _below(stands: Sequence[Stand], parent: int) -> int:
    """The stands of cohorts below that of `parent`, as a mask: sorted by path, they follow it without a gap."""
    mask = 0
    for index in range(parent + 1, len(stands)):
        if not is_within(stands[index].cohort, stands[parent].cohort):
            break
        if stands[index].cohort != stands[parent].cohort:
            mask |= 1 << index
    return mask


def _is_below(child: Stand, parent: Stand) -> bool:
    return child.cohort != parent.cohort and is_within(child.cohort, parent.cohort)


def _topmost(stands: Sequence[Stand], indices: Iterable[int]) -> list[int]:
    """Those of the stands whose cohort is below that of none of the others."""
    top: list[int] = []
    for index in sorted(indices, key=lambda index: len(steps(stands[index].cohort))):
        if not any(_is_below(stands[index], stands[above]) for above in top):
            top.append(index)
    return top


def _masks(stands: Sequence[Stand], votes: Contributions) -> list[int]:
    """The stands counted from these votes that each of their paths is in; the last, of no path, is in none."""
    masks = [0] * (len(votes.paths) + 1)
    for index, stand in enumerate(stands):
        if stand.votes is votes:
            path = steps(stand.cohort)
            first = bisect_left(votes.paths, path)
            beyond = first + sum(each[: len(path)] == path for each in votes.paths[first:])
            for leaf in range(first, beyond):
                masks[leaf] |= 1 << index
    return masks


def _atoms(
    votes: Contributions,
    counts: Sequence[Contributions],
    masks: Sequence[Sequence[int]],
    match: Match,
    node: int | None,
) -> list[Atom]:
    """The votes of one count, by the paths they have in every count."""
    rows = np.arange(len(votes)) if node is None else np.flatnonzero(votes.score[:, node] != NOT_SCORED)
    leaves = [votes.leaf[rows] if each is votes else match(each, votes).leaf[rows] for each in counts]
    kind = np.zeros(len(rows), dtype=np.int64)
    for leaf, each in zip(leaves, counts, strict=True):
        kind = kind * (len(each.paths) + 1) + leaf + 1
        if len(counts) > 1:  # small again, lest many counts overflow
            _, kind = np.unique(kind, return_inverse=True)
    _, chosen, size = np.unique(kind, return_index=True, return_counts=True)
    merged: Counter[int] = Counter()
    for row, many in zip(chosen.tolist(), size.tolist(), strict=True):
        inside = 0
        for leaf, mask in zip(leaves, masks, strict=True):
            inside |= mask[leaf[row]]
        merged[inside] += many
    return [Atom(inside, many) for inside, many in merged.items()]


def _bits(mask: int) -> Iterable[int]:
    return (index for index in range(mask.bit_length()) if mask >> index & 1)
