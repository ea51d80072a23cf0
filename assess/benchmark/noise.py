"""What can be known of the noise on an edition without its secret: whether there is any, and how large it is to be expected.

Thresholds and editions enter, expectations leave. How noise is made stands in `privacy`; nothing here needs a vote or a key.
"""

from __future__ import annotations

from msgspec.structs import replace

from .model import ALL, Edition, Manifest, Noisy, Thresholds

FIGURES = 2
"""A median and a mean are told of each node, and spend ε alike."""

NEVER = 1 << 60
"""A number of organisations that no cell has."""


def is_noisy(manifest: Manifest) -> bool:
    """Whether the figures of an edition carry noise."""
    return manifest.thresholds.epsilon > 0


def share(epsilon: float, nodes: int) -> float:
    """What each figure spends of an edition's ε, if so many nodes are told."""
    return epsilon / (FIGURES * nodes)


def expected(edition: Edition) -> Noisy | None:
    """How far the figures of an edition with noise are off, one with another; None for exact figures.

    Laplace noise of scale b is off by b on average. That of a sum has b = range / (share of ε), as one vote changes it by
    the range at most; divided by n it is that of the mean. n is taken as the least that such an edition may have, as its
    true n is told as a band only. Where scores spread as they usually do, a median is off by no more (tests measure it).
    """
    manifest = edition.manifest
    if not is_noisy(manifest):
        return None
    told = len(edition.cells.get(ALL, {}))
    told += sum(
        why == "audit" for why in manifest.withheld.get(ALL, {}).values()
    )  # these spent their part as well
    if not told:
        return None
    limits = manifest.thresholds
    size = (manifest.maximum - manifest.minimum) / (share(limits.epsilon, told) * limits.epsilon_n)
    return Noisy(epsilon=limits.epsilon, organisations=limits.epsilon_n, size=size)


def without_noise(thresholds: Thresholds) -> Thresholds:
    """Thresholds by which an exact cell tells what one with noise does, mean and median rounded, and nothing else."""
    if not thresholds.epsilon:
        return thresholds
    return replace(thresholds, quantile_tail=NEVER, distribution_n=NEVER)
