"""Disclosure rule 5: no account, such as a consultancy, brings more than its share of what is told.

Votes enter, the cohorts and nodes of which one account brought too much leave, and those of which a member of a federation
brought so much that it could read the few others. A cell is a cohort on a node: on a question
that few answered, those who did may nearly all be one account's clients.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources

import duckdb
import numpy as np

from .cohort import FIELDS
from .contribution import NOT_SCORED, Contributions
from .history import span
from .model import Thresholds

EVERYONE = -1
"""Stands for a node where all members count, whatever they have a score on."""


def concentrated(
    votes: Contributions, thresholds: Thresholds, nodes: Sequence[int] = ()
) -> set[tuple[str, int]]:
    """The cohorts, of any size, of which one account brought too large a share (`sql/concentration.sql`).

    As (cohort, `EVERYONE`) of all its members, and as (cohort, node) of those with a score on one of the `nodes` (columns).

    Only accounts that bring too much of the smallest cohort are looked at: nearly all are too small to matter anywhere.
    """
    most = int(thresholds.account_share * thresholds.min_n)
    account = np.sort(votes.account)
    later = account[most:]  # as many further on: the same account, if it brought more than that
    large = np.isin(votes.account, np.unique(later[later == account[: len(later)]]))
    if not large.any():
        return set()
    query = resources.files(__package__).joinpath("sql", "concentration.sql").read_text(encoding="utf-8")
    path = {"leaf": np.arange(len(votes.paths))} | {
        name: np.array([each[depth] if len(each) > depth else "" for each in votes.paths], dtype=object)
        for depth, name in enumerate(FIELDS)
    }
    with duckdb.connect(":memory:") as database:
        database.register("path", path)
        database.register("scored", _by_leaf(votes, np.arange(len(votes)), nodes, with_account=False))
        database.register("brought", _by_leaf(votes, np.flatnonzero(large), nodes, with_account=True))
        return set(database.execute(query, {"most": thresholds.account_share}).fetchall())


def exposed(
    votes: Contributions, cohorts: Sequence[str], difference: int, nodes: Sequence[int] = ()
) -> set[tuple[str, int]]:
    """Of the cohorts those of which a member of a federation brought all but a few, fewer than `difference`.

    It subtracts its own, and is left with them. Cohorts and nodes as in `concentrated`; the instance itself is a member.
    """
    _, number = np.unique(votes.member, return_inverse=True)
    found: set[tuple[str, int]] = set()
    if not number.any():
        return found
    for cohort in cohorts:
        first, beyond = span(votes, cohort)
        own = number[first:beyond].ravel()
        for node in (EVERYONE, *nodes):
            brought = own if node == EVERYONE else own[votes.score[first:beyond, node] != NOT_SCORED]
            others = len(brought) - np.bincount(brought)
            if ((others > 0) & (others < difference)).any():
                found.add((cohort, node))
    return found


def _by_leaf(
    votes: Contributions, rows: np.ndarray, nodes: Sequence[int], *, with_account: bool
) -> dict[str, np.ndarray]:
    """How many of the rows are on each leaf (and of each account), all of them and those with a score on each node."""
    account = votes.account[rows] if with_account else np.zeros(len(rows), dtype=np.uint64)
    leaf = votes.leaf[rows].astype(np.int64)
    accounts, number = np.unique(account, return_inverse=True)
    kinds, kind = np.unique(leaf * len(accounts) + number.ravel(), return_inverse=True)
    counts = [np.bincount(kind.ravel(), minlength=len(kinds))]
    counts += [
        np.bincount(kind.ravel()[votes.score[rows, node] != NOT_SCORED], minlength=len(kinds))
        for node in nodes
    ]
    return {
        "node": np.repeat(np.array([EVERYONE, *nodes], dtype=np.int64), len(kinds)),
        "leaf": np.tile(kinds // len(accounts), len(counts)),
        "account": np.tile(accounts[kinds % len(accounts)], len(counts)),
        "votes": np.concatenate(counts),
    }
