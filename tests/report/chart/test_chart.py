"""Charts show what the findings say, at a size people can read, in the page's colours."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import msgspec
import pytest
import vl_convert
from chart_drawing import written
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from assess.report.chart.layout import LINE, POSITION, STRIP
from assess.report.chart.position import draw_position, position_data
from assess.report.chart.renderer import Renderer, filled
from assess.report.chart.scale import scale_rows
from assess.report.chart.strip import draw_strip, strip_data
from assess.report.chart.svg import finish
from assess.report.finding.model import Findings
from assess.resource import resource


def test_kept_designs_are_what_altair_compiles():
    """Refresh with `python -m assess.report.chart.design`."""
    from assess.report.chart.design import designs

    compiled = designs()
    kept = {file.name: msgspec.json.decode(file.read_bytes()) for file in resource("site/chart").iterdir()}
    assert kept == msgspec.json.decode(msgspec.json.encode(compiled))


@pytest.mark.parametrize("layout", POSITION, ids=lambda layout: layout.name)
def test_position_data_is_as_agreed(findings: Findings, layout, golden):
    text = written(position_data(findings, layout))
    assert text == golden(f"chart/position-{layout.name}.json", text)


@pytest.mark.parametrize("layout", STRIP, ids=lambda layout: layout.name)
def test_strip_data_is_as_agreed(findings: Findings, layout, golden):
    text = written(strip_data(findings, findings.chapters[0], layout))
    assert text == golden(f"chart/strip-{layout.name}.json", text)


def test_without_an_edition_only_the_own_dots_remain(alone: Findings):
    rows = position_data(alone, POSITION[0])
    assert len(rows["own"]) == 4
    assert rows["band"] == rows["median"] == rows["said"] == []


def test_median_alone_is_a_tick_without_a_band(make_findings, make_comparison):
    rows = position_data(make_findings(comparison=make_comparison("10–14")), POSITION[0])
    assert rows["band"] == []
    assert len(rows["median"]) == 4
    assert rows["said"][0]["text"] == "peers' median 2.2"


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("Ad hoc", "Leading"), ["1 Ad hoc", "2 Leading"]),
        (
            ("Uporządkowany w pełni i stale", "Reaktywny"),
            ["1\nUporządkowany w pełni i stale", "2\nReaktywny"],
        ),
        (("Uporządkowany w pełni, stale i wszędzie", "Reaktywny"), ["level 1", "2"]),
    ],
)
def test_levels_are_named_alike_as_far_as_there_is_room(names, said):
    levels = [(1, names[0], 0), (2, names[1], 2.2)]
    rows = scale_rows(levels, 0, 5, POSITION[0])
    assert [row["text"] for row in rows["bands"]] == said


@given(names=st.lists(st.text("Wiж ", min_size=1, max_size=40), min_size=2, max_size=6))
def test_no_level_is_without_its_number(names):
    levels = [(at, name, at - 1) for at, name in enumerate(names, 1)]
    for layout in (*POSITION, *STRIP):
        bands = scale_rows(levels, 0, len(names), layout)["bands"]
        assert [re.search(r"\d", row["text"])[0] for row in bands] == [str(level) for level, *_ in levels]


def test_names_of_two_lines_have_room_above_the_plot(findings: Findings):
    named = tuple(replace(rung, name="Uporządkowany") for rung in findings.ladder)
    rows, plain = (
        position_data(replace(findings, ladder=ladder), POSITION[0]) for ladder in (named, findings.ladder)
    )
    deep, usual = (filled("position-wide", each)["padding"]["top"] for each in (rows, plain))
    assert rows["bands"][0]["text"].startswith("1\n")
    assert (usual, deep) == (28, 28 + LINE)


def test_refilling_leaves_the_design_as_it_was(findings: Findings):
    before = msgspec.json.encode(filled("position-wide", {}))
    filled("position-wide", position_data(findings, POSITION[0]))
    assert msgspec.json.encode(filled("position-wide", {})) == before


def test_charts_are_named_images_in_the_pages_colours(findings: Findings, renderer: Renderer):
    chart = draw_strip(findings, findings.chapters[0], renderer)
    for svg in chart.svgs:
        root = ElementTree.fromstring(svg)
        assert root.get("role") == "img"
        assert [root[0].text, root[1].text] == [chart.title, chart.sentence]
        assert not re.findall(r'(?:fill|stroke)="#', svg), "a colour that dark mode cannot change"
        assert "var(--attention, #a8480b)" in svg


def test_ids_are_unique_on_a_page(findings: Findings, renderer: Renderer):
    charts = [
        draw_position(findings, renderer),
        *(draw_strip(findings, c, renderer) for c in findings.chapters),
    ]
    ids = re.findall(r'\bid="([^"]+)"', "".join(svg for chart in charts for svg in chart.svgs))
    assert len(ids) == len(set(ids)) >= 16


@pytest.mark.parametrize("layout", STRIP, ids=lambda layout: layout.name)
def test_labels_put_in_afterwards_are_those_that_would_have_been_drawn(findings: Findings, layout):
    rows = strip_data(findings, findings.chapters[0], layout)
    rows["own"][0].update(label="<A> & \"b\" 'c'", lines=1)
    rows["own"][1].update(label="@2\n@1", lines=2)
    whole = vl_convert.vega_to_svg(filled(f"strip-{layout.name}", rows))
    texts = re.findall(r"<text.*?</text>", finish(whole, id_="a", title="T", description="D"))
    late = Renderer().svg_of(filled(f"strip-{layout.name}", rows))
    assert re.findall(r"<text.*?</text>", finish(late, id_="a", title="T", description="D")) == texts


def test_ids_inside_a_drawing_are_renamed_with_their_uses():
    svg = '<svg><clipPath id="clip0"/><g clip-path="url(#clip0)"/><use href="#clip0"/></svg>'
    done = finish(svg, id_="a", title="<T>", description="&")
    assert 'id="a-clip0"' in done
    assert "url(#a-clip0)" in done
    assert 'href="#a-clip0"' in done
    assert "&lt;T&gt;" in done


@pytest.mark.parametrize("layouts", [POSITION, STRIP], ids=["position", "strip"])
def test_text_is_never_under_12_px_and_nothing_is_wider_than_its_place(
    findings: Findings, renderer: Renderer, layouts
):
    chart = (
        draw_position(findings, renderer)
        if layouts is POSITION
        else draw_strip(findings, findings.chapters[0], renderer)
    )
    for layout, svg in zip(layouts, chart.svgs, strict=True):
        sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)px"', svg)]
        assert min(sizes) >= 12
        assert float(re.search(r'\bwidth="([\d.]+)"', svg).group(1)) == layout.width
    assert layouts[1].width <= 320


def test_nothing_scored_draws_nothing(make_findings):
    found = make_findings()
    chapters = tuple(
        replace(chapter, standing=replace(chapter.standing, score=None), responses=())
        for chapter in found.chapters
    )
    empty = replace(found, overall=replace(found.overall, score=None), chapters=chapters)
    assert draw_position(empty, Renderer()) is None
    assert draw_strip(empty, chapters[0], Renderer()) is None


def test_a_drawing_is_kept_by_its_content(findings: Findings, tmp_path: Path):
    first = draw_position(findings, Renderer(tmp_path))
    files = sorted(tmp_path.iterdir())
    assert len(files) == 2
    for file in files:
        file.write_text(file.read_text("utf-8").replace('class="marks"', 'class="kept"'), "utf-8")
    again = draw_position(findings, Renderer(tmp_path))
    assert "you 2.3" in first.svgs[0]
    assert "kept" in again.svgs[0]
    assert "you 2.3" in again.svgs[0]


def test_a_renderer_does_not_remember_for_ever(
    findings: Findings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("assess.report.chart.renderer.MOST_REMEMBERED", 2)
    renderer = Renderer(tmp_path)
    first = draw_position(findings, renderer)
    for file in tmp_path.iterdir():
        file.write_text(file.read_text("utf-8").replace('class="marks"', 'class="kept"'), "utf-8")
    assert draw_position(findings, renderer) == first  # remembered, not read
    draw_strip(findings, findings.chapters[0], renderer)
    assert all("kept" in svg for svg in draw_position(findings, renderer).svgs)
