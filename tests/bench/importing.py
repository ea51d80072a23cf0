"""Importing a sheet: from a CSV file to committed, scored assessments, against only parsing the same file.

Every round reads the file with the csv module alone, then imports it into an empty database; the ratio is
taken within the round. What is in the database at the end is compared with scores computed from the answers
before they were ever written to a file.
"""

from __future__ import annotations

import csv
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from msgspec import Struct

from assess.assessment.batch import Batch
from assess.assessment.quality import KEEPS_OUT
from assess.assessment.sheet import read_sheet, write_sheet
from assess.assessment.synth import Population, synthesise
from assess.collector import at_rest
from assess.questionnaire.catalogue import Catalogue, load_catalogue
from assess.resource import resource
from assess.scoring.panel import Panel
from assess.scoring.score import Scorer
from assess.store.intake import as_bulk
from assess.store.store import Store

from .measure import Row, row

N = 100_000
ROUNDS = 5
QUESTIONNAIRE = "cx-maturity"


class Round(Struct, frozen=True):
    """Seconds of one round."""

    parse: float
    read: float
    score: float
    add: float

    @property
    def whole(self) -> float:
        return self.read + self.score + self.add


def measure() -> list[Row]:
    """Assessments a second from file to commit, where the time goes, and the ratio to parsing alone."""
    catalogue = load_catalogue(resource("questionnaires"))
    questionnaire = catalogue.get(QUESTIONNAIRE)
    made = synthesise(questionnaire, Population(), N, 5)
    scorer = Scorer(questionnaire)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sheet.csv"
        write_sheet(path, questionnaire, made)
        with at_rest():  # as `assess import` does
            rounds = [_import(path, catalogue, scorer, made) for _ in range(ROUNDS)]
    scorer.close()
    size = f"{N:,} × {len(questionnaire.questions)} answers"
    return [
        row(f"importing {size}, CSV to commit", [N / r.whole for r in rounds], "a second"),
        row(f"importing {size}, to parsing the CSV", [r.whole / r.parse for r in rounds], "×", 20),
        row("… reading the sheet, to parsing the CSV", [r.read / r.parse for r in rounds], "×", 8),
        *(
            row(f"… {name}", [getattr(r, part) for r in rounds], "s")
            for part, name in (
                ("read", "reading"),
                ("score", "scoring and packing"),
                ("add", "adding"),
            )
        ),
    ]


def _import(path: Path, catalogue: Catalogue, scorer: Scorer, made: Batch) -> Round:
    parse, count = _timed(lambda: _parse(path))
    assert count == N + 1
    read, sheet = _timed(lambda: read_sheet(path, scorer.questionnaire, catalogue.profile))
    assert not sheet.problems
    consent = {"submitted_at": datetime.now(UTC), "contributes": True, "source": "import"}
    score, bulk = _timed(lambda: as_bulk(scorer, sheet.batch, sheet.texts, **consent))
    database = path.with_name("import.duckdb")
    with Store.open(database, score=scorer.score_assessments) as store:
        add, added = _timed(lambda: store.add_bulk([bulk], key="bench").result())
        assert added.count == N
        panel = Panel({QUESTIONNAIRE: scorer.questionnaire})
        kept = store.contributions(QUESTIONNAIRE, panel, synthetic=True).score[:, : len(scorer.nodes)]
        panel.close()
    database.unlink()
    votes = np.array(
        [bits.bit_count() < KEEPS_OUT for bits in bulk.signals]
    )  # the careless ones are stored, and stay out
    expected = scorer.score(made.codes).score[votes]
    assert kept.shape == expected.shape
    assert np.array_equal(kept.sum(axis=0, dtype=np.int64), expected.sum(axis=0, dtype=np.int64))
    assert np.array_equal((kept < 0).sum(axis=0), (expected < 0).sum(axis=0))
    return Round(parse, read, score, add)


def _parse(path: Path) -> int:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return sum(1 for _ in csv.reader(file))


def _timed(run: Callable[[], object]) -> tuple[float, object]:
    begin = time.perf_counter()
    result = run()
    return time.perf_counter() - begin, result
