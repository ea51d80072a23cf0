"""Nothing becomes an edition that an attack could read somebody out of (disclosure rule 11).

An edition that can be built with cohorts and nodes left out enters, one that passes the audit together with all released
before leaves, or a refusal that names what to withdraw. Pure: what is built and audited comes from the caller.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from msgspec import Struct

from ..errors import Conflict
from .audit.model import Audit, Failure
from .history import Past, Release

PLACES = 4
"""Cells that a refusal names of one failure."""

OPTIONS = 12
"""Cohorts and nodes to withdraw that a refusal names."""

NAMED = 3
"""Failures that a refusal names; the rest can be read with `assess edition audit`."""


class Build(Protocol):
    """Builds an edition without the cohorts and the nodes it is given."""

    def __call__(self, withdrawn: tuple[str, ...], withheld: tuple[str, ...]) -> Release: ...


Attack = Callable[[Sequence[Release]], Audit]
"""Audits the newest of several releases, with what all of them tell together."""


class NotSafe(Conflict):
    """The edition would tell too much of somebody."""


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
        if gone and not release.edition.cells:
            raise nothing_left(release)
        audit = attack((*past.releases, release))
        if audit.is_passed:
            return Passed(release=release, audit=audit, withdrawn=gone, withheld=nodes)
        if not mend or not (set(audit.withdraw) - set(gone) or set(audit.withhold) - set(nodes)):
            raise refused(release, audit)
        gone = tuple(dict.fromkeys((*gone, *audit.withdraw)))
        nodes = tuple(dict.fromkeys((*nodes, *audit.withhold)))


def nothing_left(release: Release) -> NotSafe:
    """The refusal of an edition all of which would have to be withdrawn."""
    return NotSafe(
        "Whatever is told of anybody bounds somebody's score too closely: nothing is left of this edition.",
        where=f"edition {release.edition.manifest.edition}",
        remedy="Wait for more contributions, or until more of them have changed.",
    )


def refused(release: Release, audit: Audit) -> NotSafe:
    """The refusal, with the closest bounds and the remedy; short, however much is wrong."""
    found = "; ".join(_told(failure) for failure in audit.failures[:NAMED])
    rest = len(audit.failures) - NAMED
    options = [f"--withdraw {cohort}" for cohort in audit.withdraw]
    options += [f"--withhold {node}" for node in audit.withhold]
    wanted = " ".join(options[:OPTIONS]) + (
        f" and {len(options) - OPTIONS} more" if len(options) > OPTIONS else ""
    )
    return NotSafe(
        f"The audit bounds scores more closely than {audit.limit:.2f}: {found}"
        + (f"; and {rest} more." if rest > 0 else "."),
        where=f"edition {release.edition.manifest.edition}",
        remedy=f"Build it again with {wanted}, or with --mend."
        if options
        else "Nothing that could be withdrawn helps: the editions before tell too much. Wait for more contributions.",
    )


def _told(failure: Failure) -> str:
    bound = failure.bound
    cells = ", ".join(f"{place.cohort} ({place.edition})" for place in bound.places[:PLACES])
    cells += f" and {len(bound.places) - PLACES} more cells" if len(bound.places) > PLACES else ""
    return f"{bound.node} of organisations in {cells} to {bound.width:.2f}"
