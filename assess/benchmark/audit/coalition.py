"""How far a victim's score is shown to be open when the worst few others tell the attacker all they said.

A *witness* shows that a score could be `value`; it does so as long as nobody of its `support` has told. Who tells is the
worst coalition of so many groups, or the worst *insider*: an account, or a member of a federation, with all it brought in.
Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from msgspec import Struct

NOBODY: Mapping[int, frozenset[int]] = {}


class Witness(Struct, frozen=True):
    """A score the victim could have, the groups whose scores the alternative changes, and how it was found.

    `changed` are the other votes it changes: an insider may know one vote of a group, and not another.
    """

    value: int
    support: frozenset[int]
    how: str
    changed: frozenset[int] = frozenset()


class Open(Struct, frozen=True):
    """The range that is shown to be open under the worst coalition; how its ends are shown.

    `insider` is the number of the insider that tells, −1 where it is the groups of the `coalition`.
    """

    low: int
    high: int
    coalition: frozenset[int]
    how: tuple[str, str]
    insider: int = -1

    @property
    def width(self) -> int:
        return self.high - self.low


def weakest(
    own: int, witnesses: Sequence[Witness], size: int, insiders: Mapping[int, frozenset[int]] = NOBODY
) -> Open:
    """The narrowest range over all coalitions of `size`, and over the insiders with the votes each knows, exactly.

    To narrow a range, a coalition must hold somebody who supports one of its two ends: so only those are tried.
    """
    plain = Witness(own, frozenset(), "none")
    upper = sorted(
        (*(w for w in witnesses if w.value > own), plain), key=lambda w: (-w.value, len(w.support))
    )
    lower = sorted((*(w for w in witnesses if w.value < own), plain), key=lambda w: (w.value, len(w.support)))
    found = _weakest(upper, lower, frozenset(), size)
    for number, known in insiders.items():
        top = next(each for each in upper if not each.changed & known)
        bottom = next(each for each in lower if not each.changed & known)
        if top.value - bottom.value < found.width:
            found = Open(bottom.value, top.value, frozenset(), (bottom.how, top.how), number)
    return found


def _weakest(upper: list[Witness], lower: list[Witness], held: frozenset[int], left: int) -> Open:
    top = next(w for w in upper if not w.support & held)
    bottom = next(w for w in lower if not w.support & held)
    found = Open(bottom.value, top.value, held, (bottom.how, top.how))
    if left:
        for group in sorted(top.support | bottom.support):
            narrower = _weakest(upper, lower, held | {group}, left - 1)
            if narrower.width < found.width:
                found = narrower
    return found


def exchanged(score: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray]:
    """The ranges `low` and `high` (m, K) open to each of m of a kind by exchange alone, the worst over coalitions.

    A coalition of `size` takes away j of the lowest and the rest of the highest of the others; one's own stays.
    """
    m = len(score)
    if m - 1 <= size:
        return score.copy(), score.copy()
    order = np.argsort(score, axis=0, kind="stable")
    ranks = np.argsort(order, axis=0, kind="stable")
    ascending = np.take_along_axis(score, order, axis=0)
    low, high = score.copy(), score.copy()
    narrowest = np.full(score.shape, np.iinfo(np.int64).max)
    for j in range(size + 1):
        # the others' j-th from below and from above: one further where one stands before it oneself
        bottom = np.where(ranks <= j, ascending[j + 1], ascending[j])
        top = np.where(
            ranks >= m - 1 - (size - j), ascending[m - 2 - (size - j)], ascending[m - 1 - (size - j)]
        )
        bottom, top = np.minimum(bottom, score), np.maximum(top, score)
        better = top - bottom < narrowest
        narrowest = np.where(better, top - bottom, narrowest)
        low, high = np.where(better, bottom, low), np.where(better, top, high)
    return low, high
