"""A compiled chart and its data → SVG. The only module that draws.

A compiled chart (see `design`) is refilled with data and rendered by vl-convert; every SVG is remembered by
the content it was drawn from.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from threading import Lock

import msgspec
import vl_convert
from msgspec import Struct

from ...resource import resource
from ..word.text import Paragraph, Words, spelled
from .layout import LINE, Layout
from .mark import Drawing, Spot
from .room import crossed
from .svg import finish, put_texts
from .table import Table

MOST_REMEMBERED = 500
"""Drawings a renderer holds in memory, about 10 kB each."""

Rows = dict[str, list[dict]]
"""The data of one drawing, by the name of the data set in its design."""


SHEET = "sheet"
"""The design of whatever is laid out in pixels; see `mark`."""
MARKS = ("grid", "boxes", "rules", "lines", "dots", "words")
"""The data sets of such a drawing."""


class Source(Struct, frozen=True, kw_only=True):
    """What one drawing was made from: its design with its data, for whoever draws it again (see `live`). `spots` are the
    parts of it that belong to rows of the chart's table; a design of rows has none, its rows are told by `order`:
    which row of the table each is. `height` is that of a drawing in pixels, None where the rows make it."""

    design: str
    layout: Layout
    data: Rows
    height: float | None = None
    spots: tuple[Spot, ...] = ()
    order: tuple[int, ...] = ()


class Chart(Struct, frozen=True, kw_only=True):
    """A drawn chart: its title says what it shows, its sentence what it finds, its `table` the same figures; one SVG
    per layout, wide first, and the `sources` they were drawn from. A chart whose page has a table already (of a published
    edition) brings none."""

    id: str
    title: str
    sentence: str
    svgs: tuple[str, ...]
    table: Table | None = None
    sources: tuple[Source, ...] = ()


class Renderer:
    """Draws charts and remembers every SVG by its content, on disk too if given a `cache` folder."""

    def __init__(self, cache: Path | None = None) -> None:
        self._cache = cache
        self._drawn: dict[str, str] = {}
        self._drawing = Lock()

    @staticmethod
    def warm() -> None:
        """Start the drawing engine, which takes about a second, before somebody waits for a chart."""
        vl_convert.vega_to_svg('{"width": 1, "height": 1}')

    def draw(
        self,
        id_: str,
        title: Words,
        sentence: Words | Paragraph,
        drawings: list[tuple[str, Layout, Rows]],
        table: Table | None = None,
        order: Sequence[int] | None = None,
    ) -> Chart:
        """A chart from its design, e.g. "position", its layouts and the data of each; `id_` is unique on its page. `order`
        says which row of the table each row drawn is, where that is not simply the same."""
        sources = []
        for kind, layout, rows in drawings:
            places = tuple(order if order is not None else range(len(rows["own"])))
            sources.append(Source(design=f"{kind}-{layout.name}", layout=layout, data=rows, order=places))
        return self._chart((id_, title, sentence), sources, table)

    def draw_marks(
        self,
        id_: str,
        title: Words,
        sentence: Words | Paragraph,
        drawings: Sequence[tuple[Layout, Drawing]],
        table: Table,
    ) -> Chart:
        """A chart that is laid out in pixels: the marks are where the drawing says."""
        sources = [sheet(layout, drawing) for layout, drawing in drawings]
        return self._chart((id_, title, sentence), sources, table)

    def _chart(
        self, said: tuple[str, Words, Words | Paragraph], sources: Sequence[Source], table: Table | None
    ) -> Chart:
        id_, title, sentence = map(str, said)
        svgs = (
            finish(
                self.svg_of(specified(source)),
                id_=f"{id_}-{source.layout.name}",
                title=title,
                description=sentence,
            )
            for source in sources
        )
        return Chart(
            id=id_,
            title=title,
            sentence=sentence,
            svgs=tuple(svgs),
            table=spelled(table),
            sources=tuple(sources),
        )

    def svg_of(self, specification: dict) -> str:
        """The drawing with its texts put in afterwards: where they are does not depend on their width, and measuring
        them costs vl-convert three quarters of its time. So charts that differ in their words only are drawn once."""
        texts: list[str] = []
        data = [_blanked(entry, texts) for entry in specification["data"]]
        return put_texts(self._svg({**specification, "data": data}), [text.split("\n") for text in texts])

    def _svg(self, specification: dict) -> str:
        content = msgspec.json.encode(specification, order="deterministic")
        key = hashlib.sha256(vl_convert.__version__.encode() + content).hexdigest()
        if svg := self._drawn.get(key):
            return svg
        with self._drawing:  # who wants what another thread draws just now waits for that
            svg = self._drawn.get(key) or self._kept(key) or self._render(key, content.decode())
            self._drawn[key] = svg
            while len(self._drawn) > MOST_REMEMBERED:  # the oldest goes first; a server draws for ever
                self._drawn.pop(next(iter(self._drawn)), None)
        return svg

    def _kept(self, key: str) -> str:
        file = self._cache / f"{key}.svg" if self._cache else None
        return file.read_text("utf-8") if file and file.exists() else ""

    def _render(self, key: str, content: str) -> str:
        svg = vl_convert.vega_to_svg(content)
        if self._cache:
            self._keep(self._cache / f"{key}.svg", svg)
        return svg

    def _keep(self, file: Path, svg: str) -> None:
        """A drawing that the system refuses to keep, as on a full disk, is drawn again the next time."""
        draft = file.with_suffix(f".{os.getpid()}-{id(self)}.tmp")
        with contextlib.suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            try:
                draft.write_text(svg, "utf-8")
                draft.replace(file)
            finally:
                draft.unlink(missing_ok=True)


@cache
def design_of(name: str) -> dict:
    """A compiled design, e.g. "position-wide"; nobody changes it."""
    return msgspec.json.decode((resource("site/chart") / f"{name}.json").read_bytes())


def _blanked(entry: dict, texts: list[str]) -> dict:
    """A data set with blanks for texts, each with its place among the `texts`, to which it is added."""
    if "values" not in entry:
        return entry
    values = []
    for row in entry["values"]:
        kept = dict(row)
        for name in ("label", "text"):
            if name in row:
                kept |= {name: " ", f"{name}_at": str(len(texts))}
                texts.append(row[name])
        values.append(kept)
    return {**entry, "values": values}


def roomy(design: dict, rows: Rows) -> dict:
    """The design with room above the plot for levels' names of two lines."""
    if not (more := raised(rows)):
        return design
    around = design["padding"]
    return {**design, "padding": {**around, "top": around["top"] + more}}


def raised(rows: Rows) -> int:
    """How many pixels more than those of one line the levels' names need above the plot."""
    return LINE * (max((row.get("lines", 1) for row in rows.get("bands", ())), default=1) - 1)


def sheet(layout: Layout, drawing: Drawing) -> Source:
    """What a drawing in pixels is made from: its marks as data."""
    marks = {name: msgspec.to_builtins(getattr(drawing, name)) for name in MARKS}
    plain = [word.inlaid or not met for word, met in zip(drawing.words, crossed(drawing), strict=True)]
    marks["inlays"] = [word for word, is_plain in zip(marks["words"], plain, strict=True) if is_plain]
    marks["words"] = [word for word, is_plain in zip(marks["words"], plain, strict=True) if not is_plain]
    return Source(design=SHEET, layout=layout, data=marks, height=drawing.height, spots=drawing.spots)


def specified(source: Source) -> dict:
    """The compiled design with its data; a drawing in pixels is as wide as its layout and as high as it says."""
    design = filled(source.design, source.data)
    return (
        design if source.height is None else {**design, "width": source.layout.width, "height": source.height}
    )


def filled(design: str, rows: Rows) -> dict:
    """A compiled design, e.g. "position-wide", with its data, and room for them; the design itself is not changed."""
    compiled = roomy(design_of(design), rows)
    data = [
        {**entry, "values": rows[entry["name"]]} if entry["name"] in rows else entry
        for entry in compiled["data"]
    ]
    return {**compiled, "data": data}
