"""What a printed document is made of: words and figures already spelled, and how each is meant, never how it looks.

Frozen values leave, in the language spoken; the template `site/document/block.typ` gives them type and space. Every
text in them is data: it is printed as it is, whatever it holds. Those of the findings are said by `paper.compose`.
"""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct

from ...language import number
from ..chart.renderer import Chart

SIZE = re.compile(r'width="([\d.]+)" height="([\d.]+)"')
"""Of a drawing, in pixels."""


class Heading(Struct, frozen=True, kw_only=True, tag="heading"):
    """A heading of `depth` 1 or 2. `id` is what links lead to, unique in the document, "" where none does."""

    text: str
    depth: int = 1
    id: str = ""


class Text(Struct, frozen=True, kw_only=True, tag="text"):
    """A paragraph, after a `label` if it has one. `tone`: "plain", "lead" (larger), "quiet" (a source, a note) or "notice"
    (set apart)."""

    text: str
    label: str = ""
    tone: str = "plain"


class Rung(Struct, frozen=True, kw_only=True):
    """One level of a ladder. `rank` is its place among all, 0 to 1; `you` the own score, "" on any other rung."""

    level: int
    rank: float
    name: str
    note: str
    reached: bool
    next: bool
    you: str


class Ladder(Struct, frozen=True, kw_only=True, tag="ladder"):
    """The levels, highest first."""

    rungs: tuple[Rung, ...]


class Note(Struct, frozen=True, kw_only=True):
    """A line below something: a label ("" if it needs none) and what it says; `joined`: on the line of the one before it.
    `tone`: "quiet" or "attention". `language` is its own where it is not the document's, such as that of a name."""

    text: str
    label: str = ""
    joined: bool = False
    tone: str = "quiet"
    language: str = ""


class Entry(Struct, frozen=True, kw_only=True):
    """One entry of a list, with notes below it; `to` is the id it leads to, "" for none. `number`: its own, if any."""

    text: str
    notes: tuple[Note, ...] = ()
    to: str = ""
    number: int | None = None


class Entries(Struct, frozen=True, kw_only=True, tag="entries"):
    """A list, of numbers where its entries have one. `tone`: "plain", "good" or "attention"; `dense`: one that is looked up
    in rather than read."""

    entries: tuple[Entry, ...]
    tone: str = "plain"
    dense: bool = False


class Facts(Struct, frozen=True, kw_only=True, tag="facts"):
    """Terms and what is to be said of each: one below the other, or as `figures`, few and short, large and side by side,
    or as `runs`, paragraphs that begin with their term, or as `pairs` of those beside each other."""

    facts: tuple[tuple[str, str, str], ...]
    shown: Literal["list", "figures", "runs", "pairs"] = "list"


class Column(Struct, frozen=True, kw_only=True):
    """A column of a table; one of figures is as narrow as they are, any other shares what is left by `width`. A column that
    draws a scale has the `bounds` of its levels, 0 to 1."""

    head: str
    figures: bool = False
    width: int = 1
    bounds: tuple[float, ...] = ()


class Place(Struct, frozen=True, kw_only=True):
    """A place on the scale of its column, 0 to 1, drawn as the charts draw it: a dot, a diamond if it is `held` back, and
    the peers as a band with a tick where their quartiles are published."""

    at: float
    held: bool = False
    band: tuple[float, float, float] | None = None


class Cell(Struct, frozen=True, kw_only=True):
    """A cell over `span` columns. `rank` 0 to 1 shows a level's number in its colour before the text; `heat` 0 to 1 is
    the rank of the level whose colour the text stands upon."""

    text: str
    notes: tuple[Note, ...] = ()
    to: str = ""
    span: int = 1
    tone: str = "plain"
    level: int | None = None
    rank: float = 0.0
    heat: float | None = None
    place: Place | None = None


class Row(Struct, frozen=True, kw_only=True):
    """A row, its `notes` below it, over all columns but the last; `child`: of the row above it. `tone`: "plain", "sum" for
    the last line of a reckoning, or "attention"."""

    cells: tuple[Cell, ...]
    notes: tuple[Note, ...] = ()
    child: bool = False
    tone: str = "plain"


class Table(Struct, frozen=True, kw_only=True, tag="table"):
    """A table with a head, which is repeated on every page it runs over; `dense`: one that is looked up in; `halved`: long
    and narrow, to be set as two beside each other."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    dense: bool = False
    halved: bool = False


class Picture(Struct, frozen=True, kw_only=True, tag="picture"):
    """A drawn chart; `alt` says all that somebody who does not see it needs, `caption` is its finding, `source` whom it
    compares with, "" for nobody, `tall` its height by its width."""

    svg: str
    alt: str
    caption: str
    source: str
    tall: float


def picture_of(chart: Chart, source: str = "") -> Picture:
    """A drawn chart in a document, as wide as its page."""
    alt, svg = f"{chart.title}. {chart.sentence}", chart.svgs[0]
    size = SIZE.search(svg)
    tall = float(size[2]) / float(size[1]) if size else 1.0
    return Picture(svg=svg, alt=alt, caption=chart.sentence, source=source, tall=tall)


def figures_of(chart: Chart) -> Table:
    """The figures of a chart, which whoever does not see it reads; `ValueError` for a chart that has none."""
    if chart.table is None:
        raise ValueError(f"{chart.id} has no figures of its own")
    columns = tuple(
        Column(head=one.name, figures=one.number, width=1 if at else 2)
        for at, one in enumerate(chart.table.header)
    )
    return Table(columns=columns, rows=tuple(plain_row(*row) for row in chart.table.rows), dense=True)


Block = Heading | Text | Ladder | Entries | Facts | Table | Picture


class Document(Struct, frozen=True, kw_only=True):
    """A document: its cover, a `summary` on a page of its own, and the rest. `language` is a code of `assess.language`,
    `date` as it is written there."""

    language: str
    title: str
    kicker: str
    date: str
    verdict: str
    verdict_note: str
    notice: str
    contents: str
    summary: tuple[Block, ...]
    blocks: tuple[Block, ...]


def score(value: float | None) -> str:
    """A score with one decimal; a dash where there is none."""
    return "–" if value is None else number(value, 1)


def plain_row(*texts: str, tone: str = "plain", child: bool = False) -> Row:
    """A row of cells that hold nothing but text."""
    return Row(cells=tuple(Cell(text=text) for text in texts), tone=tone, child=child)
