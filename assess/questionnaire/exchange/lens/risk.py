"""Risk rules over ticks ↔ core practices: how many ticks a level asks for.

Pure. A rule is any logical expression; a core practice is a share of the ticked weight. They agree exactly where a
rule only counts; elsewhere the share is the least from which the rule always holds: stricter, never laxer.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, combinations
from math import ceil, floor

from msgspec import Struct

from ..expression import Tree, holds

RISKS = ("HIGH_RISK", "MEDIUM_RISK", "NO_RISK")
"""From the lowest level to the highest."""
MAX_TERMS = 60
"""Combinations that one condition may list."""
EXACT = 1000


class Rule(Struct, frozen=True):
    """`tree` is None for the default, which holds for what no other rule does."""

    tree: Tree | None
    risk: int


class Threshold(Struct, frozen=True):
    """The least share of the ticks that count, 0 to 1, and whether it says just what the rules say."""

    share: float
    is_exact: bool


def weighing(rules: Sequence[Rule], ticks: Sequence[str]) -> list[str]:
    """The ticks on which a risk depends; all of them where none does."""
    found = [
        tick
        for tick in ticks
        if any(
            _risk(rules, set(chosen)) != _risk(rules, {*chosen, tick})
            for chosen in _subsets([other for other in ticks if other != tick])
        )
    ]
    return found or list(ticks)


def threshold(rules: Sequence[Rule], ticks: Sequence[str], risk: int) -> Threshold | None:
    """From which share on the risk is at most this; None where no number of ticks makes sure of it, or all do.

    `ticks` are those that weigh. Runs over every combination: at most 2¹².
    """
    sure = [True] * (len(ticks) + 1)
    ever = [False] * (len(ticks) + 1)
    for chosen in _subsets(ticks):
        kept = _risk(rules, set(chosen)) >= risk
        sure[len(chosen)] &= kept
        ever[len(chosen)] |= kept
    least = next((k for k in range(len(ticks) + 1) if all(sure[k:])), None)
    if least is None or least == 0:
        return None
    return Threshold(floor(least / len(ticks) * EXACT) / EXACT, is_exact=not any(ever[:least]))


def condition_of(ids: Sequence[str], weights: Sequence[float], share: float) -> str | None:
    """The expression that holds from this share of the weight on; None where it would list too much."""
    whole = sum(weights)
    least = [
        frozenset(chosen)
        for chosen in _subsets(range(len(ids)))
        if sum(weights[i] for i in chosen) / whole >= share - 1e-9
        and all(sum(weights[i] for i in chosen if i != out) / whole < share - 1e-9 for out in chosen)
    ]
    if not least or len(least) > MAX_TERMS or frozenset() in least:
        return None
    terms = [" && ".join(ids[i] for i in sorted(chosen)) for chosen in least]
    return (
        terms[0] if len(terms) == 1 else " || ".join(f"({term})" if "&&" in term else term for term in terms)
    )


def half(count: int) -> int:
    """The rung, of so many, from which half is done."""
    return ceil((count - 1) / 2)


def _risk(rules: Sequence[Rule], chosen: set[str]) -> int:
    """The first rule that holds decides; without one the risk is high."""
    for rule in rules:
        if rule.tree is not None and holds(rule.tree, chosen):
            return rule.risk
    return next((rule.risk for rule in rules if rule.tree is None), 0)


def _subsets(items: Sequence) -> chain:
    return chain.from_iterable(combinations(items, count) for count in range(len(items) + 1))
