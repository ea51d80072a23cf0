"""What to withdraw from the newest edition, so that those who are not safe are.

Every remedy that is named was tried, by exchange alone: what passes then passes the audit as well. Editions that were
released before stand: nothing of them can be withdrawn. Cohorts go one after the other, the deepest first, as their members
are alike again with those beside them; a question or view goes where no cohort is to blame.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from msgspec import Struct

from ..cohort import is_within, lineage, steps
from ..contribution import NOT_SCORED
from ..model import ALL
from .evidence import Evidence
from .examine import Finding, Ranges, by_exchange
from .model import Bound, Failure, Relations
from .pool import Inquiry

Describe = Callable[[Inquiry, Finding, int], Bound]


class Remedy(Struct, frozen=True):
    """Cohorts to withdraw and nodes to withhold."""

    cohorts: tuple[str, ...] = ()
    nodes: tuple[str, ...] = ()

    def with_more(self, other: Remedy) -> Remedy:
        """Both, everything once."""
        return Remedy(
            tuple(dict.fromkeys((*self.cohorts, *other.cohorts))),
            tuple(dict.fromkeys((*self.nodes, *other.nodes))),
        )


def failures(
    inquiry: Inquiry,
    relations: Relations,
    found: Sequence[Finding],
    limit: int,
    coalition: int,
    describe: Describe,
) -> tuple[Failure, ...]:
    """A failure for each kind that is not safe, the closest bound first, with what to withdraw for it."""
    by_kind: dict[int, list[Finding]] = {}
    for finding in sorted(found, key=lambda each: (each.opened.width, each.kind, each.node)):
        if finding.opened.width < limit:
            by_kind.setdefault(finding.kind, []).append(finding)
    if not by_kind:
        return ()
    passed = [each.kind for each in found if each.kind not in by_kind]
    shown = np.isin(inquiry.kind, passed)
    remedies = remedy(inquiry.evidence, relations, inquiry.kind, shown, limit, coalition)
    nodes = inquiry.evidence.instrument.nodes
    return tuple(
        Failure(
            bound=describe(inquiry, findings[0], coalition),
            nodes=tuple(nodes[each.node] for each in findings),
            withdraw=remedies[kind].cohorts,
            withhold=remedies[kind].nodes,
        )
        for kind, findings in by_kind.items()
    )


def remedy(
    evidence: Evidence, relations: Relations, kind: np.ndarray, shown: np.ndarray, limit: int, coalition: int
) -> dict[int, Remedy]:
    """What lets those of each kind pass, all remedies together; nothing for a kind that nothing helps.

    Who is `shown` (U,) to be safe by other means stays so, as a witness is one for fewer cells too. In rounds: the
    deepest of those who do not pass name what goes next.
    """
    named: dict[int, Remedy] = {int(each): Remedy() for each in np.unique(kind[kind >= 0])}
    gone = Remedy()
    while True:
        left = Inquiry(evidence.without(gone.cohorts, gone.nodes), relations, effort=0)
        tries: list[tuple[int, Remedy, set[int]]] = []
        lost: set[int] = set()
        for ranges in by_exchange(left, coalition, limit):
            narrow = (ranges.width < limit) & ~shown[ranges.members, None]
            if not narrow.any():
                continue
            concerned = set(kind[ranges.members[narrow.any(axis=1)]].tolist())
            depth, more = _next(left, ranges, narrow.any(axis=0))
            if more is None:
                lost |= concerned
            else:
                tries.append((depth, more, concerned))
        if not tries:
            for each, what in named.items():
                if each in lost:
                    named[each] = Remedy()
                elif what == Remedy():
                    named[each] = _shared(evidence, kind == each, gone)
            return named
        deepest = max(depth for depth, _, _ in tries)
        for depth, more, concerned in tries:
            if depth == deepest:
                gone = gone.with_more(more)
                for each in concerned:
                    named[each] = named[each].with_more(more)


def _shared(evidence: Evidence, of: np.ndarray, gone: Remedy) -> Remedy:
    """What went for others of the cohorts that some unknowns are in, and let these pass, too."""
    own = {table.cohort for table in evidence.tables if of[table.rows].any()} - {ALL}
    cohorts = [each for each in gone.cohorts if own.intersection(lineage(each))]
    return Remedy(tuple(cohorts), gone.nodes) if cohorts else gone


def _next(inquiry: Inquiry, ranges: Ranges, narrow: np.ndarray) -> tuple[int, Remedy | None]:
    """What goes next for those of a kind, and how deep it stands; None if nothing can be done any more.

    The deepest of their cohorts goes, or the smallest one right below it, if there is one: what is left beside it are
    they. At last the questions and views that they lack and others told, which sets them apart, then those that fail.
    """
    evidence, nodes = inquiry.evidence, inquiry.evidence.instrument.nodes
    newest = [
        (at, table) for at, table in enumerate(evidence.tables) if table.release == len(evidence.editions) - 1
    ]
    one, skipped = ranges.members[0], (evidence.score[ranges.members] == NOT_SCORED).all(axis=0)
    own = [(at, table) for at, table in newest if inquiry.inside[one, at]]
    if not own:  # of who left, or revised, the cohorts it is missed in
        been = {table.cohort for at, table in enumerate(evidence.tables) if inquiry.inside[one, at]}
        own = [(at, table) for at, table in newest if table.cohort in been]
    if not own:
        return 0, None
    told = inquiry.tells[[at for at, _ in own]].any(axis=0)
    lacked = [nodes[at] for at in np.flatnonzero(told & skipped).tolist()]
    deepest = max((table for _, table in own), key=lambda table: len(steps(table.cohort)))
    depth = len(steps(deepest.cohort))
    below = [
        (len(steps(table.cohort)), len(table.rows), table.cohort)
        for _, table in newest
        if table.cohort != deepest.cohort and is_within(table.cohort, deepest.cohort)
    ]
    if below:
        return depth, Remedy((min(below)[2],))
    if depth == 0 and (apart := tuple(node for node in lacked if "/" in node)):
        return depth, Remedy(nodes=apart)
    failing = [nodes[at] for at in ranges.nodes[narrow].tolist()]
    if depth == 0 and all("/" in node for node in failing):
        return depth, Remedy(nodes=tuple(failing))
    return depth, Remedy((deepest.cohort,))
