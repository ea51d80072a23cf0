"""Charts → files for a browser, in which a reader may ask them: what a row says, and that row alone. Nothing is drawn here.

A site holds them once, in a folder of their own (`FOLDER`): one small page for all charts, Vega, the designs, and a file of
data for each chart. A report's page links to that page, and a small script shows the chart below its drawing instead;
nothing else is loaded before a reader asks. Vega comes from the package that draws the charts, and reads expressions with
its interpreter, so that a policy without eval is enough.

`live_files(charts, bundle(cache))`, in the language spoken.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

import jinja2
import msgspec
import vl_convert

from ...language import spoken
from ...resource import resource
from ..word import live
from .mark import Spot
from .renderer import Chart, Source, design_of, roomy
from .svg import ROLES
from .table import Table

FOLDER = "live"
"""The folder of these files in a site."""
COLOUR = re.compile(r'"(#[0-9a-f]{6})"')
NOTICE = "// Vega, Vega-Lite and Vega-Embed: BSD 3-Clause, University of Washington Interactive Data Lab. https://vega.github.io\n"


def bundle(cache: Path | None = None) -> bytes:
    """Vega for a browser, from the package that draws charts: the same bytes for the same version of it. Making it takes
    seconds, so that it is kept in `cache`, if there is one."""
    file = cache / f"vega-{vl_convert.__version__}.js" if cache else None
    if file and file.exists():
        return file.read_bytes()
    made = (NOTICE + vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")).encode()
    if file:
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_suffix(f".{os.getpid()}.tmp")
        draft.write_bytes(made)
        draft.replace(file)
    return made


def live_files(charts: Iterable[Chart], vega: bytes, *, sheet: str = "") -> dict[str, str | bytes]:
    """The files by name, in the language spoken; none where no chart can be asked. A chart that several pages show, by one
    id, has one file. `sheet` is a style sheet of the site that changes the look."""
    asked = {chart.id: chart for chart in charts if is_live(chart)}
    if not asked:
        return {}
    template = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    page = template.from_string(_part("chart.html.j2")).render(
        language=spoken().code, label=live, sheet=sheet
    )
    designs = sorted({source.design for chart in asked.values() for source in chart.sources})
    files: dict[str, str | bytes] = {
        "chart.html": page,
        "chart.css": _part("chart.css"),
        "chart.js": _part("chart.js"),
        "open.js": _part("open.js"),
        "vega.js": vega,
        "designs.js": _script("designs", {name: design_of(name) for name in designs}),
    }
    files |= {f"data-{id}.js": _data(chart) for id, chart in asked.items()}
    return {f"{FOLDER}/{name}": text for name, text in files.items()}


def is_live(chart: Chart) -> bool:
    """Whether a chart can be asked: it has a table, which is what it would say."""
    return bool(chart.table and chart.sources)


def _part(name: str) -> str:
    return (resource("site") / FOLDER / name).read_text("utf-8")


def _data(chart: Chart) -> str:
    table = chart.table or Table((), ())
    rows = [_said(table, at) for at in range(len(table.rows))]
    drawn = {source.layout.name: _drawn(source, [row["said"] for row in rows]) for source in chart.sources}
    words = {"show": live.show(), "all": live.every_row(), "hint": live.point_at()}
    content = {"title": chart.title, "sentence": chart.sentence, "rows": rows, "words": words, **drawn}
    return _script("charts", {chart.id: content})


def _said(table: Table, at: int) -> dict[str, str]:
    """A row of the table by its name, and in words: each cell under its head, the name first."""
    name, *cells = table.rows[at]
    heads = [column.name for column in table.header[1:]]
    told = [f"{head}: {cell}" for head, cell in zip(heads, cells, strict=True) if cell]
    return {"name": name, "said": "\n".join([name, *told])}


def _drawn(source: Source, said: list[str]) -> dict:
    """A drawing's data, each mark with the row it belongs to, and where the rows are."""
    design, layout = source.design, source.layout
    if source.height is None:
        order = source.order
        data = {name: [_ordered(row, order) for row in rows] for name, rows in source.data.items()}
        spots = [
            {"row": at, "x": -layout.left, "x2": layout.plot + layout.right, "said": said[at]} for at in order
        ]
        padding = roomy(design_of(design), source.data)["padding"]
        return {"design": design, "data": data, "spots": spots, "pixels": False, "padding": padding}
    data = {name: [_placed(mark, source.spots) for mark in rows] for name, rows in source.data.items()}
    spots = [msgspec.to_builtins(spot) | {"said": said[spot.row]} for spot in source.spots]
    size = {"width": layout.width, "height": source.height}
    return {"design": design, "data": data, "spots": spots, "pixels": True, **size}


def _ordered(row: dict, order: tuple[int, ...]) -> dict:
    return {**row, "row": order[row["row"]]} if "row" in row else row


def _placed(mark: dict, spots: tuple[Spot, ...]) -> dict:
    """The mark with the row of the spot that it lies in as a whole; without one, it belongs to all, as a scale does."""
    points = [(mark["x"], mark["y"]), (mark.get("x2", mark["x"]), mark.get("y2", mark["y"]))]
    for spot in spots:
        if all(spot.x <= x <= spot.x2 and spot.y <= y <= spot.y2 for x, y in points):
            return {**mark, "row": spot.row}
    return mark


def _script(name: str, content: dict) -> str:
    """Data as a script, for a page from a disk may load no data. Colours are the page's, by day and by night."""
    text = COLOUR.sub(_themed, msgspec.json.encode(content, order="sorted").decode())
    return f"window.assess = window.assess || {{}};\nObject.assign(window.assess.{name} ??= {{}}, {text});\n"


def _themed(found: re.Match) -> str:
    role = ROLES.get(found[1])
    return f'"var(--{role}, {found[1]})"' if role else found[0]
