"""Clients with their scores → the overview that only their consultant sees: one list, and a chart for each questionnaire.

It leads to the clients' sites; none of them leads here. Values enter, a `Content` leaves; nothing is read or written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from ...language import LANGUAGES
from ...questionnaire.model import Questionnaire
from ...scoring.model import Scores
from ..brand.model import Brand
from ..chart.live import is_live, live_files
from ..chart.portfolio import Portfolio, Row, draw_portfolio
from ..chart.renderer import Chart, Renderer
from ..finding.audience import Audience
from ..page.draw import Page
from ..page.template import environment
from ..site.dress import SHEET, dress
from ..site.folder import Content, navigation, shared_configuration
from ..word import live
from ..word import portfolio as say

TEMPLATE = "portfolio.md.j2"


class Line(Struct, frozen=True, kw_only=True):
    """One client of the overview. `scores` and `before` are None where there are none; `problem` says why its report
    could not be built, "" if it was; `link` leads to its site, "" where there is none; `date` is that of the answers. Of
    a client that could not even be read there is no more than its title and its problem."""

    title: str
    audience: Audience | Literal[""] = ""
    language: str = ""
    questionnaire: str = ""
    scores: Scores | None = None
    before: Scores | None = None
    date: str = ""
    link: str = ""
    problem: str = ""


class Shown(Struct, frozen=True, kw_only=True):
    """A line as it is shown: scores on the shown range, names in the language spoken, "" and None where there is none."""

    line: Line
    questionnaire: str
    score: float | None
    difference: float | None
    level: int | None
    level_name: str
    language: str


class Sheet(Struct, frozen=True, kw_only=True):
    """A page of it: its file and title, its rows in their order, those of them that failed, whether several questionnaires
    are in it, and whether any client was assessed before."""

    file: str
    title: str
    rows: tuple[Shown, ...]
    failed: tuple[Shown, ...]
    is_mixed: bool
    has_change: bool


def compose_overview(
    lines: Sequence[Line],
    questionnaires: dict[str, Questionnaire],
    brand: Brand,
    renderer: Renderer,
    vega: bytes | None = None,
) -> Content:
    """The overview in the language spoken. `questionnaires` are those of the lines, by id, in that language. With `vega` its
    charts can be asked, as those of a report."""
    asked = sorted({line.questionnaire for line in lines} - {""})
    draw = partial(_page, questionnaires=questionnaires, renderer=renderer, interactive=vega is not None)
    made = [draw("index.md", say.title(), lines, asked=asked)]
    for id in asked if len(asked) > 1 else ():
        own = [line for line in lines if line.questionnaire == id]
        title = questionnaires[id].title
        made.append(draw(f"questionnaire-{id}.md", title, own, asked=[id]))
    settings = shared_configuration(say.title(), navigation(made), search=False)
    texts: dict[str, str | bytes] = {page.file: page.text for page in made}
    if vega is not None:
        texts |= live_files((chart for page in made for chart in page.charts), vega, sheet=SHEET)
        settings["extra"]["live"] = True
    content = Content(texts=texts, settings=settings)
    return dress(content, _bare(brand), questionnaire="", hidden=True)


def _bare(brand: Brand) -> Brand:
    """A brand's texts and draft mark are for clients' reports."""
    return replace(brand, passages=(), draft=False)


def _page(
    file: str,
    title: str,
    lines: Sequence[Line],
    *,
    questionnaires: dict[str, Questionnaire],
    renderer: Renderer,
    asked: list[str],
    interactive: bool,
) -> Page:
    rows = tuple(_shown(line, questionnaires) for line in sorted(lines, key=_need))
    failed = tuple(row for row in rows if row.line.problem)
    sheet = Sheet(
        file=file,
        title=title,
        rows=rows,
        failed=failed,
        is_mixed=len(asked) > 1,
        has_change=any(row.difference is not None for row in rows),
    )
    chart = _chart(lines, questionnaires[asked[0]], renderer) if len(asked) == 1 else None
    template = environment().get_template(TEMPLATE)
    text = template.render(
        sheet=sheet, say=say, chart=chart, live=live, is_live=is_live if interactive else None
    )
    return Page(file=file, title=title, part="", text=text, charts=(chart,) if chart else ())


def _need(line: Line) -> tuple[bool, bool, float, str]:
    """What could not be built, then the lowest score; whoever is not scored last."""
    score = _score(line.scores)
    return (not line.problem, score is None, score or 0.0, line.title)


def _score(scores: Scores | None) -> float | None:
    return scores.overall.shown if scores else None


def _shown(line: Line, questionnaires: dict[str, Questionnaire]) -> Shown:
    now, before = _score(line.scores), _score(line.before)
    asked = questionnaires.get(line.questionnaire)
    level = line.scores.overall.level if line.scores else None
    names = {each.level: each.name for each in asked.levels} if asked else {}
    return Shown(
        line=line,
        questionnaire=asked.title if asked else "",
        score=now,
        difference=None if now is None or before is None else round(now - before, 1),
        level=level,
        level_name=names.get(level, ""),
        language=LANGUAGES[line.language].name if line.language else "",
    )


def _chart(lines: Sequence[Line], questionnaire: Questionnaire, renderer: Renderer) -> Chart | None:
    dimensions = questionnaire.dimensions
    rows = tuple(_rows(lines, [dimension.id for dimension in dimensions]))
    levels = tuple((each.level, each.name, each.min) for each in questionnaire.levels)
    chart = draw_portfolio(
        Portfolio(
            low=questionnaire.range.min,
            high=questionnaire.range.max,
            levels=levels,
            dimensions=tuple(dimension.title for dimension in dimensions),
            clients=rows,
        ),
        renderer,
    )
    return replace(chart, id=f"{chart.id}-{questionnaire.id}") if chart else None


def _rows(lines: Sequence[Line], dimensions: list[str]) -> Iterator[Row]:
    for line in lines:
        if line.scores:
            nodes = line.scores.nodes
            shown = (nodes[id].shown if id in nodes else None for id in dimensions)
            yield Row(title=line.title, overall=line.scores.overall.shown, scores=tuple(shown))
