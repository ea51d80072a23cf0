"""Every kind of site as files: nothing is missing, nothing is asked of anybody else, every page is valid and light."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from site_reader import SAMPLE, BuiltPage, broken, read_site
from site_sample import KINDS

LIGHT = 150_000
"""Bytes, compressed: a page with its style sheets and everything else it loads."""


@pytest.mark.parametrize("kind", KINDS)
def test_every_link_and_source_leads_somewhere_and_none_elsewhere(built: Callable[..., Path], kind: str):
    assert broken(built(kind)) == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_page_is_valid(built: Callable[..., Path], kind: str):
    faults = {name: page.faults for name, page in read_site(built(kind)).items()}
    assert {name: found for name, found in faults.items() if found} == {}


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_but_that_of_the_search_has_a_script(built: Callable[..., Path], kind: str):
    pages = read_site(built(kind))
    with_script = {name for name, page in pages.items() if any(tag == "script" for tag, _ in page.elements)}
    searching = {name for name in pages if re.fullmatch(r"(.*/)?search(\.[^/]+)?\.html", name)}
    assert with_script == searching
    assert bool(searching) == (kind != "portfolio")
    wanted = {
        (Path(name).parent / script).as_posix()
        for name in searching
        for script in ("assets/search.js", "pagefind/pagefind.js", "pagefind/pagefind-worker.js")
    }
    files = (file.relative_to(built(kind)).as_posix() for file in built(kind).rglob("*.js"))
    scripts = {file for file in files if not SAMPLE.match(file)}
    assert scripts - wanted <= {"assets/search.js"}
    assert wanted <= scripts


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_has_a_style_or_a_handler_that_a_strict_policy_would_refuse(
    built: Callable[..., Path], kind: str
):
    for name, page in read_site(built(kind)).items():
        for tag, element in page.elements:
            assert tag != "style", name
            assert not [key for key in element.attrib if key.startswith("on") or key == "style"], (name, tag)


@pytest.mark.parametrize("kind", KINDS)
def test_page_with_all_it_loads_is_light(built: Callable[..., Path], kind: str):
    for name, page in read_site(built(kind)).items():
        if kind == "documentation" and name.startswith("questionnaire-"):
            continue  # a whole questionnaire, to print: as long as it is
        files = {page.file, *((page.file.parent / address).resolve() for address in page.loaded)}
        weight = sum(len(gzip.compress(file.read_bytes())) for file in files)
        assert weight <= LIGHT, f"{name}: {weight}"


def test_reader_sees_what_is_wrong(tmp_path: Path):
    """The crawler itself can fail: one fault of each kind."""
    (tmp_path / "index.html").write_text(
        "<!doctype html><html><head><title></title><link rel=stylesheet href=gone.css>"
        "<script src=https://example.org/x.js></script></head><body><h1>A</h1><h3 id=a>B</h3><p id=a><div></p></b>"
        "<a href=other.html>o</a><a href='#none'>n</a><img src=//example.org/p.png><ul><p></p></ul>"
        "<label for=nobody>x</label><center></center></body></html>"
    )
    (tmp_path / "look.css").write_text("@import 'https://example.org/a.css'; a { background: url(b.png) }")
    said = " ".join([*broken(tmp_path), *BuiltPage(tmp_path / "index.html").faults])
    for part in (
        "misses gone.css",
        "asks https://example.org/x.js",
        "asks //example.org/p.png",
        "leads to other.html",
        "leads to #none",
        "look.css asks https://example.org/a.css",
        "look.css asks b.png",
        "unexpected-end-tag",
        "id 'a' twice",
        "no element 'nobody'",
        "h1 before h3",
        "no language",
        "no title",
        "without words",
        "{'p'} in <ul>",
        "<center> is obsolete",
    ):
        assert part in said, part
