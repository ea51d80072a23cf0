"""Whether a folder holds an edition, to the last byte, as the owner of a key released it. No store, no votes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from msgspec import Struct

from ..errors import AssessError
from .archive import read, read_signature
from .keyring import own_key, trusted
from .signature import check_public


class Verdict(Struct, frozen=True, kw_only=True):
    """A genuine edition, and who released it when. `known_as` is the key's name on the trust list, "" if it has none."""

    edition: str
    questionnaire: str
    synthetic: bool
    published_on: date
    key: str
    known_as: str


def verify(folder: Path, keys: Path, wanted: str | None = None) -> Verdict:
    """Hold files against manifest, manifest against id, signature against both.

    `wanted` is the public key that must have signed it. Raises `DamagedEdition` for a changed byte, and `AssessError`
    where nobody, or somebody else, signed it.
    """
    manifest = read(folder).manifest
    signature = read_signature(folder)
    if signature is None:
        raise AssessError(
            "Nobody signed this edition: it was not released.",
            where=str(folder),
            remedy="Fetch it again from whoever released it, with signature.json.",
        )
    if wanted is not None and signature.key != check_public(wanted):
        raise AssessError(
            f"This edition is signed by another key: {signature.key}.",
            where=str(folder),
            remedy="Do not use it as if it came from the owner of the key you gave.",
        )
    return Verdict(
        edition=manifest.edition,
        questionnaire=manifest.questionnaire,
        synthetic=manifest.synthetic,
        published_on=signature.published_on,
        key=signature.key,
        known_as=names(keys).get(signature.key, ""),
    )


def names(keys: Path) -> dict[str, str]:
    """The public keys that are trusted, with their names: those on the list, and this instance's own."""
    known = {each.key: each.name for each in trusted(keys)}
    own = own_key(keys)
    return known | ({own: "this instance"} if own else {})
