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
"""The account of all that was imported without naming one, also of rows with an empty `account`.

Together they are one. A row of its own for each would be kinder, and would undo the rule of concentration: a consultancy
that leaves the option out could bring in a whole group, and know all of its scores but one.
"""

NOT_KNOWN = 0


def account_mark(key: bytes, name: str) -> int:
    """The mark of who brings something in; capitals and spaces around a name do not matter."""
    return mark(key, "account", name.strip().casefold() or UNNAMED)


def origin_of(people: Mapping[str, Sequence[str]], n: int, key: bytes, account: str, delivery: str) -> Origin:
    """The marks of n rows, from their `group`, `organisation` and `account`, as far as these are given.

    A group is known by its own cell, else by its organisation's, which may be a mere name; rows of one organisation in one
    delivery answered on one occasion, or of one group where no organisation is named, however the group is written.
    """
    import numpy as np

    from ..store.record import Origin

    @cache
    def party(group: str, organisation: str) -> int:
        try:
            return group_mark(key, group or organisation)
        except AssessError:  # a dash, as people write for "none", or what names nobody
            name = "".join(letter for letter in organisation.casefold() if letter.isalnum())
            return mark(key, "group", f"name {name}") if name and not group else NOT_KNOWN

    @cache
    def occasion(name: str) -> int:
        return mark(key, "round", f"{delivery}\0{name}") if name else NOT_KNOWN

    marked = cache(lambda name: account_mark(key, name or account))
    blank = [""] * n
    groups, organisations = people.get("group", blank), people.get("organisation", blank)
    parties = list(map(party, groups, organisations))
    rounds = [
        name or (f"{group:016x}" if group else "") for name, group in zip(organisations, parties, strict=True)
    ]
    return Origin(
        party=np.array(parties, np.uint64),
        round=np.fromiter(map(occasion, rounds), np.uint64, n),
        account=np.fromiter(map(marked, people.get("account", blank)), np.uint64, n),
    )
