"""Every counted question of one dimension, each on its own scale; findings enter, a chart leaves."""

from __future__ import annotations

from ..finding.chapter import Chapter
from ..finding.model import Findings
from ..look import LIGHT
from ..word import caption
from .layout import STRIP, Layout
from .renderer import Chart, Renderer, Rows
from .scale import inside, label_rows, level_rows
from .table import Column, Table


def draw_strip(findings: Findings, chapter: Chapter, renderer: Renderer) -> Chart | None:
    """Every counted question of one dimension; None when none counts."""
    drawings = [("strip", layout, strip_data(findings, chapter, layout)) for layout in STRIP]
    if not drawings[0][2]["own"]:
        return None
    title = caption.strip_title(chapter.title)
    told = [response for response in chapter.responses if response.shown is not None]
    order = [at for at, response in enumerate(told) if response.x is not None]
    return renderer.draw(
        f"strip-{chapter.id}", title, chapter.strip_sentence, drawings, _table(chapter), order
    )


def strip_data(findings: Findings, chapter: Chapter, layout: Layout) -> Rows:
    """Every counted answer of a dimension, as a share of its own scale."""
    rows: Rows = {"own": [], **level_rows(findings, layout)}
    counted = [response for response in chapter.responses if response.x is not None]
    for row, response in enumerate(counted):
        figure = caption.answer(response.shown, blocking=response.is_blocking)
        rows["own"].append(
            {
                "row": row,
                "x": response.x,
                "at": inside(response.x, figure, layout),
                "text": figure,
                **label_rows(response.text, figure, layout),
                "colour": LIGHT.attention if response.is_blocking else LIGHT.accent,
                "shape": "diamond" if response.is_blocking else "circle",
            }
        )
    return rows


def _table(chapter: Chapter) -> Table:
    heads = caption.heads()
    rows = tuple(
        (response.text, caption.answer(response.shown, blocking=response.is_blocking))
        for response in chapter.responses
        if response.shown is not None
    )
    return Table((Column(heads.question), Column(heads.you, number=True)), rows)
