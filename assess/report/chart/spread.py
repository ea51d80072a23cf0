"""How organisations spread over levels: one bar a level, as far as an edition tells it."""

from __future__ import annotations

from collections.abc import Sequence

from ...benchmark.model import Share
from ..finding.model import Findings
from ..finding.spread import Spread
from ..look import LEVELS
from ..word import caption, sentence
from ..word.text import Words
from .layout import SPREAD, Layout
from .renderer import Chart, Renderer, Rows
from .scale import label_rows
from .table import Column, Table

INWARD = 16
"""Pixels from the foot of a bar to the dot upon it."""


def draw_levels(findings: Findings, spread: Spread, renderer: Renderer) -> Chart:
    """How the peers of a report spread over levels, the own level marked by the dot that is always "you"."""
    shares = [Share(each.low, each.high, each.percent) for each in spread.bins]
    names, levels = [each.label for each in spread.bins], [rung.level for rung in findings.ladder]
    own = [at for at, each in enumerate(reversed(spread.bins)) if each.own]
    drawings = []
    for layout in SPREAD:
        rows = spread_rows(shares, names, levels, layout)
        ends = {bar["row"]: bar["x2"] for bar in rows["bar"]}
        rows["you"] = [{"row": at, "x": min(INWARD / layout.plot, ends.get(at, 0) / 2)} for at in own]
        drawings.append(("spread", layout, rows))
    heads = caption.heads()
    table = Table(
        (Column(heads.level), Column(heads.share, number=True)),
        tuple((each.label, sentence.percent(each.percent)) for each in reversed(spread.bins)),
    )
    return renderer.draw(f"spread-{spread.id}", spread.title, spread.sentence, drawings, table)


def draw_spread(
    id: str,
    title: Words,
    said: Words,
    bars: tuple[Sequence[Share], Sequence[Words], Sequence[int]],
    renderer: Renderer,
) -> Chart:
    """The shares, what each is called, and the numbers of all levels, as a chart whose finding is `said`."""
    drawings = [("spread", layout, spread_rows(*bars, layout)) for layout in SPREAD]
    return renderer.draw(id, title, said, drawings)


def spread_rows(
    shares: Sequence[Share], called: Sequence[Words], levels: Sequence[int], layout: Layout
) -> Rows:
    """The data of the design "spread": each bar as a share of the longest scale that holds all, in steps of 20 %."""
    longest = max(20, -(-max(share.percent for share in shares) // 20) * 20)
    drawn: Rows = {"own": [], "bar": [], "you": []}
    for at, (share, name) in enumerate(reversed(list(zip(shares, called, strict=True)))):
        figure, x = sentence.percent(share.percent), share.percent / longest
        drawn["own"].append({"row": at, "x": x, "text": figure, **label_rows(name, figure, layout)})
        if share.percent:
            drawn["bar"].append({"row": at, "x": 0, "x2": x, "colour": _colour(share, levels)})
    return drawn


def _colour(share: Share, levels: Sequence[int]) -> str:
    """The colour of a level by its rank among all; that of the highest where several were joined."""
    rank, last = list(levels).index(share.high), max(1, len(levels) - 1)
    return LEVELS[round(rank * (len(LEVELS) - 1) / last)]
