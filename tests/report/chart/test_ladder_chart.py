"""The ladder: what holds back the next level, as far as answers may be named."""

from __future__ import annotations

from chart_sample import build_many
from msgspec.structs import replace

from assess.report.chart.ladder import draw_ladder, ladder_marks
from assess.report.chart.layout import LADDER
from assess.report.chart.renderer import Renderer
from assess.report.finding.model import Findings


def test_ladder_names_what_holds_back_the_next_level_and_counts_the_rest():
    words = [word.text for word in ladder_marks(build_many(10), LADDER[0]).words]
    assert words.count("and 4 more") == 1
    assert sum(word.startswith("Practice") for word in words) == 6


def test_ladder_without_single_answers_names_none(many: Findings, renderer: Renderer):
    public = replace(many, chapters=tuple(replace(chapter, responses=()) for chapter in many.chapters))
    chart = draw_ladder(public, renderer)
    assert "q0" not in "".join(chart.svgs)
    assert not any(row[2] for row in chart.table.rows)


def test_no_levels_no_ladder(many: Findings, renderer: Renderer):
    assert draw_ladder(replace(many, ladder=()), renderer) is None
