"""The audit gate: five editions of some five hundred cells each, attacked together."""

from __future__ import annotations

import time

import numpy as np
from msgspec import Struct

from assess.benchmark.audit import Mean, Relations, audit
from assess.benchmark.audit.evidence import gather
from assess.benchmark.contribution import Contributions, Instrument, lay_out
from assess.benchmark.edition import build
from assess.benchmark.gate import NotSafe, gate
from assess.benchmark.history import Past, Release
from assess.benchmark.model import Thresholds

from .measure import Row, row
from .turning import FIRST, turning

GROUPS = 4_800
EDITIONS = 5
DIMENSIONS = tuple(f"dimension-{number}" for number in range(1, 10))
NODES = ("overall", *DIMENSIONS)
RELATIONS = Relations(
    leaves=DIMENSIONS, means=(Mean(node="overall", parts=tuple((node, 1.0) for node in DIMENSIONS)),)
)
LEVELS = ((1, 0), (2, 100), (3, 200), (4, 300), (5, 400))


def measure() -> list[Row]:
    """CPU seconds of one audit of all editions; of firms that are alike, or turn over, all audits until they are mended."""
    easy = _attacked(_given(spread=360.0, apart=60.0), RELATIONS)
    assert not easy.failed
    cells = [sum(map(len, release.edition.cells.values())) for release in easy.releases]
    assert min(cells) >= 450, cells
    votes = len(gather(easy.releases).group)
    rows = [
        row(
            f"audit of {EDITIONS} editions × {min(cells)}+ cells, {votes:,} votes",
            [easy.seconds[-1]],
            "s",
            60,
        ),
        row("  tightest bound on 0–5", [easy.tightest], "", 1.5, at_least=True),
    ]
    hard = {
        "firms that are alike": (_given(spread=150.0, apart=40.0), RELATIONS),
        "quick check, 1,000 firms that turn over": turning("cx-quick-check", 1_000),
    }
    for name, (given, relations) in hard.items():
        rows += _rows(name, _attacked(given, relations))
    return rows


def _rows(name: str, found: Attacked) -> list[Row]:
    """What a mended population kept: per edition the cells, and those of them that are counted afresh."""
    cells = [
        [cell for told in each.edition.cells.values() for cell in told.values()] for each in found.releases
    ]
    fresh = [sum(not cell.held_from for cell in each) for each in cells]
    told = ", ".join(f"{len(each)} ({some})" for each, some in zip(cells, fresh, strict=True))
    assert len(found.releases) == EDITIONS, name
    assert sum(found.seconds) <= 60, found.seconds
    return [
        row(f"{name}: all {len(found.seconds)} audits with their remedies", [sum(found.seconds)], "s", 60),
        row("  tightest bound on 0–5", [found.tightest], "", 1.5, at_least=True),
        row(f"  fewest cells told, of {told} fresh", [min(map(len, cells))], "", 1, at_least=True),
        row("  cells counted afresh in the last edition", [fresh[-1]], "", 1, at_least=True),
    ]


class Attacked(Struct, frozen=True, kw_only=True, eq=False):
    """Editions mended one after the other: how long each audit took, how many failures there were, the tightest bound."""

    releases: tuple[Release, ...]
    seconds: list[float]
    failed: int
    tightest: float


def _attacked(given: Contributions, relations: Relations) -> Attacked:
    releases: tuple[Release, ...] = ()
    seconds, failed, tightest = [], 0, 5.0
    for edition in range(EDITIONS):
        past = Past(releases=releases)

        def make(withdrawn, withheld, past=past, edition=edition):
            return build(
                given, quarter=FIRST.shifted(3 + edition), past=past, withdrawn=withdrawn, withheld=withheld
            )

        def attack(each):
            nonlocal failed
            began = time.process_time()
            told = audit(each, relations, Thresholds())
            seconds.append(time.process_time() - began)
            failed += len(told.failures)
            return told

        try:
            passed = gate(make, attack, past, mend=True)
        except NotSafe:
            continue
        releases = (*releases, passed.release)
        tightest = passed.audit.tightest.width if passed.audit.tightest else tightest
    return Attacked(releases=releases, seconds=seconds, failed=failed, tightest=tightest)


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
