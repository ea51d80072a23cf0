"""From whom imported rows are: names enter, keyed hashes leave, and no name goes any further."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from ..benchmark.mark import group_mark, mark
from ..errors import AssessError

if TYPE_CHECKING:
    from ..store.record import Origin

UNNAMED = "import"
"""The account of all that was imported without naming one: together they are one, so that none can hide in many."""

NOT_KNOWN = 0


def account_mark(key: bytes, name: str) -> int:
    """The mark of who brings something in; capitals and spaces around a name do not matter."""
    return mark(key, "account", name.strip().casefold() or UNNAMED)


def origin_of(people: Mapping[str, Sequence[str]], n: int, key: bytes, account: str, delivery: str) -> Origin:
    """The marks of n rows, from their columns `group`, `organisation` and `account`, as far as there are such.

    A group is known by its own cell, else by its organisation's; rows of one organisation in one delivery answered on one
    occasion.
    """
    import numpy as np

    from ..store.record import Origin

    @cache
    def party(identity: str) -> int:
        try:
            return group_mark(key, identity) if identity else NOT_KNOWN
        except AssessError:  # a dash, as people write for "none"
            return NOT_KNOWN

    @cache
    def occasion(name: str) -> int:
        return mark(key, "round", f"{delivery}\0{name}") if name else NOT_KNOWN

    marked = cache(lambda name: account_mark(key, name or account))
    blank = [""] * n
    groups, organisations = people.get("group", blank), people.get("organisation", blank)
    known = [group or organisation for group, organisation in zip(groups, organisations, strict=True)]
    rounds = [organisation or group for group, organisation in zip(groups, organisations, strict=True)]
    return Origin(
        party=np.fromiter(map(party, known), np.uint64, n),
        round=np.fromiter(map(occasion, rounds), np.uint64, n),
        account=np.fromiter(map(marked, people.get("account", blank)), np.uint64, n),
    )
