"""Disclosure rule 13, an option: figures of everyone with noise, so that hardly anything can be learned of a single vote.

Votes and a secret key enter, the cells of the cohort of everyone leave; nothing else is told then. What is guarded:
exchange one group's vote for any other, and no result gets more likely than e^ε times what it was
(Dwork and Roth, The Algorithmic Foundations of Differential Privacy, 2014: 3.3 Laplace, 3.4 exponential mechanism),
whatever else is known, other editions included. Who contributed, and who has a score on what, is not guarded by it: hence
neither the band of n nor which dimensions are told. Every figure spends an equal part of ε, and the ledger (`ledger`) keeps
what all editions spent together.

The noise comes from the key and what it is for (HMAC-SHA-256), so that the same votes give the same bytes; without the key
nobody can take it out again. Another ε is another noise: of two sizes of one noise both could be computed.
"""

from __future__ import annotations

import hashlib
import hmac
import math

import numpy as np
from msgspec import Struct

from ..errors import AssessError
from .contribution import NOT_SCORED, Contributions
from .disclosure import Told
from .ledger import Ledger
from .model import ALL, Cell, Reason, Thresholds
from .noise import share
from .quarter import Quarter
from .rounding import UNIT, band, rounded


class Noise(Struct, frozen=True, kw_only=True):
    """Where the noise of an edition comes from: the instance's secret key, and the ledger it is paid from."""

    key: bytes
    ledger: Ledger


def tell(votes: Contributions, quarter: Quarter, thresholds: Thresholds, noise: Noise | None) -> Told:
    """Median and mean of everyone, on the whole and the dimensions that all have a score on; nothing below `epsilon_n`.

    Nodes that are not told of everyone stand among `withheld`; of other cohorts nothing is ever told, whoever is in them.
    Of the other rules those hold that say who counts, how coarsely figures are told, and that nobody brings too much of
    them (1, 2, 5, 6). Raises `AssessError` without a key.
    """
    if noise is None or not noise.key:
        raise AssessError(
            "Noise needs a secret key and a ledger.",
            where="thresholds.epsilon",
            remedy="Set epsilon to 0 to build by the other rules.",
        )
    n = len(votes)
    if n < thresholds.epsilon_n:
        return Told(cells={}, suppressed={}, withheld={})
    if np.unique(votes.account, return_counts=True)[1].max() > thresholds.account_share * n:
        return Told(cells={}, suppressed={ALL: "concentration"}, withheld={})
    dimensions = set(votes.instrument.dimensions)
    columns = [
        column for column in votes.instrument.dimensions if (votes.score[:, column] != NOT_SCORED).all()
    ]
    nodes = votes.instrument.nodes
    withheld: dict[str, Reason] = {
        node: "item_nonresponse" if column in dimensions else "noise"
        for column, node in enumerate(nodes)
        if column not in columns
    }
    seed = _seed(votes, quarter, thresholds.epsilon, noise.key)
    cells = {nodes[column]: _cell(votes, column, seed, len(columns), thresholds) for column in columns}
    return Told(
        cells={ALL: cells} if cells else {},
        suppressed={},
        withheld={ALL: withheld} if withheld else {},
    )


def _cell(votes: Contributions, column: int, seed: bytes, nodes: int, thresholds: Thresholds) -> Cell:
    """Median and mean of everyone on a node, which is one of so many that share ε."""
    node, score, n = votes.instrument.nodes[column], votes.score[:, column], len(votes)
    low, high = round(100 * votes.instrument.minimum), round(100 * votes.instrument.maximum)
    step, epsilon = round(thresholds.round_to * UNIT), share(thresholds.epsilon, nodes)
    odds = median_odds(np.bincount(score - low, minlength=high - low + 1), epsilon)
    median = low + draw(odds, _uniform(seed, f"{node}/median"))
    added = laplace(high - low, epsilon, *(_uniform(seed, f"{node}/mean/{side}") for side in "+-"))
    total = min(max(int(score.sum(dtype=np.int64)) + added, n * low), n * high)
    return Cell(
        cohort=ALL,
        node=node,
        n_band=band(n, thresholds.bands),
        mean=rounded(100 * total, n, step),
        median=rounded(100 * median, 1, step),
    )


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


def _seed(votes: Contributions, quarter: Quarter, epsilon: float, key: bytes) -> bytes:
    """A secret of these votes, this quarter and this ε."""
    content = hashlib.sha256(f"{votes.instrument.hash}/{quarter}/{epsilon!r}/{votes.score.shape}".encode())
    content.update(votes.group.astype("<u8").tobytes())
    content.update(votes.score.astype("<i4").tobytes())
    return hmac.digest(key, content.digest(), "sha256")


def _uniform(seed: bytes, use: str) -> float:
    """A number in (0, 1], another for every use."""
    return (int.from_bytes(hmac.digest(seed, use.encode(), "sha256")[:8], "big") + 1) / 2**64
