"""A report in several languages: a switch on every page leads to the same page in the other language, and back."""

from __future__ import annotations

from pathlib import Path

from site_reader import broken, read_site
from site_sample import report_content

from assess.report.chart.renderer import Renderer
from assess.report.site.builder import publish
from assess.report.site.tongue import side_by_side


def test_every_page_leads_to_itself_in_the_other_language(renderer: Renderer, tmp_path: Path):
    made = side_by_side({code: report_content(code, renderer) for code in ("pl", "sr-Latn")})
    for code, content in made.items():
        publish(content, tmp_path / code)
    assert broken(tmp_path) == []
    for code, other in (("pl", "sr-Latn"), ("sr-Latn", "pl")):
        for name, page in read_site(tmp_path / code).items():
            assert f"../{other}/{name}" in page.links, name
            assert page.faults == [], name
    text = (tmp_path / "pl" / "method.html").read_text("utf-8")
    assert '<a href="../pl/method.html" lang="pl" hreflang="pl" aria-current="true">polski</a>' in text


def test_one_language_needs_no_switch(renderer: Renderer):
    content = report_content("pl", renderer)
    assert side_by_side({"pl": content}) == {"pl": content}
