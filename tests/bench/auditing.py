"""The audit gate: five editions of some five hundred cells each, attacked together."""

from __future__ import annotations

import time

import numpy as np

from assess.benchmark.audit import Mean, Relations, audit
from assess.benchmark.audit.evidence import gather
from assess.benchmark.contribution import Contributions, Instrument, lay_out
from assess.benchmark.edition import build
from assess.benchmark.gate import NotSafe, gate
from assess.benchmark.history import Past, Release
from assess.benchmark.model import Thresholds
from assess.benchmark.quarter import Quarter

from .measure import Row, row

GROUPS = 4_800
EDITIONS = 5
FIRST = Quarter(2025, 1)
DIMENSIONS = tuple(f"dimension-{number}" for number in range(1, 10))
NODES = ("overall", *DIMENSIONS)
RELATIONS = Relations(
    leaves=DIMENSIONS, means=(Mean(node="overall", parts=tuple((node, 1.0) for node in DIMENSIONS)),)
)
LEVELS = ((1, 0), (2, 100), (3, 200), (4, 300), (5, 400))


def measure() -> list[Row]:
    """Seconds of one audit of all editions, of firms that are far apart, and of firms that are not, once mended."""
    easy, _, found, seconds = _attacked(spread=360.0, apart=60.0)
    assert found.is_passed, found.failures[:3]
    assert found.tightest is not None
    assert found.tightest.width >= 1.5
    cells = [sum(map(len, release.edition.cells.values())) for release in easy]
    assert min(cells) >= 450, cells
    votes = len(gather(easy).group)
    hard, (failures, withdrawn), last, longest = _attacked(spread=150.0, apart=40.0)
    assert not hard or last.is_passed
    return [
        row(f"audit of {EDITIONS} editions × {min(cells)}+ cells, {votes:,} votes", [seconds], "s", 60),
        row("  tightest bound on 0–5", [found.tightest.width], "", 1.5, at_least=True),
        row(
            f"  firms that are alike: longest audit with its remedies ({failures} failures)",
            [longest],
            "s",
            60,
        ),
        row(f"  editions of {EDITIONS} that tell something then", [len(hard)], "", 1, at_least=True),
        row("  cohorts that they had to leave out", [withdrawn], "", 31 * EDITIONS),
    ]


def _attacked(*, spread: float, apart: float):
    """Editions mended one after the other; failures, and cohorts that went; the last audit, the longest in seconds."""
    given = _given(spread, apart)
    releases: tuple[Release, ...] = ()
    failed = gone = 0
    longest, found = 0.0, None
    for edition in range(EDITIONS):
        past = Past(releases=releases)

        def make(withdrawn, withheld, past=past, edition=edition):
            return build(
                given, quarter=FIRST.shifted(3 + edition), past=past, withdrawn=withdrawn, withheld=withheld
            )

        def attack(each):
            nonlocal longest, failed
            began = time.perf_counter()
            told = audit(each, RELATIONS, Thresholds())
            longest = max(longest, time.perf_counter() - began)
            failed += len(told.failures)
            return told

        try:
            passed = gate(make, attack, past, mend=True)
        except NotSafe:
            continue
        releases, found = (*releases, passed.release), passed.audit
        gone += len(passed.withdrawn)
        fresh = sum(
            not cell.held_from
            for release in releases
            for told in release.edition.cells.values()
            for cell in told.values()
        )
        assert found.cells == fresh
    return releases, (failed, gone), found, longest


def _given(spread: float, apart: float) -> Contributions:
    """Contributions of those who answer once a year, each in its own quarter, and a little differently every time.

    Their scores are spread over so many hundredths around the middle, and those of one firm lie so far apart.
    """
    random = np.random.default_rng(5)
    place = random.integers(0, 30, GROUPS)
    base = random.uniform(240 - spread / 2, 240 + spread / 2, (GROUPS, 1))
    base = base + random.normal(0, apart, (GROUPS, len(DIMENSIONS)))
    rows = [(group, year) for year in range(3) for group in range(GROUPS)]
    group = np.array([each for each, _ in rows])
    year = np.array([each for _, each in rows])
    scores = np.clip(
        base[group] + random.normal(10, 25, (len(rows), len(DIMENSIONS))) * year[:, None], 0, 500
    )
    scores = (scores / 5).round() * 5
    whole = np.floor(scores.mean(axis=1) + 0.5)
    paths, leaf = lay_out(
        [f"industry-{number // 6}" for number in place[group]],
        [f"size-{number // 2 % 3}" for number in place[group]],
        [f"region-{number % 2}" for number in place[group]],
    )
    number = (np.arange(1, GROUPS + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15))[group]
    return Contributions(
        instrument=Instrument(
            questionnaire="cx-maturity", version="1.0.0", hash="a" * 64, nodes=NODES, levels=LEVELS
        ),
        paths=paths,
        leaf=leaf,
        score=np.column_stack((whole, scores)).astype(np.int32),
        staged=np.full(len(rows), -1, dtype=np.int8),
        group=number,
        round=np.arange(len(rows), dtype=np.uint64),
        account=number,
        day=np.array(
            [FIRST.shifted(4 * int(y) + int(g) % 4).first for g, y in zip(group, year, strict=True)]
        ).astype("datetime64[D]"),
        synthetic=True,
    )
