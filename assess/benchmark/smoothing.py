"""A small group's published mean drawn towards that of the group above it: an edition enters, “smoothed” means leave.

Only what is published is read, so that smoothing tells nothing that the edition does not. It is computed when somebody
asks for it, stands beside the observed mean, and is called smoothed.
"""

from __future__ import annotations

from collections.abc import Iterable
from statistics import fmean, variance

from ..scoring.model import round_half_away
from ..scoring.shrinkage import Smoothed, shrink
from .cohort import key, steps
from .model import Cell, Edition
from .rounding import least

QUARTILE_SPAN = 1.349
"""How many standard deviations lie between the quartiles of a normal distribution."""
FEWEST = 3
"""Groups side by side whose means tell how far groups differ; two would tell next to nothing."""


def smooth(edition: Edition, cohort: str, nodes: Iterable[str]) -> dict[str, Smoothed]:
    """The smoothed mean of each node of a published cohort, one decimal, and the weight of the cohort's own mean.

    A node is left out where too little is published to tell: for everyone, who stand below nobody; where the
    cohort above has no quartiles on it; and where fewer than `FEWEST` cohorts below that one tell it.
    """
    path = steps(cohort)
    if not path:
        return {}
    above = edition.cells.get(key(path[:-1]), {})
    beside = [
        cells
        for each, cells in edition.cells.items()
        if len(steps(each)) == len(path) and steps(each)[:-1] == path[:-1]
    ]
    own = edition.cells.get(cohort, {})
    found = {
        node: _smooth(own[node], above[node], [cells[node] for cells in beside if node in cells])
        for node in nodes
        if node in own and node in above
    }
    return {node: smoothed for node, smoothed in found.items() if smoothed}


def _smooth(own: Cell, above: Cell, beside: list[Cell]) -> Smoothed | None:
    """s² of each cohort is ((p75 − p25)/1.349)², its own where told, else that of the cohort above; n the least of its
    band. τ² is the variance of the means side by side less what chance gives them, the mean of s²/n, never below 0."""
    common = _variance(above)
    if common is None or len(beside) < FEWEST:
        return None
    chance = fmean(_variance_or(cell, common) / least(cell.n_band) for cell in beside)
    between = max(0.0, variance([cell.mean for cell in beside]) - chance)
    found = shrink(
        own.mean,
        _variance_or(own, common),
        least(own.n_band),
        grand_mean=above.mean,
        between=between,
    )
    return Smoothed(value=round_half_away(found.value), weight=found.weight)


def _variance(cell: Cell) -> float | None:
    if cell.p25 is None or cell.p75 is None:
        return None
    return ((cell.p75 - cell.p25) / QUARTILE_SPAN) ** 2


def _variance_or(cell: Cell, common: float) -> float:
    own = _variance(cell)
    return common if own is None else own
