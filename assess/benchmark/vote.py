"""One group, one vote (disclosure rules 1 and 9): what was accepted → what an edition is counted from.

`Contributions` enter, the votes leave as `Contributions` again: one row a group, sorted by path, then group. Who may
contribute at all, by consent and vouched for, was decided where assessments are stored.
"""

from __future__ import annotations

from datetime import date, timedelta
from importlib import resources

import duckdb
import numpy as np

from .contribution import NOT_SCORED, Contributions
from .model import Thresholds
from .quarter import Quarter


def elect(contributions: Contributions, quarter: Quarter, thresholds: Thresholds) -> Contributions:
    """The votes of an edition: of each group its latest round within the window, its respondents averaged.

    Who lacks an overall score or a usual dimension is left out (see `Thresholds`), so that every usual node of a cell
    has one contributor set.
    """
    first, last = quarter.window(thresholds.window_quarters)
    votes = average(contributions, *counting(contributions, first, last))
    return complete(in_order(votes), thresholds.usual_share)


def ripe(quarter: Quarter, thresholds: Thresholds) -> date:
    """The first day on which every contribution of the quarter is old enough."""
    return quarter.last + timedelta(days=thresholds.min_age_days)


def counting(contributions: Contributions, first: date, last: date) -> tuple[np.ndarray, np.ndarray]:
    """The rows that count, ascending, and the number of each one's vote (`sql/vote.sql`)."""
    relation = {
        "row": np.arange(len(contributions)),
        "party": contributions.group,
        "round": contributions.round,
        "day": contributions.day.astype("datetime64[s]"),  # days are no type of the database's
    }
    query = resources.files(__package__).joinpath("sql", "vote.sql").read_text(encoding="utf-8")
    with duckdb.connect(":memory:") as database:
        database.register("contribution", relation)
        found = database.execute(query, {"first": first, "last": last}).fetchnumpy()
    return found["row"], found["vote"]


def average(contributions: Contributions, rows: np.ndarray, vote: np.ndarray) -> Contributions:
    """One row a vote: of several respondents the mean score of each node, in hundredths, half up.

    A node counts if at least half of them have a score on it. Profile and staged level are those of the respondent
    with the lowest scores first, so that the order in which they came does not matter.
    """
    counted = contributions.take(rows)
    votes = int(vote.max()) + 1 if len(vote) else 0
    if votes == len(vote):  # nobody has several respondents
        return counted
    order = np.lexsort((*counted.score.T[::-1], counted.leaf, vote))
    chosen = order[np.concatenate(([True], np.diff(vote[order]) > 0))]
    respondents = np.bincount(vote, minlength=votes)[:, None]
    scored = counted.score != NOT_SCORED
    n = np.zeros((votes, counted.score.shape[1]), dtype=np.int64)
    total = np.zeros_like(n)
    np.add.at(n, vote, scored)
    np.add.at(total, vote, np.where(scored, counted.score, 0))
    mean = (2 * total + n) // np.maximum(2 * n, 1)
    found = counted.take(chosen)
    found.score[:] = np.where((n > 0) & (2 * n >= respondents), mean, NOT_SCORED)
    return found


def in_order(votes: Contributions) -> Contributions:
    """Sorted by path, then group: the members of a cohort lie side by side, whatever order they came in."""
    order = np.lexsort((votes.group, votes.leaf))
    return votes.take(order)


def complete(votes: Contributions, usual_share: float) -> Contributions:
    """Those who have a score on every usual dimension: one that at least `usual_share` of all have a score on, and on
    the whole, unless the questionnaire has no score for it (nobody has one).

    A few who skipped a dimension would otherwise keep it from being told at all, since the difference of two cells must
    never be one organisation's silence.
    """
    if not len(votes):
        return votes
    scored = votes.score[:, votes.instrument.dimensions] != NOT_SCORED
    usual = scored.mean(axis=0) >= usual_share
    usual[0] = scored[:, 0].any()
    kept = scored[:, usual].all(axis=1)
    return votes if kept.all() else votes.take(kept)
