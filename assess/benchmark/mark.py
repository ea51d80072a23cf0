"""Who a contribution is from, as a keyed hash: a register number, a domain or a name enters, a number leaves.

The key never leaves the instance with what it marks, and nothing here can be turned round without it. Who has the key
can try names, one by one: that is why files with marks go to members of a federation only.
"""

from __future__ import annotations

import hmac
import re
import unicodedata
from hashlib import sha256
from typing import Literal

from ..errors import AssessError
from ..language import gettext as _

DOMAIN = re.compile(
    r"(?:[a-z][a-z0-9+.-]*://)?(?:www\.)?((?:[^\s./:@]+\.)+[^\W\d][^\s./:@]+)\.?(?::\d+)?(?:/.*)?"
)
"""An address of the web or its domain; what ends in digits is a number with dots in it."""

LONGEST = 200


def group_mark(key: bytes, identity: str) -> int:
    """The mark of a corporate group, 0 to 2⁶⁴ − 1, from its register number, domain, web address or an e-mail address.

    However it is written, the same gives the same: case, spaces, punctuation, "www.", umlauts in a domain, and
    whatever stands before the @ do not count. Raises `AssessError` for an identity without a letter or digit.
    """
    return mark(key, "group", normalised(identity))


def mark(key: bytes, kind: Literal["group", "round", "account"], identity: str) -> int:
    """The first 64 bits of HMAC-SHA256; the kind is hashed too, so that marks of two kinds cannot be matched."""
    return int.from_bytes(hmac.digest(key, f"{kind}\0{identity}".encode(), sha256)[:8], "big")


def normalised(identity: str) -> str:
    """One spelling of a register number or of a domain: "domain example.org", "number HRB12345"."""
    text = unicodedata.normalize("NFKC", identity).casefold().strip()
    host = text.rpartition("@")[2].strip("<> ")
    if found := DOMAIN.fullmatch(host):
        try:
            return "domain " + found[1].removeprefix("www.").encode("idna").decode("ascii")
        except UnicodeError as error:
            raise unusable() from error
    bare = "".join(letter for letter in text if letter.isalnum()).upper()
    if not bare or "@" in text or len(text) > LONGEST:
        raise unusable()
    return "number " + bare


def unusable() -> AssessError:
    """The refusal of what names no group."""
    return AssessError(
        _("This is neither a register number nor an e-mail domain."),
        where="group",
        remedy=_("Write the register number of the corporate group, or its e-mail domain: example.org."),
    )
