"""The reasons why the database file cannot be used as it is; each says how to go on."""

from __future__ import annotations

from assess.errors import NotFound, StoreError
from assess.language import gettext as _


class Locked(StoreError):
    """Another process has the file."""

    code = "store-locked"


class Damaged(StoreError):
    """The file, or the log beside it, does not read."""

    code = "store-damaged"


class TooNew(StoreError):
    """The file was written by a later version of this program."""

    code = "store-too-new"


class Busy(StoreError):
    """More is waiting to be written than the queue holds; nothing of this request was kept."""

    code = "store-busy"


class NotWritten(StoreError):
    """The commit failed, so nothing of this request was kept."""

    code = "store-not-written"


def no_such_assessment() -> NotFound:
    """The same words for a link that never was, has expired or is malformed: nobody can tell which."""
    return NotFound(
        _("This assessment does not exist."), remedy=_("Check the link, or start a new assessment.")
    )
