"""What an attack is, what came of it, and how a rule is taken away to see whether it was the rule that stopped it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct


class Outcome(Struct, frozen=True, kw_only=True):
    """What came of one attempt: whether the attacker learned what it was after, and what it really saw."""

    learned: bool
    saw: str
    behind: str = ""


class Attack(Struct, frozen=True, kw_only=True):
    """One of the twenty, or a variant of it ("11b"): `attempt` takes an empty folder and whether the rule that stops it
    is in force.
    """

    number: str
    name: str
    how: str
    rule: str
    attempt: Callable[[Path, bool], Outcome]


ATTACKS: dict[str, Attack] = {}
"""By number; filled as the modules of the attacks are imported."""

Switch = tuple[Any, str, Any]
"""Where a rule is written, its name there, and what stands there instead."""


def attack(number: int | str, name: str, *, how: str, rule: str) -> Callable:
    """Enter an attack into the table."""

    def enter(attempt: Callable[[Path, bool], Outcome]) -> Callable[[Path, bool], Outcome]:
        ATTACKS[str(number)] = Attack(number=str(number), name=name, how=how, rule=rule, attempt=attempt)
        return attempt

    return enter


@contextmanager
def without(*switches: Switch) -> Iterator[None]:
    """Take rules out of the program for a while."""
    with pytest.MonkeyPatch.context() as patch:
        for place, name, instead in switches:
            patch.setattr(place, name, instead)
        yield


def nothing(*_: object, **__: object) -> list:
    """Finds nothing wrong, whatever it is asked: stands where a rule was."""
    return []


def always(*_: object, **__: object) -> bool:
    """Lets everything pass: stands where a rule was."""
    return True


def both(attempt: Callable[[Path, bool], Outcome], folder: Path) -> tuple[Outcome, Outcome]:
    """What comes of an attack with its rule, and without."""
    run = partial(_in_folder, attempt, folder)
    return run(True), run(False)


def _in_folder(attempt: Callable[[Path, bool], Outcome], folder: Path, with_rule: bool) -> Outcome:
    own = folder / ("with" if with_rule else "without")
    own.mkdir()
    return attempt(own, with_rule)
