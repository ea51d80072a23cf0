"""What a printed document is made of: words and figures already spelled, and how each is meant, never how it looks.

Frozen values leave, in the language spoken; the template `site/document/report.typ` gives them type and space. Every
text in them is data: it is printed as it is, whatever it holds. Those of the findings are said by `paper.compose`.
"""

from __future__ import annotations

from msgspec import Struct

from ...language import number
from ..chart.renderer import Chart


class Heading(Struct, frozen=True, kw_only=True, tag="heading"):
    """A heading of `depth` 1 or 2. `id` is what links lead to, unique in the document, "" where none does."""

    text: str
    depth: int = 1
    id: str = ""


class Text(Struct, frozen=True, kw_only=True, tag="text"):
    """A paragraph. `tone`: "plain", "lead" (larger), "quiet" (a source, a note) or "notice" (set apart)."""

    text: str
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
    """A line below something: a label ("" if it needs none) and what it says. `tone`: "quiet" or "attention"."""

    text: str
    label: str = ""
    tone: str = "quiet"


class Entry(Struct, frozen=True, kw_only=True):
    """One entry of a list, with notes below it; `to` is the id it leads to, "" for none."""

    text: str
    notes: tuple[Note, ...] = ()
    to: str = ""


class Entries(Struct, frozen=True, kw_only=True, tag="entries"):
    """A list, numbered or not. `tone`: "plain", "good" or "attention"."""

    entries: tuple[Entry, ...]
    numbered: bool = False
    tone: str = "plain"


class Facts(Struct, frozen=True, kw_only=True, tag="facts"):
    """Terms and what is to be said of each; `figures`: few and short, to be shown large and side by side."""

    facts: tuple[tuple[str, str, str], ...]
    figures: bool = False


class Column(Struct, frozen=True, kw_only=True):
    """A column of a table; one of figures is as narrow as they are, any other shares what is left by `width`."""

    head: str
    figures: bool = False
    width: int = 1


class Cell(Struct, frozen=True, kw_only=True):
    """A cell over `span` columns. `rank` 0 to 1 shows a level's number in its colour before the text."""

    text: str
    notes: tuple[Note, ...] = ()
    to: str = ""
    span: int = 1
    tone: str = "plain"
    level: int | None = None
    rank: float = 0.0


class Row(Struct, frozen=True, kw_only=True):
    """A row; `child`: of the row above it. `tone`: "plain", "sum" for the last line of a reckoning, or "attention"."""

    cells: tuple[Cell, ...]
    child: bool = False
    tone: str = "plain"


class Table(Struct, frozen=True, kw_only=True, tag="table"):
    """A table with a head, which is repeated on every page it runs over."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


class Picture(Struct, frozen=True, kw_only=True, tag="picture"):
    """A drawn chart; `alt` says all that somebody who does not see it needs, `caption` is its finding, `source` whom it
    compares with, "" for nobody."""

    svg: str
    alt: str
    caption: str
    source: str


def picture_of(chart: Chart, source: str = "") -> Picture:
    """A drawn chart in a document, as wide as its page."""
    alt = f"{chart.title}. {chart.sentence}"
    return Picture(svg=chart.svgs[0], alt=alt, caption=chart.sentence, source=source)


Block = Heading | Text | Ladder | Entries | Facts | Table | Picture


class Document(Struct, frozen=True, kw_only=True):
    """A document: its cover and its blocks. `language` is a code of `assess.language`, `date` as it is written there."""

    language: str
    title: str
    kicker: str
    date: str
    verdict: str
    verdict_note: str
    notice: str
    contents: str
    blocks: tuple[Block, ...]


def score(value: float | None) -> str:
    """A score with one decimal; a dash where there is none."""
    return "–" if value is None else number(value, 1)


def plain_row(*texts: str, tone: str = "plain", child: bool = False) -> Row:
    """A row of cells that hold nothing but text."""
    return Row(cells=tuple(Cell(text=text) for text in texts), tone=tone, child=child)
