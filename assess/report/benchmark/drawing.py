"""Charts of the benchmark site: published cells → the data of a drawing → a `Chart`, or none where nothing may be told.

A drawing holds what its page says in words and tables, and nothing more: no count, no organisation, no spread.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from ...benchmark.model import Cell, Share
from ...language import number
from ..chart.layout import QUARTILES, Layout
from ..chart.renderer import Chart, Renderer, Rows
from ..chart.scale import inside, label_rows, scale_rows
from ..chart.spread import draw_spread
from ..word import sentence
from .naming import Names


class Row(Struct, frozen=True, kw_only=True):
    """One row of a chart and of its table: a name, the page it leads to ("" if none), its cell.

    `held` is the quarter its values are carried forward from, "" if they are fresh.
    """

    name: str
    cell: Cell
    file: str = ""
    held: str = ""


class Scale(Struct, frozen=True, kw_only=True):
    """The shown range, with number, name and lower bound of each level, as far as they are known."""

    low: float
    high: float
    levels: tuple[tuple[int, str, float], ...] = ()

    def share(self, score: float) -> float:
        """A score as a share of the range, 0 to 1."""
        return round((score - self.low) / (self.high - self.low), 4)


def quartiles(
    renderer: Renderer, id: str, titles: sentence.Title, rows: Sequence[Row], scale: Scale, *, counted: bool
) -> Chart | None:
    """Medians and quartiles of several groups or parts; None for fewer than two. `counted`: n stands beside each."""
    if len(rows) < 2:
        return None
    title = titles.banded if any(row.cell.p25 is not None for row in rows) else titles.bare
    said = sentence.ranking([(row.name, row.cell.median) for row in rows])
    return _drawn(renderer, id, title, said, rows, scale, counted=counted)


def course(renderer: Renderer, id: str, title: str, rows: Sequence[Row], scale: Scale) -> Chart | None:
    """One cell over editions, oldest first; None for a single edition."""
    if len(rows) < 2:
        return None
    said = sentence.course(*((row.name, row.cell.median) for row in (rows[0], rows[-1])))
    return _drawn(renderer, id, title, said, rows, scale, counted=True, dated=True)


def _drawn(
    renderer: Renderer,
    id: str,
    title: str,
    said: str,
    rows: Sequence[Row],
    scale: Scale,
    *,
    counted: bool,
    dated: bool = False,
) -> Chart:
    drawings = [
        ("quartiles", layout, quartile_rows(rows, scale, layout, counted=counted, dated=dated))
        for layout in QUARTILES
    ]
    return renderer.draw(id, title, said, drawings)


def quartile_rows(
    rows: Sequence[Row], scale: Scale, layout: Layout, *, counted: bool, dated: bool = False
) -> Rows:
    """The data of the design "quartiles"; what a cell does not tell has no mark.

    Where values are carried forward the band is hollow. From when, its label says if `dated`, else the table does: beside
    the name of an industry there is no room for it.
    """
    drawn: Rows = {"own": [], "reach": [], "band": [], "hollow": [], "said": []}
    drawn |= scale_rows(scale.levels, scale.low, scale.high, layout)
    for at, row in enumerate(rows):
        cell, figure = row.cell, number(row.cell.median, 1)
        name = sentence.counted(row.name, cell.n_band) if counted else row.name
        if dated and row.held:
            name = f"{name}, {sentence.held(row.held)}"
        middle = scale.share(cell.median)
        drawn["own"].append({"row": at, "x": middle, "text": figure, **label_rows(name, figure, layout)})
        if cell.p10 is not None and cell.p90 is not None:
            drawn["reach"].append({"row": at, "x": scale.share(cell.p10), "x2": scale.share(cell.p90)})
        if cell.p25 is None or cell.p75 is None:
            continue
        low, high = scale.share(cell.p25), scale.share(cell.p75)
        drawn["band"].append({"row": at, "x": low, "x2": high})
        if row.held and high - low > 2 * RIM:
            drawn["hollow"].append({"row": at, "x": low + RIM, "x2": high - RIM})
        if not drawn["said"]:
            text = sentence.span(cell.p25, cell.median, cell.p75)
            drawn["said"].append({"row": at, "x": inside(middle, text, layout), "text": text})
    return drawn


RIM = 0.005
"""The ends of a hollow band, as a share of the scale."""


def spread(
    renderer: Renderer, id: str, title: str, shares: tuple[Share, ...], names: Names, levels: Sequence[int]
) -> Chart | None:
    """How a group spreads over levels, the highest on top; None where it may not be told."""
    if not shares:
        return None
    called = [names.level(share.low, share.high) for share in shares]
    said = sentence.spread(shares, called)
    return draw_spread(id, title, said, (shares, called, levels), renderer)
