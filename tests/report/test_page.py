"""Pages say what the findings say, and show what people wrote as text."""

from __future__ import annotations

import html
import re

import markdown
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assess.report.chart.renderer import Renderer
from assess.report.document.download import downloads
from assess.report.finding.model import Findings
from assess.report.page.draw import pages
from assess.report.page.template import as_text
from assess.resource import resource

HOSTILE = "<script>alert(1)</script> *A* [b](javascript:c) | `d` {: #e } &amp; # F"


def extensions() -> list:
    return msgspec.yaml.decode(resource("mkdocs.yml").read_bytes())["markdown_extensions"]


def render(text: str) -> str:
    names = [name if isinstance(name, str) else next(iter(name)) for name in extensions()]
    return markdown.markdown(text, extensions=names)


def made(findings: Findings, renderer: Renderer) -> dict[str, str]:
    return {page.file: page.text for page in pages(findings, renderer, downloads(findings))}


@pytest.mark.parametrize(
    "file",
    [
        "index.md",
        "standing.md",
        "priorities.md",
        "what-if.md",
        "dimension-design.md",
        "department-support.md",
        "comparison.md",
        "method.md",
        "glossary.md",
    ],
)
def test_pages_are_as_agreed(findings: Findings, renderer: Renderer, golden, file: str):
    text = re.sub(r"<svg.*?</svg>", "<svg/>", made(findings, renderer)[file])
    assert text == golden(file, text)


def test_every_part_of_the_report_has_its_page(findings: Findings, renderer: Renderer):
    assert list(made(findings, renderer)) == [
        "index.md",
        "standing.md",
        "comparison.md",
        "priorities.md",
        "what-if.md",
        "dimension-design.md",
        "dimension-deliver.md",
        "dimension-listen.md",
        "department-support.md",
        "method.md",
        "glossary.md",
        "data.md",
    ]


def test_overview_keeps_the_agreed_order(findings: Findings, renderer: Renderer):
    text = made(findings, renderer)["index.md"]
    order = [
        "verdict",
        "ladder",
        "blocks",
        "beside-peers",
        "next-steps",
        "strengths",
        "all-dimensions",
        "data-and-method",
    ]
    places = [text.index(word) for word in order]
    assert places == sorted(places)
    assert text.count('<li class="step" ') == 3


def test_made_up_data_is_announced_on_every_page_and_nowhere_else(
    findings: Findings, alone: Findings, renderer: Renderer
):
    assert all('class="notice"' in text for text in made(findings, renderer).values())
    assert not any('class="notice"' in text for text in made(alone, renderer).values())


def test_comparison_without_an_edition_says_how_one_comes_to_be(alone: Findings, renderer: Renderer):
    assert "not compared with anybody" in made(alone, renderer)["comparison.md"]


def test_what_people_write_is_shown_not_obeyed(make_findings, renderer: Renderer):
    found = make_findings(HOSTILE, remarks=True)
    for file, text in made(found, renderer).items():
        page = render(text)
        assert "<script" not in page
        assert "javascript:c" not in re.findall(r'href="([^"]*)"', page)
        if file == "index.md":
            shown = html.unescape(re.sub(r"<[^>]+>", "", page))
            assert HOSTILE in shown, file
    assert "&#60;b&#62;Not &#42;our&#42; &#124; job" in made(found, renderer)["dimension-design.md"]


@settings(deadline=None)  # other work on the machine must not fail a law
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1).filter(str.strip))
def test_any_text_survives_markdown_as_it_is(text: str):
    for before, frame in (
        ("", "<p>{}</p>"),
        ("", "# {} {{ #top }}"),
        ("x ", "<p>x</p>\n\n<ul>\n<li>{}</li>\n</ul>"),
    ):
        page = render(frame.format(as_text(text)))
        shown = html.unescape(re.sub(r"<[^>]+>", "", page))
        # Ids of headings and the joiner inside bands are no text.
        assert " ".join(shown.replace("\u2060", "").split()).removeprefix(before) == " ".join(
            text.replace("\u2060", "").split()
        )


def test_no_page_or_file_tells_an_exact_number_of_companies(findings: Findings, renderer: Renderer):
    texts = [*made(findings, renderer).values(), *(file.content for file in downloads(findings))]
    for text in texts:
        plain = re.sub(r"<[^>]+>|&#8288;", "", text)
        for number in re.findall(r"(\S+) organisations", plain):
            assert not number.isdigit() or "published from" in plain
