"""The vectors of the metrics: columns of a sheet and the figures they have, computed by hand or by other software."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from msgspec import Struct

from assess.scoring.metric.definition import DEFINITIONS, compute

FOLDER = Path(__file__).parent / "vector"


class Expected(Struct, frozen=True, forbid_unknown_fields=True):
    figure: str
    n: int
    of: str = ""
    value: float | None = None
    low: float | None = None
    high: float | None = None
    reason: str = ""


class Vector(Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    metric: str
    expect: list[Expected]
    variant: str = ""
    counts: dict[str | int | float, int] = {}
    columns: dict[str, list[str]] = {}
    excluded: int = 0
    empty: int = 0


VECTORS = [
    vector
    for path in sorted(FOLDER.glob("*.yaml"))
    for vector in msgspec.convert(msgspec.yaml.decode(path.read_bytes()), list[Vector], strict=False)
]
METRICS = {definition.name: definition for definition in DEFINITIONS}


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: f"{vector.metric}: {vector.name}")
def test_a_vector_has_its_figures(vector: Vector) -> None:
    definition = METRICS[vector.metric]
    counted = [str(code) for code, count in vector.counts.items() for _ in range(count)]
    columns = vector.columns or {definition.columns[0].name: counted}
    found = compute(definition, columns, vector.variant)
    assert (found.excluded, found.empty) == (vector.excluded, vector.empty)
    for expected in vector.expect:
        figure = found.figure(expected.figure, expected.of)
        assert figure.n == expected.n
        assert figure.value == (None if expected.value is None else pytest.approx(expected.value, abs=1e-4))
        assert figure.interval.reason == expected.reason
        if expected.low is not None:
            bounds = (figure.interval.low, figure.interval.high)
            assert bounds == pytest.approx((expected.low, expected.high), abs=0.0051), expected.figure


def test_every_metric_and_every_variant_has_a_vector() -> None:
    known = {(each.name, variant) for each in DEFINITIONS for variant in each.variants or ("",)}
    usual = {each.name: next(iter(each.sentences)) for each in DEFINITIONS}
    tested = {(vector.metric, vector.variant or usual[vector.metric]) for vector in VECTORS}
    assert tested >= known - {("gap", "1-5"), ("gap", "1-9")}  # which differ in nothing but their ends
    assert tested <= known
