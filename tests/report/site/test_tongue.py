"""A report in several languages: a switch on every page leads to the same page in the other language, and back."""

from __future__ import annotations

from pathlib import Path

import pytest
from site_reader import broken, read_site
from site_sample import report_content

from assess.report.chart.renderer import Renderer
from assess.report.site.builder import publish
from assess.report.site.tongue import linked

CODES = ("pl", "sr-Latn")


@pytest.mark.parametrize("builder", ["mkdocs", "zensical"])
def test_every_page_leads_to_itself_in_the_other_language(renderer: Renderer, tmp_path: Path, builder: str):
    for code in CODES:
        publish(linked(report_content(code, renderer), CODES), tmp_path / code, builder=builder)
    assert broken(tmp_path) == []
    for code, other in (CODES, reversed(CODES)):
        for name, page in read_site(tmp_path / code).items():
            assert f"../{other}/{name}" in page.links, name
            assert page.faults == [], name
            assert told(page) == {each: f"../{each}/{name}" for each in CODES}
        assert "search.html" in read_site(tmp_path / code)
    page = read_site(tmp_path / "pl")["method.html"]
    current = next(each for _, each in page.elements if each.get("aria-current") == "true")
    assert (current.get("href"), current.get("lang"), current.text) == ("../pl/method.html", "pl", "Polski")


def told(page) -> dict[str, str]:
    """The same page in each language, as search engines are told."""
    links = [each for name, each in page.elements if name == "link" and each.get("rel") == "alternate"]
    return {each.get("hreflang"): each.get("href") for each in links}


def test_readers_of_any_language_are_led_to_the_first_page(renderer: Renderer, tmp_path: Path):
    content = linked(report_content("pl", renderer), CODES, entrance="../index.html")
    publish(content, tmp_path / "pl")
    pages = read_site(tmp_path / "pl").values()
    assert {told(page)["x-default"] for page in pages} == {"../index.html"}


def test_one_language_needs_no_switch(renderer: Renderer):
    content = report_content("pl", renderer)
    assert linked(content, ("pl",)) == content
