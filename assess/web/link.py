"""A private link that somebody pasted: text enters, the token in it leaves. Pure."""

from __future__ import annotations

import re

from ..errors import AssessError
from ..language import gettext as _

LINK = re.compile(r"(?:^|/a/)([A-Za-z0-9_-]{32})(?![A-Za-z0-9_-])")
"""A private link, whatever stands around its token, or the token alone."""


class NoLink(AssessError):
    """What was pasted is no private link."""


def read_link(pasted: str, *, remedy: str) -> str:
    """The token in a pasted link, or `NoLink` with this remedy."""
    found = LINK.search(pasted.strip())
    if found is None:
        raise NoLink(_("This is no private link."), where="link", remedy=remedy)
    return found[1]
