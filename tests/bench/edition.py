"""Editions: a million contributions and ten million, counting against the database's quantiles, and one vote more."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from importlib import resources

import duckdb
import numpy as np

from assess.benchmark.check import disagreements
from assess.benchmark.cohort import FIELDS
from assess.benchmark.contribution import Contributions, Instrument
from assess.benchmark.edition import build
from assess.benchmark.model import Thresholds
from assess.benchmark.quarter import Quarter
from assess.benchmark.running import Running
from assess.benchmark.tally import Tally, tally
from assess.benchmark.vote import elect

from .measure import Row, row

QUARTER = Quarter(2026, 2)
BANDS = (tuple("ABCDEFGHIJKL"), ("large", "medium", "micro", "small"), tuple(f"r{i}" for i in range(10)))
NODES = ("overall", *(f"d{i}" for i in range(10)))
N, LARGE = 1_000_000, 10_000_000
SECONDS, MEMORY = {N: 3, LARGE: 25}, {N: 2, LARGE: None}
ROUNDS = 3


def measure() -> list[Row]:
    """Seconds and memory of whole editions, the ratio to `quantile_cont`, and microseconds of one vote more."""
    sizes = (N, LARGE) if "--large" in sys.argv else (N,)
    return [*(each for n in sizes for each in _whole(n)), *_ratio(), *_running()]


def population(n: int, seed: int = 1) -> Contributions:
    """n made-up contributions over 541 cohorts; one group of a hundred gave two, one account of fifty gave many."""
    chance = np.random.default_rng(seed)
    paths = tuple((a, b, c) for a in BANDS[0] for b in BANDS[1] for c in BANDS[2])
    score = np.empty((n, len(NODES)), dtype=np.int32)
    for column in range(len(NODES)):
        score[:, column] = np.clip(chance.standard_normal(n, dtype=np.float32) * 90 + 220, 0, 500)
    number = chance.permutation(n).astype(np.uint64)
    mark = np.uint64(0x9E3779B97F4A7C15)  # spreads numbers over all bits, as keyed hashes are
    return Contributions(
        instrument=Instrument(
            questionnaire="bench",
            version="1.0.0",
            hash="a" * 64,
            nodes=NODES,
            levels=tuple((level, 100 * level - 100) for level in range(1, 6)),
        ),
        paths=tuple(sorted(paths)),
        leaf=chance.integers(0, len(paths), n, dtype=np.int32),
        score=score,
        staged=chance.integers(1, 6, n, dtype=np.int8),
        group=np.where(number < n // 100, number + np.uint64(n // 100), number) * mark,
        round=number * mark,
        account=np.where(number % 50 == 0, number % 7, number + np.uint64(7)) * mark,
        day=np.full(n, np.datetime64("2026-05-04")),
        synthetic=True,
    )


def _whole(n: int) -> list[Row]:
    """Election, counting, all rules and sealing, in a process of its own, so that its memory can be told."""
    command = [sys.executable, "-m", "tests.bench.edition", str(n)]
    found = subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ})
    seconds, gigabytes, cells = json.loads(found.stdout)
    return [
        row(f"an edition of {n:,} × {len(NODES) - 1} dimensions, {cells:,} cells", seconds, "s", SECONDS[n]),
        row("  its memory, contributions and all", [gigabytes], "GB", MEMORY[n]),
    ]


def _build(n: int) -> tuple[list[float], float, int]:
    given, seconds = population(n), []
    for _ in range(ROUNDS if n < LARGE else 1):
        began = time.perf_counter()
        edition = build(given, quarter=QUARTER).edition
        seconds.append(time.perf_counter() - began)
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return seconds, kilobytes / 1e6, sum(map(len, edition.cells.values()))


def _ratio() -> list[Row]:
    """Counting and the database's `quantile_cont` in turn, over the same cells, with the same values, on one core each.

    Processor time, which another program on the machine does not change. Judged on votes as the second opinion reads
    them, a row a vote and node; told for a column a node, which suits the database better and asks for a query written
    for these nodes.
    """
    votes = elect(population(N), QUARTER, Thresholds())
    queries = {
        name: resources.files(__package__).joinpath(f"{name}.sql").read_text(encoding="utf-8")
        for name in ("quantile", "quantile_wide")
    }
    ratios: dict[str, list[float]] = {name: [] for name in queries}
    with duckdb.connect(":memory:") as database:
        database.execute("set threads = 1")
        _lay_out(database, votes)
        for _ in range(ROUNDS):
            began = time.process_time()
            counted = tally(votes, min_n=10)
            taken = time.process_time() - began
            for name, query in queries.items():
                began = time.process_time()
                found = database.execute(query).fetchall()
                ratios[name].append((time.process_time() - began) / taken)
                _assert_same(counted, found)
    assert disagreements(counted, votes, min_n=10) == []
    cells = len(counted.cohorts) * len(NODES)
    name = f"quantile_cont to counting, {len(votes):,} votes, {cells:,} cells"
    return [
        row(name, ratios["quantile"], "×", 20, at_least=True),
        row("  the same with a column for each node", ratios["quantile_wide"], "×"),
    ]


def _lay_out(database: duckdb.DuckDBPyConnection, votes: Contributions) -> None:
    """The same votes as tables: wide(industry, size, region, a column a node), vote(…, node, score)."""
    columns = {
        name: np.array([path[depth] for path in votes.paths], dtype=object)[votes.leaf]
        for depth, name in enumerate(FIELDS)
    }
    columns |= {node: np.ascontiguousarray(votes.score[:, i]) for i, node in enumerate(NODES)}
    database.register("arrays", columns)
    database.execute("create table wide as select * from arrays")
    database.unregister("arrays")
    database.execute(
        r"create table vote as unpivot wide on columns('^(overall|d\d)$') into name node value score"
    )


def _assert_same(counted: Tally, found: list[tuple]) -> None:
    """Every quantile of every cell, before rounding, to 1e-9 of the shown range."""
    place = {cohort: index for index, cohort in enumerate(counted.cohorts)}
    assert len(found) == len(place) * len(NODES)
    for cohort, node, quantiles in found:
        expected = counted.quantile[place[cohort], NODES.index(node)] / 10_000
        assert np.abs(np.array(quantiles) / 100 - expected).max() < 1e-9


def _running() -> list[Row]:
    """One vote added to a count of ten thousand and of a million, in turn."""
    sizes = (10_000, N)
    counts = [_count(n) for n in sizes]
    times: list[list[float]] = [[], []]
    for _ in range(ROUNDS * 5):
        for place, (_, running, few) in enumerate(counts):
            began = time.perf_counter()
            for vote in few:
                running.add(*vote)
            times[place].append(1e6 * (time.perf_counter() - began) / len(few))
            for vote in few:
                running.take(*vote)
    for votes, running, _ in counts:
        again, whole = running.tally(min_n=10), tally(votes, min_n=10)
        names = ("size", "n", "total", "quantile", "level", "staged")
        assert all(np.array_equal(getattr(again, name), getattr(whole, name)) for name in names)
    grown = [large / small for small, large in zip(*times, strict=True)]
    rows = [
        row(f"one vote more in a count of {n:,}", each, "µs", 50)
        for n, each in zip(sizes, times, strict=True)
    ]
    return [*rows, row("  how that grows with a hundred times the votes", grown, "×", 2)]


def _count(n: int) -> tuple[Contributions, Running, list[tuple[tuple[str, ...], np.ndarray, int]]]:
    """Votes, the running count of them, and a thousand of them to add and take."""
    votes = elect(population(n), QUARTER, Thresholds())
    running = Running(votes.instrument)
    running.extend(votes)
    some = range(0, len(votes) // 1000 * 1000, len(votes) // 1000)
    few = [(votes.paths[votes.leaf[i]], votes.score[i], int(votes.staged[i])) for i in some]
    return votes, running, few


if __name__ == "__main__":
    print(json.dumps(_build(int(sys.argv[1]))))
