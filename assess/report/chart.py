"""Charts: findings → data → SVG. The only module that draws.

A compiled chart (see `design`) is refilled with data and rendered by vl-convert; every SVG is remembered by
the content it was drawn from. A chart never computes a figure of its own: it places those of the findings.
"""

from __future__ import annotations

import hashlib
import re
import textwrap
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

import msgspec
import vl_convert
from msgspec import Struct

from ..language import plain
from ..resource import resource
from . import caption, label
from .finding import Chapter, Findings
from .layout import POSITION, STRIP, Layout, width_of
from .look import LIGHT
from .svg import finish, put_labels, stand_in

MOST_REMEMBERED = 500
"""Drawings a renderer holds in memory, about 10 kB each."""

SINGLE = re.compile(r"(?<=\b[^\W\d]) ")
"""The blank behind a word of one letter, which ends no line: in Polish that is a mistake."""

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

    def position(self, findings: Findings) -> Chart | None:
        """All dimensions beside their peers; None when nothing is scored."""
        drawings = [("position", layout, position_data(findings, layout)) for layout in POSITION]
        if not drawings[0][2]["own"]:
            return None
        title = caption.position_title(compared=findings.peer_group is not None)
        return self.draw("position", title, findings.position_sentence, drawings)

    def strip(self, findings: Findings, chapter: Chapter) -> Chart | None:
        """Every counted question of one dimension; None when none counts."""
        drawings = [("strip", layout, strip_data(findings, chapter, layout)) for layout in STRIP]
        if not drawings[0][2]["own"]:
            return None
        title = caption.strip_title(chapter.title)
        return self.draw(f"strip-{chapter.id}", title, chapter.strip_sentence, drawings)

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


def position_data(findings: Findings, layout: Layout) -> Rows:
    """Own score and peers' quartiles of the whole and of each dimension, as shares of the shown range.

    A quartile that is not published leaves its mark out; without an edition only the own dots remain.
    """
    rows: Rows = {"own": [], "band": [], "median": [], "said": [], **_scale(findings, layout)}
    standings = [(label.overall(), findings.overall)]
    standings += [(chapter.title, chapter.standing) for chapter in findings.top_chapters]
    scored = [(title, standing) for title, standing in standings if standing.score is not None]
    for row, (title, standing) in enumerate(scored):
        text = label.you(standing.score) if row == 0 else caption.score(standing.score)
        own = {
            "row": row,
            "x": findings.share(standing.score),
            "text": text,
            **label_rows(title, text, layout),
        }
        rows["own"].append(own)
        peers = standing.peers
        if peers is None:
            continue
        middle = findings.share(peers.median)
        rows["median"].append({"row": row, "x": middle})
        if peers.p25 is not None and peers.p75 is not None:
            low, high = findings.share(peers.p25), findings.share(peers.p75)
            rows["band"].append({"row": row, "x": low, "x2": high})
        if not rows["said"]:
            text = caption.peers(peers.p25, peers.median, peers.p75)
            rows["said"].append({"row": row, "x": inside(middle, text, layout), "text": text})
    return rows


def strip_data(findings: Findings, chapter: Chapter, layout: Layout) -> Rows:
    """Every counted answer of a dimension, as a share of its own scale."""
    rows: Rows = {"own": [], **_scale(findings, layout)}
    counted = [response for response in chapter.responses if response.x is not None]
    for row, response in enumerate(counted):
        figure = caption.answer(response.shown, blocking=response.is_blocking)
        rows["own"].append(
            {
                "row": row,
                "x": response.x,
                "text": figure,
                **label_rows(response.text, figure, layout),
                "colour": LIGHT.attention if response.is_blocking else LIGHT.accent,
                "shape": "diamond" if response.is_blocking else "circle",
            }
        )
    return rows


def _scale(findings: Findings, layout: Layout) -> Rows:
    levels = [(rung.level, rung.name, rung.min) for rung in findings.ladder]
    return scale_rows(levels, findings.low, findings.high, layout)


def scale_rows(levels: Sequence[tuple[int, str, float]], low: float, high: float, layout: Layout) -> Rows:
    """The levels' bounds with their figures, and each level's name in the middle of its band (its number, where not all
    names fit).

    `levels` are number, name and lower bound, lowest first; without any, the ends of the scale are all there is.
    """
    bounds = [*(bound for _, _, bound in levels), high] if levels else [low, high]
    shares = [(bound - low) / (high - low) for bound in bounds]
    names = [caption.level_mark(level, name) for level, name, _ in levels]
    rooms = [(above - below) * layout.plot for below, above in pairwise(shares)]
    if any(width_of(name) + 4 > room for name, room in zip(names, rooms, strict=False)):
        names = [str(level) for level, _, _ in levels]
        first = caption.level_short(levels[0][0])
        names[0] = first if width_of(first) + 4 <= rooms[0] else names[0]
    return {
        "bands": [
            {"x": (low + high) / 2, "text": name}
            for (low, high), name in zip(pairwise(shares), names, strict=False)
        ],
        "figures": [{"x": x, "text": plain(bound)} for x, bound in zip(shares, bounds, strict=True)],
    }


def label_rows(text: str, figure: str, layout: Layout) -> dict:
    """A row's label in lines, as many as there is room for, with the figure beside its last one."""
    lines = textwrap.wrap(
        SINGLE.sub("\u00a0", text), layout.characters(text, figure), max_lines=layout.lines, placeholder=" …"
    )
    return {"label": "\n".join(lines), "lines": len(lines)}


def inside(x: float, text: str, layout: Layout) -> float:
    """The place nearest to `x` at which a centred text stays within the plot."""
    half = width_of(text) / 2 / layout.plot
    return min(max(x, half), 1 - half) if half < 0.5 else 0.5
