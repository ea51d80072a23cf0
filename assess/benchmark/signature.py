"""Signatures (Ed25519): bytes and a key enter, a signature leaves; or bytes, a public key and a signature, and a verdict.

Keys and signatures are told in hexadecimal, so that they can be read out, compared, and typed after an option.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from ..errors import AssessError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

Kind = Literal["edition", "contributions"]
"""What is signed: stands before the bytes, so that no signature can be passed off as one under something else."""

PUBLIC, SIGNED = re.compile(r"[0-9a-f]{64}"), re.compile(r"[0-9a-f]{128}")


class Signature(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What signature.json holds: who released an edition, and when. It covers the manifest's bytes and the day."""

    format: Literal[1]
    edition: str
    key: str
    published_on: date
    signature: str


def public_of(key: Ed25519PrivateKey) -> str:
    """The public half, 64 hexadecimal digits."""
    return key.public_key().public_bytes_raw().hex()


def sign(key: Ed25519PrivateKey, kind: Kind, content: bytes) -> str:
    """The signature of the content, 128 hexadecimal digits; the same for the same content."""
    return key.sign(_signed(kind, content)).hex()


def is_signed(public: str, kind: Kind, content: bytes, signature: str) -> bool:
    """Whether the signature is that key's under that content; False for what is no key or no signature, too."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    if not PUBLIC.fullmatch(public) or not SIGNED.fullmatch(signature):
        return False
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
        key.verify(bytes.fromhex(signature), _signed(kind, content))
    except InvalidSignature:
        return False
    return True


def sign_edition(key: Ed25519PrivateKey, manifest: bytes, edition: str, day: date) -> Signature:
    """The signature of an edition that is released on a day."""
    return Signature(
        format=1,
        edition=edition,
        key=public_of(key),
        published_on=day,
        signature=sign(key, "edition", _dated(manifest, day)),
    )


def is_signature_of(signature: Signature, manifest: bytes) -> bool:
    """Whether the signature is that of this manifest, and of the day it tells."""
    content = _dated(manifest, signature.published_on)
    return is_signed(signature.key, "edition", content, signature.signature)


def check_public(text: str) -> str:
    """A public key as it was typed; `AssessError` if it cannot be one."""
    key = text.strip().lower()
    if not PUBLIC.fullmatch(key):
        raise AssessError(
            f"{text!r} is no public key.", where="key", remedy="It has 64 digits, 0 to 9 and a to f."
        )
    return key


def _dated(manifest: bytes, day: date) -> bytes:
    return f"{day.isoformat()}\n".encode() + manifest


def _signed(kind: Kind, content: bytes) -> bytes:
    return f"assess {kind}\n".encode() + content
