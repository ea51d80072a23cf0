"""What PDF/UA-1 asks of the printed report beyond what typst refuses: read back from the bytes, for every kind of report."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from chart_sample import build_perception, build_trend
from msgspec.structs import replace
from paper_reader import MISSING, Paper
from report_sample import build_comparison, build_findings
from report_words import WORDS

from assess.language import speaking
from assess.report.chart.renderer import Renderer
from assess.report.document.block import Heading
from assess.report.document.drawing import draw_printed
from assess.report.document.paper import compose, print_pdf
from assess.report.finding.audience import meant_for
from assess.report.finding.model import Findings

PARENTS = {
    "TD": {"TR"},
    "TH": {"TR"},
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "LI": {"L"},
    "LBody": {"LI"},
}
SIZES = re.compile(r'font-size="([\d.]+)px"')


def build_long(language: str = "en") -> Findings:
    """A report with everything that one can have: peers, a course, colleagues."""
    found = build_findings(words=WORDS[language], comparison=build_comparison())
    return replace(found, trend=build_trend(found), perception=build_perception(found, ["1", "2", "3"]))


@pytest.fixture(scope="module", params=["long", "alone", "public", "unscored"])
def kind(request: pytest.FixtureRequest, findings: Findings, alone: Findings) -> Findings:
    if request.param == "long":
        return build_long()
    if request.param == "alone":
        return alone
    if request.param == "public":
        return meant_for(findings, "public")
    unscored = replace(findings.overall, score=None, level=None, hundredths=None, peers=None, reason="Why.")
    chapters = (*findings.chapters[:-1], replace(findings.chapters[-1], standing=unscored, outlook=None))
    return replace(findings, chapters=chapters)


@pytest.fixture(scope="module")
def paper(kind: Findings, renderer: Renderer) -> Paper:
    return Paper(print_pdf(kind, renderer))


def test_no_heading_leaves_out_a_level(paper: Paper):
    depths = [int(role[1]) for role, _ in paper.roles if re.fullmatch(r"H\d", role)]
    assert len(depths) > 10
    assert depths[0] == 1
    assert not [pair for pair in pairwise(depths) if pair[1] > pair[0] + 1]


def test_every_figure_has_words_in_its_place(paper: Paper, kind: Findings, renderer: Renderer):
    figures = [body for role, body in paper.roles if role == "Figure"]
    assert len(figures) == len(draw_printed(kind, renderer))
    assert all(b"/Alt" in body for body in figures)


def test_cells_are_in_rows_and_entries_in_lists(paper: Paper):
    """Each element names its parent as /P; the parent's role is one that may hold it."""
    roles = dict(paper.roles_by_number)
    held = [(roles[number], roles.get(parent, "")) for number, parent in paper.parents]
    assert {"TD", "TH", "LI"} <= {child for child, _ in held}
    assert not [pair for pair in held if pair[0] in PARENTS and pair[1] not in PARENTS[pair[0]]]


def test_heads_of_tables_say_what_they_head(paper: Paper):
    heads = [body for role, body in paper.roles if role == "TH"]
    assert heads
    assert all(b"/Scope" in body for body in heads)


def test_every_link_says_where_it_leads(paper: Paper):
    links = paper.all(b"/Subtype/Link")
    assert links
    assert all(b"/Contents" in body for body in links)


def test_no_section_is_empty(kind: Findings, renderer: Renderer):
    document = compose(kind, draw_printed(kind, renderer))
    blocks = (*document.summary, *document.blocks)
    for block, following in zip(blocks, (*blocks[1:], None), strict=True):
        if isinstance(block, Heading):
            assert following, block.text
            assert not isinstance(following, Heading) or following.depth > block.depth, block.text


@pytest.mark.parametrize("language", list(WORDS))
def test_charts_are_written_in_letters_that_are_inside(language: str, renderer: Renderer):
    with speaking(language):
        found = build_long(language)
        charts = draw_printed(found, renderer)
        paper = Paper(print_pdf(found, renderer))
    assert set(charts) == {"position", "priority", "trend", "heat"}
    text = re.sub(r"\s", "", paper.text)
    for chart in charts.values():
        lines = re.findall(r"<t(?:ext|span)[^>]*>([^<&]+)<", chart.svgs[0])
        assert len(lines) > 5
        assert not [line for line in lines if re.sub(r"\s", "", line) not in text], chart.id
    assert MISSING not in text


def test_text_in_a_chart_is_never_smaller_than_on_a_screen(renderer: Renderer):
    """12 px at 96 an inch are 9 pt; a drawing of 720 px is 170 mm wide on paper, its text a fifth larger."""
    for chart in draw_printed(build_long(), renderer).values():
        width = float(re.search(r' width="(\d+)"', chart.svgs[0])[1])
        height = float(re.search(r' height="([\d.]+)"', chart.svgs[0])[1])
        scale = min(170, 205 * width / height) / 25.4 * 72 / width
        assert min(map(float, SIZES.findall(chart.svgs[0]))) * 1.2 * scale >= 9, chart.id
