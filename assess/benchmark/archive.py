"""Editions on disk: written once, whole or not at all, and checked to the last byte when read.

The thin edge of this stage; the bytes are made in `document`. A folder holds an edition in `<folder>/<id>/`. Names that
begin with a dot are unfinished and no edition. A released edition is signed (`publication`).
"""

from __future__ import annotations

import os
import shutil
import uuid
from pathlib import Path

import msgspec
from msgspec import Struct

from ..errors import AssessError, Conflict
from .document import CELLS, MANIFEST, README, SIGNATURE, TABLE, CellFile, digest, documents, is_sealed
from .model import Cell, Edition, Manifest
from .signature import Signature, is_signature_of

FORMAT = 2


class DamagedEdition(AssessError):
    """An edition that is not what its maker released."""

    status = 500
    code = "damaged-edition"


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
    re-issued; and `NotWritten`.
    """
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
        if digest(path.read_bytes()) != manifest.files[name]:
            raise damaged(path, "This file is not the one that was released.")
    held = msgspec.json.decode((folder / CELLS).read_bytes(), type=CellFile)
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
    text = path.read_bytes()
    try:
        check_format(path, msgspec.json.decode(text, type=Format), FORMAT)
        manifest = msgspec.json.decode(text, type=Manifest)
    except msgspec.MsgspecError as error:
        raise damaged(path, "The manifest cannot be read.") from error
    if not is_sealed(manifest):
        raise damaged(path, "The manifest is not the one that was released.")
    return manifest


def read_signature(folder: Path) -> Signature | None:
    """The signature of the edition in `folder`, verified against its manifest; None where it is not signed.

    Whose key it is, and whether that is trusted, is for the caller to ask. Raises `DamagedEdition`.
    """
    path = folder / SIGNATURE
    if not path.is_file():
        return None
    try:
        check_format(path, msgspec.json.decode(path.read_bytes(), type=Format), 1)
        signature = msgspec.json.decode(path.read_bytes(), type=Signature)
    except msgspec.MsgspecError as error:
        raise damaged(path, "The signature cannot be read.") from error
    manifest = folder / MANIFEST
    named = read_manifest(folder).edition == signature.edition
    if not named or not is_signature_of(signature, manifest.read_bytes()):
        raise damaged(path, "The signature is not one of this edition.")
    return signature


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
    return DamagedEdition(what, where=str(path), remedy="Fetch the edition again from whoever released it.")


def folders(folder: Path) -> list[Path]:
    """The editions in a folder, finished ones only, by id."""
    if not folder.is_dir():
        return []
    return sorted(
        path for path in folder.iterdir() if not path.name.startswith(".") and (path / MANIFEST).is_file()
    )


def released(folder: Path, questionnaire: str = "") -> list[Released]:
    """What is released in `folder`, of one questionnaire or of all, the earliest period first.

    Real contributions are released with a signature only: what somebody moved here without one is passed over. Made-up
    editions need none. A damaged edition is an error, never passed over: a report must not quietly compare with an
    older one.
    """
    found = []
    for path in folders(folder):
        manifest = read_manifest(path)
        if questionnaire in ("", manifest.questionnaire):
            signature = read_signature(path)
            if signature or manifest.synthetic:
                found.append(Released(folder=path, manifest=manifest, signature=signature))
    return sorted(found, key=lambda each: (each.manifest.period_to, each.manifest.edition))


def find(folder: Path, questionnaire: str) -> Edition | None:
    """The latest released edition of a questionnaire among those in `folder`, or None.

    Real editions come before synthetic ones; then the later end of the period, then the greater id. See `released`.
    """
    found = released(folder, questionnaire)
    chosen = [each for each in found if not each.manifest.synthetic] or found
    return read(chosen[-1].folder) if chosen else None
