"""How numbers are shown: a score is rounded once, to one decimal, half away from zero.

No level is decided here: scoring bands the unrounded score.
"""

from __future__ import annotations

from ..scoring.model import NodeScore, round_half_away


def shown(node: NodeScore) -> float | None:
    """A node's score as people see it; from its hundredths where a store did not keep the unrounded one."""
    if node.exact is None and node.score is not None:
        return round_half_away(node.score / 100)
    return node.shown


def percent(share: float) -> str:
    """A share of 0–1 in whole percent: 0.125 → "13 %"."""
    return f"{round_half_away(share * 100, 0):.0f} %"
