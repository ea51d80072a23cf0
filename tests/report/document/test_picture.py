"""A picture of a chart stands alone: its own title, colours, white paper, whom it compares with, and its size in print."""

from __future__ import annotations

import re
import struct
from xml.etree import ElementTree

import pytest
from chart_sample import build_perception, build_trend
from msgspec.structs import replace

from assess.report.chart.renderer import Renderer
from assess.report.document.download import Download, downloads
from assess.report.document.drawing import draw_printed, planned
from assess.report.document.picture import on_paper
from assess.report.finding.model import Findings
from assess.report.page.draw import pages

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def pictures(findings: Findings, renderer: Renderer) -> dict[str, Download]:
    return {
        file.name: file for file in downloads(findings, renderer, pictures=True) if file.part == "picture"
    }


def test_every_chart_comes_as_both(pictures: dict[str, Download], findings: Findings):
    stems = {f"chart-{id}" for id in ("ladder", "position", "profile", "priority")}
    stems |= {f"chart-strip-{chapter.id}" for chapter in findings.chapters}
    assert set(pictures) == {f"{stem}.{ending}" for stem in stems for ending in ("svg", "png")}


def test_pages_show_the_charts_that_there_are_files_of(findings: Findings, renderer: Renderer):
    trend, seen = build_trend(findings), build_perception(findings, ["1", "2", "3"])
    for found in (findings, replace(findings, trend=trend, perception=seen), replace(findings, views=())):
        shown = {chart.id for page in pages(found, renderer, ()) for chart in page.charts}
        assert shown == {plan.id for plan in planned(found)}


def test_a_drawing_needs_no_page_around_it(pictures: dict[str, Download]):
    for name, file in pictures.items():
        if name.endswith(".svg"):
            root = ElementTree.fromstring(file.content)
            assert "var(" not in file.content
            assert "paint-order" not in file.content
            assert "system-ui" not in file.content
            assert root.find(f"{SVG}rect").get("fill") == "#ffffff"
            assert root.find(f"{SVG}title").text
            assert root.find(f"{SVG}desc").text
            assert not re.search(r'(href|src)="(?!#)', file.content)


def test_a_drawing_says_what_it_shows_and_whom_it_compares_with(
    pictures: dict[str, Download], findings: Findings
):
    texts = [
        node.text
        for node in ElementTree.fromstring(pictures["chart-position.svg"].content).iter(f"{SVG}text")
    ]
    said = " ".join(text for text in texts if text)
    for sentence in ("Your dimensions beside your peers", findings.position_sentence, findings.synthetic):
        assert str(sentence) in said
    assert str(findings.peer_group.sentence) in said
    strip = " ".join(
        node.text or "" for node in ElementTree.fromstring(pictures["chart-strip-design.svg"].content).iter()
    )
    assert str(findings.synthetic) in strip
    assert str(findings.peer_group.sentence) not in strip


def test_a_picture_is_made_for_print(pictures: dict[str, Download]):
    for name, file in pictures.items():
        if name.endswith(".png"):
            width, height = struct.unpack(">II", file.content[16:24])
            drawn = ElementTree.fromstring(pictures[name.replace(".png", ".svg")].content)
            inches = int(drawn.get("width")) / 96, int(drawn.get("height")) / 96
            assert (width / inches[0], height / inches[1]) == pytest.approx((300, 300), rel=0.01)
            assert file.content[37:41] == b"pHYs"
            assert struct.unpack(">IIB", file.content[41:50]) == (11811, 11811, 1)


def test_the_same_chart_is_the_same_bytes(pictures: dict[str, Download], findings: Findings):
    again = downloads(findings, Renderer(), pictures=True)
    assert {file.name: file.content for file in again if file.part == "picture"} == {
        name: file.content for name, file in pictures.items()
    }


def test_text_on_paper_is_no_outline(findings: Findings, renderer: Renderer):
    for chart in draw_printed(findings, renderer).values():
        assert re.search(r"<text [^>]*stroke", chart.svgs[0])
        assert not re.search(r"<text [^>]*stroke", on_paper(chart.svgs[0]))
