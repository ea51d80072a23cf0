"""Evidence → the closest bound of every kind of member and node, cheapest proof first.

Exchange settles most: it costs a sort. What it leaves is searched, kind by kind, those first that fall least short; what is
not searched keeps the width that exchange shows. Effort is counted, never timed: the outcome is the same on any machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from msgspec import Struct

from ..contribution import NOT_SCORED
from .coalition import Open, exchanged
from .pool import Inquiry
from .search import search

MISSES = 4
"""After how many kinds in a row that are not shown to be safe the search ends: those that follow fall shorter still."""

UNBOUNDED = 1 << 40
"""The upper end where there is no score that could be told."""

METHOD = ("exchange", "exchange")


class Finding(Struct, frozen=True, kw_only=True):
    """The closest range of one kind on one node: the victim (an unknown), and the range in hundredths."""

    kind: int
    node: int
    victim: int
    alike: int
    opened: Open


class Ranges(Struct, frozen=True, kw_only=True, eq=False):
    """What exchange leaves open to the `members` of a kind on the `nodes` told of it: `low` and `high` (m, nodes).

    `insider` (m, nodes) is the number of the insider that leaves no more, −1 where it is a coalition of so many.
    """

    kind: int
    members: np.ndarray
    nodes: np.ndarray
    low: np.ndarray
    high: np.ndarray
    insider: np.ndarray

    @property
    def width(self) -> np.ndarray:
        return self.high - self.low


def by_exchange(inquiry: Inquiry, coalition: int, limit: int = 0) -> Iterator[Ranges]:
    """The ranges of every kind that a cell tells something of.

    First by exchange within the kind; whom that leaves short of `limit`, by exchange with anybody.
    """
    order = np.argsort(inquiry.kind, kind="stable")
    order = order[inquiry.kind[order] >= 0]
    kinds = inquiry.kind[order]
    for members in np.split(order, np.flatnonzero(np.diff(kinds)) + 1) if len(order) else ():
        told = inquiry.tells[inquiry.inside[members[0]]].any(axis=0)
        score = inquiry.evidence.score[members].astype(np.int64)
        nodes = np.flatnonzero(told & (score != NOT_SCORED).any(axis=0))
        low, high, insider = _open(inquiry, members, score[:, nodes], coalition)
        short = np.flatnonzero((high - low < limit).any(axis=1))
        if len(short):
            wider = inquiry.exchange.open(members[short], nodes, coalition)
            better = wider[1] - wider[0] > high[short] - low[short]
            for each, ends in zip((low, high, insider), wider, strict=True):
                each[short] = np.where(better, ends, each[short])
        yield Ranges(
            kind=int(inquiry.kind[members[0]]),
            members=members,
            nodes=nodes,
            low=low,
            high=high,
            insider=insider,
        )


def _open(
    inquiry: Inquiry, members: np.ndarray, score: np.ndarray, coalition: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The ranges (m, nodes) by exchange, and the worst insider; of what somebody has no score on there is no bound."""
    free, scored = inquiry.is_free[members], score != NOT_SCORED
    low, high = score.copy(), score.copy()
    full = scored.all(axis=0)
    if full.any():
        inside = np.ix_(free, full)
        low[inside], high[inside] = exchanged(score[inside], coalition)
    for node in np.flatnonzero(~full).tolist():
        some = scored[:, node] & free
        low[some, node], high[some, node] = (
            each[:, 0] for each in exchanged(score[some, node][:, None], coalition)
        )
    insider = np.full(score.shape, -1)
    for number, each in enumerate(inquiry.evidence.insiders):
        known = each.knows[members]
        if known.any():
            left = (free & ~known)[:, None] & scored
            least = np.where(left, np.where(left, score, UNBOUNDED).min(axis=0), score)
            most = np.where(left, np.where(left, score, NOT_SCORED).max(axis=0), score)
            closer = (most - least < high - low) & ~known[:, None]
            low, high = np.where(closer, least, low), np.where(closer, most, high)
            insider[closer] = number
    return np.where(scored, low, 0), np.where(scored, high, UNBOUNDED), insider


def examine(inquiry: Inquiry, limit: int, coalition: int) -> list[Finding]:
    """A finding for each kind and each node that a cell with it tells."""
    ranges = list(by_exchange(inquiry, coalition, limit))
    found = {
        (each.kind, node): _closest(each, at)
        for each in ranges
        for at, node in enumerate(each.nodes.tolist())
    }
    misses = 0
    for each in _nearest(ranges, limit):
        short = np.flatnonzero((each.width < limit).any(axis=0))
        if misses == MISSES or inquiry.effort <= 0:
            break
        misses += 1
        for at in short[np.argsort(each.width[:, short].min(axis=0), kind="stable")].tolist():
            finding = _searched(inquiry, each, at, limit, coalition)
            found[each.kind, finding.node] = finding
            if finding.opened.width < limit or inquiry.effort <= 0:
                break  # it fails, whatever the others are
        else:
            misses = 0
    return list(found.values())


def _nearest(ranges: Sequence[Ranges], limit: int) -> list[Ranges]:
    """The kinds that exchange does not settle, those first that fall least short."""
    unsettled = [each for each in ranges if each.width.size and each.width.min() < limit]
    missing = [int(np.maximum(limit - each.width.min(axis=0), 0).sum()) for each in unsettled]
    order = sorted(range(len(unsettled)), key=lambda at: (missing[at], unsettled[at].kind))
    return [unsettled[at] for at in order]


def _closest(ranges: Ranges, at: int) -> Finding:
    """What exchange alone shows of a kind on one of its nodes."""
    member = int(np.argmin(ranges.width[:, at]))
    return Finding(
        kind=ranges.kind,
        node=int(ranges.nodes[at]),
        victim=int(ranges.members[member]),
        alike=len(ranges.members),
        opened=_plain(ranges, member, at),
    )


def _plain(ranges: Ranges, member: int, at: int) -> Open:
    """What exchange alone shows of one member."""
    low, high, insider = (int(each[member, at]) for each in (ranges.low, ranges.high, ranges.insider))
    return Open(low, high, frozenset(), METHOD, insider)


def _searched(inquiry: Inquiry, ranges: Ranges, at: int, limit: int, coalition: int) -> Finding:
    """What a search shows of a kind on a node: of those whom exchange does not settle, and of the closest that it does."""
    width = ranges.width[:, at]
    node = int(ranges.nodes[at])
    opened = search(inquiry, ranges.kind, node, ranges.members[width < limit], limit, coalition).opened
    settled = np.flatnonzero(width >= limit)
    if len(settled):
        member = settled[np.argmin(width[settled])]
        opened = {**opened, int(ranges.members[member]): _plain(ranges, int(member), at)}
    victim = min(opened, key=lambda each: (opened[each].width, each))
    return Finding(
        kind=ranges.kind, node=node, victim=victim, alike=len(ranges.members), opened=opened[victim]
    )
