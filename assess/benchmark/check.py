"""A second opinion on the exact statistics, by the database and in another way: the tests and the bench ask for it.

A `Tally` and the votes it was made from enter; the cells on which DuckDB's own grouping sets and
quantiles disagree leave. Slow beside counting (see `tally`).
"""

from __future__ import annotations

from importlib import resources

import duckdb
import numpy as np

from .cohort import FIELDS
from .contribution import Contributions
from .model import PERCENTS
from .tally import Tally


def disagreements(tally: Tally, votes: Contributions, *, min_n: int) -> list[tuple[str, str]]:
    """The (cohort, node) pairs on which counting and the database differ: n, sum, or a quantile by over 1e-9.

    An empty list means that every cell agrees. Single-threaded results and parallel ones are the same.
    """
    row, column = np.nonzero(votes.score >= 0)
    nodes = np.array(votes.instrument.nodes, dtype=object)
    cohort, node = np.nonzero(tally.n)
    bands = {
        field: np.array([path[depth] if len(path) > depth else "" for path in votes.paths], dtype=object)
        for depth, field in enumerate(FIELDS)
    }
    relations = {
        "contributor": {"row": np.arange(len(votes))}
        | {field: column[votes.leaf] for field, column in bands.items()},
        "vote": {"row": row, "node": nodes[column], "score": votes.score[row, column]},
        "told": {
            "cohort": np.array(tally.cohorts, dtype=object)[cohort],
            "node": nodes[node],
            "n": tally.n[cohort, node],
            "total": tally.total[cohort, node],
        }
        | {f"q{index}": tally.quantile[cohort, node, index] for index in range(len(PERCENTS))},
    }
    query = resources.files(__package__).joinpath("sql", "disagreement.sql").read_text(encoding="utf-8")
    with duckdb.connect(":memory:") as database:
        for name, columns in relations.items():
            database.register(name, columns)
        return database.execute(query, {"min_n": min_n}).fetchall()
