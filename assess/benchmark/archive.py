"""Editions on disk: written once, whole or not at all, and checked to the last byte when read.

The thin edge of this stage; the bytes are made in `document`. A folder holds an edition in `<folder>/<id>/`.
Names that begin with a dot are unfinished and no edition.
"""

from __future__ import annotations

import os
import shutil
import uuid
from pathlib import Path

import msgspec
from msgspec import Struct

from assess.benchmark.document import CELLS, MANIFEST, README, TABLE, CellFile, digest, documents, is_sealed
from assess.benchmark.model import Cell, Edition, Manifest
from assess.errors import AssessError, Conflict

FORMAT = 2


class DamagedEdition(AssessError):
    """An edition that is not what its maker released."""

    status = 500
    code = "damaged-edition"


class Format(Struct, frozen=True):
    """The one field that every format of a manifest has."""

    format: int


def write(edition: Edition, folder: Path) -> Path:
    """Write a sealed edition to `folder`/<its id>/ and return that path.

    The files are written and synced under another name first, then renamed: whatever interrupts it, there is
    no half edition. Raises `Conflict` if the edition is already there, even if it is the same: it is never
    re-issued.
    """
    target = folder / edition.manifest.edition
    if target.exists():
        raise already(target)
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / f".{edition.manifest.edition}.{uuid.uuid4().hex}"
    unfinished.mkdir()
    try:
        for name, text in documents(edition).items():
            with (unfinished / name).open("wb") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
        settle(unfinished, target)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return target


def settle(unfinished: Path, target: Path) -> None:
    """Give the finished folder its name; the one who comes second is refused by the file system."""
    try:
        unfinished.rename(target)
    except OSError as error:
        if target.exists():
            raise already(target) from error
        raise


def already(target: Path) -> Conflict:
    """The refusal to write an edition twice."""
    return Conflict(
        "This edition is already written.", where=str(target), remedy="Give a new edition a new name."
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
        found = msgspec.json.decode(text, type=Format).format
        if found > FORMAT:
            raise AssessError(
                f"This edition is in format {found}; this program reads up to {FORMAT}.",
                where=str(path),
                remedy="Install a newer version of assess.",
            )
        manifest = msgspec.json.decode(text, type=Manifest)
    except msgspec.MsgspecError as error:
        raise damaged(path, "The manifest cannot be read.") from error
    if not is_sealed(manifest):
        raise damaged(path, "The manifest is not the one that was released.")
    return manifest


def damaged(path: Path, what: str) -> DamagedEdition:
    """An edition that must not be used."""
    return DamagedEdition(what, where=str(path), remedy="Fetch the edition again from whoever released it.")


def find(folder: Path, questionnaire: str) -> Edition | None:
    """The latest edition of a questionnaire among those in `folder`, or None.

    Real editions come before synthetic ones; then the later end of the period, then the greater id. Only the
    manifests are read to choose, and a damaged one is an error rather than passed over: a report must not
    quietly compare with an older edition.
    """
    if not folder.is_dir():
        return None
    found = [
        (not manifest.synthetic, manifest.period_to, manifest.edition, path)
        for path in folder.iterdir()
        if not path.name.startswith(".") and (path / MANIFEST).is_file()
        for manifest in [read_manifest(path)]
        if manifest.questionnaire == questionnaire
    ]
    return read(max(found)[-1]) if found else None
