"""Nothing becomes an edition that an attack could read somebody out of (disclosure rule 11).

An edition that can be built with cohorts and nodes left out enters, one that passes the audit together with all released
before leaves, or a refusal that names what to withdraw. Pure: what is built and audited comes from the caller.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from msgspec import Struct

from ..errors import Conflict
from .audit.model import Audit
from .cohort import steps
from .history import Past, Release
from .model import ALL
from .silence import in_words, is_withdrawn, remedy_of

FEW = 3
"""So many cohorts and nodes to leave out can be typed; more are left to `--mend`."""


class Build(Protocol):
    """Builds an edition without the cohorts and the nodes it is given."""

    def __call__(self, withdrawn: tuple[str, ...], withheld: tuple[str, ...]) -> Release: ...


Attack = Callable[[Sequence[Release]], Audit]
"""Audits the newest of several releases, with what all of them tell together."""


class NotSafe(Conflict):
    """The edition would tell too much of somebody; `audit` is what was found, None where nothing was left to attack."""

    audit: Audit | None = None


class Passed(Struct, frozen=True, kw_only=True, eq=False):
    """An edition that may be released, what the audit says of it, and the cohorts and nodes that had to go."""

    release: Release
    audit: Audit
    withdrawn: tuple[str, ...]
    withheld: tuple[str, ...] = ()


def gate(
    build: Build,
    attack: Attack,
    past: Past,
    *,
    withdrawn: Sequence[str] = (),
    withheld: Sequence[str] = (),
    mend: bool,
) -> Passed:
    """The edition if it passes; with `mend` without the cohorts and nodes that the audit names, until it passes.

    Raises `NotSafe` if it does not pass, if nothing that could be withdrawn helps, or if nothing would be left.
    """
    gone, nodes = tuple(dict.fromkeys(withdrawn)), tuple(dict.fromkeys(withheld))
    while True:
        release = build(gone, nodes)
        if not release.edition.cells and is_withdrawn(release.edition):
            raise nothing_left(release)
        audit = attack((*past.releases, release))
        if audit.is_passed:
            return Passed(release=release, audit=audit, withdrawn=gone, withheld=nodes)
        if not mend or not (set(audit.withdraw) - set(gone) or set(audit.withhold) - set(nodes)):
            raise refused(release, audit)
        gone = tuple(dict.fromkeys((*gone, *audit.withdraw)))
        nodes = tuple(dict.fromkeys((*nodes, *audit.withhold)))


def nothing_left(release: Release) -> NotSafe:
    """The refusal of an edition of which nothing is left, once what the audit names is withdrawn."""
    return NotSafe(
        f"Nothing is left of this edition. {in_words(release.edition)}",
        where=f"edition {release.edition.manifest.edition}",
        remedy=remedy_of(release.edition),
    )


def refused(release: Release, audit: Audit) -> NotSafe:
    """The refusal in plain words, with the closest bound and the remedy; `audit` has everything, cell by cell."""
    closest = min((failure.bound for failure in audit.failures), key=lambda bound: bound.width)
    refusal = NotSafe(
        f"The audit failed. In {in_groups(audit)} of this edition somebody's score could be told more closely than to "
        f"{audit.limit:.2f} points, as far as the audit can show; closest is {closest.node}, {how_close(closest.width)}.",
        where=f"edition {release.edition.manifest.edition}",
        remedy=way_out(audit),
    )
    refusal.audit = audit
    return refusal


def in_groups(audit: Audit) -> str:
    """How many of the edition's groups hold somebody who is not safe: of each, the smallest group that counts it."""
    newest = {
        max(
            (place.cohort for place in failure.bound.places),
            key=lambda cohort: len(steps(cohort)),
            default=ALL,
        )
        for failure in audit.failures
    }
    return f"{len(newest)} group{'s' if len(newest) > 1 else ''}"


def how_close(width: float) -> str:
    """A width in words: 0 means that no other score was found that would have published the same."""
    return f"to {width:.2f} points" if width else "to 0.00 points, which is as good as known"


def way_out(audit: Audit) -> str:
    """What the operator can do; never to withdraw everything."""
    if ALL in audit.withdraw:
        return (
            "What would help leaves nothing of the edition: its organisations are too few, or too different from one "
            "another. Wait for more contributions."
        )
    options = [f"--withdraw {cohort}" for cohort in audit.withdraw]
    options += [f"--withhold {node}" for node in audit.withhold]
    if not options:
        return "Nothing that could be withdrawn helps: the editions before tell too much. Wait for more contributions."
    by_hand = f" By hand it would be: {' '.join(options)}." if len(options) <= FEW else ""
    return (
        f"This is usual. Build it again with --mend: it leaves out what the audit names, until it passes.{by_hand} "
        "--explain says how each bound comes about, --json names every group."
    )
