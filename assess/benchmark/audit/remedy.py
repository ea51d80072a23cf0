"""What to withdraw from the newest edition, so that those who are not safe are.

Each remedy that is named was tried. Editions that were released before stand: nothing of them can be withdrawn.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from ..cohort import is_within, steps
from .evidence import Evidence
from .examine import Finding, examine
from .model import Bound, Failure, Relations
from .pool import Inquiry

TRIES = 12
"""How many cohorts are tried for those of one kind."""

APART = 4
"""Up to how many kinds the smallest remedy is looked for one by one."""

Describe = Callable[[Inquiry, Finding, int], Bound]


def failures(
    inquiry: Inquiry,
    relations: Relations,
    unsafe: Sequence[Finding],
    limit: int,
    coalition: int,
    describe: Describe,
) -> tuple[Failure, ...]:
    """A failure for each kind that is not safe, the closest bound first, with what to withdraw.

    What was found to help one kind is tried first for the next.
    """
    by_kind: dict[int, list[Finding]] = {}
    for finding in sorted(unsafe, key=lambda each: (each.opened.width, each.kind, each.node)):
        by_kind.setdefault(finding.kind, []).append(finding)
    remedies = _remedies(inquiry, relations, list(by_kind), limit, coalition)
    return tuple(
        Failure(
            bound=describe(inquiry, findings[0], coalition),
            nodes=tuple(inquiry.evidence.instrument.nodes[each.node] for each in findings),
            withdraw=remedies[kind],
        )
        for kind, findings in by_kind.items()
    )


def _remedies(
    inquiry: Inquiry, relations: Relations, unsafe: list[int], limit: int, coalition: int
) -> dict[int, tuple[str, ...]]:
    """What to withdraw for each kind: looked for one by one for a few, for many all together."""
    withdrawn: tuple[str, ...] = ()
    found = {}
    if len(unsafe) > APART:
        return _jointly(inquiry, relations, unsafe, limit, coalition)
    for kind in unsafe:
        victims = np.flatnonzero(inquiry.kind == kind)
        found[kind] = withdrawal(inquiry.evidence, relations, victims, limit, coalition, withdrawn)
        withdrawn = tuple(dict.fromkeys((*withdrawn, *found[kind])))
    return found


def _jointly(
    inquiry: Inquiry, relations: Relations, unsafe: list[int], limit: int, coalition: int
) -> dict[int, tuple[str, ...]]:
    """In rounds, each kind that is still unsafe names its next smallest cohort, and all that are named are withdrawn."""
    victims = {kind: np.flatnonzero(inquiry.kind == kind) for kind in unsafe}
    waiting = {kind: smallest_first(inquiry.evidence, victims[kind])[:TRIES] for kind in unsafe}
    named: dict[int, tuple[str, ...]] = dict.fromkeys(unsafe, ())
    unhelped = list(unsafe)
    while trying := [kind for kind in unhelped if waiting[kind]]:
        for kind in trying:
            named[kind] = (*named[kind], waiting[kind].pop(0))
        withdrawn = tuple(dict.fromkeys(cohort for kind in unsafe for cohort in named[kind]))
        after = Inquiry(inquiry.evidence.without(withdrawn), relations, effort=0)
        of = np.concatenate([victims[kind] for kind in unhelped])
        found = examine(after, limit, coalition, of)
        still = {int(after.kind[each.victim]) for each in found if each.opened.width < limit}
        unhelped = [kind for kind in unhelped if still & set(after.kind[victims[kind]].tolist())]
    return {kind: () if kind in unhelped else cohorts for kind, cohorts in named.items()}


def withdrawal(
    evidence: Evidence,
    relations: Relations,
    victims: np.ndarray,
    limit: int,
    coalition: int,
    before: tuple[str, ...],
) -> tuple[str, ...]:
    """The cohorts whose withdrawal lets the victims pass: one if one is enough, else the fewest smallest; empty if none do.

    `before` are those that have to be withdrawn for others anyhow.
    """

    def is_enough(cohorts: Sequence[str]) -> bool:
        left = Inquiry(evidence.without(cohorts), relations, effort=0)  # no programmes: many are tried
        return all(each.opened.width >= limit for each in examine(left, limit, coalition, victims))

    candidates = smallest_first(evidence, victims)
    concerned = tuple(cohort for cohort in before if cohort in candidates)
    if concerned and is_enough(concerned):
        return concerned
    for cohort in candidates[:TRIES]:
        if is_enough([cohort]):
            return (cohort,)
    for count in range(2, min(len(candidates), TRIES) + 1):
        if is_enough(candidates[:count]):
            return tuple(candidates[:count])
    return ()


def smallest_first(evidence: Evidence, victims: np.ndarray) -> list[str]:
    """The cohorts of the newest edition that hold a victim, or are below one that does: the deepest, then smallest, first.

    Those below count, as what they tell can be subtracted from what stands above them.
    """
    newest = [table for table in evidence.tables if table.release == len(evidence.editions) - 1]
    holding = [table.cohort for table in newest if np.isin(victims, table.rows).any()]
    concerned = [table for table in newest if any(is_within(table.cohort, cohort) for cohort in holding)]
    concerned.sort(key=lambda table: (-len(steps(table.cohort)), len(table.rows), table.cohort))
    return [table.cohort for table in concerned]
