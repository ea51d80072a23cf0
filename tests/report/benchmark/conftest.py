"""Editions on disk and the site made of them: synthetic ones of some hundred organisations, and a small one made by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace

from assess.assessment.synth import Population, synthesise
from assess.benchmark.archive import write
from assess.benchmark.cohort import offered
from assess.benchmark.contribution import join
from assess.benchmark.edition import build
from assess.benchmark.history import Past, Release
from assess.benchmark.model import Thresholds
from assess.benchmark.quarter import parse
from assess.benchmark.synthetic import contribute
from assess.questionnaire.catalogue import Catalogue, load_catalogue
from assess.report.benchmark.site import Source, publish
from assess.resource import resource
from assess.scoring.score import Scorer

QUESTIONNAIRE = "cx-quick-check"
ORGANISATIONS = 347
QUARTERS = (("2026-q1", date(2026, 2, 1)), ("2026-q2", date(2026, 5, 1)))


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue(resource("questionnaires"))


@pytest.fixture(scope="session")
def releases(catalogue: Catalogue) -> tuple[Release, ...]:
    """Two consecutive quarters with their votes: 347 made-up organisations, and in the second as many again."""
    scorer = Scorer(catalogue.get(QUESTIONNAIRE))
    past, given = Past(), []
    for at, (quarter, day) in enumerate(QUARTERS):
        batch = synthesise(scorer.questionnaire, Population(mean=0.4 + 0.05 * at), ORGANISATIONS, 11 + at)
        mark = np.arange(ORGANISATIONS, dtype=np.uint64) + np.uint64(ORGANISATIONS * at + 1)
        given.append(replace(contribute(scorer, batch, day=day), group=mark, round=mark, account=mark))
        found = build(
            join(given),
            quarter=parse(quarter),
            past=past,
            thresholds=Thresholds(min_age_days=0),
            bands=offered(catalogue.profile),
        )
        past = Past(releases=(*past.releases, found))
    scorer.close()
    return past.releases


@pytest.fixture(scope="session")
def editions(releases: tuple[Release, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the two editions."""
    folder = tmp_path_factory.mktemp("editions")
    for release in releases:
        write(release.edition, folder)
    return folder


@pytest.fixture(scope="session")
def source(editions: Path, catalogue: Catalogue) -> Source:
    return Source(editions=editions, catalogue=catalogue)


@pytest.fixture(scope="session")
def public(source: Source, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the two editions, in English."""
    out = tmp_path_factory.mktemp("public") / "site"
    publish(source, out, title="Public benchmark", languages=("en",))
    return out
