"""Contributions made by hand or at random, and editions built from them."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from msgspec import Struct

from assess.benchmark.contribution import Contributions, Instrument, lay_out
from assess.benchmark.edition import build
from assess.benchmark.history import Past, Release
from assess.benchmark.model import Edition, Thresholds
from assess.benchmark.quarter import Quarter
from assess.benchmark.vote import elect
from assess.scoring.model import OVERALL, NodeScore, Scores

NODES = (OVERALL, "listen", "deliver")
HASH = "a" * 64
QUARTER = Quarter(2025, 4)
DAY = date(2025, 11, 3)
LEVELS = ((1, 0), (2, 100), (3, 200), (4, 300), (5, 400))

Row = tuple[str, str, str, tuple[int, ...]]


class Vote(Struct, frozen=True, kw_only=True):
    """One contribution written out: what it says, and of whom it is."""

    group: int
    bands: tuple[str, str, str] = ("C", "medium", "balkan")
    score: tuple[int, ...] = (250, 250, 250)
    staged: int = -1
    account: int = 0
    round: int = 0
    day: date = DAY


def contributed(
    votes: list[Vote], *, nodes: tuple[str, ...] = NODES, synthetic: bool = False
) -> Contributions:
    """Contributions as they are written out; an account or a round of 0 is one of its own."""
    paths, leaf = lay_out(*([vote.bands[depth] for vote in votes] for depth in range(3)))
    return Contributions(
        instrument=Instrument(questionnaire="cx", version="1.0.0", hash=HASH, nodes=nodes, levels=LEVELS),
        paths=paths,
        leaf=leaf,
        score=np.array([vote.score for vote in votes], dtype=np.int32).reshape(len(votes), len(nodes)),
        staged=np.array([vote.staged for vote in votes], dtype=np.int8),
        group=np.array([vote.group for vote in votes], dtype=np.uint64),
        round=np.array([vote.round or 10**6 + i for i, vote in enumerate(votes)], dtype=np.uint64),
        account=np.array([vote.account or 10**6 + vote.group for vote in votes], dtype=np.uint64),
        day=np.array([vote.day for vote in votes], dtype="datetime64[D]"),
        synthetic=synthetic,
    )


def contributions_of(
    rows: list[Row], *, nodes: tuple[str, ...] = NODES, synthetic: bool = False
) -> Contributions:
    """Contributions of as many groups from (industry, size, region, scores in hundredths with -1 for none)."""
    votes = [Vote(group=i, bands=row[:3], score=row[3]) for i, row in enumerate(rows, 1)]
    return contributed(votes, nodes=nodes, synthetic=synthetic)


def votes_of(rows: list[Row], *, nodes: tuple[str, ...] = NODES, usual_share: float = 0.8) -> Contributions:
    """The votes elected from `contributions_of`."""
    return elect(contributions_of(rows, nodes=nodes), QUARTER, Thresholds(usual_share=usual_share))


def released(contributions: Contributions, quarter: Quarter = QUARTER, **options) -> Release:
    """The release of a quarter."""
    return build(contributions, quarter=quarter, **options)


def edition_of(rows: list[Row], *, synthetic: bool = False, **options) -> Edition:
    """The edition of these rows."""
    return released(contributions_of(rows, synthetic=synthetic), **options).edition


def sequence(
    populations: list[list[Vote]], thresholds: Thresholds | None = None, nodes: tuple[str, ...] = NODES
) -> list[Release]:
    """A release for each population, a quarter after the other, all of them given on the first day of theirs."""
    releases: list[Release] = []
    for number, votes in enumerate(populations):
        quarter = QUARTER.shifted(number)
        dated = [
            Vote(**{name: getattr(vote, name) for name in vote.__struct_fields__} | {"day": quarter.first})
            for vote in votes
        ]
        past = Past(releases=tuple(releases))
        releases.append(released(contributed(dated, nodes=nodes), quarter, past=past, thresholds=thresholds))
    return releases


def same(
    n: int, *, industry: str = "C", size: str = "medium", region: str = "balkan", score: int = 250
) -> list[Row]:
    """n organisations with one profile and scores that rise by a hundredth around `score`."""
    return [(industry, size, region, (score + i, score - i, score)) for i in range(n)]


def random_contributions(n: int, seed: int, *, synthetic: bool = False) -> Contributions:
    """n organisations over a few bands, with gaps in bands and scores."""
    random = np.random.default_rng(seed)
    pick = lambda bands: [bands[i] for i in random.integers(0, len(bands), n)]  # noqa: E731
    score = np.clip(random.normal(220, 90, (n, len(NODES))), 0, 500).astype(np.int32)
    score[random.random((n, len(NODES))) < 0.03] = -1
    industry, size, region = (
        pick(["C", "G", "L", ""]),
        pick(["small", "large", ""]),
        pick(["balkan", "east", ""]),
    )
    return contributions_of(
        [(industry[i], size[i], region[i], tuple(int(value) for value in score[i])) for i in range(n)],
        synthetic=synthetic,
    )


def scores_of(values: dict[str, int | None], *, questionnaire: str = "cx", content: str = HASH) -> Scores:
    """Own scores by node, in hundredths."""
    nodes = {
        node: NodeScore(
            node=node,
            score=score,
            exact=None if score is None else score / 100,
            level=None,
            staged=None,
            reason="" if score is not None else "too_few_answers",
            asked=4,
            counted=4,
            unknown=0,
            not_applicable=0,
            unanswered=0,
        )
        for node, score in values.items()
    }
    return Scores(questionnaire=questionnaire, version="1.0.0", hash=content, nodes=nodes)


@pytest.fixture(scope="session")
def edition() -> Edition:
    """A synthetic edition of 600 organisations."""
    return released(random_contributions(600, seed=7, synthetic=True)).edition
