"""A report as a folder of files: complete, self-contained, swapped in whole, alike by either builder."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

from assess.errors import Conflict
from assess.report.chart.renderer import Renderer
from assess.report.finding.model import Findings
from assess.report.site.builder import BuildFailed, build
from assess.report.site.write import write


class Outline(HTMLParser):
    """What a reader meets in a page: title, headings, links, ids, sources, the text of the article."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.sources: list[str] = []
        self.ids: list[str] = []
        self.headings: list[str] = []
        self.title = ""
        self.words: list[str] = []
        self._open: list[str] = []
        self._depth = 0
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.ids += [given["id"]] if given.get("id") else []
        self.links += [given["href"]] if tag == "a" and given.get("href") else []
        self.sources += [value for name in ("src", "srcset", "poster", "data") if (value := given.get(name))]
        self.sources += [given["href"]] if tag == "link" else []
        if tag in ("h1", "h2", "h3"):
            self.headings.append("")
        self._open.append(tag)
        self._depth += tag == "article"

    def handle_endtag(self, tag):
        while self._open and self._open.pop() != tag:
            pass
        self._depth -= tag == "article"

    def handle_data(self, data):
        if "title" in self._open and "svg" not in self._open:
            self.title += data
        if self.headings and self._open and any(tag in ("h1", "h2", "h3") for tag in self._open):
            self.headings[-1] += data
        if self._depth:
            self.words += data.split()


def outlines(site: Path) -> dict[str, Outline]:
    return {file.name: Outline(file.read_text("utf-8")) for file in site.glob("*.html")}


def test_site_holds_every_page_and_file(site: Path):
    names = {file.name for file in site.iterdir()}
    assert {
        "index.html",
        "method.html",
        "dimension-design.html",
        "scores.csv",
        "data.json",
        "look.css",
    } <= names


def test_site_carries_nothing_it_does_not_use(site: Path):
    assert not list(site.rglob("*.map"))
    sizes = {
        file.relative_to(site).as_posix(): file.stat().st_size for file in site.rglob("*") if file.is_file()
    }
    search = {name for name in sizes if name.startswith("pagefind/")} | {"assets/search.js"}
    assert {name for name in sizes if name.endswith(".js")} <= search
    documents = {"report.pdf", "report.xlsx", "findings.schema.json"}
    assert sum(sizes[name] for name in sizes.keys() - search - documents) < 500_000
    assert sum(sizes[name] for name in documents) < 600_000
    assert sum(sizes[name] for name in search) < 200_000


def test_title_of_the_report_cannot_smuggle_markup(make_findings, renderer: Renderer, tmp_path: Path):
    title = "</title><script>alert(1)</script> | *B* & \"C\" 'D' {{ config }}"
    write(make_findings(title), tmp_path / "pages", renderer)
    build(tmp_path / "pages", tmp_path / "site")
    page = (tmp_path / "site" / "index.html").read_text("utf-8")
    assert "<script" not in page
    assert Outline(page).title.strip() == title
    assert Outline(page).headings[0] == title


def test_foreign_folder_is_never_replaced(findings: Findings, renderer: Renderer, tmp_path: Path):
    write(findings, tmp_path / "pages", renderer)
    foreign = tmp_path / "photos"
    foreign.mkdir()
    (foreign / "holiday.jpg").write_text("dear")
    with pytest.raises(Conflict, match="no report has written"):
        build(tmp_path / "pages", foreign)
    with pytest.raises(Conflict, match="no report has written"):
        write(findings, foreign, renderer)
    assert (foreign / "holiday.jpg").read_text() == "dear"


def test_own_folder_is_replaced_whole(
    findings: Findings, alone: Findings, renderer: Renderer, tmp_path: Path
):
    write(findings, tmp_path / "pages", renderer)
    build(tmp_path / "pages", tmp_path / "site")
    write(alone, tmp_path / "pages", renderer)
    build(tmp_path / "pages", tmp_path / "site")
    assert "notice" not in (tmp_path / "site" / "index.html").read_text("utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["pages", "site"], (
        "scratch folders are left behind"
    )


def test_failed_build_leaves_the_old_site_as_it_was(findings: Findings, renderer: Renderer, tmp_path: Path):
    write(findings, tmp_path / "pages", renderer)
    build(tmp_path / "pages", tmp_path / "site")
    before = (tmp_path / "site" / "index.html").read_bytes()
    (tmp_path / "pages" / "mkdocs.yml").write_text("site_name: [broken")
    with pytest.raises(BuildFailed):
        build(tmp_path / "pages", tmp_path / "site")
    assert (tmp_path / "site" / "index.html").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["pages", "site"]


def test_same_findings_write_the_same_folder(findings: Findings, renderer: Renderer, tmp_path: Path):
    for name in ("one", "two"):
        write(findings, tmp_path / name, renderer)
    for file in (tmp_path / "one").rglob("*"):
        if file.is_file():
            assert file.read_bytes() == (tmp_path / "two" / file.relative_to(tmp_path / "one")).read_bytes()
