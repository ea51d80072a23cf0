"""Decisions about contributions: consent given later, the group, acceptance, refusal, withdrawal.

A decision is a row that is added; none is ever changed, but for the mark of a group that is to be forgotten. Which one
holds is worked out in the view `standing` (`migration/0004_decisions.sql`). All of one decision, or nothing of it, is
written.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import duckdb
import numpy as np

from assess.errors import Conflict
from assess.language import gettext as _
from assess.store.connection import query
from assess.store.record import Decision, Sweep
from assess.store.refusal import named, no_such_submission
from assess.store.writer import Write

FROM = {
    "offered": ("none", "withdrawn"),
    "grouped": ("waiting", "accepted", "refused"),
    "brought": ("waiting", "accepted", "refused"),
    "accepted": ("waiting", "refused"),
    "refused": ("waiting", "accepted"),
    "withdrawn": ("waiting", "accepted", "refused"),
}
"""The states in which each decision can be taken."""

INTO = {
    "offered": "waiting",
    "grouped": "",
    "brought": "",
    "accepted": "accepted",
    "refused": "refused",
    "withdrawn": "withdrawn",
}
"""Where it leads; what is there already is left as it is."""

WHY_NOT = {
    "none": "Its respondent has not agreed to contribute.",
    "withdrawn": "It was withdrawn; only its respondent can contribute it again.",
}
"""For the operator, who cannot decide about what is in these states."""


class Decide(Write, kw_only=True):
    """A decision to be written."""

    decision: Decision | Sweep


def decide(connection: duckdb.DuckDBPyConnection, decision: Decision | Sweep, now: datetime) -> int:
    """Add the rows of a decision, in the caller's transaction; how many submissions it changed.

    Raises NotFound for a submission that is not there and Conflict for one in a state that forbids it.
    """
    if isinstance(decision, Sweep):
        ids = _waiting(connection, decision)
        decision = Decision(kind="accepted", ids=(), by=decision.by)
    else:
        ids = _due(connection, decision)
    kinds = [decision.kind]
    if decision.kind == "offered" and decision.party:
        kinds.append("grouped")
    for kind in kinds if ids else ():
        party = decision.party if kind == "grouped" else None
        settings = {
            "kind": kind,
            "at": now.replace(tzinfo=None),
            "by": decision.by,
            "because": decision.because,
            "party": party.group if party else None,
            "round": party.round if party else None,
            "account": decision.account,
        }
        _with_chosen(connection, ids, "decide", settings)
    return len(ids)


def forget_group(connection: duckdb.DuckDBPyConnection, party: int, by: str, now: datetime) -> int:
    """Take the group's mark out of every decision, in the caller's transaction; how many submissions were held to be its.

    What was decided stays, and that the group was forgotten is added (kind "forgotten", which changes no state).
    """
    found = connection.execute(query("of_group"), {"party": party}).fetchall()
    ids = [id for (id,) in found]
    connection.execute(query("forget_group"), {"party": party, "ids": ids}).fetchall()
    if ids:
        connection.execute(query("forget_account"), {"ids": ids}).fetchall()
        connection.execute(query("forget_brought"), {"ids": ids}).fetchall()
        nobody = {"because": "", "party": None, "round": None, "account": None}
        settings = {"kind": "forgotten", "at": now.replace(tzinfo=None), "by": by, **nobody}
        _with_chosen(connection, ids, "decide", settings)
    return len(ids)


def _waiting(connection: duckdb.DuckDBPyConnection, sweep: Sweep) -> list[str]:
    settings = {"questionnaire": sweep.questionnaire, "most_signals": sweep.most_signals}
    return [id for (id,) in connection.execute(query("waiting"), settings).fetchall()]


def _due(connection: duckdb.DuckDBPyConnection, decision: Decision) -> list[str]:
    """The submissions that the decision changes, by id."""
    settings = {"from": list(FROM[decision.kind]), "into": INTO[decision.kind]}
    rows = _with_chosen(connection, dict.fromkeys(decision.ids), "undecided", settings)
    if unknown := [id for id, state, _ in rows if state is None]:
        raise no_such_submission(unknown)
    wrong = {id: state for id, state, is_due in rows if not is_due}
    if wrong:
        states = set(wrong.values())
        raise Conflict(
            _("There is no contribution that this could be decided about."),
            where=named(list(wrong)),
            remedy=WHY_NOT.get(states.pop(), "")
            if decision.kind != "offered" and len(states) == 1
            else _("Look where it stands first."),
        )
    return [id for id, *_ in rows]


def _with_chosen(
    connection: duckdb.DuckDBPyConnection, ids: Sequence[str], name: str, settings: dict[str, object]
) -> list[tuple]:
    connection.register("chosen", {"id": np.array(list(ids), dtype=object)})
    try:
        return connection.execute(query(name), settings).fetchall()
    finally:
        connection.unregister("chosen")
