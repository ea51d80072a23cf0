"""A store in a scratch folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from store_sample import Clock, score

from assess.scoring.panel import Panel
from assess.store.store import Store
from tests.assessment.sheet_sample import SAMPLE


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "assess.db"


@pytest.fixture
def store(path: Path, clock: Clock) -> Iterator[Store]:
    with Store.open(path, score=score, clock=clock) as opened:
        yield opened


@pytest.fixture(scope="session")
def panel() -> Iterator[Panel]:
    """Scores the questionnaire that has a question of every kind."""
    made = Panel({SAMPLE.id: SAMPLE})
    yield made
    made.close()


@pytest.fixture
def scored(path: Path, clock: Clock, panel: Panel) -> Iterator[Store]:
    """A store whose scores are real, so that contributions can be read from it."""
    with Store.open(path, score=panel.score, clock=clock) as opened:
        yield opened
