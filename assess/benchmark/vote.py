"""One group, one vote (disclosure rules 1 and 9): what was accepted → what an edition is counted from.

`Contributions` enter, the votes leave as `Contributions` again: one row a group, sorted by path, then group. Who may
contribute at all, by consent and vouched for, was decided where assessments are stored.
"""

from __future__ import annotations

from datetime import date, timedelta
from importlib import resources

import duckdb
import numpy as np

from .contribution import NOT_SCORED, PER_ROW, Contributions
from .model import Thresholds
from .quarter import Quarter


def elect(contributions: Contributions, quarter: Quarter, thresholds: Thresholds) -> Contributions:
    """The votes of an edition: of each group its latest round within the window, its respondents averaged.

    Who lacks an overall score or a usual dimension is left out (see `Thresholds`), so that every usual node of a cell
    has one contributor set.
    """
    first, last = quarter.window(thresholds.window_quarters)
    rows, vote = counting(contributions, first, last)
    votes = contributions if len(rows) == len(contributions) else contributions.take(rows)
    return in_order(complete(average(votes, vote), thresholds.usual_share))


def ripe(quarter: Quarter, thresholds: Thresholds) -> date:
    """The first day on which every contribution of the quarter is old enough."""
    return quarter.last + timedelta(days=thresholds.min_age_days)


def counting(contributions: Contributions, first: date, last: date) -> tuple[np.ndarray, np.ndarray]:
    """The rows that count, ascending, and the number of each one's vote; several rows of one vote are respondents.

    A group that gave one contribution has nothing to elect: the database is asked about the others (`sql/vote.sql`).
    """
    day = contributions.day
    within = np.flatnonzero((day >= np.datetime64(first)) & (day <= np.datetime64(last)))
    order = within[np.argsort(contributions.group[within])]
    group = contributions.group[order]
    again = np.append(False, group[1:] == group[:-1])
    if not again.any():
        return within, np.arange(len(within))
    several = again | np.append(again[1:], False)
    rows = np.concatenate((order[~several], latest(contributions, order[several])))
    _, vote = np.unique(contributions.group[rows], return_inverse=True)
    ascending = np.argsort(rows)
    return rows[ascending], vote[ascending]


def latest(contributions: Contributions, rows: np.ndarray) -> np.ndarray:
    """Those of the rows that are of their group's latest round (`sql/vote.sql`)."""
    if not len(rows):
        return rows
    relation = {
        "row": rows,
        "party": contributions.group[rows],
        "round": contributions.round[rows],
        "day": contributions.day[rows].astype("datetime64[s]"),  # days are no type of the database's
    }
    query = resources.files(__package__).joinpath("sql", "vote.sql").read_text(encoding="utf-8")
    with duckdb.connect(":memory:") as database:
        database.register("contribution", relation)
        return database.execute(query).fetchnumpy()["row"]


def average(contributions: Contributions, vote: np.ndarray) -> Contributions:
    """One row a vote: of several respondents the mean score of each node, in hundredths, half up.

    A node counts if at least half of them have a score on it. Profile, account, member and staged level are those of one of
    them, so that the order in which they came does not matter: of those whose profile has the most bands (who left one out
    does not move a group to a wider cohort) the one whose path comes first, then whose scores are lowest.
    """
    votes = int(vote.max()) + 1 if len(vote) else 0
    if votes == len(vote):  # nobody has several respondents
        return contributions
    order = np.lexsort(
        (
            contributions.member,
            contributions.account,
            contributions.staged,
            *contributions.score.T[::-1],
            contributions.leaf,
            -np.array([len(path) for path in contributions.paths])[contributions.leaf],
            vote,
        )
    )
    chosen = order[np.concatenate(([True], np.diff(vote[order]) > 0))]
    respondents = np.bincount(vote, minlength=votes)[:, None]
    scored = contributions.score != NOT_SCORED
    n = np.zeros((votes, scored.shape[1]), dtype=np.int64)
    total = np.zeros_like(n)
    np.add.at(n, vote, scored)
    np.add.at(total, vote, np.where(scored, contributions.score, 0))
    mean = (2 * total + n) // np.maximum(2 * n, 1)
    found = contributions.take(chosen)
    found.score[:] = np.where((n > 0) & (2 * n >= respondents), mean, NOT_SCORED)
    return found


def in_order(votes: Contributions) -> Contributions:
    """Sorted by path, then group: the members of a cohort lie side by side, whatever order they came in."""
    by_group = np.argsort(votes.group)
    # few paths fit sixteen bits, for which the stable sort is one pass
    leaf = votes.leaf.astype(np.uint16) if len(votes.paths) <= np.iinfo(np.uint16).max else votes.leaf
    return votes.take(by_group[np.argsort(leaf[by_group], kind="stable")])


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


def is_same(one: Contributions, other: Contributions) -> bool:
    """Whether two sets of votes, in order, are the same: of the same groups, with the same paths, scores and accounts."""
    columns = [column for column in PER_ROW if column != "leaf"]  # paths are numbered by all that occur
    return (
        one.instrument == other.instrument
        and one.synthetic == other.synthetic
        and [one.paths[leaf] for leaf in one.leaf.tolist()]
        == [other.paths[leaf] for leaf in other.leaf.tolist()]
        and all(np.array_equal(getattr(one, column), getattr(other, column)) for column in columns)
    )
