"""Disclosure rule 13, an option: figures of everyone with noise, so that hardly anything can be learned of a single vote.

Votes, a secret key and a ledger enter, the cells of the cohort of everyone leave; nothing else is told then. What is
guarded: exchange one group's vote for any other, and no result gets more likely than e^ε times what it was
(Dwork and Roth, The Algorithmic Foundations of Differential Privacy, 2014: 3.3 Laplace, 3.4 exponential mechanism). Who
contributed, and hence the band of n, is not guarded by it. Every figure spends an equal part of ε, and the ledger keeps
what all editions spent together.

The noise comes from the key and what is told (HMAC-SHA-256), so that the same votes give the same bytes; without the key
nobody can take it out again.
"""

from __future__ import annotations

import hashlib
import hmac
import math

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from ..errors import AssessError, Conflict
from .contribution import NOT_SCORED, Contributions
from .model import ALL, Cell, Thresholds
from .quarter import Quarter
from .rounding import UNIT, band, rounded

FIGURES = 2
"""A median and a mean are told of each node."""

SLACK = 1e-9
"""Tenths that were added up may miss a whole budget by less than this."""


class Spending(Struct, frozen=True):
    """What one released edition spent."""

    edition: str
    epsilon: float


class Ledger(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How much ε may be spent on one questionnaire content in all, and what was."""

    budget: float
    spent: tuple[Spending, ...] = ()

    @property
    def left(self) -> float:
        return self.budget - math.fsum(each.epsilon for each in self.spent)

    def spend(self, edition: str, epsilon: float) -> Ledger:
        """The ledger with one edition more; raises `Conflict` if the budget does not carry it.

        An edition that stands in it already spends nothing again: it is the same noise.
        """
        if any(each.edition == edition for each in self.spent):
            return self
        if epsilon > self.left + SLACK:
            raise Conflict(
                f"ε = {epsilon:g} is more than what is left of the privacy budget: {max(self.left, 0):g}.",
                where=f"edition {edition}",
                remedy="Build it with a smaller ε, or without noise and by the other rules.",
            )
        return replace(self, spent=(*self.spent, Spending(edition, epsilon)))


class Noise(Struct, frozen=True, kw_only=True):
    """Where the noise of an edition comes from: the instance's secret key, and the ledger it is paid from."""

    key: bytes
    ledger: Ledger


def noisy_cells(
    votes: Contributions, quarter: Quarter, thresholds: Thresholds, noise: Noise | None
) -> dict[str, dict[str, Cell]]:
    """Median and mean of everyone, on the whole and the dimensions that all have a score on; empty below `epsilon_n`.

    Raises `AssessError` without a key, and `Conflict` if the ledger does not carry `epsilon`.
    """
    if noise is None or not noise.key:
        raise AssessError(
            "Noise needs a secret key and a ledger.",
            where="thresholds.epsilon",
            remedy="Set epsilon to 0 to build by the other rules.",
        )
    noise.ledger.spend(str(quarter), thresholds.epsilon)
    n = len(votes)
    columns = [
        column for column in votes.instrument.dimensions if n and (votes.score[:, column] != NOT_SCORED).all()
    ]
    if n < thresholds.epsilon_n or not columns:
        return {}
    share = thresholds.epsilon / (FIGURES * len(columns))
    seed = _seed(votes, quarter, noise.key)
    low, high = round(100 * votes.instrument.minimum), round(100 * votes.instrument.maximum)
    step = round(thresholds.round_to * UNIT)
    cells = {}
    for column in columns:
        node, score = votes.instrument.nodes[column], votes.score[:, column]
        odds = median_odds(np.bincount(score - low, minlength=high - low + 1), share)
        median = low + draw(odds, _uniform(seed, f"{node}/median"))
        added = laplace(high - low, share, *(_uniform(seed, f"{node}/mean/{side}") for side in "+-"))
        total = min(max(int(score.sum(dtype=np.int64)) + added, n * low), n * high)
        cells[node] = Cell(
            cohort=ALL,
            node=node,
            n_band=band(n, thresholds.bands),
            mean=rounded(100 * total, n, step),
            median=rounded(100 * median, 1, step),
        )
    return {ALL: cells}


def median_odds(counts: np.ndarray, epsilon: float) -> np.ndarray:
    """How likely each score is drawn as the median; `counts` are the votes on each score of the range, which rise by 1.

    The exponential mechanism: a score is the less likely, the more votes would have to change for it to be a median.
    One exchanged vote changes that number by 1 at most, so that e^(−ε·number/2) keeps ε.
    """
    upto = counts.cumsum()
    half = int(upto[-1]) // 2
    below, above = upto - counts, upto[-1] - upto
    changes = np.maximum(np.maximum(below, above) - half, 0)
    weight = np.exp(-epsilon / 2 * (changes - changes.min()))
    return weight / weight.sum()


def draw(odds: np.ndarray, uniform: float) -> int:
    """The place that a uniform number in (0, 1] falls on."""
    upto = odds.cumsum()
    return int(min(np.searchsorted(upto, uniform * upto[-1]), len(odds) - 1))


def laplace(sensitivity: int, epsilon: float, one: float, other: float) -> int:
    """Whole noise for a sum that one exchanged vote changes by `sensitivity` at most, from two uniforms in (0, 1].

    The discrete Laplace distribution, as the difference of two geometric ones: whole numbers have no last digits that
    tell the sum.
    """
    scale = sensitivity / epsilon
    return math.floor(-math.log(one) * scale) - math.floor(-math.log(other) * scale)


def _seed(votes: Contributions, quarter: Quarter, key: bytes) -> bytes:
    """A secret of these votes and this quarter."""
    content = hashlib.sha256(f"{votes.instrument.hash}/{quarter}/{votes.score.shape}".encode())
    content.update(votes.group.astype("<u8").tobytes())
    content.update(votes.score.astype("<i4").tobytes())
    return hmac.digest(key, content.digest(), "sha256")


def _uniform(seed: bytes, use: str) -> float:
    """A number in (0, 1], another for every use."""
    return (int.from_bytes(hmac.digest(seed, use.encode(), "sha256")[:8], "big") + 1) / 2**64
