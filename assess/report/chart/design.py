"""How charts look, in Altair: layouts enter, compiled Vega specifications without data leave.

The only module that imports Altair. It runs when a design changes (``python -m assess.report.chart.design``), not
when a report is built: what it compiles is kept in ``site/chart/`` and refilled by `chart`, and a test holds
both equal. Positions are shares of the shown range (0–1), so that one compiled chart serves every
questionnaire.
"""

from __future__ import annotations

from pathlib import Path

import altair as alt
import msgspec
import vl_convert

from ...resource import resource
from ..look import LIGHT
from .layout import LINE, POSITION, QUARTILES, SMALL, SPREAD, STRIP, TEXT, Layout
from .renderer import SHEET

FONT = "system-ui, Segoe UI, Roboto, Noto Sans, sans-serif"


def designs() -> dict[str, dict]:
    """Every compiled chart by its file name, e.g. "position-wide.json"."""
    made = {f"position-{layout.name}": _position(layout) for layout in POSITION}
    made |= {f"strip-{layout.name}": _strip(layout) for layout in STRIP}
    made |= {f"quartiles-{layout.name}": _quartiles(layout) for layout in QUARTILES}
    made |= {f"spread-{layout.name}": _spread(layout) for layout in SPREAD}
    made[SHEET] = _sheet()
    return {f"{name}.json": compiled for name, compiled in made.items()}


def _compile(layers: list[alt.Chart], layout: Layout, *, has_scale: bool = True) -> dict:
    """Altair → Vega-Lite → Vega. Fixed padding instead of fitting, so that charts of one page line up."""
    chart = alt.layer(*layers).properties(width=layout.plot, height=alt.Step(layout.row))
    above, below = (28, 26) if has_scale else (0, 0)
    around = {"left": layout.left, "right": layout.right, "top": above, "bottom": below}
    chart = chart.configure(
        aria=False,
        font=FONT,
        background="transparent",
        padding=around,
        autosize="none",
        view={"stroke": None},
    )
    return vl_convert.vegalite_to_vega(chart.to_dict())


def _x(field: str = "x") -> alt.X:
    return alt.X(f"{field}:Q", scale=alt.Scale(domain=[0, 1], nice=False), axis=None)


def _row(layout: Layout) -> alt.Y:
    return alt.Y(
        "row:O", axis=None, sort=None, bandPosition=layout.at, scale=alt.Scale(type="band", padding=0)
    )


def _data(name: str) -> alt.Chart:
    return alt.Chart(alt.NamedData(name=name))


def _said(field: str) -> dict:
    """A text, and beside it the place that it has among all texts of a drawing, as the description of its mark: so the
    renderer finds it again (see `renderer`)."""
    return {"text": f"{field}:N", "description": f"{field}_at:N"}


def _scale(layout: Layout) -> list[alt.Chart]:
    """Below all marks: the levels' bounds, each level's name above its band, the scale's figures below."""
    up = alt.expr(f"-{LINE} * ((datum.lines || 1) - 1)")
    names = _data("bands").mark_text(
        aria=True,
        baseline="bottom",
        dy=up,
        lineBreak="\n",
        lineHeight=LINE,
        fontSize=SMALL,
        color=LIGHT.muted,
    )
    figures = _data("figures").mark_text(aria=True, baseline="top", fontSize=SMALL, color=LIGHT.muted)
    return [
        _data("figures").mark_rule(color=LIGHT.hairline).encode(_x()),
        names.encode(_x(), y=alt.value(-8), **_said("text")),
        figures.encode(_x(), y=alt.value(alt.expr("height + 8")), **_said("text")),
    ]


def _labels(layout: Layout) -> alt.Chart:
    """A row's label: in a column of its own, or on a phone above its line. Vega aligns the first of several
    lines, so that the block is moved up by the others, or by half of them."""
    up = alt.expr(
        f"-14 - {LINE} * (datum.lines - 1)" if layout.above else f"-{LINE // 2} * (datum.lines - 1)"
    )
    marks = _data("own").mark_text(
        aria=True,
        align="left",
        baseline="bottom" if layout.above else "middle",
        dy=up,
        lineBreak="\n",
        lineHeight=LINE,
        fontSize=TEXT,
        color=LIGHT.ink,
    )
    return marks.encode(x=alt.value(-layout.left), y=_row(layout), **_said("label"))


def _figures(layout: Layout, **options) -> alt.Chart:
    """A row's own figure: above its dot, or on a phone at the end of its label."""
    if layout.above:
        marks = _data("own").mark_text(
            aria=True, align="right", baseline="bottom", dy=-14, fontSize=TEXT, fontWeight=600, **options
        )
        return marks.encode(x=alt.value(layout.plot + layout.right), y=_row(layout), **_said("text"))
    marks = _data("own").mark_text(aria=True, dy=-16, fontSize=TEXT, fontWeight=600, **options)
    return marks.encode(_x(), y=_row(layout), **_said("text"))


def _position(layout: Layout) -> dict:
    """You: filled accent dot. Peers: grey band from p25 to p75 with a tick at the median."""
    band = _data("band").mark_rule(strokeWidth=12, color=LIGHT.peers).encode(_x(), x2="x2:Q", y=_row(layout))
    median = _data("median").mark_point(
        shape="stroke", angle=90, size=320, strokeWidth=3, opacity=1, color=LIGHT.ink
    )
    said = _data("said").mark_text(aria=True, dy=17, fontSize=SMALL, color=LIGHT.muted)
    own = _data("own").mark_circle(size=170, opacity=1, color=LIGHT.accent, stroke=LIGHT.paper, strokeWidth=2)
    return _compile(
        [
            *_scale(layout),
            _labels(layout),
            band,
            median.encode(_x(), y=_row(layout)),
            said.encode(_x(), y=_row(layout), **_said("text")),
            own.encode(_x(), y=_row(layout)),
            _figures(layout, color=LIGHT.accent),
        ],
        layout,
    )


def _strip(layout: Layout) -> dict:
    """One answer a row; what holds back the next level is a diamond in the colour of attention, in words."""
    colour = alt.Color("colour:N", scale=None)
    own = _data("own").mark_point(size=190, opacity=1, filled=True, stroke=LIGHT.paper, strokeWidth=2)
    said = _figures(layout) if layout.above else _figures(layout).encode(_x("at"))
    return _compile(
        [
            *_scale(layout),
            _labels(layout),
            own.encode(_x(), y=_row(layout), color=colour, shape=alt.Shape("shape:N", scale=None)),
            said.encode(color=colour),
        ],
        layout,
    )


def _quartiles(layout: Layout) -> dict:
    """One group or part a row: a thin line from p10 to p90, the band from p25 to p75, a tick at the median. What is
    carried forward from an earlier edition is a hollow band."""
    reach = _data("reach").mark_rule(strokeWidth=2, color=LIGHT.peers)
    band = _data("band").mark_rule(strokeWidth=12, color=LIGHT.peers)
    hollow = _data("hollow").mark_rule(strokeWidth=9, color=LIGHT.paper)
    median = _data("own").mark_point(
        shape="stroke", angle=90, size=320, strokeWidth=3, opacity=1, color=LIGHT.ink
    )
    said = _data("said").mark_text(aria=True, dy=17, fontSize=SMALL, color=LIGHT.muted)
    spans = [mark.encode(_x(), x2="x2:Q", y=_row(layout)) for mark in (reach, band, hollow)]
    return _compile(
        [
            *_scale(layout),
            _labels(layout),
            *spans,
            median.encode(_x(), y=_row(layout)),
            said.encode(_x(), y=_row(layout), **_said("text")),
            _figures(layout, color=LIGHT.ink),
        ],
        layout,
    )


def _spread(layout: Layout) -> dict:
    """One level a row: a bar as long as its share, in the level's colour with an outline, its figure at its end."""
    outline = _data("bar").mark_rule(strokeWidth=20, color=LIGHT.peers)
    bars = _data("bar").mark_rule(strokeWidth=18, xOffset=1, x2Offset=-1)
    colour = alt.Color("colour:N", scale=None)
    figures = _data("own").mark_text(
        aria=True, align="left", baseline="middle", dx=8, fontSize=TEXT, fontWeight=600, color=LIGHT.ink
    )
    beside = figures.encode(_x(), y=_row(layout), **_said("text"))
    you = _data("you").mark_circle(size=130, opacity=1, color=LIGHT.accent, stroke=LIGHT.paper, strokeWidth=2)
    return _compile(
        [
            _labels(layout),
            outline.encode(_x(), x2="x2:Q", y=_row(layout)),
            bars.encode(_x(), x2="x2:Q", y=_row(layout), color=colour),
            _figures(layout, color=LIGHT.ink) if layout.above else beside,
            you.encode(_x(), y=_row(layout)),
        ],
        layout,
        has_scale=False,
    )


def _sheet() -> dict:
    """Marks at places in pixels (see `mark`): no scale, no axis, no size of its own; all that `renderer.sheet` fills."""
    x, y = alt.X("x:Q", scale=None, axis=None), alt.Y("y:Q", scale=None, axis=None)
    x2, y2 = alt.X2("x2:Q"), alt.Y2("y2:Q")
    colour = alt.Color("colour:N", scale=None)
    grid = _data("grid").mark_rule().encode(x, y, x2, y2, colour)
    boxes = _data("boxes").mark_rect().encode(x, y, x2, y2, colour)
    rules = _data("rules").mark_rule(strokeWidth=alt.expr("datum.width")).encode(x, y, x2, y2, colour)
    lines = (
        _data("lines")
        .mark_line(color=LIGHT.accent, strokeWidth=2)
        .encode(x, y, alt.Detail("line:N"), alt.Order("at:Q"))
    )
    dots = _data("dots").mark_point(opacity=1, filled=True, strokeWidth=2, size=alt.expr("datum.size"))
    marked = dots.encode(
        x,
        y,
        fill=alt.Fill("colour:N", scale=None),
        stroke=alt.Stroke("edge:N", scale=None),
        shape=alt.Shape("shape:N", scale=None),
    )
    words = _words("words").encode(x, y, **_said("text"), color=colour)
    inlays = _words("inlays", strokeWidth=0).encode(
        x, y, **_said("text"), color=colour, stroke=alt.Stroke("colour:N", scale=None)
    )
    layers = alt.layer(grid, boxes, rules, lines, marked, words, inlays).properties(width=100, height=100)
    plain = layers.configure(
        aria=False, font=FONT, background="transparent", padding=0, autosize="none", view={"stroke": None}
    )
    return vl_convert.vegalite_to_vega(plain.to_dict())


def _words(name: str, **options) -> alt.Chart:
    return _data(name).mark_text(
        aria=True,
        baseline="alphabetic",
        align=alt.expr("datum.align"),
        fontSize=alt.expr("datum.size"),
        fontWeight=alt.expr("datum.weight"),
        lineBreak="\n",
        lineHeight=LINE,
        **options,
    )


def main(folder: Path) -> None:
    """Write every compiled chart into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, compiled in designs().items():
        content = msgspec.json.encode(compiled, order="sorted")
        (folder / name).write_bytes(msgspec.json.format(content, indent=1) + b"\n")


if __name__ == "__main__":
    main(resource("site") / "chart")
