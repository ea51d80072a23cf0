"""Findings and charts → Markdown pages, by the templates in ``site/page/``.

Pages are plain Markdown with HTML blocks, so that MkDocs and Zensical build the same folder alike. Whatever a
template prints is text: markup in a title or a remark is shown, never obeyed. Only drawn charts pass as they
are.
"""

from __future__ import annotations

import re
from functools import cache

import jinja2
from markupsafe import Markup
from msgspec import Struct

from ..resource import resource
from . import wording
from .chart import Renderer
from .download import Download
from .finding import Chapter, Findings, Response, Standing
from .rounding import percent

SIGNS = '&<>"\\`*_{}[]#!|~^'
"""What HTML or Markdown, with the extensions of `mkdocs.yml`, could take for an instruction within a line."""
ENTITIES = str.maketrans({sign: f"&#{ord(sign)};" for sign in SIGNS})

BAND = re.compile(r"(?<=\d)–(?=\d)")
"""The dash of a band such as 20–29, which must not end a line."""


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
    text = " ".join(str(value).split()).translate(ENTITIES)
    return Markup(BAND.sub("&#8288;–&#8288;", text))


class Sheet(Struct, frozen=True, kw_only=True):
    """A page that is not drawn yet: which template, and the chapter it is about, if any."""

    file: str
    title: str
    part: str
    template: str
    chapter: Chapter | None = None


def pages(findings: Findings, renderer: Renderer, files: tuple[Download, ...]) -> tuple[Page, ...]:
    """Every page of a report in the order of its navigation."""
    return tuple(draw(sheet, findings, renderer, files) for sheet in outline(findings))


def outline(findings: Findings) -> tuple[Sheet, ...]:
    """The pages of a report in the order of its navigation, none of them drawn."""

    def sheet(template: str, title: str) -> Sheet:
        return Sheet(file=f"{template}.md", title=title, part="", template=template)

    chapters = (
        Sheet(
            file=f"dimension-{chapter.id}.md",
            title=chapter.title,
            part=wording.page_dimensions(),
            template="dimension",
            chapter=chapter,
        )
        for chapter in findings.chapters
    )
    return (
        sheet("index", wording.page_overview()),
        sheet("priorities", wording.page_priorities()),
        *chapters,
        sheet("comparison", wording.page_comparison()),
        sheet("method", wording.page_method()),
        sheet("data", wording.page_data()),
    )


def draw(
    sheet: Sheet, findings: Findings, renderer: Renderer, files: tuple[Download, ...], *, steps: int = 3
) -> Page:
    """One page. `steps` is how many next steps the first page names; another page has them all."""
    values: dict[str, object] = {}
    if sheet.template in ("index", "comparison"):
        values = {"chart": renderer.position(findings), "rows": _rows(findings)}
    if sheet.template == "index":
        values |= {"blocking": _blocking(findings), "steps": steps}
    elif sheet.template == "dimension" and sheet.chapter is not None:
        values = {
            "chapter": sheet.chapter,
            "children": [child for child in findings.chapters if child.parent == sheet.chapter.id],
            "chart": renderer.strip(findings, sheet.chapter),
        }
    elif sheet.template == "method":
        values = {"example": _example(findings)}
    elif sheet.template == "data":
        values = {"files": files}
    template = environment().get_template(f"{sheet.template}.md.j2")
    text = template.render(findings=findings, say=wording, **values)
    return Page(file=sheet.file, title=sheet.title, part=sheet.part, text=text)


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
        (
            chapter
            for chapter in findings.chapters
            if chapter.standing.score is not None and chapter.responses
        ),
        None,
    )


@cache
def environment() -> jinja2.Environment:
    """The templates of ``site/page/``, in which whatever is printed is text."""
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
