"""How much ε a row of editions may spend in all, and what each released one spent (disclosure rule 13).

A budget and spendings enter, a ledger that carries them or a refusal leaves. Pure; `budget` keeps it on disk.
"""

from __future__ import annotations

import math

from msgspec import Struct
from msgspec.structs import replace

from ..errors import Conflict

SLACK = 1e-9
"""Tenths that were added up may miss a whole budget by less than this."""


class Spending(Struct, frozen=True, forbid_unknown_fields=True):
    """What one edition spent. `edition` is its id, which ends in a digest: the same id is the same noise."""

    edition: str
    epsilon: float


class Ledger(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How much ε may be spent on one questionnaire content in all, and what was."""

    budget: float
    spent: tuple[Spending, ...] = ()

    @property
    def left(self) -> float:
        """What may still be spent, never below 0."""
        left = self.budget - math.fsum(each.epsilon for each in self.spent)
        return left if left > SLACK else 0.0

    def spend(self, edition: str, epsilon: float) -> Ledger:
        """The ledger with one edition more; raises `Conflict` if the budget does not carry it.

        An edition that stands in it already spends nothing again: it is the same noise.
        """
        if any(each.edition == edition for each in self.spent):
            return self
        if not epsilon <= self.left + SLACK:
            raise Conflict(
                f"ε = {epsilon:g} is more than what is left of the privacy budget: {self.left:g}.",
                where=f"edition {edition}",
                remedy="Build it with a smaller ε, or without noise and by the other rules.",
            )
        return replace(self, spent=(*self.spent, Spending(edition, epsilon)))
