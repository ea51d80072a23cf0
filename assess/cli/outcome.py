"""What came of a build, for the operator: a candidate and what is left of it, or why there is none."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click
from msgspec import Struct

from ..settings import Settings
from .inspection import tell_noise
from .option import print_json, shelf_of, tell

if TYPE_CHECKING:
    from ..benchmark.audit.model import Audit
    from ..benchmark.gate import NotSafe, Passed
    from ..benchmark.model import Manifest

NAMED = 5
"""Groups that are named; of more it is told how many there are."""


class Built(Struct, frozen=True, kw_only=True):
    """What `assess edition build --json` prints."""

    edition: str
    withdrawn: tuple[str, ...]
    withheld: tuple[str, ...]
    audit: Audit
    manifest: Manifest


class Refused(Struct, frozen=True, kw_only=True):
    """What `assess edition build --json` prints where the audit failed: `withdraw` and `withhold` are what would help."""

    edition: None
    withdraw: tuple[str, ...]
    withhold: tuple[str, ...]
    audit: Audit


def tell_built(passed: Passed, settings: Settings, today: date, *, is_explained: bool, as_json: bool) -> None:
    """Where the candidate is, what was left out of it, what the audit says, and from when on it can be released."""
    from ..benchmark.audit import explain
    from ..benchmark.quarter import quarter_of
    from ..benchmark.vote import ripe

    edition = passed.release.edition
    manifest = edition.manifest
    if as_json:
        print_json(
            Built(
                edition=manifest.edition,
                withdrawn=passed.withdrawn,
                withheld=passed.withheld,
                audit=passed.audit,
                manifest=manifest,
            )
        )
        return
    if is_explained:
        click.echo(explain(passed.audit))
    tell(f"Built {settings.candidates / manifest.edition}")
    if passed.withdrawn:
        tell(f"Withdrawn: {in_short(passed.withdrawn, 'groups')}. Groups told: {len(edition.cells)}.")
    if passed.withheld:
        tell(f"Withheld: {in_short(passed.withheld, 'questions and views')}.")
    if bound := passed.audit.tightest:
        tell(f"The audit passed. Nobody's score is told more closely than to {bound.width:.2f} points.")
    tell_noise(edition, shelf_of(settings))
    first = ripe(quarter_of(manifest.period_to), manifest.thresholds)
    if today < first and (manifest.thresholds.min_age_days or not manifest.synthetic):
        tell(f"It can be published on {first} or later: until then its newest contributions are too young.")
    tell(f"Look at it: assess edition show {manifest.edition}")
    tell(f"Then: assess edition publish {manifest.edition}")


def tell_refused(error: NotSafe, *, is_explained: bool, as_json: bool) -> None:
    """What the audit found in a candidate that failed it, if that was asked for; the refusal itself is the caller's."""
    from ..benchmark.audit import explain

    audit = error.audit
    if audit is None:
        return
    if as_json:
        print_json(Refused(edition=None, withdraw=audit.withdraw, withhold=audit.withhold, audit=audit))
    elif is_explained:
        click.echo(explain(audit))


def in_short(names: tuple[str, ...], what: str) -> str:
    """A few names as they are; of more only how many there are."""
    return ", ".join(names) if len(names) <= NAMED else f"{len(names)} {what} (--json names them)"
