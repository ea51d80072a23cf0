"""How organisations spread over levels: one bar a level, as far as an edition tells it."""

from __future__ import annotations

from collections.abc import Sequence

from ...benchmark.model import Share
from ..look import LEVELS
from ..word import sentence
from .layout import SPREAD, Layout
from .renderer import Chart, Renderer, Rows
from .scale import label_rows


def draw_spread(
    id: str,
    title: str,
    said: str,
    bars: tuple[Sequence[Share], Sequence[str], Sequence[int]],
    renderer: Renderer,
) -> Chart:
    """The shares, what each is called, and the numbers of all levels, as a chart whose finding is `said`."""
    drawings = [("spread", layout, spread_rows(*bars, layout)) for layout in SPREAD]
    return renderer.draw(id, title, said, drawings)


def spread_rows(
    shares: Sequence[Share], called: Sequence[str], levels: Sequence[int], layout: Layout
) -> Rows:
    """The data of the design "spread": each bar as a share of the longest scale that holds all, in steps of 20 %."""
    longest = max(20, -(-max(share.percent for share in shares) // 20) * 20)
    drawn: Rows = {"own": [], "bar": []}
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
