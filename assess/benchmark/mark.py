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

FREE_MAIL_NAMES = {
    *(
        "aol",
        "fastmail",
        "gmail",
        "gmx",
        "googlemail",
        "hotmail",
        "icloud",
        "inbox",
        "live",
        "mailbox",
        "msn",
        "outlook",
    ),
    *("proton", "protonmail", "rambler", "tutanota", "yahoo", "yandex", "ymail", "zoho"),
}
"""Providers at which anybody gets an address, by the first part of their domain, whatever country it ends in."""

FREE_MAIL = {
    *(
        "163.com",
        "126.com",
        "bk.ru",
        "eunet.rs",
        "freenet.de",
        "gazeta.pl",
        "interia.eu",
        "interia.pl",
        "list.ru",
    ),
    *(
        "mail.com",
        "mail.ru",
        "me.com",
        "o2.pl",
        "onet.eu",
        "onet.pl",
        "op.pl",
        "poczta.fm",
        "poczta.onet.pl",
        "posteo.de",
    ),
    *(
        "qq.com",
        "sbb.rs",
        "seznam.cz",
        "t-online.de",
        "tlen.pl",
        "tuta.com",
        "vp.pl",
        "web.de",
        "wp.pl",
        "ya.ru",
    ),
}
"""Others, whose first part could be an organisation's name elsewhere."""


def group_mark(key: bytes, identity: str) -> int:
    """The mark of a corporate group, 0 to 2⁶⁴ − 1, from its register number, domain, web address or an e-mail address.

    However it is written, the same gives the same: case, spaces, punctuation, "www.", umlauts in a domain, and
    whatever stands before the @ do not count. Raises `AssessError` for an identity without a letter or digit, for a number
    that does not say in which register it stands, and for a domain at which anybody gets an address.
    """
    return mark(key, "group", normalised(identity))


def mark(key: bytes, kind: Literal["group", "round", "account"], identity: str) -> int:
    """The first 64 bits of HMAC-SHA256; the kind is hashed too, so that marks of two kinds cannot be matched."""
    return int.from_bytes(hmac.digest(key, f"{kind}\0{identity}".encode(), sha256)[:8], "big")


def normalised(identity: str) -> str:
    """One spelling of a register number or of a domain: "domain example.org", "number PLKRS0000123456".

    A domain stays as it is but for "www.": which part of it an organisation has registered is not guessed.
    A mere name is neither: "Acme Ltd" is written in many ways, and each would be a group with a vote of its own.
    """
    text = unicodedata.normalize("NFKC", identity).casefold().strip()
    host = text.rpartition("@")[2].strip("<> ")
    if found := DOMAIN.fullmatch(host):
        try:
            domain = found[1].removeprefix("www.").encode("idna").decode("ascii")
        except UnicodeError as error:
            raise unusable() from error
        if domain in FREE_MAIL or domain.partition(".")[0] in FREE_MAIL_NAMES:
            raise shared()
        return "domain " + domain
    bare = "".join(letter for letter in text if letter.isalnum()).upper()
    if not any(map(str.isdigit, bare)) or "@" in text or len(text) > LONGEST:
        raise unusable()
    if bare.isdecimal():
        raise ambiguous()
    return "number " + bare


def shared() -> AssessError:
    """The refusal of a domain at which anybody gets an address: all of them would be one group."""
    return AssessError(
        _("Anybody can have an address at this domain, so it names no organisation."),
        where="group",
        remedy=_("Write the domain of the organisation's own web site, or its register number."),
    )


def ambiguous() -> AssessError:
    """The refusal of a number without a register: the same stands in those of several countries."""
    return AssessError(
        _("A number alone can stand in the registers of several countries."),
        where="group",
        remedy=_("Write the country and the register before the number: PL KRS 0000123456."),
    )


def unusable() -> AssessError:
    """The refusal of what names no group."""
    return AssessError(
        _("This is neither a register number nor an e-mail domain."),
        where="group",
        remedy=_("Write the register number of the corporate group, or its e-mail domain: example.org."),
    )
