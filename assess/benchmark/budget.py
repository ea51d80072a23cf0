"""The kept ε ledger of each questionnaire content, on disk: the budget, chosen once, and what was spent.

`<data>/votes/<content>.ledger.json`, made-up contributions apart from real ones; readable by its owner alone, written whole
or not at all. It is paid before a release: whatever interrupts that, the ledger holds no less than what was published, and
releasing the same edition again pays nothing. Whoever writes holds the shelf (`shelf.alone`).
"""

from __future__ import annotations

import math
import os
import uuid
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from ..errors import AssessError, Conflict
from ..learnt import learnt
from .archive import not_written, put, sync
from .document import SYNTHETIC
from .ledger import Ledger
from .model import Manifest
from .noise import is_noisy
from .shelf import Shelf, alone, own

ENDING = ".ledger.json"


class Content(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a ledger is kept for: one content of a questionnaire, and whether contributions are made up."""

    questionnaire: str
    questionnaire_hash: str
    synthetic: bool


class Kept(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the file holds."""

    format: Literal[1]
    content: Content
    ledger: Ledger


def content_of(manifest: Manifest) -> Content:
    """What the ledger of an edition is kept for."""
    return Content(
        questionnaire=manifest.questionnaire,
        questionnaire_hash=manifest.questionnaire_hash,
        synthetic=manifest.synthetic,
    )


def choose(content: Content, shelf: Shelf, budget: float) -> Ledger:
    """Choose the budget of a content. It may be chosen anew until something is spent, then never.

    Raises `AssessError` for what is no budget, and `Conflict` once an edition has spent of another.
    """
    if not 0 < budget < math.inf:
        raise AssessError(
            "A privacy budget is a number above 0.", where="budget", remedy="Choose one such as 4."
        )
    with alone(shelf):
        known = ledger_of(content, shelf)
        if known and known.spent and known.budget != budget:
            raise Conflict(
                f"The privacy budget is {known.budget:g}, and editions have spent of it: it cannot be changed.",
                where=content.questionnaire,
                remedy="Build with a smaller ε, or without noise.",
            )
        chosen = Ledger(budget=budget, spent=known.spent if known else ())
        _keep(content, shelf, chosen)
    return chosen


def ledger_of(content: Content, shelf: Shelf) -> Ledger | None:
    """The ledger of a content, None if no budget was chosen.

    Raises `AssessError` if it cannot be read, is of another content, or lacks what an edition released here spent: an older
    copy must not let the same ε be spent again. Editions of other instances have theirs there.
    """
    path = _place(content, shelf)
    ledger = _read(path, content) if path.is_file() else None
    known = {each.edition: each.epsilon for each in ledger.spent} if ledger else {}
    for each in own(shelf, content.questionnaire):
        manifest = each.manifest
        if content_of(manifest) != content or not is_noisy(manifest):
            continue
        if known.get(manifest.edition) != manifest.thresholds.epsilon:
            raise _unusable(path, f"The ledger does not hold what {manifest.edition} spent.")
    return ledger


def required(content: Content, shelf: Shelf) -> Ledger:
    """The ledger of a content; `AssessError` if no budget was chosen."""
    ledger = ledger_of(content, shelf)
    if ledger is None:
        raise AssessError(
            "No privacy budget is chosen: how much ε all editions of this questionnaire may spend together.",
            where=content.questionnaire,
            remedy=f"Choose it once: assess edition budget {content.questionnaire} --choose 4"
            + (" --synthetic" if content.synthetic else ""),
        )
    return ledger


def pay(manifest: Manifest, shelf: Shelf) -> None:
    """Have the ledger hold what an edition spends, on the disk, before it is released; nothing for one without noise.

    Raises `Conflict` if the budget does not carry it.
    """
    if is_noisy(manifest):
        content = content_of(manifest)
        known = required(content, shelf)
        paid = known.spend(manifest.edition, manifest.thresholds.epsilon)
        if paid != known:
            _keep(content, shelf, paid)


def _keep(content: Content, shelf: Shelf, ledger: Ledger) -> None:
    path = _place(content, shelf)
    part = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    text = msgspec.json.format(msgspec.json.encode(Kept(format=1, content=content, ledger=ledger)), indent=2)
    try:
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        put(part, text + b"\n")
        part.replace(path)
        sync(path.parent)
    except OSError as error:
        raise not_written(path, error) from error
    finally:
        part.unlink(missing_ok=True)


def _read(path: Path, content: Content) -> Ledger:
    try:
        kept = msgspec.json.decode(path.read_bytes(), type=learnt(Kept))
    except msgspec.MsgspecError as error:
        raise _unusable(path, "This ledger cannot be read.") from error
    if kept.content != content:
        raise _unusable(path, "This ledger is that of another questionnaire.")
    return kept.ledger


def _place(content: Content, shelf: Shelf) -> Path:
    kind = SYNTHETIC if content.synthetic else ""
    return shelf.votes / f"{kind}{content.questionnaire_hash}{ENDING}"


def _unusable(path: Path, what: str) -> AssessError:
    return AssessError(
        what, where=str(path), remedy="Put the newest copy back from a back-up of the data folder."
    )
