"""The life of an edition: built as a candidate, attacked, released once, never changed, never issued again.

A candidate stands in `candidates`, out of sight of reports; releasing it signs it and moves it into `editions` by one
rename, if those who contributed still do. Its votes stand in `votes` from the beginning. Whatever interrupts this at
whatever moment, there is no half edition, and doing it again works. What day it is comes from the caller.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from ..errors import AssessError, Conflict, NotFound
from . import ballot, budget
from .archive import DamagedEdition, Released, folders, not_written, put, read, settle
from .cohort import Bands
from .contribution import Contributions
from .document import MANIFEST, SIGNATURE
from .edition import build
from .gate import Attack, Passed, gate
from .model import Edition, Manifest, Thresholds
from .privacy import Noise
from .quarter import Quarter, quarter_of
from .shelf import Shelf, alone, drop, own, past, place
from .signature import sign_edition
from .silence import in_words, is_too_small, remedy_of
from .threshold import check_strict
from .vote import elect, is_same, ripe

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


Gather = Callable[[], Contributions]
"""Reads what counts at the moment when it is called."""


Current = Callable[[Manifest], Contributions]
"""Reads what counts at the moment when it is called, towards the content of a manifest."""


class TooFew(AssessError):
    """There are not enough votes for an edition, which covers the days of `window`."""

    window: tuple[date, date] | None = None


class Plan(Struct, frozen=True, kw_only=True):
    """Which edition is to be built: see `assess.benchmark.edition.build`."""

    quarter: Quarter
    thresholds: Thresholds
    note: str = ""
    bands: Bands | None = None
    withdrawn: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    mend: bool = False
    group_key: str = ""


def propose(gather: Gather, plan: Plan, shelf: Shelf, attack: Attack, noise_key: bytes = b"") -> Passed:
    """Build the candidate of a quarter, attack it, and keep it and its votes; an older candidate gives way to it.

    The same contributions give the same candidate to the last byte. Raises `Conflict` if the quarter is released or
    the audit fails (`NotSafe`), and `AssessError` if nothing of it may be published. `group_key` is the id of the key
    that real groups are marked with. `noise_key` is needed with `epsilon` alone, and so is a budget (`budget.choose`), of
    which nothing is spent yet: `Conflict` if it does not carry the edition. Contributions are gathered when nobody else can
    change the shelf any more: who was forgotten before does not come back with them.
    """
    with alone(shelf):
        contributions = gather()
        synthetic, instrument = contributions.synthetic, contributions.instrument
        check_age(plan.thresholds, synthetic=synthetic)
        if not synthetic:
            check_strict(plan.thresholds)
        check_order(shelf, instrument.questionnaire, plan.quarter, synthetic=synthetic)
        if not synthetic:
            ballot.check_key(shelf.votes, plan.group_key)
        before = past(shelf, instrument.hash, synthetic=synthetic)
        noise = None
        if plan.thresholds.epsilon:
            content = budget.Content(
                questionnaire=instrument.questionnaire,
                questionnaire_hash=instrument.hash,
                synthetic=synthetic,
            )
            noise = Noise(key=noise_key, ledger=budget.required(content, shelf))
        make = partial(
            build,
            contributions,
            quarter=plan.quarter,
            past=before,
            thresholds=plan.thresholds,
            note=plan.note,
            bands=plan.bands,
            members=plan.members,
            noise=noise,
        )
        passed = gate(
            lambda withdrawn, withheld: make(withdrawn=withdrawn, withheld=withheld),
            attack,
            before,
            withdrawn=plan.withdrawn,
            withheld=plan.withheld,
            mend=plan.mend,
        )
        edition = passed.release.edition
        if not edition.cells:
            raise nothing_yet(plan) if is_too_small(edition) else nothing_told(edition)
        ballot.keep(passed.release.votes, shelf.votes, edition.manifest.edition)
        place(edition, shelf)
    return passed


def publish(
    id: str,
    shelf: Shelf,
    key: Ed25519PrivateKey,
    today: date,
    current: Current | None,
) -> Released:
    """Release a candidate: sign it, make its files read-only, move it into the editions folder.

    `current` reads what counts now towards the content of a manifest; None states, of a merged one, that nothing has
    changed since it was built. One with noise is paid from its ledger first. Raises `NotFound` for what is no candidate,
    `DamagedEdition` if a byte of it was changed, and `Conflict` if it comes too early, too late, a second time, is not
    carried by the ledger, if the clock is behind an edition released before, or if its votes are no longer those that
    would be counted: somebody withdrew, was refused, or is of another group.
    """
    with alone(shelf):
        folder = shelf.candidates / id
        if folder not in folders(shelf.candidates):
            raise _no_candidate(id, shelf)
        manifest = read(folder).manifest
        if manifest.edition != id:
            raise DamagedEdition(
                f"This folder holds the edition {manifest.edition}.",
                where=str(folder),
                remedy="Build it again.",
            )
        votes = ballot.recall(shelf.votes, id)
        if not manifest.synthetic:
            check_strict(manifest.thresholds)
        check_release(manifest, shelf, today)
        if not manifest.synthetic:  # behind what is made up stands nobody
            check_current(manifest, votes, current)
        budget.pay(manifest, shelf)
        signature = sign_edition(key, (folder / MANIFEST).read_bytes(), id, today)
        try:
            part = folder / f".{SIGNATURE}"
            put(part, msgspec.json.format(msgspec.json.encode(signature), indent=2) + b"\n")
            part.replace(folder / SIGNATURE)
            for path in folder.iterdir():
                path.chmod(0o444)
            shelf.editions.mkdir(parents=True, exist_ok=True)
            settle(folder, shelf.editions / id)
        except OSError as error:
            raise not_written(folder, error) from error
    return Released(folder=shelf.editions / id, manifest=manifest, signature=signature)


def check_current(manifest: Manifest, votes: Contributions, current: Current | None) -> None:
    """Refuse a candidate whose votes are not those that are elected now; what was merged may be stated to be the same."""
    if current is None and manifest.members:
        return
    if current is None:
        raise AssessError(
            "Nobody needs to state what can be read here.",
            where=f"edition {manifest.edition}",
            remedy="Leave --unchanged out: what counts now is read again.",
        )
    if not is_same(elect(current(manifest), quarter_of(manifest.period_to), manifest.thresholds), votes):
        raise Conflict(
            "What counts has changed since this candidate was built: somebody withdrew, was accepted or refused, or is "
            "known to be of another group.",
            where=f"edition {manifest.edition}",
            remedy=f"Build it again: {again(manifest)}",
        )


def again(manifest: Manifest) -> str:
    """The command that builds such a candidate anew, as far as a manifest tells it."""
    if manifest.members:
        return "assess contribute merge, with the newest file of each instance"
    quarter = quarter_of(manifest.period_to)
    return f"assess edition build {quarter} --questionnaire {manifest.questionnaire}"


def check_release(manifest: Manifest, shelf: Shelf, today: date) -> None:
    """Refuse a release that is not due: by the calendar, by the clock, or by what was released before."""
    where = f"edition {manifest.edition}"
    quarter, synthetic = quarter_of(manifest.period_to), manifest.synthetic
    check_order(shelf, manifest.questionnaire, quarter, synthetic=synthetic)
    alike = [
        each.manifest.edition
        for each in own(shelf, manifest.questionnaire)
        if (each.manifest.questionnaire_hash, each.manifest.synthetic)
        == (manifest.questionnaire_hash, synthetic)
    ]
    if manifest.before != (alike[-1] if alike else ""):
        raise Conflict(
            "Since this candidate was built, another edition was released, which it must be held against.",
            where=where,
            remedy=f"Build it again: {again(manifest)}",
        )
    first = ripe(quarter, manifest.thresholds)
    if today < first and (manifest.thresholds.min_age_days or not synthetic):
        raise Conflict(
            f"The contributions of {quarter} are not {manifest.thresholds.min_age_days} days old yet.",
            where=where,
            remedy=f"Publish it on {first} or later.",
        )
    for each in own(shelf):
        if each.signature and each.signature.published_on > today:
            raise Conflict(
                f"Today is {today} by the clock of this machine, but {each.manifest.edition} was released "
                f"on {each.signature.published_on}.",
                where=where,
                remedy="Set the clock of this machine.",
            )


def check_order(shelf: Shelf, questionnaire: str, quarter: Quarter, *, synthetic: bool) -> None:
    """Refuse a quarter of a questionnaire that is released, or that lies before one that is."""
    for each in own(shelf, questionnaire):
        manifest = each.manifest
        if manifest.synthetic == synthetic and quarter.last <= manifest.period_to:
            raise Conflict(
                f"An edition up to {manifest.period_to} is released already, {manifest.edition}.",
                where=f"edition {quarter} of {questionnaire}",
                remedy=f"An edition is never issued again. The next is {quarter_of(manifest.period_to).shifted(1)}.",
            )


def check_age(thresholds: Thresholds, *, synthetic: bool) -> None:
    """Refuse to release real contributions at once: the time they wait hides who has just come."""
    if not thresholds.min_age_days and not synthetic:
        raise AssessError(
            "Contributions of organisations must wait before they are released.",
            where="thresholds.min_age_days",
            remedy="Set 1 or more; 90 is usual. 0 is for made-up contributions.",
        )


def nothing_told(edition: Edition) -> AssessError:
    """The refusal of an edition of enough organisations, of whom the rules let nothing be told; it says which rules."""
    return AssessError(
        f"No edition: nothing of it may be told. {in_words(edition)}",
        where=f"edition {edition.manifest.edition}",
        remedy=remedy_of(edition),
    )


def nothing_yet(plan: Plan) -> TooFew:
    """The refusal of an edition of too few organisations, in the same words however many they are."""
    limits = plan.thresholds
    refusal = TooFew(
        f"No edition yet: at least {limits.epsilon_n if limits.epsilon else limits.min_n} contributions are needed.",
        where=f"edition {plan.quarter}",
        remedy="Collect more contributions and accept them: assess contribute list",
    )
    refusal.window = plan.quarter.window(limits.window_quarters)
    return refusal


def forget(shelf: Shelf, group: int) -> tuple[str, ...]:
    """Cut the tie between a group and its votes (`ballot.forget`), and drop the candidates that count it; their ids.

    What is released stays as it is. A dropped candidate is built again, without the group.
    """
    with alone(shelf):
        concerned = set(ballot.forget(shelf.votes, group))
        dropped = tuple(path.name for path in folders(shelf.candidates) if path.name in concerned)
        for id in dropped:
            drop(id, shelf)
    return dropped


def _no_candidate(id: str, shelf: Shelf) -> AssessError:
    if shelf.editions / id in folders(shelf.editions):
        return Conflict("This edition is released already.", where=id, remedy="It is never issued again.")
    return NotFound(
        "There is no such candidate.", where=id, remedy="`assess edition list` shows the candidates."
    )
