"""Findings and charts → Markdown pages, by the templates in ``site/page/``, in the language spoken.

Pages are plain Markdown with HTML blocks, so that MkDocs and Zensical build the same folder alike. Whatever a
template prints is text: markup in a title or a remark is shown, never obeyed. Only drawn charts pass as they
are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from ...benchmark.model import Thresholds
from ..chart.live import is_live
from ..chart.renderer import Chart, Renderer
from ..document.download import Download
from ..document.drawing import (
    HEAT,
    JOURNEY,
    LADDER,
    POSITION,
    PRIORITY,
    PROFILE,
    TREND,
    Plan,
    heat_id,
    planned,
    spread_id,
    strip_id,
)
from ..finding.change import FIRST
from ..finding.chapter import Chapter
from ..finding.elsewhere import elsewhere
from ..finding.model import Findings
from ..finding.response import Response
from ..finding.standing import Standing
from ..word import among, course, label, limit, live, method, perception, plan, reference, wording
from .outline import CHANGE, COMPARISON, Sheet, outline, places_of
from .template import environment

__all__ = ["CHANGE", "COMPARISON", "Page", "Sheet", "draw", "outline", "pages"]

STEPS = 3
"""So many next steps and strengths the first page names, of a published report and of the form's result alike, for
that is what one can begin with; other pages have them all."""
BLOCKING = 5
"""So many practices that hold back the next level stand open on the first page; the rest is folded."""


class Page(Struct, frozen=True, kw_only=True):
    """One page: its file, its title in the navigation, its Markdown. `part` groups pages under a heading; `charts` are those
    it shows."""

    file: str
    title: str
    part: str
    text: str
    charts: tuple[Chart, ...] = ()


class Material(Struct, frozen=True, kw_only=True):
    """What one page is drawn from; `plans` are all charts of the report by id, `interactive` is as in `draw`."""

    sheet: Sheet
    findings: Findings
    renderer: Renderer
    plans: dict[str, Plan]
    files: tuple[Download, ...]
    interactive: bool

    def chart(self, id: str) -> Chart | None:
        """A chart of the report, drawn; None where the report has none of this id."""
        plan = self.plans.get(id)
        return plan.draw(self.renderer) if plan else None


def pages(
    findings: Findings, renderer: Renderer, files: tuple[Download, ...], *, interactive: bool = False
) -> tuple[Page, ...]:
    """Every page of a report in the order of its navigation; `interactive` as in `draw`."""
    return tuple(
        draw(sheet, findings, renderer, files, interactive=interactive) for sheet in outline(findings)
    )


def draw(
    sheet: Sheet,
    findings: Findings,
    renderer: Renderer,
    files: tuple[Download, ...],
    *,
    chooses: bool = False,
    interactive: bool = False,
) -> Page:
    """One page. `chooses`: other peers can be chosen below the comparison, at `#choose`. `interactive`: a reader may turn
    each chart into one that can be asked; the site has the files for it (`chart.live`)."""
    material = Material(
        sheet=sheet,
        findings=findings,
        renderer=renderer,
        plans={plan.id: plan for plan in planned(findings)},
        files=files,
        interactive=interactive,
    )
    fill = FILLED.get(sheet.template)
    values = fill(material) if fill else {}
    template = environment().get_template(f"{sheet.template}.md.j2")
    text = template.render(chooses=chooses, **_said(material), **values)
    return Page(
        file=sheet.file, title=sheet.title, part=sheet.part, text=text, charts=tuple(_charts_in(values))
    )


def _said(material: Material) -> dict[str, object]:
    """What every template is given: the findings, its sheet, and the words."""
    return {
        "page": material.sheet.template,
        "sheet": material.sheet,
        "findings": material.findings,
        "say": wording,
        "label": label,
        "plan": plan,
        "limit": limit,
        "course": course,
        "method": method,
        "perceived": perception,
        "among": among,
        "least": Thresholds().min_n,
        "live": live,
        "is_live": is_live if material.interactive else None,
    }


def _charts_in(values: dict[str, object]) -> Iterator[Chart]:
    """The charts that a template is given."""
    for value in values.values():
        if isinstance(value, Chart):
            yield value
        elif isinstance(value, dict | list | tuple):
            yield from _charts_in(dict(enumerate(value)))


def _index(material: Material) -> dict[str, object]:
    findings = material.findings
    return {
        "chart": material.chart(POSITION),
        "blocking": _blocking(findings),
        "steps": STEPS,
        "first": BLOCKING,
        "reasons": _reasons(findings),
    }


def _standing(material: Material) -> dict[str, object]:
    findings = material.findings
    return {
        "ladder": material.chart(LADDER),
        "profile": material.chart(PROFILE),
        "journey": material.chart(JOURNEY),
        "heat": material.chart(HEAT),
        "names": _names(findings),
        "places": places_of(findings),
    }


def _comparison(material: Material) -> dict[str, object]:
    findings = material.findings
    return {
        "chart": material.chart(POSITION) if findings.peer_group else None,
        "rows": _rows(findings),
        "spreads": [(spread, material.chart(spread_id(spread))) for spread in findings.spreads],
        "topics": reference.by_topic(elsewhere(findings)),
        "known": reference,
    }


def _priorities(material: Material) -> dict[str, object]:
    return {"chart": material.chart(PRIORITY)}


def _dimension(material: Material) -> dict[str, object]:
    findings, chapter = material.findings, material.sheet.chapter
    if chapter is None:
        raise ValueError("the page of a dimension is about a chapter")
    return {
        "chapter": chapter,
        "heat": material.chart(heat_id(chapter)),
        "children": [child for child in findings.chapters if child.parent == chapter.id],
        "chart": material.chart(strip_id(chapter)),
        "steps": [step for step in findings.next_steps if step.node == chapter.id],
        "names": _names(findings),
    }


def _department(material: Material) -> dict[str, object]:
    return {"departments": material.sheet.departments}


def _change(material: Material) -> dict[str, object]:
    return {"first": FIRST, "trend": material.chart(TREND)}


def _method(material: Material) -> dict[str, object]:
    first = next((step for step in material.findings.next_steps if step.arithmetic), None)
    return {"example": _example(material.findings), "first_step": first}


def _data(material: Material) -> dict[str, object]:
    return {"files": material.files}


FILLED: dict[str, Callable[[Material], dict[str, object]]] = {
    "index": _index,
    "standing": _standing,
    COMPARISON: _comparison,
    "priorities": _priorities,
    "dimension": _dimension,
    "department": _department,
    CHANGE: _change,
    "method": _method,
    "data": _data,
}
"""What a template is given beside the findings and the words; one that is not here needs no more."""


def _names(findings: Findings) -> dict[int, str]:
    """The names of the levels by their number."""
    return {rung.level: rung.name for rung in findings.ladder}


def _rows(findings: Findings) -> list[tuple[str, Standing]]:
    """The whole and its dimensions, those that can be compared."""
    rows = [(label.overall(), findings.overall)]
    rows += [(chapter.title, chapter.standing) for chapter in findings.chapters]
    return [(title, standing) for title, standing in rows if standing.peers]


def _blocking(findings: Findings) -> list[Response]:
    responses = [response for chapter in findings.chapters for response in chapter.responses]
    return [response for response in responses if response.is_blocking]


def _reasons(findings: Findings) -> dict[str, str]:
    """Why each question matters, in its author's words, by its id."""
    return {
        response.question: response.why for chapter in findings.chapters for response in chapter.responses
    }


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
