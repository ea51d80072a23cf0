"""A comparison with an edition: microseconds, and that they do not grow with n."""

from __future__ import annotations

import timeit
from datetime import date

from assess.assessment.synth import Population, synthesise
from assess.benchmark.compare import compare
from assess.benchmark.edition import build
from assess.benchmark.quarter import Quarter
from assess.benchmark.synthetic import contribute
from assess.questionnaire.catalogue import load_catalogue
from assess.resource import resource
from assess.scoring.score import Scorer

from .measure import Row, row

ROUNDS = 15
CALLS = 400


def measure() -> list[Row]:
    """Microseconds of one comparison over all dimensions, for a small and a large edition."""
    questionnaire = load_catalogue(resource("questionnaires")).get("cx-maturity")
    scorer = Scorer(questionnaire)
    own = scorer.score(synthesise(questionnaire, Population(), 1, 9).codes).row(0, questionnaire)
    profile = {"industry": "C", "size": "medium", "region": "eu-west"}
    rows = []
    for n in (500, 50_000):
        batch = synthesise(questionnaire, Population(), n, 3)
        edition = build(contribute(scorer, batch, day=date(2026, 8, 3)), quarter=Quarter(2026, 3)).edition
        found = compare(own, profile, edition)
        assert found is not None
        assert set(found.positions) <= set(own.nodes)
        assert len(found.positions) > 1
        times = timeit.repeat(lambda e=edition: compare(own, profile, e), number=CALLS, repeat=ROUNDS)
        rows.append(
            row(
                f"one comparison, {len(found.positions)} nodes, edition of {n:,}",
                [1e6 * t / CALLS for t in times],
                "µs",
                50,
            )
        )
    scorer.close()
    return rows
