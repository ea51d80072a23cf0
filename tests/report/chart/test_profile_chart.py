"""The profile: a row for every line, the own dot, and of the peers what is published."""

from __future__ import annotations

from msgspec.structs import replace
from report_sample import build_comparison, build_findings

from assess.report.chart.layout import PROFILE
from assess.report.chart.profile import draw_profile, profile_marks, profile_of
from assess.report.chart.renderer import Renderer
from assess.report.finding.model import Findings


def test_a_line_without_a_score_has_a_row_without_a_dot_and_its_reason(many: Findings, renderer: Renderer):
    chapters = list(many.chapters)
    chapters[1] = replace(
        chapters[1], standing=replace(chapters[1].standing, score=None, reason="Too few answers.", peers=None)
    )
    found = replace(many, chapters=tuple(chapters))
    whole, less = (len(profile_marks(each, profile_of(each), PROFILE[0]).dots) for each in (many, found))
    assert less == whole - 1
    chart = draw_profile(found, renderer)
    assert chart.table.rows[2][:2] == ("Dimension 1", "Too few answers.")


def test_profile_without_peers_has_no_column_for_them(renderer: Renderer):
    chart = draw_profile(build_findings(), renderer)
    assert [column.name for column in chart.table.header] == ["What is scored", "You"]


def test_profile_of_nothing_is_no_chart(renderer: Renderer):
    found = build_findings()
    bare = tuple(
        replace(chapter, standing=replace(chapter.standing, score=None)) for chapter in found.chapters
    )
    found = replace(found, overall=replace(found.overall, score=None), chapters=bare, views=())
    assert draw_profile(found, renderer) is None


def test_comparison_is_drawn_as_far_as_it_is_published():
    few = build_findings(comparison=build_comparison("10–14"))
    drawing = profile_marks(few, profile_of(few), PROFILE[0])
    assert not drawing.boxes
    assert len(drawing.rules) == 4
