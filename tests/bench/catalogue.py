"""Reading the whole catalogue: checking all of it, and loading it at start with what was kept."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from assess.questionnaire.catalogue import load_catalogue
from assess.questionnaire.document import read
from assess.questionnaire.examination import examine_catalogue
from assess.resource import resource
from assess.scoring.example import verify

from .measure import Row, row

ROUNDS = 7
FOLDER = resource("questionnaires")


def measure() -> list[Row]:
    """Milliseconds of a check with every worked example run, of a first and of a later start, and of the YAML alone."""
    files = [path.read_bytes() for path in sorted(FOLDER.rglob("*.yaml"))]
    size = sum(map(len, files)) / 1000
    with tempfile.TemporaryDirectory() as cache:
        kept = Path(cache)
        first = load_catalogue(FOLDER, verify, cache=kept)
        assert first.problems == ()
        assert load_catalogue(FOLDER, verify, cache=kept) == first
        assert load_catalogue(FOLDER, verify) == first
        count = len(first.questionnaires)
        assert sum(each.is_good for each in examine_catalogue(FOLDER, verify)) == count
        return [
            row(
                f"checking the catalogue, {count} questionnaires, {size:,.0f} KB",
                _milliseconds(lambda: examine_catalogue(FOLDER, verify)),
                "ms",
                1000,
            ),
            row("  of which YAML is read", _milliseconds(lambda: [read(file, "") for file in files]), "ms"),
            row(
                "loading it at start, from what was kept",
                _milliseconds(lambda: load_catalogue(FOLDER, verify, cache=kept)),
                "ms",
                150,
            ),
            row("loading it for the first time", _milliseconds(lambda: load_catalogue(FOLDER, verify)), "ms"),
        ]


def _milliseconds(call: Callable[[], object]) -> list[float]:
    rounds = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        call()
        rounds.append(1000 * (time.perf_counter() - began))
    return rounds
