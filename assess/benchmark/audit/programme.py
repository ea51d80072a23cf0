"""The mixed-integer programme: who could say what else, so that nothing published changes and one score is far off.

Binary variables, one a move; SciPy's HiGHS solves it. Its answer is rounded and checked in whole numbers, so that the
solver's tolerances prove nothing. Effort is limited by nodes of its tree, never by time: the same everywhere.
"""

from __future__ import annotations

import numpy as np

from .gauge import ANY
from .pool import Pool

NODES = 60
"""How many nodes of its tree the solver may look at."""


def farthest(
    pool: Pool, position: int, sign: int, end: int, told: np.ndarray, support: int
) -> tuple[int, ...]:
    """The moves that take the score of a position farthest up (`sign` 1) or down (−1), beyond `end` times the sign.

    Moves of those who `told` (M,) are left out, and at most `support` are made. Empty where none are found.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    who = pool.moves.who
    value = pool.low if sign > 0 else pool.high
    mine = (who == position) & (sign * value > end)
    columns = np.flatnonzero(mine | ((who != position) & ~told))
    if not mine.any():
        return ()
    aims = mine[columns]
    movers = np.unique(who[columns], return_inverse=True)[1]
    at = np.arange(len(columns))
    one_each = csr_array((np.ones(len(columns)), (movers, at)), shape=(movers.max() + 1, len(columns)))
    load = pool.load
    low, high = np.where(load.low <= -ANY, -np.inf, load.low), np.where(load.high >= ANY, np.inf, load.high)
    found = milp(
        c=np.where(aims, -sign * value[columns].astype(float), 0.01),
        integrality=np.ones(len(columns)),
        bounds=Bounds(0, 1),
        constraints=[
            LinearConstraint(csr_array(load.least[:, columns].astype(float)), low, np.inf),
            LinearConstraint(csr_array(load.most[:, columns].astype(float)), -np.inf, high),
            LinearConstraint(one_each, 0, 1),
            LinearConstraint(aims[None].astype(float), 1, 1),
            LinearConstraint(np.ones((1, len(columns))), 1, support),
        ],
        options={"node_limit": NODES, "mip_rel_gap": 0.05},
    )
    if found.x is None:
        return ()
    chosen = columns[np.round(found.x) == 1].tolist()
    return tuple(chosen) if chosen and load.is_within(chosen) else ()
