"""Many clients at once: one small profile each, on one scale, in one order of dimensions; a `Portfolio` enters.

For whoever owns the portfolio only: it names clients side by side.
"""

from __future__ import annotations

from msgspec import Struct

from ..look import LIGHT
from ..word import caption, label
from .layout import BOLD, GAP, LINE, PORTFOLIO, SMALL, TEXT, Layout, width_of
from .mark import Box, Drawing, Rule, Spot, Word, level_colour
from .renderer import Chart, Renderer
from .setting import MIDDLE, block, broken
from .table import Column, Table

PAD = 8
"""Pixels above a row's highest bar."""


class Row(Struct, frozen=True, kw_only=True):
    """One organisation: its `overall` score and those of the portfolio's dimensions in their order (shown range, None: not
    scored)."""

    title: str
    overall: float | None
    scores: tuple[float | None, ...]


class Portfolio(Struct, frozen=True, kw_only=True):
    """Clients that answered one questionnaire. `dimensions` in the questionnaire's order, the same for all; `levels`:
    number, name, lower bound, lowest first."""

    low: float
    high: float
    levels: tuple[tuple[int, str, float], ...]
    dimensions: tuple[str, ...]
    clients: tuple[Row, ...]

    def __post_init__(self) -> None:
        if any(len(client.scores) != len(self.dimensions) for client in self.clients):
            raise ValueError("every client has a score, or None, for each dimension")

    @property
    def ranked(self) -> tuple[Row, ...]:
        """Weakest first, as everywhere; whoever is not scored last."""
        return tuple(
            sorted(self.clients, key=lambda each: (each.overall is None, each.overall or 0, each.title))
        )


def draw_portfolio(portfolio: Portfolio, renderer: Renderer) -> Chart | None:
    """The clients below each other, weakest first; None where none is scored."""
    scored = [client for client in portfolio.ranked if client.overall is not None]
    if not scored:
        return None
    said = caption.portfolio([(client.title, client.overall or 0) for client in scored])
    drawings = [(layout, portfolio_marks(portfolio, layout)) for layout in PORTFOLIO]
    return renderer.draw_marks("portfolio", caption.portfolio_title(), said, drawings, _table(portfolio))


def portfolio_marks(portfolio: Portfolio, layout: Layout) -> Drawing:
    """A row for each client: its name, a bar for each dimension in its level's colour, its overall score at the end.
    The bars bear numbers; what they are called stands above, once."""
    boxes: list[Box] = []
    rules: list[Rule] = []
    words: list[Word] = []
    spots: list[Spot] = []
    y = _key(portfolio, layout, words)
    for number, client in enumerate(portfolio.ranked):
        start = y
        if layout.above:
            lines = broken(client.title, layout.width, layout.lines, bold=True)
            words.append(Word(0, y + 18, "\n".join(lines), weight=600))
            y += LINE * len(lines) + 6
        else:
            lines = broken(client.title, layout.left - 2 * GAP, 3)
            words.append(block(0, y + layout.row / 2, lines))
        top, foot = y + PAD, y + layout.row - 2
        _bars(portfolio, client, (top, foot), layout, boxes, rules)
        figure = caption.figure(client.overall)
        ink = LIGHT.muted if client.overall is None else LIGHT.accent
        words.append(Word(layout.width, (top + foot) / 2 + TEXT * MIDDLE, figure, ink, "right", 600))
        y += layout.row + 6
        spots.append(Spot(0, start, layout.width, y, number))
    return Drawing(
        height=y + 4, boxes=tuple(boxes), rules=tuple(rules), words=tuple(words), spots=tuple(spots)
    )


def _key(portfolio: Portfolio, layout: Layout, words: list[Word]) -> float:
    """What the numbers of the bars mean, in as many columns as there is room for, then the numbers themselves."""
    named = [caption.key(str(at), title) for at, title in enumerate(portfolio.dimensions, 1)]
    columns = 1 if layout.above else 2
    wide, deep = layout.width / columns, -(-len(named) // columns)
    y = 0.0
    for at in range(deep):
        lines = [broken(name, wide - GAP, 2, size=SMALL) for name in named[at::deep][:columns]]
        for column, text in enumerate(lines):
            words.append(Word(column * wide, y + 14, "\n".join(text), LIGHT.muted, size=SMALL))
        y += LINE * max(map(len, lines)) + 4
    step = layout.plot / max(1, len(named))
    for at in range(len(named)):
        x = layout.left + (at + 0.5) * step
        if step >= width_of(str(len(named))) + 2 or at % 2 == 0:
            words.append(Word(x, y + 20, str(at + 1), LIGHT.muted, "center", size=SMALL))
    whole = label.overall()
    if width_of(whole) * BOLD <= layout.right - 4:
        words.append(Word(layout.width, y + 20, whole, LIGHT.muted, "right", size=SMALL))
    return y + 26


def _bars(
    portfolio: Portfolio,
    client: Row,
    ends: tuple[float, float],
    layout: Layout,
    boxes: list[Box],
    rules: list[Rule],
) -> None:
    """From the scale's foot up, upon a track as high as the scale. What is not scored has no track."""
    top, foot = ends
    span, count = portfolio.high - portfolio.low, len(portfolio.levels) or 5
    step = layout.plot / max(1, len(client.scores))
    for at, score in enumerate(client.scores):
        middle, half = layout.left + (at + 0.5) * step, min(11.0, step * 0.36)
        if score is None:
            rules.append(Rule(middle - half, foot, middle + half, foot))
            continue
        boxes.append(Box(middle - half, top, middle + half, foot, LIGHT.hairline))
        boxes.append(Box(middle - half + 1, top + 1, middle + half - 1, foot - 1, LIGHT.paper))
        high = foot - (foot - top) * (score - portfolio.low) / span
        rank = max(0, sum(bound <= score for _, _, bound in portfolio.levels) - 1) if portfolio.levels else 4
        boxes.append(Box(middle - half, high, middle + half, foot, LIGHT.peers))
        if foot - high > 2:
            colour = level_colour(rank, count)
            boxes.append(Box(middle - half + 1, high + 1, middle + half - 1, foot - 1, colour))


def _table(portfolio: Portfolio) -> Table:
    heads = (caption.heads().client, label.overall(), *portfolio.dimensions)
    rows = tuple(
        (client.title, *map(caption.figure, (client.overall, *client.scores))) for client in portfolio.ranked
    )
    return Table(tuple(Column(name, number=bool(at)) for at, name in enumerate(heads)), rows)
