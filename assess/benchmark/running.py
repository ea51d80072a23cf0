"""A count that is kept up to date: one vote is added or taken without counting the others again.

Votes enter one by one, or as another count of the same instrument, and a `Tally` leaves that equals a count of all of
them at once to the last number: whole numbers, so that what was added and taken leaves no trace. Which votes there are
is decided elsewhere (`assess.benchmark.vote`), and a group that revises is taken and added.
"""

from __future__ import annotations

import numpy as np

from ..errors import AssessError
from .contribution import NOT_SCORED, Contributions, Instrument
from .tally import Counted, Histogram, Tally, sum_up

Path = tuple[str, ...]


class Running:
    """The votes of one instrument, counted by path, node and score (in hundredths); all cohorts above follow from that.

    A vote touches one number a node. Memory grows with the paths that occur and the range of scores, never with the
    votes.
    """

    def __init__(self, instrument: Instrument) -> None:
        self.instrument = instrument
        self._grid = round(100 * instrument.maximum) + 2  # the first is for those without a score
        self._level = {number: column for column, (number, _) in enumerate(instrument.levels, 1)}
        self._column = np.arange(len(instrument.nodes)) * self._grid - NOT_SCORED
        self._score: dict[Path, np.ndarray] = {}
        self._staged: dict[Path, np.ndarray] = {}

    def add(self, path: Path, score: np.ndarray, staged: int) -> None:
        """Count one vote: the bands known of it, its score on each node in hundredths, its staged level."""
        self._change(path, score, staged, 1)

    def take(self, path: Path, score: np.ndarray, staged: int) -> None:
        """Undo `add`; raises `AssessError` if one of its scores was not counted there."""
        there = self._score.get(path)
        if there is None or (there.ravel()[self._column + score] < 1).any():
            raise AssessError(
                "No such vote was counted.", where="running count", remedy="Count all votes again."
            )
        self._change(path, score, staged, -1)

    def merge(self, other: Running) -> None:
        """Add all that another instance counted; raises `AssessError` if it counted something else."""
        if other.instrument != self.instrument:
            raise AssessError("The counts are of different instruments.", where="running count")
        for path, there in other._score.items():
            self._at(path)
            self._score[path] += there
            self._staged[path] += other._staged[path]

    def extend(self, votes: Contributions) -> None:
        """Count many votes at once."""
        if votes.instrument != self.instrument:
            raise AssessError("The votes are of another instrument.", where="running count")
        for leaf, path in enumerate(votes.paths):
            rows = votes.leaf == leaf
            if rows.any():
                self._at(path)
                for node, score in enumerate(votes.score[rows].T):
                    self._score[path][node] += np.bincount(score - NOT_SCORED, minlength=self._grid)
                for number, column in self._level.items():
                    self._staged[path][column] += int((votes.staged[rows] == number).sum())

    def tally(self, *, min_n: int) -> Tally:
        """The statistics of every cohort with at least `min_n` votes, as `assess.benchmark.tally.tally` has them."""
        paths = tuple(sorted(self._score))
        shape = (len(paths), len(self.instrument.nodes), self._grid)
        score = np.array([self._score[path] for path in paths], dtype=np.int32).reshape(shape)
        staged = np.array([self._staged[path][1:] for path in paths], dtype=np.int64)
        counted = Counted(
            instrument=self.instrument,
            paths=paths,
            size=score[:, 0].sum(axis=1, dtype=np.int64),
            staged=staged.reshape(len(paths), len(self._level)),
            histograms=tuple(_occurring(score[:, node, 1:]) for node in range(shape[1])),
        )
        return sum_up(counted, min_n=min_n)

    def _at(self, path: Path) -> None:
        if path not in self._score:
            self._score[path] = np.zeros((len(self.instrument.nodes), self._grid), dtype=np.int32)
            self._staged[path] = np.zeros(len(self._level) + 1, dtype=np.int64)

    def _change(self, path: Path, score: np.ndarray, staged: int, by: int) -> None:
        self._at(path)
        self._score[path].reshape(-1)[self._column + score] += by
        self._staged[path][self._level.get(staged, 0)] += by


def _occurring(votes: np.ndarray) -> Histogram:
    """The columns of the scores that occur."""
    score = np.flatnonzero(votes.any(axis=0))
    return Histogram(score, votes[:, score])
