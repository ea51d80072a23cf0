"""Findings → the charts that documents and pictures hold: planned by name, drawn when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from ...benchmark.model import Share
from ..chart.position import draw_position
from ..chart.renderer import Chart, Renderer
from ..chart.spread import draw_spread
from ..chart.strip import draw_strip
from ..finding.chapter import Chapter
from ..finding.model import Findings
from ..finding.spread import Spread
from ..word import caption

POSITION = "position"


class Plan(Struct, frozen=True, kw_only=True):
    """A chart that is not drawn yet: its id, its title; `compared` if it shows peers."""

    id: str
    title: str
    compared: bool
    draw: Callable[[Renderer], Chart | None]


def planned(findings: Findings) -> Iterator[Plan]:
    """Every chart of a report that has something to show, in the order in which the report has them."""
    has_peers = findings.peer_group is not None
    if any(one.score is not None for one in (findings.overall, *(c.standing for c in findings.top_chapters))):
        title = caption.position_title(compared=has_peers)
        yield Plan(id=POSITION, title=title, compared=has_peers, draw=lambda by: draw_position(findings, by))
    for chapter in findings.chapters:
        if any(response.x is not None for response in chapter.responses):
            yield _strip(findings, chapter)
    for spread in findings.spreads:
        yield _spread(findings, spread)


def draw_all(findings: Findings, renderer: Renderer) -> dict[str, Chart]:
    """All of them, by id; what the renderer remembers costs nothing."""
    drawn = ((plan.id, plan.draw(renderer)) for plan in planned(findings))
    return {id: chart for id, chart in drawn if chart}


def strip_id(chapter: Chapter) -> str:
    """The id of the chart of a dimension's answers."""
    return f"strip-{chapter.id}"


def spread_id(spread: Spread) -> str:
    """The id of the chart of the peers' levels."""
    return f"spread-{spread.id}"


def _strip(findings: Findings, chapter: Chapter) -> Plan:
    title = caption.strip_title(chapter.title)
    return Plan(
        id=strip_id(chapter),
        title=title,
        compared=False,
        draw=lambda by: draw_strip(findings, chapter, by),
    )


def _spread(findings: Findings, spread: Spread) -> Plan:
    def draw(renderer: Renderer) -> Chart:
        shares = [Share(each.low, each.high, each.percent) for each in spread.bins]
        bars = (shares, [each.label for each in spread.bins], [rung.level for rung in findings.ladder])
        return draw_spread(spread_id(spread), spread.title, spread.sentence, bars, renderer)

    return Plan(id=spread_id(spread), title=str(spread.title), compared=True, draw=draw)
