"""The life of an edition: built as a candidate, attacked, released once, never changed, never issued again.

A candidate stands in `candidates`, out of sight of reports; releasing it signs it and moves it into `editions` by one
rename. Its votes stand in `votes` from the beginning. Whatever interrupts this at whatever moment, there is no half
edition, and doing it again works. What day it is comes from the caller.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from ..errors import AssessError, Conflict, NotFound
from . import ballot
from .archive import Released, folders, not_written, put, read, released, settle
from .cohort import Bands
from .contribution import Contributions
from .document import MANIFEST, SIGNATURE
from .edition import build
from .gate import Attack, Passed, gate
from .model import Manifest, Thresholds
from .quarter import Quarter, quarter_of
from .shelf import Shelf, alone, drop, past, place
from .signature import sign_edition
from .vote import ripe

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


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


def propose(contributions: Contributions, plan: Plan, shelf: Shelf, attack: Attack) -> Passed:
    """Build the candidate of a quarter, attack it, and keep it and its votes; an older candidate gives way to it.

    The same contributions give the same candidate to the last byte. Raises `Conflict` if the quarter is released or
    the audit fails (`NotSafe`), and `AssessError` if nothing of it may be published. `group_key` is the id of the key
    that real groups are marked with.
    """
    synthetic, instrument = contributions.synthetic, contributions.instrument
    check_age(plan.thresholds, synthetic=synthetic)
    with alone(shelf):
        check_order(shelf, instrument.questionnaire, plan.quarter, synthetic=synthetic)
        if not synthetic:
            ballot.check_key(shelf.votes, plan.group_key)
        before = past(shelf.editions, shelf.votes, instrument.hash, synthetic=synthetic)
        make = partial(
            build,
            contributions,
            quarter=plan.quarter,
            past=before,
            thresholds=plan.thresholds,
            note=plan.note,
            bands=plan.bands,
            members=plan.members,
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
            raise nothing_yet(plan)
        ballot.keep(passed.release.votes, shelf.votes, edition.manifest.edition)
        place(edition, shelf)
    return passed


def publish(id: str, shelf: Shelf, key: Ed25519PrivateKey, today: date) -> Released:
    """Release a candidate: sign it, make its files read-only, move it into the editions folder.

    Raises `NotFound` for what is no candidate, `DamagedEdition` if a byte of it was changed, and `Conflict` if it comes
    too early, too late, a second time, or the clock is behind an edition released before.
    """
    with alone(shelf):
        folder = shelf.candidates / id
        if not folder.is_dir():
            raise _no_candidate(id, shelf)
        manifest = read(folder).manifest
        ballot.recall(shelf.votes, id)
        check_release(manifest, shelf, today)
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


def check_release(manifest: Manifest, shelf: Shelf, today: date) -> None:
    """Refuse a release that is not due: by the calendar, by the clock, or by what was released before."""
    where = f"edition {manifest.edition}"
    quarter, synthetic = quarter_of(manifest.period_to), manifest.synthetic
    check_order(shelf, manifest.questionnaire, quarter, synthetic=synthetic)
    alike = [
        each.manifest.edition
        for each in released(shelf.editions, manifest.questionnaire)
        if (each.manifest.questionnaire_hash, each.manifest.synthetic)
        == (manifest.questionnaire_hash, synthetic)
    ]
    if manifest.before != (alike[-1] if alike else ""):
        raise Conflict(
            "Since this candidate was built, another edition was released, which it must be held against.",
            where=where,
            remedy=f"Build it again: assess edition build {quarter} --questionnaire {manifest.questionnaire}",
        )
    first = ripe(quarter, manifest.thresholds)
    if today < first and (manifest.thresholds.min_age_days or not synthetic):
        raise Conflict(
            f"The contributions of {quarter} are not {manifest.thresholds.min_age_days} days old yet.",
            where=where,
            remedy=f"Publish it on {first} or later.",
        )
    for each in released(shelf.editions):
        if each.signature and each.signature.published_on > today:
            raise Conflict(
                f"Today is {today} by the clock of this machine, but {each.manifest.edition} was released "
                f"on {each.signature.published_on}.",
                where=where,
                remedy="Set the clock of this machine.",
            )


def check_order(shelf: Shelf, questionnaire: str, quarter: Quarter, *, synthetic: bool) -> None:
    """Refuse a quarter of a questionnaire that is released, or that lies before one that is."""
    for each in released(shelf.editions, questionnaire):
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


def nothing_yet(plan: Plan) -> AssessError:
    """The refusal of an edition without a single cell, in the same words whatever is missing."""
    return AssessError(
        f"No edition yet: at least {plan.thresholds.min_n} contributions are needed.",
        where=f"edition {plan.quarter}",
        remedy="Collect more contributions and accept them: assess contribute list",
    )


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
    if (shelf.editions / id).is_dir():
        return Conflict("This edition is released already.", where=id, remedy="It is never issued again.")
    return NotFound(
        "There is no such candidate.", where=id, remedy="`assess edition list` shows the candidates."
    )
