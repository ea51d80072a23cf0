"""Findings → the charts of a report, on pages, in documents and as pictures: planned by name, drawn when they are asked for.

Which charts there are is decided here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from ..chart.heat import draw_heat, draw_question_heat
from ..chart.journey import draw_journey, journey_of
from ..chart.ladder import draw_ladder
from ..chart.position import draw_position
from ..chart.priority import draw_priority
from ..chart.profile import draw_profile, profile_of
from ..chart.renderer import Chart, Renderer
from ..chart.spread import draw_levels
from ..chart.strip import draw_strip
from ..chart.trend import draw_trend
from ..finding.chapter import Chapter
from ..finding.model import Findings
from ..finding.spread import Spread
from ..word import caption

POSITION, PROFILE, PRIORITY = "position", "profile", "priority"
TREND, HEAT, JOURNEY, LADDER = "trend", "heat", "journey", "ladder"
KINDS = ("owner",)
"""The views that the profile shows below the dimensions, as the pages do."""


class Plan(Struct, frozen=True, kw_only=True):
    """A chart that is not drawn yet: its id, its title; `compared` if it shows peers. `print` draws it as the document on
    paper holds it, None for what that tells in another way."""

    id: str
    title: str
    compared: bool
    draw: Callable[[Renderer], Chart | None]
    print: Callable[[Renderer], Chart | None] | None


def planned(findings: Findings) -> Iterator[Plan]:
    """Every chart of a report that has something to show, in the order in which the report has them."""
    has_peers = findings.peer_group is not None
    if findings.ladder:
        yield _plan(LADDER, caption.ladder_title(), lambda by: draw_ladder(findings, by), printed=False)
    if any(one.score is not None for one in (findings.overall, *(c.standing for c in findings.top_chapters))):
        title = caption.position_title(compared=has_peers)
        yield _plan(POSITION, title, lambda by: draw_position(findings, by), compared=has_peers)
    yield from _lines(findings, has_peers)
    if any(step.priority > 0 for step in findings.next_steps):
        yield Plan(
            id=PRIORITY,
            title=caption.priority_title(),
            compared=False,
            draw=lambda by: draw_priority(findings, by),
            print=lambda by: draw_priority(findings, by, listed=False),
        )
    yield from _courses(findings)
    for chapter in findings.chapters:
        if any(response.x is not None for response in chapter.responses):
            yield _strip(findings, chapter)
        yield from _question_heat(findings, chapter)
    for spread in findings.spreads:
        yield _spread(findings, spread)


def draw_printed(findings: Findings, renderer: Renderer) -> dict[str, Chart]:
    """Those that the document on paper holds, by id; what the renderer remembers costs nothing."""
    drawn = ((plan.id, plan.print(renderer)) for plan in planned(findings) if plan.print)
    return {id: chart for id, chart in drawn if chart}


def heat_id(chapter: Chapter) -> str:
    """The id of the chart of how roles answer a dimension's questions."""
    return f"heat-{chapter.id}"


def strip_id(chapter: Chapter) -> str:
    """The id of the chart of a dimension's answers."""
    return f"strip-{chapter.id}"


def spread_id(spread: Spread) -> str:
    """The id of the chart of the peers' levels."""
    return f"spread-{spread.id}"


def _lines(findings: Findings, has_peers: bool) -> Iterator[Plan]:
    """The same answers along other lines."""
    sections = profile_of(findings, KINDS)
    if len(sections) > 2 and any(line.score is not None for section in sections for line in section.lines):
        yield _plan(
            PROFILE,
            caption.profile_title(),
            lambda by: draw_profile(findings, by, kinds=KINDS),
            compared=has_peers,
            printed=False,
        )
    if sum(phase.score is not None for phase in journey_of(findings)) > 1:
        yield _plan(JOURNEY, caption.journey_title(), lambda by: draw_journey(findings, by))


def _courses(findings: Findings) -> Iterator[Plan]:
    """Over time, and between roles."""
    trend, seen = findings.trend, findings.perception
    if trend and any(sum(score is not None for score in course.scores) > 1 for course in trend.courses):
        yield _plan(TREND, caption.trend_title(), lambda by: draw_trend(findings, trend, by), compared=False)
    if seen and len(seen.roles) > 1 and any(row.gap is not None for row in seen.rows):
        yield _plan(HEAT, caption.heat_title(), lambda by: draw_heat(findings, seen, by))


def _strip(findings: Findings, chapter: Chapter) -> Plan:
    title = caption.strip_title(chapter.title)
    return _plan(strip_id(chapter), title, lambda by: draw_strip(findings, chapter, by), printed=False)


def _question_heat(findings: Findings, chapter: Chapter) -> Iterator[Plan]:
    seen = findings.perception
    if seen and len(seen.roles) > 1 and any(row.gap is not None for row in seen.of(chapter.id)):
        title = caption.question_heat_title()
        yield _plan(
            heat_id(chapter), title, lambda by: draw_question_heat(findings, seen, chapter, by), printed=False
        )


def _spread(findings: Findings, spread: Spread) -> Plan:
    return _plan(spread_id(spread), spread.title, lambda by: draw_levels(findings, spread, by), compared=True)


def _plan(
    id: str,
    title: str,
    draw: Callable[[Renderer], Chart | None],
    *,
    compared: bool = False,
    printed: bool = True,
) -> Plan:
    return Plan(id=id, title=title, compared=compared, draw=draw, print=draw if printed else None)
