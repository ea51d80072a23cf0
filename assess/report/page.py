"""Findings and charts → Markdown pages, by the templates in ``site/page/``, in the language spoken.

Pages are plain Markdown with HTML blocks, so that MkDocs and Zensical build the same folder alike. Whatever a
template prints is text: markup in a title or a remark is shown, never obeyed. Only drawn charts pass as they
are.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache

import jinja2
from markupsafe import Markup
from msgspec import Struct

from ..benchmark.figure import Figure, Topic, figures
from ..benchmark.model import Share, Thresholds
from ..language import day, gettext, ngettext, number, plain
from ..resource import resource
from . import among, label, reference, wording
from .benchmark.drawing import spread_rows
from .change import FIRST
from .chart import Chart, Renderer
from .difference import signed
from .download import Download
from .finding import Chapter, Findings, Response, Standing
from .layout import SPREAD
from .spread import Spread

SIGNS = '&<>"\\`*_{}[]#!|~^'
"""What HTML or Markdown, with the extensions of `mkdocs.yml`, could take for an instruction within a line."""
ENTITIES = str.maketrans({sign: f"&#{ord(sign)};" for sign in SIGNS})

BAND = re.compile(r"(?<=\d)–(?=\d)")
"""The dash of a band such as 20–29, which must not end a line."""

CHANGE = "change"
"""The page of what has changed since an earlier assessment."""

COMPARISON = "comparison"
"""The page of the peers."""

SPACES = re.compile(r"[^\S\u00a0\u202f]+")
"""What may become one blank: all but the spaces that hold a number together."""


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
    text = SPACES.sub(" ", str(value)).strip().translate(ENTITIES)
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


def outline(findings: Findings, *, asks_for_earlier: bool = False) -> tuple[Sheet, ...]:
    """The pages of a report in the order of its navigation, none of them drawn.

    `asks_for_earlier`: there is a page of what has changed even before an earlier assessment is named.
    """

    def sheet(template: str) -> Sheet:
        return Sheet(file=f"{template}.md", title=label.page(template), part="", template=template)

    chapters = (
        Sheet(
            file=f"dimension-{chapter.id}.md",
            title=chapter.title,
            part=label.page("dimension"),
            template="dimension",
            chapter=chapter,
        )
        for chapter in findings.chapters
    )
    return (
        sheet("index"),
        *([sheet(CHANGE)] if findings.change or asks_for_earlier else ()),
        sheet("priorities"),
        *chapters,
        sheet(COMPARISON),
        sheet("method"),
        sheet("data"),
    )


def draw(
    sheet: Sheet,
    findings: Findings,
    renderer: Renderer,
    files: tuple[Download, ...],
    *,
    steps: int = 3,
    chooses: bool = False,
) -> Page:
    """One page. `steps` is how many next steps the first page names; another page has them all. `chooses`: other peers can
    be chosen below the comparison, at `#choose`."""
    values: dict[str, object] = {}
    if sheet.template in ("index", COMPARISON):
        values = {"chart": renderer.position(findings), "rows": _rows(findings)}
        values |= {"among": among, "least": Thresholds().min_n}
    if sheet.template == "index":
        views = [view for view in findings.views if view.kind != "phase"]
        values |= {"blocking": _blocking(findings), "steps": steps, "views": views}
    elif sheet.template == COMPARISON:
        values |= {
            "spreads": [(spread, _spread(spread, findings, renderer)) for spread in findings.spreads],
            "topics": reference.by_topic(elsewhere(findings)),
            "known": reference,
            "chooses": chooses,
        }
    elif sheet.template == "dimension" and sheet.chapter is not None:
        values = {
            "chapter": sheet.chapter,
            "children": [child for child in findings.chapters if child.parent == sheet.chapter.id],
            "chart": renderer.strip(findings, sheet.chapter),
        }
    elif sheet.template == CHANGE:
        values = {"first": FIRST}
    elif sheet.template == "method":
        values = {"example": _example(findings)}
    elif sheet.template == "data":
        values = {"files": files}
    template = environment().get_template(f"{sheet.template}.md.j2")
    text = template.render(findings=findings, say=wording, label=label, **values)
    return Page(file=sheet.file, title=sheet.title, part=sheet.part, text=text)


def _rows(findings: Findings) -> list[tuple[str, Standing]]:
    """The whole and its dimensions, those that can be compared."""
    rows = [(label.overall(), findings.overall)]
    rows += [(chapter.title, chapter.standing) for chapter in findings.chapters]
    return [(title, standing) for title, standing in rows if standing.peers]


FITS: dict[Topic, frozenset[str]] = {
    "nps": frozenset({"advocacy"}),
    "satisfaction": frozenset({"metrics", "scorecard"}),
    "contact-centre": frozenset({"service"}),
}
"""The themes of a questionnaire beside which figures of another kind than maturity say something."""


def elsewhere(findings: Findings) -> tuple[Figure, ...]:
    """The reference figures that fit what the questionnaire asks about: those of maturity, and others by its themes."""
    themes = {row.id for view in findings.views if view.kind == "theme" for row in view.rows}
    fitting = {"maturity", *(topic for topic, needed in FITS.items() if needed & themes)}
    return tuple(figure for figure in figures(findings.language) if figure.topic in fitting)


def _spread(spread: Spread, findings: Findings, renderer: Renderer) -> Chart:
    """The chart of how the peers spread over levels."""
    shares = [Share(each.low, each.high, each.percent) for each in spread.bins]
    names, levels = [each.label for each in spread.bins], [rung.level for rung in findings.ladder]
    drawings = [("spread", layout, spread_rows(shares, names, levels, layout)) for layout in SPREAD]
    return renderer.draw(f"spread-{spread.id}", spread.title, spread.sentence, drawings)


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
    environment.install_gettext_callables(gettext, ngettext, newstyle=True)
    environment.filters |= {
        "markup": Markup,
        "day": lambda iso: day(date.fromisoformat(iso)),
        "plain": plain,
        "signed": signed,
        "score": lambda score: "–" if score is None else number(score, 1),
        "share": wording.percent,
        "two": lambda value: number(value, 2),
    }
    return environment
