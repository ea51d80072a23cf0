"""What a drawing is made of where rows alone do not lay it out: marks at places in pixels, from the plot's top left corner.

Layout is arithmetic and is done here and in the modules of the charts, where a test can follow it; Vega only sets the
marks. Colours are those of `look.LIGHT`, which the page replaces by its own, or of `look.LEVELS`, which stay.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

from ..look import LEVELS, LIGHT, ON_LEVELS
from .layout import BOLD, LINE, TEXT, width_of

USUAL, BELOW = 400, 0.3
"""The weight of text that is not bold; how far letters reach below their baseline, in em."""
HALO = 2
"""How far the outline of a text reaches, in pixels."""


class Word(Struct, frozen=True):
    """A text, `y` its (first) baseline; its lines are parted by a line feed. `inlaid`: set upon a mark, without outline."""

    x: float
    y: float
    text: str
    colour: str = LIGHT.ink
    align: str = "left"
    weight: int = 400
    size: int = TEXT
    inlaid: bool = False


class Box(Struct, frozen=True):
    """A filled rectangle."""

    x: float
    y: float
    x2: float
    y2: float
    colour: str


class Rule(Struct, frozen=True):
    """A straight line."""

    x: float
    y: float
    x2: float
    y2: float
    colour: str = LIGHT.hairline
    width: float = 1


class Stop(Struct, frozen=True):
    """One point of a line; points of the same `line` are joined in the order of `at`."""

    line: int
    at: int
    x: float
    y: float


class Dot(Struct, frozen=True):
    """A filled mark; `size` is its area in square pixels, as in Vega."""

    x: float
    y: float
    colour: str = LIGHT.accent
    shape: str = "circle"
    size: float = 170
    edge: str = LIGHT.paper


class Spot(Struct, frozen=True):
    """Where something is told: the part of a drawing that belongs to a row of the chart's table. It is not drawn; a reader
    who turns on interaction points at it (see `live`)."""

    x: float
    y: float
    x2: float
    y2: float
    row: int


class Drawing(Struct, frozen=True, kw_only=True):
    """Everything on one drawing, `height` pixels from the plot's top to its foot; later kinds lie upon earlier ones, the
    `grid` of a scale beneath all."""

    height: float
    grid: tuple[Rule, ...] = ()
    boxes: tuple[Box, ...] = ()
    rules: tuple[Rule, ...] = ()
    lines: tuple[Stop, ...] = ()
    dots: tuple[Dot, ...] = ()
    words: tuple[Word, ...] = ()
    spots: tuple[Spot, ...] = ()


def is_crossed(word: Word, drawing: Drawing) -> bool:
    """Whether a mark may run through the text, which then needs an outline; a slanted line counts as all that it spans."""
    left, top, right, foot = _box(word)
    spans = [(mark.x, mark.y, mark.x2, mark.y2) for mark in (*drawing.grid, *drawing.rules, *drawing.boxes)]
    spans += [
        (stop.x, stop.y, after.x, after.y)
        for stop, after in pairwise(sorted(drawing.lines, key=lambda stop: (stop.line, stop.at)))
        if stop.line == after.line
    ]
    spans += [
        (dot.x - reach, dot.y - reach, dot.x + reach, dot.y + reach) for dot, reach in _reaches(drawing)
    ]
    return any(
        min(x, x2) < right and left < max(x, x2) and min(y, y2) < foot and top < max(y, y2)
        for x, y, x2, y2 in spans
    )


def _box(word: Word) -> tuple[float, float, float, float]:
    """Left, top, right and foot of a text with its outline, rather too wide."""
    lines = word.text.split("\n")
    wide = max(width_of(line, word.size) for line in lines) * (BOLD if word.weight > USUAL else 1)
    left = word.x - wide * {"left": 0, "center": 0.5, "right": 1}[word.align]
    foot = word.y + LINE * (len(lines) - 1) + word.size * BELOW
    return left - HALO, word.y - word.size - HALO, left + wide + HALO, foot + HALO


def _reaches(drawing: Drawing) -> Iterator[tuple[Dot, float]]:
    """Each dot and how far it reaches from its middle."""
    return ((dot, math.sqrt(dot.size) / 2 + HALO) for dot in drawing.dots)


def level_colour(rank: int, count: int) -> str:
    """The colour of the level at place `rank` (0 is the lowest) of `count`."""
    return LEVELS[_place(rank, count)]


def upon_level(rank: int, count: int) -> str:
    """The colour of text upon it; written so that the page's night does not change it, for the level's stays too."""
    red, green, blue = bytes.fromhex(ON_LEVELS[_place(rank, count)][1:])
    return f"rgb({red},{green},{blue})"


def _place(rank: int, count: int) -> int:
    return round(rank * (len(LEVELS) - 1) / max(1, count - 1))


def area(diameter: float) -> float:
    """The `size` of a dot that is so many pixels wide."""
    return math.pi * diameter**2 / 4
