"""Editions on disk: written once, whole or not at all, and checked to the last byte when read.

The thin edge of this stage; the bytes are made in `document`. A folder holds an edition in `<folder>/<id>/`. Names that
begin with a dot are unfinished and no edition. A released edition is signed (`publication`). Whoever wrote what is read
here, it is an edition in every part (`scrutiny`), or it is refused.
"""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Collection
from pathlib import Path

import msgspec
from msgspec import Struct

from ..errors import AssessError, Conflict
from .document import CELLS, MANIFEST, README, SIGNATURE, TABLE, CellFile, digest, documents, is_sealed
from .model import Cell, Edition, Manifest
from .scrutiny import LARGEST, decode, faults_in, faults_of
from .signature import Signature, is_signature_of

FORMAT = 2

MENDING = "Put it back from a back-up if it is your own, or fetch it again from whoever released it."


class DamagedEdition(AssessError):
    """An edition that is not what its maker released."""

    status = 500
    code = "damaged-edition"


class UnknownKey(AssessError):
    """An edition that somebody released of whom nothing is known here."""

    status = 500
    code = "unknown-key"


class NotWritten(AssessError):
    """The disk did not take it: it is full, or may not be written to. Nothing half is left."""


class Format(Struct, frozen=True):
    """The one field that every format of a manifest has."""

    format: int


class Released(Struct, frozen=True, kw_only=True):
    """A released edition, as far as its manifest tells; `signature` is None for a made-up one that nobody signed."""

    folder: Path
    manifest: Manifest
    signature: Signature | None


def write(edition: Edition, folder: Path) -> Path:
    """Write a sealed edition to `folder`/<its id>/ and return that path.

    The files are written and synced under another name first, then renamed: whatever interrupts it, there is
    no half edition. Raises `Conflict` if the edition is already there, even if it is the same: it is never
    re-issued; `AssessError` for an edition that could not be read again, such as one with an odd note; and `NotWritten`.
    """
    check_sound(edition)
    target = folder / edition.manifest.edition
    if target.exists():
        raise already(target)
    unfinished = folder / f".{edition.manifest.edition}.{uuid.uuid4().hex}"
    try:
        unfinished.mkdir(parents=True)
        for name, text in documents(edition).items():
            put(unfinished / name, text)
        settle(unfinished, target)
    except OSError as error:
        raise not_written(target, error) from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return target


def put(path: Path, content: bytes) -> None:
    """Write a file and have it on the disk."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def sync(path: Path) -> None:
    """Have the file system bring a file, or the names in a folder, to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def settle(unfinished: Path, target: Path) -> None:
    """Give the finished folder its name; the one who comes second is refused by the file system."""
    sync(unfinished)
    try:
        unfinished.rename(target)
    except OSError as error:
        if target.exists():
            raise already(target) from error
        raise
    sync(target.parent)


def already(target: Path) -> Conflict:
    """The refusal to write an edition twice."""
    return Conflict(
        "This edition is already written.",
        where=str(target),
        remedy="An edition is never issued again: build that of the next quarter.",
    )


def not_written(path: Path, error: Exception) -> NotWritten:
    """What the disk said, and what to do."""
    why = error.strerror if isinstance(error, OSError) and error.strerror else str(error).splitlines()[0]
    return NotWritten(
        f"This cannot be written: {why}.", where=str(path), remedy="Make room on the disk, then do it again."
    )


def read(folder: Path) -> Edition:
    """Read the edition in `folder` and verify it: every file against the manifest, the manifest against the
    id.

    Raises `DamagedEdition` when a file is missing or a byte was changed, `AssessError` when there is no
    edition or it was written in a newer format.
    """
    manifest = read_manifest(folder)
    for name in (CELLS, TABLE, README):
        path = folder / name
        if name not in manifest.files:
            raise damaged(folder / MANIFEST, f"The manifest does not list {name}.")
        if not path.is_file():
            raise damaged(path, "A file of this edition is missing.")
        if digest(content_of(path)) != manifest.files[name]:
            raise damaged(path, "This file is not the one that was released.")
    path = folder / CELLS
    try:
        held = decode(content_of(path), CellFile)
    except msgspec.MsgspecError as error:
        raise damaged(path, "The cells cannot be read.") from error
    if fault := next(faults_in(held.cells, manifest), ""):
        raise damaged(path, fault)
    cells: dict[str, dict[str, Cell]] = {}
    for cell in held.cells:
        cells.setdefault(cell.cohort, {})[cell.node] = cell
    return Edition(manifest=manifest, cells=cells)


def read_manifest(folder: Path) -> Manifest:
    """The manifest of the edition in `folder`, verified against its id; errors as in `read`."""
    path = folder / MANIFEST
    if not path.is_file():
        raise AssessError(
            "There is no benchmark edition here.", where=str(folder), remedy="Name an edition's folder."
        )
    text = content_of(path)
    try:
        check_format(path, decode(text, Format), FORMAT)
        manifest = decode(text, Manifest)
    except msgspec.MsgspecError as error:
        raise damaged(path, "The manifest cannot be read.") from error
    if not is_sealed(manifest):
        raise damaged(path, "The manifest is not the one that was released.")
    if fault := next(faults_of(manifest), ""):
        raise damaged(path, fault)
    return manifest


def read_signature(folder: Path) -> Signature | None:
    """The signature of the edition in `folder`, verified against its manifest; None where it is not signed.

    Whose key it is, and whether that is trusted, is for the caller to ask. Raises `DamagedEdition`.
    """
    path = folder / SIGNATURE
    if not path.is_file():
        return None
    try:
        text = content_of(path)
        check_format(path, decode(text, Format), 1)
        signature = decode(text, Signature)
    except msgspec.MsgspecError as error:
        raise damaged(path, "The signature cannot be read.") from error
    manifest = folder / MANIFEST
    named = read_manifest(folder).edition == signature.edition
    if not named or not is_signature_of(signature, content_of(manifest)):
        raise damaged(path, "The signature is not one of this edition.")
    return signature


def content_of(path: Path) -> bytes:
    """The bytes of one file of an edition; `DamagedEdition` for one that no edition can have, however large."""
    if path.stat().st_size > LARGEST:
        raise damaged(path, "This file is too large to be one of an edition.")
    return path.read_bytes()


def check_sound(edition: Edition) -> None:
    """Refuse to write what would be refused when it is read."""
    cells = [cell for nodes in edition.cells.values() for cell in nodes.values()]
    for fault in (*faults_of(edition.manifest), *faults_in(cells, edition.manifest)):
        raise AssessError(
            fault, where=f"edition {edition.manifest.edition}", remedy="Mend the note, or the questionnaire."
        )


def check_format(path: Path, found: Format, known: int) -> None:
    """Refuse what a newer program wrote."""
    if found.format > known:
        raise AssessError(
            f"This is in format {found.format}; this program reads up to {known}.",
            where=str(path),
            remedy="Install a newer version of assess.",
        )


def damaged(path: Path, what: str) -> DamagedEdition:
    """An edition that must not be used."""
    return DamagedEdition(what, where=str(path), remedy=MENDING)


def folders(folder: Path) -> list[Path]:
    """The editions in a folder, finished ones only, by id."""
    if not folder.is_dir():
        return []
    return sorted(
        path for path in folder.iterdir() if not path.name.startswith(".") and (path / MANIFEST).is_file()
    )


def signed(folder: Path, questionnaire: str = "") -> list[Released]:
    """What stands in `folder` as released, by whomever, of one questionnaire or of all, the earliest period first.

    Real contributions are released with a signature only: what somebody moved here without one is passed over. Made-up
    editions need none. A damaged edition is an error, never passed over: a report must not quietly compare with an
    older one. So is one in a folder of another name than its id.
    """
    found = []
    for path in folders(folder):
        manifest = read_manifest(path)
        if manifest.edition != path.name:
            raise DamagedEdition(
                f"This folder holds the edition {manifest.edition}.",
                where=str(path),
                remedy="Give the folder the name of its edition, or take it out.",
            )
        if questionnaire in ("", manifest.questionnaire):
            signature = read_signature(path)
            if signature or manifest.synthetic:
                found.append(Released(folder=path, manifest=manifest, signature=signature))
    return sorted(found, key=lambda each: (each.manifest.period_to, each.manifest.edition))


def released(folder: Path, known: Collection[str], questionnaire: str = "") -> list[Released]:
    """What is released in `folder` by those whom one trusts, as `signed` finds it. `known` are their public keys.

    Raises `UnknownKey` for what anybody else signed: a signature by itself says that somebody has a key, and not who.
    """
    found = signed(folder, questionnaire)
    for each in found:
        if each.signature and each.signature.key not in known:
            raise UnknownKey(
                f"This edition is signed by a key that is not on the trust list: {each.signature.key}.",
                where=str(each.folder),
                remedy="If you know whose it is, and they confirm it: assess contribute trust add NAME KEY. "
                "Otherwise take the folder out.",
            )
    return found


def find(folder: Path, known: Collection[str], questionnaire: str) -> Edition | None:
    """The latest released edition of a questionnaire among those in `folder`, or None; `known` as in `released`.

    Real editions come before synthetic ones; then the later end of the period, then the greater id.
    """
    found = released(folder, known, questionnaire)
    chosen = [each for each in found if not each.manifest.synthetic] or found
    return read(chosen[-1].folder) if chosen else None
