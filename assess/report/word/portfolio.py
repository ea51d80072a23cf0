"""What the overview of a portfolio says: values enter, labels and whole sentences leave, in the language spoken."""

from __future__ import annotations

from datetime import date

from ...language import gettext as _
from ...language import mark, ngettext, short_day

AUDIENCES = {
    "own": mark("for the organisation itself"),
    "client": mark("for the client"),
    "public": mark("for everybody"),
}


def title() -> str:
    return _("Portfolio")


def count(clients: int) -> str:
    """How many there are."""
    return ngettext("{n} client", "{n} clients", clients).format(n=clients)


def private() -> str:
    """Above everything: who may see it."""
    return _(
        "For whoever owns this portfolio: it names clients side by side, and no client's report leads here."
    )


def order() -> str:
    """How the list is sorted."""
    return _("What needs doing first: reports that could not be built, then the lowest score.")


def failed(clients: int) -> str:
    """How many could not be built."""
    return ngettext(
        "{n} report could not be built.",
        "{n} reports could not be built.",
        clients,
    ).format(n=clients)


def stands() -> str:
    """Of those that could not be built, where one was built before."""
    return _("What was built before still stands.")


def audience(name: str) -> str:
    """Whom a report is meant for."""
    return _(AUDIENCES[name])


def ready() -> str:
    """The state of a report that is as it should be."""
    return _("ready")


def not_built() -> str:
    return _("not built")


def short_date(iso: str) -> str:
    """The day of the answers."""
    return short_day(date.fromisoformat(iso))
