"""What organisations give to a benchmark: scores and profile bands, nothing else.

Scores enter, an edition is built from what leaves; no name, no comment ever stands here, and of who gave it only keyed
hashes. The score of a question says as much as the answer to it. One row is one accepted assessment; whose row is the
group's one vote is elected in `vote`.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from msgspec.structs import force_setattr, replace

from ..errors import AssessError
from ..questionnaire.model import Questionnaire
from ..scoring.model import OVERALL
from .cohort import path

NOT_SCORED = -1
"""Stands in `Contributions.score` where a node has no score; it is never counted, and never 0."""

PER_ROW = ("leaf", "score", "staged", "group", "round", "account", "day", "member")

ITSELF = np.zeros(0, dtype=np.uint64)
"""Stands for a column of zeros: the instance has collected all of it itself."""


class Instrument(Struct, frozen=True, kw_only=True):
    """What was measured, and on which scale: one content of a questionnaire.

    `nodes` are "overall", the dimensions, and behind a kind what cuts across them: "question/listen-01",
    "theme/service", "owner/marketing", "phase/buying". `levels` are numbers of levels with the lowest score on each, in
    hundredths, ascending, the first the minimum of the shown range.
    """

    questionnaire: str
    version: str
    hash: str
    nodes: tuple[str, ...]
    minimum: float = 0
    maximum: float = 5
    levels: tuple[tuple[int, int], ...] = ()

    @property
    def dimensions(self) -> list[int]:
        """The columns of the whole and of its dimensions, which every contributor is expected to have a score on."""
        return [column for column, node in enumerate(self.nodes) if "/" not in node]


class Contributions(Struct, frozen=True, kw_only=True, eq=False):
    """n accepted assessments, column by column; row i of every column is the same one.

    `paths` are the paths of the tree that occur, sorted, and `leaf` (n,) the index of each row's: as many of its bands
    as are known. `score` (n, nodes) is int32 in hundredths of the shown range (342 is 3.42), `NOT_SCORED` where there is
    none; `staged` (n,) int8 is the staged level of the whole, −1 where there is none. `group`, `round` and `account`
    are uint64 keyed hashes: of the corporate group, of the occasion on which its respondents answered together, and of
    who brought the contribution in. `day` is datetime64[D]. `member` is a uint64 hash of the instance of a federation that
    collected it, 0 where it is the instance itself. `synthetic` is true if any row is made up.
    """

    instrument: Instrument
    paths: tuple[tuple[str, ...], ...]
    leaf: np.ndarray
    score: np.ndarray
    staged: np.ndarray
    group: np.ndarray
    round: np.ndarray
    account: np.ndarray
    day: np.ndarray
    synthetic: bool
    member: np.ndarray = ITSELF

    def __post_init__(self) -> None:
        if self.member is ITSELF:
            force_setattr(self, "member", np.zeros(len(self.leaf), dtype=np.uint64))
        where = f"contributions to {self.instrument.questionnaire}"
        nodes = self.instrument.nodes
        if not nodes or nodes[0] != OVERALL or len(set(nodes)) != len(nodes):
            raise AssessError(f'The nodes must be different, "{OVERALL}" first.', where=where)
        if self.score.dtype != np.int32 or self.score.shape != (len(self.leaf), len(nodes)):
            raise AssessError("Scores must be int32, a row an assessment, a column a node.", where=where)
        if {len(getattr(self, column)) for column in PER_ROW} != {len(self.leaf)}:
            raise AssessError("Every column must have one entry an assessment.", where=where)
        if self.score.size and self.score.min() < NOT_SCORED:
            raise AssessError("A score is at least 0, or -1 where there is none.", where=where)
        if len(self.leaf) and not 0 <= self.leaf.min() <= self.leaf.max() < len(self.paths):
            raise AssessError("Each row needs one of the paths.", where=where)
        if list(self.paths) != sorted(set(self.paths)):
            raise AssessError("The paths must be sorted, and different.", where=where)

    def __len__(self) -> int:
        return len(self.leaf)

    def take(self, rows: np.ndarray) -> Contributions:
        """The rows of an index or a mask, in its order."""
        return replace(self, **{column: getattr(self, column)[rows] for column in PER_ROW})


def instrument_of(questionnaire: Questionnaire, nodes: tuple[str, ...]) -> Instrument:
    """One content of a questionnaire as an edition knows it, with these of its nodes."""
    return Instrument(
        questionnaire=questionnaire.id,
        version=questionnaire.version,
        hash=questionnaire.hash,
        nodes=nodes,
        minimum=questionnaire.range.min,
        maximum=questionnaire.range.max,
        levels=tuple((level.level, round(100 * level.min)) for level in questionnaire.levels),
    )


def lay_out(
    industry: Sequence[str], size: Sequence[str], region: Sequence[str]
) -> tuple[tuple[tuple[str, ...], ...], np.ndarray]:
    """`paths` and `leaf` of `Contributions` from profile bands, "" where a band is not known."""
    profiles = list(zip(industry, size, region, strict=True))
    known = {profile: path(profile) for profile in set(profiles)}
    paths = tuple(sorted(set(known.values())))
    order = {steps: index for index, steps in enumerate(paths)}
    place = {profile: order[steps] for profile, steps in known.items()}
    return paths, np.fromiter(map(place.__getitem__, profiles), np.int32, len(profiles))


def join(parts: Sequence[Contributions]) -> Contributions:
    """Contributions of several instances to one instrument, one after the other; `AssessError` if they differ in it."""
    instrument = parts[0].instrument
    for part in parts:
        if part.instrument != instrument:
            raise AssessError(
                f"These contributions are to {part.instrument.questionnaire} {part.instrument.version}, "
                f"others to {instrument.questionnaire} {instrument.version}.",
                where="contributions",
                remedy="Merge only what was answered with the same version.",
            )
    paths = tuple(sorted({steps for part in parts for steps in part.paths}))
    order = {steps: index for index, steps in enumerate(paths)}
    leaf = [
        np.array([order[steps] for steps in part.paths] or [0], dtype=np.int32)[part.leaf] for part in parts
    ]
    columns = {
        column: np.concatenate([getattr(part, column) for part in parts])
        for column in PER_ROW
        if column != "leaf"
    }
    return Contributions(
        instrument=instrument,
        paths=paths,
        leaf=np.concatenate(leaf).astype(np.int32),
        synthetic=any(part.synthetic for part in parts),
        **columns,
    )
