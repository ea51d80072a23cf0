"""Whether a folder holds an edition, to the last byte, as the owner of a key released it. No store, no votes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from msgspec import Struct

from ..errors import AssessError
from .archive import DamagedEdition, read, read_signature
from .document import MANIFEST, SIGNATURE
from .keyring import own_key, trusted
from .signature import check_public


class Verdict(Struct, frozen=True, kw_only=True):
    """A whole edition, and whose key released it when. `known_as` is the key's name on the trust list, "" if it has none.

    `is_known` is whether that says who released it: the key is on the list, or is the one that was asked for. Anybody can
    have a key.
    """

    edition: str
    questionnaire: str
    synthetic: bool
    published_on: date
    key: str
    known_as: str
    is_known: bool


def verify(folder: Path, keys: Path, wanted: str | None = None) -> Verdict:
    """Hold files against manifest, manifest against id, signature against both.

    `wanted` is the public key that must have signed it. Raises `DamagedEdition` for a changed byte or a file that is no part
    of the edition, and `AssessError` where nobody, or somebody else, signed it.
    """
    manifest = read(folder).manifest
    for path in sorted(folder.iterdir()):
        if path.name not in (MANIFEST, SIGNATURE, *manifest.files) and not path.name.startswith("."):
            raise DamagedEdition(
                "This file is no part of the edition.",
                where=str(path),
                remedy="Take it out; it is not from whoever released the edition.",
            )
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
    known_as = names(keys).get(signature.key, "")
    return Verdict(
        edition=manifest.edition,
        questionnaire=manifest.questionnaire,
        synthetic=manifest.synthetic,
        published_on=signature.published_on,
        key=signature.key,
        known_as=known_as,
        is_known=bool(known_as) or wanted is not None,
    )


def names(keys: Path) -> dict[str, str]:
    """The public keys that are trusted, with their names: those on the list, and this instance's own."""
    known = {each.key: each.name for each in trusted(keys)}
    own = own_key(keys)
    return known | ({own: "this instance"} if own else {})
