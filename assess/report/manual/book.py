"""Authored and generated pages → the documentation site, by the builder and the theme of the reports.

The order of the pages, and hence the navigation, stands in `AUTHORED` and `book`. What can be generated is: a
page about the format, a questionnaire, the settings or the commands is made from the thing itself and cannot
fall behind it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from ...language import speaking
from ...questionnaire.catalogue import Catalogue, load_catalogue
from ...resource import resource
from ..page.draw import Page
from ..site.builder import Builder, publish
from ..site.folder import Content, navigation, shared_configuration
from ..site.search import search_page
from .form import form_pages, languages_of, neighbours_in
from .gallery import chart_page
from .grammar import format_page
from .rule import rule_list
from .setting import settings_list
from .theme import theme_page

TITLE = "assess"
DESCRIPTION = "Open, self-hosted assessments of customer experience maturity"

AUTHORED = (
    ("", "index.md", "Start"),
    ("Guides", "assess-your-company.md", "Assess your company"),
    ("Guides", "for-consultants.md", "For consultants"),
    ("Guides", "portfolio.md", "A portfolio"),
    ("Guides", "for-readers.md", "For readers"),
    ("Guides", "sample.md", "A sample report"),
    ("Guides", "publish-a-report.md", "Publish a report"),
    ("Guides", "for-authors.md", "For authors"),
    ("Guides", "for-operators.md", "For operators"),
    ("Guides", "first-edition.md", "Your first edition"),
    ("Guides", "exchange.md", "Exchange with other tools"),
    ("How it works", "method.md", "Method"),
    ("How it works", "benchmark.md", "Benchmark"),
    ("How it works", "public-benchmark.md", "Public benchmark"),
    ("How it works", "metrics.md", "Metrics"),
)
"""Part, file and title of the pages that people write, in the order of the navigation."""
SAMPLE = "sample"
"""The folder of the sample report, in which each language has its own."""
LISTS = {"<!-- settings -->": settings_list, "<!-- rules -->": rule_list}
"""Where an authored page wants a list that is made from the program itself."""


def build(
    out: Path, *, commands: str, samples: Mapping[str, Mapping[str, bytes]], builder: Builder = "mkdocs"
) -> Path:
    """Build the documentation at `out`, whole or not at all; returns the start page.

    `commands` is the Markdown page about the command line, which only the command line itself can write. `samples` are
    the files of the sample report by language and name, as a press built them; they stand in ``sample/<language>/``.
    Errors as in `assess.report.site.builder.publish`; a broken internal link is one of them.
    """
    catalogue = load_catalogue(resource("questionnaires"))
    pages = tuple(book(catalogue, commands))
    texts: dict[str, str | bytes] = {page.file: page.text for page in (*pages, *translations(catalogue))}
    texts |= enclosures() | searches(catalogue)
    for code, files in samples.items():
        texts |= {f"{SAMPLE}/{code}/{name}": content for name, content in files.items()}
    settings = {
        **shared_configuration(TITLE, navigation(pages)),
        "site_description": DESCRIPTION,
        "strict": True,
    }
    return publish(Content(texts=texts, settings=settings), out, builder=builder)


def book(catalogue: Catalogue, commands: str) -> Iterator[Page]:
    """Every page in the order of the navigation."""
    for part, file, title in AUTHORED:
        yield Page(part=part, file=file, title=title, text=_authored(file))
    yield chart_page(catalogue)
    yield from form_pages(catalogue)
    yield theme_page(catalogue)
    yield format_page()
    yield Page(
        part="Reference", file="checker.md", title="What the checker finds", text=_authored("checker.md")
    )
    yield Page(part="Reference", file="commands.md", title="Commands", text=commands)
    yield Page(part="Reference", file="api.md", title="API", text=_authored("api.md"))
    changelog = resource("CHANGELOG.md").read_text("utf-8")
    yield Page(part="Reference", file="changelog.md", title="Changes", text=changelog)


def translations(catalogue: Catalogue) -> Iterator[Page]:
    """The pages on questionnaires in every language but English; they lead to one another, not through the book."""
    for code in languages_of(catalogue):
        if code != "en":
            with speaking(code):
                yield from form_pages(catalogue.in_language(code))


def searches(catalogue: Catalogue) -> dict[str, str]:
    """A search page for each language that pages are in."""
    found = search_page()
    for code in languages_of(catalogue):
        if code != "en":
            with speaking(code):
                found |= search_page(first=False, neighbours=neighbours_in(catalogue.in_language(code)))
    return found


def enclosures() -> dict[str, str]:
    """The files that the pages offer to download, by name."""
    kinds = (".yaml", ".csv", ".svg")
    return {
        path.name: path.read_text("utf-8") for path in resource("site/docs").iterdir() if path.suffix in kinds
    }


def _authored(file: str) -> str:
    text = (resource("site/docs") / file).read_text("utf-8")
    for place, made in LISTS.items():
        if place in text:
            text = text.replace(place, made())
    return text
