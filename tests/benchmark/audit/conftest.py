"""Releases made by hand or at random, for the audit to attack."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec.structs import replace

from assess.benchmark.audit import Mean, Relations
from assess.benchmark.contribution import Contributions, Instrument, lay_out
from assess.benchmark.disclosure import Told, publish
from assess.benchmark.edition import build, without
from assess.benchmark.history import Past, Release
from assess.benchmark.model import Thresholds
from assess.benchmark.quarter import Quarter
from assess.benchmark.tally import tally

FIRST = Quarter(2025, 1)
LEVELS = ((1, 0), (2, 100), (3, 200), (4, 300), (5, 400))
NODES = ("overall", "listen", "deliver")
RELATIONS = Relations(
    leaves=NODES[1:], means=(Mean(node="overall", parts=(("listen", 1.0), ("deliver", 1.0))),)
)

SPREAD = np.uint64(0x9E3779B97F4A7C15)
"""Takes small numbers of groups to such as keyed hashes are; what tells votes apart relies on that."""

Vote = tuple[int, str, tuple[int, ...]]
"""A group, its path ("C/small"), and its scores in hundredths."""


def contributions(
    votes: Sequence[Vote],
    quarters: Sequence[int] | None = None,
    *,
    nodes: tuple[str, ...] = NODES,
    levels: tuple[tuple[int, int], ...] = (),
    staged: Sequence[int] | None = None,
) -> Contributions:
    """Contributions from votes, each brought in the quarter of its number after the first."""
    steps = [[*path.split("/"), "", "", ""][:3] if path else ["", "", ""] for _, path, _ in votes]
    paths, leaf = lay_out(*[[each[depth] for each in steps] for depth in range(3)])
    n = len(votes)
    day = [FIRST.shifted(each).first for each in quarters or [0] * n]
    return Contributions(
        instrument=Instrument(questionnaire="cx", version="1.0.0", hash="a" * 64, nodes=nodes, levels=levels),
        paths=paths,
        leaf=leaf,
        score=np.array([scores for _, _, scores in votes], dtype=np.int32).reshape(n, len(nodes)),
        staged=np.full(n, -1, np.int8) if staged is None else np.array(staged, dtype=np.int8),
        group=np.array([group for group, _, _ in votes], dtype=np.uint64) * SPREAD,
        round=np.arange(n, dtype=np.uint64),
        account=np.array([group for group, _, _ in votes], dtype=np.uint64),
        day=np.array(day, dtype="datetime64[D]"),
        synthetic=True,
    )


def single(
    path: str, scores: Sequence[int], *, first: int = 1, nodes: tuple[str, ...] = ("overall",)
) -> list[Vote]:
    """A vote of one group after the other, with one score on every node."""
    return [(first + at, path, (score,) * len(nodes)) for at, score in enumerate(scores)]


def released(
    given: Contributions,
    quarters: Sequence[int] = (0,),
    thresholds: Thresholds | None = None,
    withdrawn: Sequence[str] = (),
) -> tuple[Release, ...]:
    """The editions of some quarters, each built upon those before; `withdrawn` from the last."""
    releases: tuple[Release, ...] = ()
    for quarter in quarters:
        release = build(
            given,
            quarter=FIRST.shifted(quarter),
            past=Past(releases=releases),
            thresholds=thresholds or Thresholds(),
            withdrawn=withdrawn if quarter == quarters[-1] else (),
        )
        releases = (*releases, release)
    return releases


def told_again(releases: Sequence[Release], withdrawn: Sequence[str] = ()) -> list[Told]:
    """What would be published of these votes, each release upon those before; of the last some cohorts are `withdrawn`."""
    told = []
    for at, release in enumerate(releases):
        thresholds = release.edition.manifest.thresholds
        counted = tally(release.votes, min_n=thresholds.min_n)
        gone = withdrawn if at == len(releases) - 1 else ()
        found = publish(release.votes, counted, Past(releases=tuple(releases[:at])), thresholds, gone)
        told.append(without(found, gone, last=releases[at - 1] if at else None) if gone else found)
    return told


def told_otherwise(releases: Sequence[Release], score: np.ndarray) -> tuple[Release, ...]:
    """One release with other scores."""
    [release] = releases
    return (replace(release, votes=replace(release.votes, score=score)),)
