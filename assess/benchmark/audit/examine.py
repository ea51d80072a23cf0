"""Evidence → the closest bound of every kind of member and node, cheapest proof first.

Exchange settles most: it costs a sort. What it leaves is searched, one kind and node at a time.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from msgspec import Struct

from ..contribution import NOT_SCORED
from .coalition import Open, exchanged
from .pool import Inquiry
from .search import search


class Finding(Struct, frozen=True, kw_only=True):
    """The closest range of one kind on one node: the victim (an unknown), and the range in hundredths."""

    kind: int
    node: int
    victim: int
    alike: int
    opened: Open


def examine(inquiry: Inquiry, limit: int, coalition: int, of: np.ndarray | None = None) -> list[Finding]:
    """A finding for each kind and each node that a cell with it tells; with `of`, only for these unknowns."""
    found = []
    for kind in np.unique(inquiry.kind[inquiry.kind >= 0]).tolist():
        members = np.flatnonzero(inquiry.kind == kind)
        told = inquiry.tells[inquiry.inside[members[0]]].any(axis=0)
        victims = members if of is None else np.intersect1d(members, of)
        if len(victims):
            found += _of_kind(inquiry, kind, members, victims, np.flatnonzero(told), limit, coalition)
    return found


def _of_kind(
    inquiry: Inquiry,
    kind: int,
    members: np.ndarray,
    victims: np.ndarray,
    nodes: np.ndarray,
    limit: int,
    coalition: int,
) -> Iterator[Finding]:
    score = inquiry.evidence.score[members].astype(np.int64)
    free = inquiry.is_free[members]
    low, high = score.copy(), score.copy()
    low[free], high[free] = exchanged(score[free], coalition)
    asked = np.isin(members, victims)
    for node in nodes.tolist():
        if score[0, node] == NOT_SCORED:
            continue
        width = np.where(asked, high[:, node] - low[:, node], np.iinfo(np.int64).max)
        opened: dict[int, Open] = {}
        if (width < limit).any():
            opened = search(inquiry, kind, node, members[width < limit], limit, coalition).opened
        settled = asked & (width >= limit)
        if settled.any():
            at = int(np.argmin(np.where(settled, width, np.iinfo(np.int64).max)))
            ends = int(low[at, node]), int(high[at, node])
            opened = {**opened, int(members[at]): Open(*ends, frozenset(), ("exchange", "exchange"))}
        victim = min(opened, key=lambda each: (opened[each].width, each))
        yield Finding(kind=kind, node=node, victim=victim, alike=len(members), opened=opened[victim])
