"""Progress to a target: the vectors of OWASP SAMM, and what holds for any parts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from assess.errors import InvalidAnswer
from assess.scoring.target import distance, progress

CURRENT = {"a1": 0.25, "a2": 0, "a3": 0, "b1": 1, "b2": 0, "b3": 0}
TARGET = {"a1": 1, "a2": 1, "a3": 0, "b1": 1, "b2": 0.5, "b3": 0}
PARTS = some.dictionaries(some.sampled_from("abcdef"), some.floats(0, 3), min_size=1)


def test_streams_of_a_practice_against_their_targets():
    found = distance(CURRENT, TARGET)
    assert found.gap == {"a1": 0.75, "a2": 1, "a3": 0, "b1": 0, "b2": 0.5, "b3": 0}
    assert found.reached == pytest.approx(0.357, abs=5e-4)
    practice = [
        sum(each.values()) / 2 for each in (CURRENT, TARGET)
    ]  # three levels, each the mean of two streams
    assert practice == [0.625, 1.75]
    assert found.reached == pytest.approx(practice[0] / practice[1])


def test_progress_since_the_baseline():
    assert progress(0.625, 1.25, 1.75) == pytest.approx(0.5556, abs=5e-5)
    assert progress(0.625, 0.625, 1.75) == 0
    assert progress(0.625, 1.75, 1.75) == 1
    assert progress(0.625, 0.5, 1.75) < 0
    assert progress(2, 2.5, 2) is None


def test_more_than_the_target_in_one_part_does_not_make_up_for_another():
    assert distance({"a": 3, "b": 0}, {"a": 1, "b": 1}).reached == 0.5


def test_a_part_without_a_value_lacks_all_of_its_target_and_no_target_is_no_way():
    assert distance({}, {"a": 2}) == distance({"a": 0}, {"a": 2})
    assert distance({"a": 1}, {"a": 0}).reached is None


@given(PARTS, some.data())
def test_what_is_reached_is_a_share_and_never_falls_when_a_part_rises(target, data):
    current = {part: data.draw(some.floats(0, 3)) for part in target}
    found = distance(current, target)
    if found.reached is None:
        return
    part = data.draw(some.sampled_from(sorted(target)))
    raised = distance({**current, part: current[part] + 0.5}, target)
    assert -1e-9 <= found.reached <= raised.reached + 1e-9 <= 1 + 2e-9


def test_a_part_without_a_target_and_a_negative_value_are_refused():
    with pytest.raises(InvalidAnswer, match="b has no target"):
        distance({"b": 1}, {"a": 1})
    with pytest.raises(InvalidAnswer, match="a has the value -1"):
        distance({"a": -1}, {"a": 1})
