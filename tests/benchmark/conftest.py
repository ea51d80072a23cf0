"""Contributions made by hand or at random, and editions built from them."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from assess.benchmark.contribution import Contributions
from assess.benchmark.edition import build
from assess.benchmark.model import Edition
from assess.scoring.model import OVERALL, NodeScore, Scores

NODES = (OVERALL, "listen", "deliver")
HASH = "a" * 64

Row = tuple[str, str, str, tuple[int, ...]]


def contributions_of(
    rows: list[Row], *, nodes: tuple[str, ...] = NODES, synthetic: bool = False
) -> Contributions:
    """Contributions from (industry, size, region, scores in hundredths with -1 for none)."""
    return Contributions(
        questionnaire="cx",
        version="1.0.0",
        hash=HASH,
        nodes=nodes,
        industry=[row[0] for row in rows],
        size=[row[1] for row in rows],
        region=[row[2] for row in rows],
        score=np.array([row[3] for row in rows], dtype=np.int32).reshape(len(rows), len(nodes)),
        period_from=date(2025, 1, 1),
        period_to=date(2025, 12, 31),
        synthetic=synthetic,
    )


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
    return build(random_contributions(600, seed=7, synthetic=True), edition="2025-q4")
