"""The reasons why the database file cannot be used as it is; each says how to go on."""

from __future__ import annotations

from collections.abc import Sequence

from assess.errors import NotFound, StoreError
from assess.language import gettext as _

NAMED = 5
"""Submissions that a refusal names."""


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


def no_such_submission(ids: Sequence[str]) -> NotFound:
    """For the operator, who names submissions by their ids."""
    several = len(ids) > 1
    return NotFound(
        f"{'These assessments do' if several else 'This assessment does'} not exist, or {'were' if several else 'was'} "
        "never submitted.",
        where=named(ids),
        remedy="The ids of what was contributed: assess contribute list. Of everything: assess export",
    )


def named(ids: Sequence[str]) -> str:
    """The first few of some ids, and how many more there are."""
    more = f" (+{len(ids) - NAMED})" if len(ids) > NAMED else ""
    return ", ".join(ids[:NAMED]) + more
