"""Which editions an assessment is held against."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from assess.benchmark.archive import Released
from assess.benchmark.model import Manifest
from assess.benchmark.signature import Signature
from assess.benchmark.yardstick import yardsticks

from .conftest import HASH, edition_of, same


@pytest.fixture(scope="module")
def manifest() -> Manifest:
    return edition_of(same(12)).manifest


def released(
    manifest: Manifest, name: str, day: date, *, synthetic: bool = False, content: str = HASH
) -> Released:
    """An edition that was released on a day; a made-up one is not signed, and its period ends on that day."""
    about = replace(manifest, edition=name, synthetic=synthetic, questionnaire_hash=content, period_to=day)
    signature = Signature(format=1, edition=name, key="", published_on=day, signature="")
    return Released(folder=Path(name), manifest=about, signature=None if synthetic else signature)


FIRST, SECOND, THIRD = date(2026, 1, 20), date(2026, 4, 20), date(2026, 7, 20)


def names(released, day: date | None) -> tuple[str, str]:
    found = yardsticks(released, HASH, day)
    return tuple(each.manifest.edition if each else "" for each in (found.now, found.then))


@pytest.mark.parametrize(
    ("day", "then"),
    [
        (date(2026, 1, 19), ""),
        (FIRST, "a"),
        (date(2026, 4, 19), "a"),
        (SECOND, "b"),
        (date(2027, 1, 1), "c"),
        (None, ""),
    ],
)
def test_own_edition_is_the_one_in_force_on_the_day(manifest, day, then):
    row = [released(manifest, name, on) for name, on in zip("abc", (FIRST, SECOND, THIRD), strict=True)]
    assert names(row, day) == ("c", then)


def test_edition_of_other_content_is_no_yardstick(manifest):
    row = [released(manifest, "a", FIRST), released(manifest, "b", SECOND, content="b" * 64)]
    assert names(row, THIRD) == ("a", "a")


def test_made_up_editions_count_only_where_there_are_no_real_ones(manifest):
    made_up = [released(manifest, "x", FIRST, synthetic=True), released(manifest, "y", THIRD, synthetic=True)]
    assert names(made_up, SECOND) == ("y", "x")
    assert names([made_up[0], released(manifest, "a", SECOND), made_up[1]], THIRD) == ("a", "a")


def test_nothing_released_is_no_yardstick():
    assert names([], FIRST) == ("", "")
