"""Every figure that a report shows leads to how it comes about: by a link beside it, or in the caption of its table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser

import markdown
import msgspec
import pytest
from msgspec.structs import replace
from report_sample import build_questionnaire
from shipped_sample import SHIPPED, shipped_pages
from test_finding_parts import dated, together
from test_report_change import compare

from assess.report.chart.renderer import Renderer
from assess.report.document.download import downloads
from assess.report.finding.find import add_change, add_perception
from assess.report.finding.model import Findings
from assess.report.finding.perception import find_perception
from assess.report.finding.trend import find_trend
from assess.report.page.draw import pages
from assess.resource import resource
from assess.scoring.shrinkage import Smoothed

FIGURE = re.compile(
    r"(?<![\d.])\d+[.,]\d(?!\d*\.\d)|\d\s?%|\d(–\d+|\+) organisations|\beffort( of)? \d|Effort in all: \d|\dth\b"
)
"""A figure that somebody computed: with a decimal, a share, a band, an effort, a percentile."""
PLAIN = ("data.md", "glossary.md", "method.md")
"""Pages that hold no figures of their own, and the one that explains them."""


class Block:
    """One block of a page: all of its text, and where its links lead."""

    def __init__(self, tag: str) -> None:
        self.tag, self.text, self.links, self.captioned = tag, "", [], True


class Blocks(HTMLParser):
    """The blocks of a page, one for each table, list, figure, definition list and paragraph, charts left out."""

    OWN = ("table", "ul", "ol", "dl", "figure", "p", "h2", "details")

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[Block] = []
        self.open: list[Block] = []
        self.drawn = self.captioned = 0
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.drawn += tag == "svg"
        if tag in self.OWN and not self.drawn and not (self.open and tag == "p"):
            self.open.append(Block(tag))
            self.found.append(self.open[-1])
            self.open[-1].captioned = tag != "table"
        self.captioned += tag == "caption"
        if tag == "a" and self.open:
            href = dict(attrs).get("href", "")
            self.open[-1].links.append(href)
            if self.captioned and href.startswith("method.html#"):
                self.open[-1].captioned = True

    def handle_endtag(self, tag):
        self.drawn -= tag == "svg"
        self.captioned -= tag == "caption"
        if tag in self.OWN and self.open and self.open[-1].tag == tag:
            self.open.pop()

    def handle_data(self, data):
        if self.open and not self.drawn:
            self.open[-1].text += data


def render(text: str) -> str:
    listed = msgspec.yaml.decode(resource("mkdocs.yml").read_bytes())["markdown_extensions"]
    return markdown.markdown(text, extensions=[n if isinstance(n, str) else next(iter(n)) for n in listed])


def sections(page: str) -> Iterator[list[Block]]:
    """The blocks of each section, which begins at a heading."""
    held: list[Block] = []
    for block in Blocks(page).found:
        if block.tag == "h2":
            yield held
            held = []
        else:
            held.append(block)
    yield held


def unexplained(page: str) -> list[str]:
    """Figures without a way to the method: in a table whose caption has none, or in a section that has none."""
    found = []
    for blocks in sections(page):
        leads = any(
            link.startswith(("method.html#", "glossary.html#")) for block in blocks for link in block.links
        )
        for block in blocks:
            if FIGURE.search(block.text.replace("\u2060", "")) and not (
                block.captioned if block.tag == "table" else leads
            ):
                found.append(f"{block.tag}: {' '.join(block.text.split())[:80]}")
    return found


@pytest.fixture(scope="module")
def full(findings: Findings, make_findings: Callable[..., Findings], make_comparison) -> Findings:
    """A report with everything: change, course, colleagues, smoothed means, another edition before."""
    comparison = make_comparison()
    smoothed = replace(comparison, smoothed={"overall": Smoothed(value=2.1, weight=0.25)})
    then = replace(comparison, edition="synthetic-2026-q1-abcdef")
    told = add_change(make_findings(comparison=smoothed, then=then), compare())
    seen = find_perception(build_questionnaire(), together({"a": 5, "b": 5}))
    earlier = [dated(findings, "2025-01-01", 2.0), dated(findings, "2024-01-01", 3.0)]
    return replace(add_perception(told, seen), trend=find_trend(told, earlier))


def made(findings: Findings) -> dict[str, str]:
    return {page.file: page.text for page in pages(findings, Renderer(), downloads(findings))}


def test_every_figure_leads_to_how_it_comes_about(full: Findings):
    for file, text in made(full).items():
        if file not in PLAIN:
            ours = render(text).split('id="elsewhere"')[0]  # the figures of others bear their sources
            assert unexplained(ours) == [], file


def test_figure_without_a_way_is_found():
    assert unexplained("<p>You have 2.3 of 5.</p>") == ["p: You have 2.3 of 5."]
    table = "<table><tr><td>2.3</td></tr></table>"
    assert unexplained(f'<p><a href="method.html#score">x</a></p>{table}') == ["table: 2.3"]
    explained = '<table><caption><a href="method.html#score">x</a></caption><tr><td>2.3</td></tr></table>'
    assert unexplained(explained) == []


def test_every_way_ends_at_an_anchor_that_is_there(full: Findings, alone: Findings):
    for findings in (full, alone):
        texts = made(findings)
        anchors = {f"{file[:-3]}.html#{id}" for file, text in texts.items() for id in ids(text)}
        for file, text in texts.items():
            for href in re.findall(r'href="([^"]+#[^"]+)"', text):
                target = href if not href.startswith("#") else f"{file[:-3]}.html{href}"
                assert target in anchors, f"{file}: {href}"


def ids(text: str) -> set[str]:
    """Ids of elements, and of headings."""
    return {one or other for one, other in re.findall(r'\bid="([^"]+)"|\{ #([\w-]+) \}', text)}


def test_method_shows_the_reports_own_values(full: Findings):
    text = made(full)["method.md"].replace("&#8288;", "")
    assert str(full.next_steps[0].arithmetic) in text
    assert str(full.summary.ahead) in text
    assert str(full.overall.peers.place) in text
    assert '<td class="number">33%</td>' in text


@pytest.mark.parametrize(
    "text",
    [
        "20–29 organisations",
        "100+ organisations",
        "effort 2",
        "Effort in all: 9.",
        "at the 48th percentile",
        "5 %",
    ],
)
def test_figure_of_every_kind_is_one(text: str):
    assert unexplained(f"<p>{text}</p>")


@pytest.mark.parametrize("name", SHIPPED)
def test_every_figure_of_what_is_shipped_leads_to_how_it_comes_about(name: str):
    for file, text in shipped_pages(name).items():
        if file not in PLAIN:
            assert unexplained(render(text).split('id="elsewhere"')[0]) == [], file
