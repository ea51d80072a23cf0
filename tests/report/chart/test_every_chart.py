"""Every chart laid out in pixels: it names itself, keeps its place and its colours, and no mark hides another."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from chart_drawing import DRAWN, draw, written
from chart_sample import build_many, draw_every
from hypothesis import given, settings
from hypothesis import strategies as st

from assess.report.chart.renderer import Renderer
from assess.report.chart.table import Column, Table
from assess.report.finding.model import Findings
from assess.report.look import LEVELS


@pytest.mark.parametrize("at", [0, 1], ids=["wide", "narrow"])
@pytest.mark.parametrize("id_", DRAWN)
def test_drawing_is_as_agreed(many: Findings, id_: str, at: int, golden):
    text = written(draw(id_, many, at))
    assert text == golden(f"chart/{id_}-{('wide', 'narrow')[at]}.json", text)


def test_every_chart_names_itself_and_brings_its_table(many: Findings, renderer: Renderer):
    charts = list(draw_every(many, renderer))
    assert len(charts) == 11
    for chart in charts:
        assert chart.title, chart.id
        assert chart.sentence, chart.id
        assert chart.table, chart.id
        assert chart.table.rows, chart.id
        assert all(row[0] for row in chart.table.rows), chart.id


def test_a_ragged_table_is_refused():
    with pytest.raises(ValueError, match="cell for each column"):
        Table((Column("a"), Column("b")), (("1",),))


def test_ids_of_all_charts_are_unique_on_one_page(many: Findings, renderer: Renderer):
    drawn = "".join(svg for chart in draw_every(many, renderer) for svg in chart.svgs)
    ids = re.findall(r'\bid="([^"]+)"', drawn)
    assert len(ids) == len(set(ids)) >= 40


def test_only_colours_of_levels_stay_as_they_are_by_night(many: Findings, renderer: Renderer):
    drawn = "".join(svg for chart in draw_every(many, renderer) for svg in chart.svgs)
    fixed = set(re.findall(r'(?:fill|stroke)="(#[0-9a-f]+)"', drawn))
    assert fixed == set(LEVELS)


def test_a_name_is_text_and_never_markup(renderer: Renderer):
    name = '<script>alert("1")</script> & co'
    for chart in draw_every(build_many(3, name=name), renderer, name=name):
        for svg in chart.svgs:
            assert "<script" not in svg, chart.id
            assert ElementTree.fromstring(svg).tag.endswith("svg"), chart.id


@pytest.mark.parametrize("id_", DRAWN)
def test_every_figure_stays_within_the_width(many: Findings, id_: str):
    for at, width in ((0, 720), (1, 320)):
        drawing = draw(id_, many, at)
        for mark in (*drawing.boxes, *drawing.dots, *drawing.rules, *drawing.grid):
            assert -0.5 <= mark.x <= width + 0.5
            assert -0.5 <= mark.y <= drawing.height


@pytest.mark.parametrize("at", [0, 1], ids=["wide", "narrow"])
@pytest.mark.parametrize("id_", DRAWN)
@given(rows=st.integers(1, 14), name=st.sampled_from(["", "Кто отвечает за качество " * 6, "x" * 300]))
@settings(max_examples=6, deadline=None)
def test_every_row_has_its_place_and_no_two_share_one(id_: str, at: int, rows: int, name: str):
    drawing = draw(id_, build_many(max(rows, 2), name=name), at)
    width = 320 if at else 720
    for number, spot in enumerate(drawing.spots):
        assert -0.5 <= spot.x < spot.x2 <= width + 0.5
        assert 0 <= spot.y < spot.y2 <= drawing.height + 0.5
        for other in drawing.spots[number + 1 :]:
            across = min(spot.x2, other.x2) - max(spot.x, other.x)
            down = min(spot.y2, other.y2) - max(spot.y, other.y)
            assert across <= 1 or down <= 1 or spot.row == other.row
    assert {spot.row for spot in drawing.spots} == set(range(len({spot.row for spot in drawing.spots})))
