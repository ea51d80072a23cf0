"""The one-feature questionnaires of `tests/questionnaires` and the vectors of the rules, each with its scorer, made once."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from assess.questionnaire.load import load, load_shared
from assess.scoring.score import Scorer

ROOT = Path(__file__).parents[2]
FOLDERS = (ROOT / "tests" / "questionnaires", ROOT / "tests" / "scoring" / "vector")
PATHS = {path.stem: path for folder in FOLDERS for path in sorted(folder.glob("*.yaml"))}
MODELS = sorted(PATHS)
VECTORS = [name for name in MODELS if PATHS[name].parent.name == "vector"]
FEATURES = [name for name in MODELS if name not in VECTORS]
"""The small ones, for tests that try every set of answers."""


@cache
def scorer_of(feature: str) -> Scorer:
    """The scorer of a questionnaire, by the name of its file."""
    vocabulary, profile = load_shared(ROOT / "questionnaires")
    return Scorer(load(PATHS[feature], vocabulary, profile))


@pytest.fixture(scope="session")
def scorer() -> Callable[[str], Scorer]:
    return scorer_of


@pytest.fixture(params=MODELS)
def feature(request: pytest.FixtureRequest) -> str:
    return request.param
