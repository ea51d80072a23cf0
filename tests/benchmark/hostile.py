"""Editions that somebody else forged: whatever a manifest says, sealed so that its id still matches."""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec.structs import replace

from assess.benchmark.document import CELLS, MANIFEST, contents, digest, identifier, name
from assess.benchmark.model import Edition, Manifest


def forge(
    edition: Edition, folder: Path, /, *, cells: bytes | None = None, id: str = "", **changes: object
) -> Path:
    """The edition with other cells, or another manifest, in a folder of the name of its new id, or of another."""
    called = replace(edition.manifest, edition=name(edition.manifest))
    files = contents(Edition(manifest=called, cells=edition.cells))
    if cells is not None:
        files[CELLS] = cells
    return put(replace(called, **changes), files, folder, id)


def put(called: Manifest, files: dict[str, bytes], folder: Path, id: str = "") -> Path:
    """A folder with these files and a manifest that is sealed over them."""
    manifest = replace(called, files={each: digest(text) for each, text in files.items()})
    manifest = msgspec.json.decode(msgspec.json.encode(manifest), type=Manifest)
    manifest = replace(manifest, edition=identifier(manifest))
    target = folder / (id or (manifest.edition if "/" not in manifest.edition else "forged"))
    target.mkdir(parents=True)
    for each, text in files.items():
        (target / each).write_bytes(text)
    (target / MANIFEST).write_bytes(msgspec.json.encode(manifest))
    return target
