"""A compiled chart and its data → SVG. The only module that draws.

A compiled chart (see `design`) is refilled with data and rendered by vl-convert; every SVG is remembered by
the content it was drawn from.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import msgspec
import vl_convert
from msgspec import Struct

from ...resource import resource
from .layout import Layout
from .svg import finish, put_labels, stand_in

MOST_REMEMBERED = 500
"""Drawings a renderer holds in memory, about 10 kB each."""

Rows = dict[str, list[dict]]
"""The data of one drawing, by the name of the data set in its design."""


class Chart(Struct, frozen=True, kw_only=True):
    """A drawn chart: its title says what it shows, its sentence what it finds; one SVG per layout, wide
    first."""

    id: str
    title: str
    sentence: str
    svgs: tuple[str, ...]


class Renderer:
    """Draws charts and remembers every SVG by its content, on disk too if given a `cache` folder."""

    def __init__(self, cache: Path | None = None) -> None:
        self._cache = cache
        self._drawn: dict[str, str] = {}

    @staticmethod
    def warm() -> None:
        """Start the drawing engine, which takes about a second, before somebody waits for a chart."""
        vl_convert.vega_to_svg('{"width": 1, "height": 1}')

    def draw(self, id_: str, title: str, sentence: str, drawings: list[tuple[str, Layout, Rows]]) -> Chart:
        """A chart from its design, e.g. "position", its layouts and the data of each; `id_` is unique on its page.

        Every design has a data set "own", one row for each label; see `design`.
        """
        svgs = (
            finish(
                self._labelled(f"{kind}-{layout.name}", rows),
                id_=f"{id_}-{layout.name}",
                title=title,
                description=sentence,
            )
            for kind, layout, rows in drawings
        )
        return Chart(id=id_, title=title, sentence=sentence, svgs=tuple(svgs))

    def _labelled(self, design: str, rows: Rows) -> str:
        """The drawing with its labels put in afterwards: they are aligned left, so that their place does not
        depend on their width, and measuring them costs vl-convert two thirds of its time."""
        stand_ins = [{**own, "label": stand_in(row)} for row, own in enumerate(rows["own"])]
        drawn = self._svg(filled(design, {**rows, "own": stand_ins}))
        return put_labels(drawn, [own["label"].split("\n") for own in rows["own"]])

    def _svg(self, specification: dict) -> str:
        content = msgspec.json.encode(specification, order="deterministic")
        key = hashlib.sha256(vl_convert.__version__.encode() + content).hexdigest()
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
            self._cache.mkdir(parents=True, exist_ok=True)
            draft = self._cache / f"{key}.{id(self)}.tmp"
            draft.write_text(svg, "utf-8")
            draft.replace(self._cache / f"{key}.svg")
        return svg


@cache
def _design(name: str) -> dict:
    return msgspec.json.decode((resource("site/chart") / f"{name}.json").read_bytes())


def filled(design: str, rows: Rows) -> dict:
    """A compiled design, e.g. "position-wide", with its data; the design itself is not changed."""
    compiled = _design(design)
    data = [
        {**entry, "values": rows[entry["name"]]} if entry["name"] in rows else entry
        for entry in compiled["data"]
    ]
    return {**compiled, "data": data}
