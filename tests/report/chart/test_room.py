"""Where a text stands in a drawing, and what runs through it."""

from __future__ import annotations

import pytest

from assess.report.chart.mark import Box, Dot, Drawing, Rule, Stop, Word
from assess.report.chart.room import HALO, crossed, frame_of, is_clear

WORD = Word(100, 50, "Find and fix", align="center")
LEFT, TOP, RIGHT, FOOT = frame_of(WORD)


def test_a_line_through_a_text_is_seen():
    word = Word(100, 50, "Find and fix", align="center")
    left, top, right, foot = frame_of(word)
    assert left < 100 < right
    assert top < 50 < foot
    assert not is_clear(word, [((0, 45), (200, 47))])
    assert not is_clear(word, [((100, 0), (100, 100))])
    assert is_clear(word, [((0, foot + 1), (200, foot + 1)), ((right + 1, 0), (right + 1, 100))])
    assert is_clear(word, [((0, 0), (left - 1, 100)), ((100, 0), (100, top - 1))])


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ({}, False),
        ({"grid": (Rule(100, 0, 100, 90),)}, True),
        ({"rules": (Rule(0, 47, 200, 47),)}, True),
        ({"rules": (Rule(0, FOOT + HALO + 1, 200, FOOT + HALO + 1),)}, False),
        ({"boxes": (Box(RIGHT - 5, FOOT, 300, TOP, "#000"),)}, True),
        ({"boxes": (Box(RIGHT + HALO + 1, TOP, 300, FOOT, "#000"),)}, False),
        ({"dots": (Dot(LEFT - 6, 47, size=170),)}, True),
        ({"dots": (Dot(LEFT - 20, 47, size=170),)}, False),
        ({"lines": (Stop(0, 1, 200, 47), Stop(0, 0, 0, 47))}, True),
        ({"lines": (Stop(0, 0, 0, 47), Stop(1, 0, 200, 47))}, False),
    ],
    ids=[
        "nothing",
        "grid through",
        "rule through",
        "rule below",
        "upside-down box",
        "box beside",
        "dot upon an end",
        "dot beside",
        "line through",
        "two lines' points",
    ],
)
def test_a_text_has_an_outline_where_a_mark_meets_it(marks: dict, expected: bool):
    assert crossed(Drawing(height=100, words=(WORD,), **marks)) == [expected]
