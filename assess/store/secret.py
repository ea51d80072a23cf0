"""A draft's secret token and the public id that follows from it.

A token leaves once, to the person who answers; only its SHA-256 is stored. The id is the beginning of that
digest, so one key finds a draft in every table; having the id does not help to find the token.
"""

from __future__ import annotations

import re
import secrets
from hashlib import sha256

TOKEN_BYTES = 24
ID_LENGTH = 16
ALPHABET = "23456789bcdfghjkmnpqrstvwxz"
"""No vowels, so that no word appears; no 0, 1 or l, so that an id can be read out over the telephone."""

_LETTER = bytes(ALPHABET[byte % len(ALPHABET)].encode()[0] for byte in range(256))

TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")


def new_token() -> str:
    """192 random bits, as 32 characters that are safe in a URL."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def digest_of(token: str) -> bytes | None:
    """The SHA-256 of a token; None for what cannot be a token."""
    return sha256(token.encode()).digest() if TOKEN.fullmatch(token) else None


def id_of(digest: bytes) -> str:
    """The public id: 16 letters, 76 bits. Two among 10⁹ drafts are alike with a chance of 1 in 10⁵."""
    return digest[:ID_LENGTH].translate(_LETTER).decode("ascii")
