"""One content, three ways to build it: the press, `mkdocs build` on the folder, Zensical on the folder. All agree."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from site_reader import BuiltPage, read_site
from site_sample import ONE_OF_EACH, TONGUES, portfolio_content, report_content

from assess.cli import main
from assess.cli.reference import command_page
from assess.language import speaking
from assess.report.benchmark import site as benchmark
from assess.report.chart.renderer import Renderer
from assess.report.manual import book
from assess.report.page.bytecode import Compiled
from assess.report.site.builder import build, publish
from assess.report.site.folder import Content, lay_out, shared_configuration
from assess.report.site.markup import is_markup, put_back, set_aside
from assess.report.site.press import BuildFailed, press_for
from assess.report.site.search import search_page
from tests.conftest import Once
from tests.documentation import sample_files
from tests.report.benchmark.edition_sample import build_source

ROOT = Path(__file__).parents[3]


def files_of(site: Path) -> dict[str, bytes]:
    return {str(file.relative_to(site)): file.read_bytes() for file in site.rglob("*") if file.is_file()}


def plain(address: str) -> str:
    """Zensical writes ./index.html."""
    return address.removeprefix("./")


def _ours(loaded: list[str]) -> list[str]:
    """What a page loads: nothing of the theme's, which has the builder's version in its name."""
    return sorted(plain(address) for address in loaded)


@pytest.fixture
def contents(
    tmp_path: Path, renderer: Renderer, monkeypatch: pytest.MonkeyPatch, once: Once
) -> Callable[[str], Content]:
    """The content of each kind of site, before it is built; of one in several languages, that in the last."""

    def content(kind: str) -> Content:
        if kind.startswith("report"):
            return report_content(kind.removeprefix("report-"), renderer)
        if kind == "portfolio":
            return portfolio_content(renderer)
        caught: list[Content] = []
        if kind == "benchmark":
            publish_site = benchmark.publish_site

            def catch(made: Content, out: Path, builder: str) -> Path:
                caught.append(made)
                return publish_site(made, out, builder=builder)

            monkeypatch.setattr(benchmark, "publish_site", catch)
            source = build_source(tmp_path / "editions")
            benchmark.publish(source, tmp_path / "x", title="P", languages=TONGUES, renderer=renderer)
        else:
            monkeypatch.setattr(book, "publish", lambda made, out, builder: caught.append(made))
            book.build(tmp_path / "x", commands=command_page(main), samples=sample_files(once))
        return caught[-1]

    return content


@pytest.mark.parametrize("kind", ["report-ru", "portfolio", "benchmark", "documentation"])
def test_press_makes_what_mkdocs_makes_byte_for_byte(
    contents: Callable[[str], Content], built: Callable[..., Path], tmp_path: Path, kind: str
):
    content = contents(kind)
    pressed = built(kind) if kind == "documentation" else publish(content, tmp_path / "pressed").parent
    lay_out(tmp_path / "pages", content)
    build(tmp_path / "pages", tmp_path / "built")
    ours, theirs = files_of(pressed), files_of(tmp_path / "built")
    assert ours.keys() == theirs.keys()
    assert [name for name in ours if ours[name] != theirs[name]] == []


def test_press_of_another_title_language_and_navigation_is_not_mixed_up(renderer: Renderer, tmp_path: Path):
    """A press stays warm: what the last site said must not be in the next."""
    made = [report_content(code, renderer, title) for code, title in (("en", "A"), ("ru", "B"), ("en", "C"))]
    first = press_for(made[0].settings).build(made[0])
    press_for(made[1].settings).build(made[1])
    last = press_for(made[2].settings).build(made[2])
    assert press_for(made[0].settings).build(made[0]) == first
    assert last["index.html"] == first["index.html"].replace(b">A<", b">C<").replace(b"\xb7 A", b"\xb7 C")


def seen(file: Path) -> dict[str, object]:
    """What a reader gets of a page, whichever builder made it.

    Left out is what Zensical does otherwise and nobody meets: the order of attributes and blanks in the source, the name of
    the theme's style sheet, "./index.html" for "index.html".
    """
    page = BuiltPage(file, drawn=False)
    return {
        "drawings": page.drawings,
        "title": page.title,
        "language": page.root.get("lang"),
        "headings": page.headings,
        "words": page.words,
        "links": list(map(plain, page.links)),
        "loaded": _ours(page.loaded),
        "ids": sorted(page.ids),
        "faults": page.faults,
    }


@pytest.mark.parametrize("kind", ONE_OF_EACH)
def test_every_page_of_every_kind_is_the_same_by_zensical(built: Callable[..., Path], kind: str):
    ours, theirs = read_site(built(kind)), read_site(built(kind, "zensical"))
    assert ours.keys() == theirs.keys()
    different = {
        name: (seen(page.file), seen(theirs[name].file))
        for name, page in ours.items()
        if page.file.read_bytes() != theirs[name].file.read_bytes()
    }
    assert different
    assert {name: pair for name, pair in different.items() if pair[0] != pair[1]} == {}


@pytest.mark.parametrize("kind", ONE_OF_EACH)
def test_every_other_file_is_the_same_by_zensical(built: Callable[..., Path], kind: str):
    """Byte for byte, but what the builder brings along, the index that Pagefind makes of its pages, and our list of them."""
    held = [
        {
            name: content
            for name, content in files_of(built(kind, way)).items()
            if not re.search(r"\.html$|(^|/)(pagefind/|\.assess-report$)", name)
        }
        for way in ("mkdocs", "zensical")
    ]
    assert held[0].keys() == held[1].keys()
    assert [name for name in held[0] if held[0][name] != held[1][name]] == []


def test_strict_site_with_a_link_to_nowhere_is_refused_and_a_lenient_one_built(tmp_path: Path):
    settings = shared_configuration("A", [{"A": "index.md"}], search=False)
    content = Content(texts={"index.md": "# A\n\n[x](gone.md)\n"}, settings=settings)
    publish(content, tmp_path / "lenient")
    with pytest.raises(BuildFailed, match=r"gone\.md"):
        publish(Content(texts=content.texts, settings={**settings, "strict": True}), tmp_path / "strict")
    assert not (tmp_path / "strict").exists()
    with pytest.raises(BuildFailed, match=r"index\.md:3") as told:
        publish(
            Content(texts=content.texts, settings={**settings, "strict": True}),
            tmp_path / "other",
            builder="zensical",
        )
    assert "\x1b" not in told.value.what
    assert "Traceback" not in told.value.what
    assert not (tmp_path / "other").exists()


def test_link_to_an_id_within_a_block_of_html_is_no_link_to_nowhere(tmp_path: Path):
    settings = shared_configuration("A", [{"A": "index.md"}, {"B": "b.md"}], search=False)
    texts = {"index.md": "# A\n\n[x](b.md#here)\n", "b.md": '# B\n\n<p id="here">x</p>\n'}
    publish(Content(texts=texts, settings={**settings, "strict": True}), tmp_path / "site")
    assert 'href="b.html#here"' in (tmp_path / "site" / "index.html").read_text("utf-8")


AGAIN = """
import sys
from pathlib import Path
from tests.report.benchmark.edition_sample import build_source
from tests.report.site.site_sample import report_content
from assess.report.benchmark.site import publish as publish_benchmark
from assess.report.chart.renderer import Renderer
from assess.report.site.builder import publish
out = Path(sys.argv[1])
publish(report_content("ru", Renderer()), out / "report")
publish_benchmark(build_source(out / "editions"), out / "benchmark", title="P", languages=("pl",))
"""


LIGHT = """
import sys
sys.modules["duckdb"] = sys.modules["scipy"] = sys.modules["altair"] = None
import assess.report.site.builder, assess.report.site.write
assert "asyncio" not in sys.modules and "mkdocs" not in sys.modules
"""


def test_what_only_builds_pages_loads_no_database_and_no_engine():
    """A report that changed is there in a second; loading these takes half of it."""
    subprocess.run([sys.executable, "-c", LIGHT], env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True)


def test_templates_compiled_before_are_not_compiled_again_and_changed_ones_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    (tmp_path / "a.j2").write_text("one {{ 1 + 1 }}")

    def environment() -> jinja2.Environment:
        loader = jinja2.FileSystemLoader(tmp_path)
        return jinja2.Environment(loader=loader, bytecode_cache=Compiled(tmp_path), autoescape=True)

    def compiled() -> list[bytes]:
        return [file.read_bytes() for file in sorted((tmp_path / "__pycache__").iterdir())]

    assert environment().get_template("a.j2").render() == "one 2"
    [kept] = compiled()
    again = environment()
    again.compile = None  # whoever compiles now fails
    assert again.get_template("a.j2").render() == "one 2"
    plain = jinja2.Environment(loader=again.loader, bytecode_cache=Compiled(tmp_path), autoescape=False)
    (tmp_path / "b.j2").write_text("{{ '<' ~ sign }}")
    assert plain.get_template("b.j2").render(sign=">") == "<>"
    assert environment().get_template("b.j2").render(sign=">") == "&lt;&gt;"
    (tmp_path / "a.j2").write_text("two {{ 1 + 1 }}")
    assert environment().get_template("a.j2").render() == "two 2"
    assert kept not in compiled()
    for file in (tmp_path / "__pycache__").iterdir():
        file.write_bytes(b"damaged")
    assert environment().get_template("a.j2").render() == "two 2"


def test_two_processes_make_the_same_bytes(tmp_path: Path):
    """Search index and list of files included."""
    for seed in ("1", "2"):
        paths = f"{ROOT}{os.pathsep}{ROOT / 'tests' / 'report'}"
        subprocess.run(
            [sys.executable, "-c", AGAIN, str(tmp_path / seed)],
            env={**os.environ, "PYTHONPATH": paths, "PYTHONHASHSEED": seed},
            check=True,
        )
    one, two = files_of(tmp_path / "1"), files_of(tmp_path / "2")
    assert any(name.endswith(".pf_index") for name in one)
    assert one.keys() == two.keys()
    assert [name for name in one if one[name] != two[name]] == []


WORDS = st.text("ab <>&\"'`*_#/=\n\t-:|[]()x", max_size=30)
PIECES = st.lists(
    st.one_of(
        WORDS,
        st.sampled_from(
            [
                "<p>a *b* c</p>",
                '<div class="x">\n<p>a</p>\n</div>',
                '<figure><svg viewBox="0 0 1 1"><path d="M0 0"/></svg></figure>',
                "<details><summary>s</summary>\n<table><tr><td>1</td></tr></table>\n</details>",
                "<ol><li>a<br>b</li></ol>\n<p>c</p>",
                "<p>a</p> *b* <p>c</p>",
                "<div>\n\n*a*\n\n</div>",
                '<p title="a > b">c</p>',
                "<p>a",
                "# A { #a }",
                "- a\n\n    <p>b</p>",
                "<span>a</span> *b*",
                "<!-- <p>a</p> -->",
                "    <p>code</p>",
                "```\n\n<p>a</p>\n\n```",
            ]
        ),
    ),
    max_size=6,
)


@given(PIECES)
def test_what_is_set_aside_comes_out_as_markdown_would_have_left_it(pieces: list[str]):
    import markdown

    text = "\n\n".join(pieces)
    extensions = ["admonition", "attr_list", "def_list", "fenced_code", "tables", "toc"]
    short, kept = set_aside(text)
    assert put_back(markdown.markdown(short, extensions=extensions), kept) == markdown.markdown(
        text, extensions=extensions
    )


def test_whole_elements_are_set_aside_and_nothing_else():
    assert is_markup('<div class="x">\n<p>a</p>\n</div>')
    assert is_markup('<figure><svg viewBox="0 0 1 1"><path d="M0 0"/></svg></figure>')
    assert not is_markup("<p>a</p> *b* <p>c</p>")
    assert not is_markup("<p>a")
    assert not is_markup("<span>a</span>")


def test_search_page_of_another_language_than_the_site_has_its_own_name_and_words():
    with speaking("pl"):
        [(name, text)] = search_page(first=False).items()
    assert name == "search.pl.md"
    assert "lang: pl" in text
    assert 'action="search.pl.html"' in text
