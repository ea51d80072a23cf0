"""The one-feature questionnaires of `tests/questionnaires`, each with its scorer, made once for all tests."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from assess.questionnaire.load import load, load_shared
from assess.scoring.score import Scorer

ROOT = Path(__file__).parents[2]
FEATURES = sorted(path.stem for path in (ROOT / "tests" / "questionnaires").glob("*.yaml"))


@cache
def scorer_of(feature: str) -> Scorer:
    """The scorer of a one-feature questionnaire."""
    vocabulary, profile = load_shared(ROOT / "questionnaires")
    return Scorer(load(ROOT / "tests" / "questionnaires" / f"{feature}.yaml", vocabulary, profile))


@pytest.fixture(scope="session")
def scorer() -> Callable[[str], Scorer]:
    return scorer_of


@pytest.fixture(params=FEATURES)
def feature(request: pytest.FixtureRequest) -> str:
    return request.param
