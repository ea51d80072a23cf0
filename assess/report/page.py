"""Findings and charts → Markdown pages, by the templates in ``site/page/``.

Pages are plain Markdown with HTML blocks, so that MkDocs and Zensical build the same folder alike. Whatever a
template prints is text: markup in a title or a remark is shown, never obeyed. Only drawn charts pass as they are.
"""

from __future__ import annotations

from collections.abc import Iterator

import jinja2
from markupsafe import Markup
from msgspec import Struct

from ..resource import resource
from . import wording
from .chart import Renderer
from .download import Download
from .finding import Chapter, Findings, Response, Standing
from .rounding import percent

SIGNS = "&<>\"\\`*_{}[]#!|~^"
"""What HTML or Markdown, with the extensions of `mkdocs.yml`, could take for an instruction within a line."""
ENTITIES = str.maketrans({sign: f"&#{ord(sign)};" for sign in SIGNS})


class Page(Struct, frozen=True, kw_only=True):
    """One page: its file, its title in the navigation, its Markdown. `part` groups pages under a heading."""

    file: str
    title: str
    part: str
    text: str


def as_text(value: object) -> Markup:
    """`value` as text that neither HTML nor Markdown understands; markup made here passes unchanged."""
    if isinstance(value, Markup):
        return value
    return Markup(" ".join(str(value).split()).translate(ENTITIES))


def pages(findings: Findings, renderer: Renderer, files: tuple[Download, ...]) -> tuple[Page, ...]:
    """Every page of a report in the order of its navigation."""
    return tuple(_pages(findings, renderer, files, _environment()))


def _pages(
    findings: Findings, renderer: Renderer, files: tuple[Download, ...], environment: jinja2.Environment
) -> Iterator[Page]:
    def page(template: str, title: str, part: str = "", file: str = "", **values: object) -> Page:
        text = environment.get_template(f"{template}.md.j2").render(findings=findings, say=wording, **values)
        return Page(file=file or f"{template}.md", title=title, part=part, text=text)

    chart, rows = renderer.position(findings), _rows(findings)
    blocking = _blocking(findings)
    yield page("index", wording.page_overview(), chart=chart, rows=rows, blocking=blocking)
    yield page("priorities", wording.page_priorities())
    for chapter in findings.chapters:
        yield page(
            "dimension",
            chapter.title,
            wording.page_dimensions(),
            f"dimension-{chapter.id}.md",
            chapter=chapter,
            children=[child for child in findings.chapters if child.parent == chapter.id],
            chart=renderer.strip(findings, chapter),
        )
    yield page("comparison", wording.page_comparison(), chart=chart, rows=rows)
    yield page("method", wording.page_method(), example=_example(findings))
    yield page("data", wording.page_data(), files=files)


def _rows(findings: Findings) -> list[tuple[str, Standing]]:
    """The whole and its dimensions, those that can be compared."""
    rows = [(wording.overall(), findings.overall)]
    rows += [(chapter.title, chapter.standing) for chapter in findings.chapters]
    return [(title, standing) for title, standing in rows if standing.peers]


def _blocking(findings: Findings) -> list[Response]:
    responses = [response for chapter in findings.chapters for response in chapter.responses]
    return [response for response in responses if response.is_blocking]


def _example(findings: Findings) -> Chapter | None:
    """The dimension that shows the arithmetic: the first that is scored from its own answers."""
    return next(
        (chapter for chapter in findings.chapters if chapter.standing.score is not None and chapter.responses),
        None,
    )


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(resource("site/page")),
        autoescape=True,
        finalize=as_text,
        undefined=jinja2.StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        keep_trailing_newline=True,
    )
    environment.install_null_translations(newstyle=True)
    environment.filters |= {
        "markup": Markup,
        "plain": lambda number: f"{number:g}",
        "score": lambda score: "–" if score is None else f"{score:.1f}",
        "share": percent,
        "two": lambda number: f"{number:.2f}",
    }
    return environment
