"""Nothing becomes an edition that an attack could read somebody out of (disclosure rule 11).

An edition that can be built with cohorts withdrawn enters, one that passes the audit together with all released before
leaves, or a refusal that names what to withdraw. Pure: what is built and audited comes from the caller.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from ..errors import Conflict
from .audit.model import Audit, Failure
from .history import Past, Release

NAMED = 5
"""Failures that a refusal names; the rest can be read with `assess edition audit`."""

Build = Callable[[tuple[str, ...]], Release]
"""Builds an edition without the cohorts it is given."""

Attack = Callable[[Sequence[Release]], Audit]
"""Audits the newest of several releases, with what all of them tell together."""


class NotSafe(Conflict):
    """The edition would tell too much of somebody."""


class Passed(Struct, frozen=True, kw_only=True, eq=False):
    """An edition that may be released, what the audit says of it, and the cohorts that had to go."""

    release: Release
    audit: Audit
    withdrawn: tuple[str, ...]


def gate(build: Build, attack: Attack, past: Past, *, withdrawn: Sequence[str] = (), mend: bool) -> Passed:
    """The edition if it passes; with `mend` without the cohorts that the audit names, until it passes.

    Raises `NotSafe` if it does not pass, or if nothing that could be withdrawn helps.
    """
    gone = tuple(dict.fromkeys(withdrawn))
    while True:
        release = build(gone)
        audit = attack((*past.releases, release))
        if audit.is_passed:
            return Passed(release=release, audit=audit, withdrawn=gone)
        named = audit.withdraw
        if not mend or not set(named) - set(gone):
            raise refused(release, audit, named)
        gone = tuple(dict.fromkeys((*gone, *named)))


def refused(release: Release, audit: Audit, named: Sequence[str]) -> NotSafe:
    """The refusal, with the closest bounds and the remedy."""
    found = "; ".join(_told(failure) for failure in audit.failures[:NAMED])
    rest = len(audit.failures) - NAMED
    options = " ".join(f"--withdraw {cohort}" for cohort in named)
    return NotSafe(
        f"The audit bounds scores more closely than {audit.limit:.2f}: {found}"
        + (f"; and {rest} more." if rest > 0 else "."),
        where=f"edition {release.edition.manifest.edition}",
        remedy=f"Build it again with {options}, or with --mend."
        if named
        else "Nothing that could be withdrawn helps: the editions before tell too much. Wait for more contributions.",
    )


def _told(failure: Failure) -> str:
    bound = failure.bound
    cells = ", ".join(f"{place.cohort} ({place.edition})" for place in bound.places)
    return f"{bound.node} of organisations in {cells} to {bound.width:.2f}"
