"""The map of next steps: numbered dots apart from each other, each where its step belongs."""

from __future__ import annotations

import math

from chart_sample import build_many
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from assess.report.chart.layout import PRIORITY
from assess.report.chart.priority import DOT, EDGE, MOST, TOP, draw_priority, place_steps, priority_marks
from assess.report.chart.renderer import Renderer
from assess.report.finding.model import Findings


@given(
    st.lists(
        st.tuples(st.sampled_from([0.5, 1.0, 1.0, 2.0, 9.0]), st.sampled_from([0.2, 0.4, 1.0])),
        min_size=1,
        max_size=MOST,
    ),
    st.sampled_from(PRIORITY),
)
def test_numbered_dots_never_touch_nor_leave_the_plot(stakes, layout):
    step = build_many(1).next_steps[0]
    steps = [replace(step, importance=importance, gap=gap) for importance, gap in stakes]
    places = place_steps(steps, layout)
    for at, place in enumerate(places):
        assert layout.left + EDGE - 1e-6 <= place[0] <= layout.left + layout.plot - EDGE + 1e-6
        assert TOP + EDGE - 1e-6 <= place[1] <= TOP + layout.row - EDGE + 1e-6
        assert all(math.dist(place, other) >= DOT for other in places[:at])


def test_what_matters_more_is_further_right_and_what_lacks_more_higher():
    step = build_many(1).next_steps[0]
    light, heavy = replace(step, importance=1.0, gap=0.2), replace(step, importance=3.0, gap=0.9)
    (x, y), (x2, y2) = place_steps([light, heavy], PRIORITY[0])
    assert x < x2
    assert y > y2


def test_what_holds_back_the_next_level_is_a_diamond(many: Findings):
    shapes = [dot.shape for dot in priority_marks(many.next_steps, PRIORITY[0]).dots[: len(many.next_steps)]]
    assert shapes == ["diamond" if step.blocks else "circle" for step in many.next_steps]


def test_steps_beyond_the_drawn_ones_are_counted_and_in_the_table(renderer: Renderer):
    found = build_many(MOST + 6)
    steps = [step for step in found.next_steps if step.priority > 0]
    assert f"and {len(steps) - MOST} more" in [word.text for word in priority_marks(steps, PRIORITY[0]).words]
    assert len(draw_priority(found, renderer).table.rows) == len(steps)


def test_the_sentence_counts_the_diamonds_that_are_drawn(renderer: Renderer):
    found = build_many(MOST + 26)
    steps = [step for step in found.next_steps if step.priority > 0]
    chart = draw_priority(found, renderer)
    dots = priority_marks(steps, PRIORITY[0], listed=False).dots
    diamonds = sum(dot.shape == "diamond" for dot in dots)
    assert 0 < diamonds < sum(bool(step.blocks) for step in steps)
    assert chart.sentence == (
        f"The first {MOST} of {len(steps)} steps are drawn. Diamonds hold back the next level: {diamonds}."
    )


def test_the_sentence_counts_all_steps_where_all_are_drawn(renderer: Renderer):
    found = build_many(MOST)
    blocking = sum(bool(step.blocks) for step in found.next_steps)
    said = f"{blocking} of {MOST} steps hold back the next level: the diamonds."
    assert draw_priority(found, renderer).sentence == said


def test_a_step_that_is_only_to_be_found_out_has_no_place(many: Findings, renderer: Renderer):
    steps = tuple(replace(step, priority=0.0) for step in many.next_steps)
    assert draw_priority(replace(many, next_steps=steps), renderer) is None
