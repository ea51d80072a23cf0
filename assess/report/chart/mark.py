"""What a drawing is made of where rows alone do not lay it out: marks at places in pixels, from the plot's top left corner.

Layout is arithmetic and is done here and in the modules of the charts, where a test can follow it; Vega only sets the
marks. Colours are those of `look.LIGHT`, which the page replaces by its own, or of `look.LEVELS`, which stay.
"""

from __future__ import annotations

import math

from msgspec import Struct

from ..look import LEVELS, LIGHT, ON_LEVELS
from .layout import TEXT


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
