"""A second opinion on the exact statistics, by the database and in another way, before an edition is
released.

A `Tally` and the contributions it was made from enter; the cells on which DuckDB's own grouping sets and
`percentile_cont` disagree leave. Slow beside counting (see `tally`): for a release, not for a page.
"""

from __future__ import annotations

from importlib import resources

import duckdb
import numpy as np

from assess.benchmark.cohort import FIELDS
from assess.benchmark.contribution import Contributions
from assess.benchmark.model import PERCENTS
from assess.benchmark.tally import Tally, members


def disagreements(tally: Tally, contributions: Contributions, *, min_n: int) -> list[tuple[str, str]]:
    """The (cohort, node) pairs on which counting and the database differ: n, sum, or a quantile by over 1e-9.

    An empty list means that every cell agrees. Single-threaded results and parallel ones are the same.
    """
    member = members(contributions)
    rows = np.flatnonzero(member)
    row, column = np.nonzero(contributions.score[rows] >= 0)
    nodes = np.array(contributions.nodes, dtype=object)
    cohort, node = np.nonzero(tally.n)
    relations = {
        "contributor": {"row": rows}
        | {field: np.array(getattr(contributions, field), dtype=object)[rows] for field in FIELDS},
        "vote": {"row": rows[row], "node": nodes[column], "score": contributions.score[rows][row, column]},
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
