"""Findings as short and as long as they come, and every chart that is drawn of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace
from report_sample import build_comparison, build_findings
from report_words import ENGLISH, Words

from assess.report.chart.heat import draw_heat, draw_question_heat
from assess.report.chart.journey import Moment, draw_journey
from assess.report.chart.ladder import draw_ladder
from assess.report.chart.portfolio import Portfolio, Row, draw_portfolio
from assess.report.chart.position import draw_position
from assess.report.chart.priority import draw_priority
from assess.report.chart.profile import draw_profile
from assess.report.chart.renderer import Chart, Renderer
from assess.report.chart.spread import draw_levels
from assess.report.chart.strip import draw_strip
from assess.report.chart.trend import draw_trend
from assess.report.finding.model import Findings
from assess.report.finding.perception import Perception, Seen
from assess.report.finding.spread import Bin, Spread
from assess.report.finding.trend import Course, Trend
from assess.report.finding.view import Tagged, View

DATES = ("2023-02-01", "2024-03-02", "2024-03-20", "2025-11-05", "2026-07-01")
PHASES = ("find-and-fix", "raise-quality", "raise-the-bar", "stand-out")


def build_many(rows: int, words: Words = ENGLISH, name: str = "") -> Findings:
    """Findings of `rows` dimensions, questions, departments, next steps and missing practices, all called `name` if there
    is one; scores run through the whole range, ends included."""
    found = build_findings(comparison=build_comparison(), words=words)
    whole = found.chapters[0]
    scores = [round(5 * at / max(1, rows - 1), 1) for at in range(rows)]
    responses = tuple(
        replace(
            whole.responses[at % len(whole.responses)],
            question=f"q{at}",
            text=name or f"Practice {at}",
            x=score / 5,
            shown=score,
            is_blocking=at % 3 == 0,
        )
        for at, score in enumerate(scores)
    )
    chapters = tuple(
        replace(
            whole,
            id=f"d{at}",
            title=name or f"Dimension {at}",
            standing=replace(whole.standing, score=score),
            responses=responses if not at else (),
        )
        for at, score in enumerate(scores)
    )
    peers = whole.standing.peers
    views = tuple(
        View(
            kind=kind,
            title=name or kind,
            column=kind,
            rows=tuple(
                Tagged(id=id, title=name or id, score=score, reason="", asked=1, counted=1, peers=peers)
                for id, score in zip(ids, scores, strict=False)
            ),
        )
        for kind, ids in (("owner", [f"o{at}" for at in range(rows)]), ("phase", PHASES))
    )
    step = replace(found.next_steps[0], priority=1.0, weight=1.0, importance=1.0)
    steps = tuple(
        replace(
            step,
            rank=at + 1,
            text=name or f"Step {at}",
            importance=float(1 + at % 3),
            gap=(at % 6) / 5,
            blocks="x" if at % 3 == 0 else "",
        )
        for at in range(rows)
    )
    ladder = tuple(
        replace(
            rung, name=name or rung.name, missing=tuple(f"q{at}" for at in range(rows)) if rung.next else ()
        )
        for rung in found.ladder
    )
    return replace(found, chapters=chapters, views=views, next_steps=steps, ladder=ladder)


def build_trend(findings: Findings, dates: Sequence[str] = DATES) -> Trend:
    """Every dimension over time, once not scored, the questionnaire changed before the fourth."""
    return Trend(
        assessments=tuple(dates),
        dates=tuple(dates),
        joined=tuple(at != 2 for at in range(len(dates) - 1)),
        courses=tuple(
            Course(
                node=chapter.id,
                title=chapter.title,
                scores=tuple(
                    None
                    if at == 1
                    else round(min(5, max(0, (chapter.standing.score or 0) - 0.5 + at / 4)), 1)
                    for at in range(len(dates))
                ),
                peers=(chapter.standing.peers,) * len(dates),
            )
            for chapter in findings.top_chapters
        ),
        sentence="It has risen.",
        note="",
    )


def build_perception(findings: Findings, roles: Sequence[str]) -> Perception:
    """How these roles see every dimension; the last one is not scored on the second."""
    rows = []
    for at, chapter in enumerate(findings.top_chapters):
        own = chapter.standing.score or 0
        scores = tuple(
            None if at == 1 and role == len(roles) - 1 else round(max(0, min(5, own + role - 1)), 1)
            for role in range(len(roles))
        )
        told = [score for score in scores if score is not None]
        gap = round(max(told) - min(told), 1) if len(told) > 1 else None
        rows.append(Seen(node=chapter.id, title=chapter.title, whole=own, scores=scores, gap=gap))
    first = findings.chapters[0]
    questions = tuple(
        replace(rows[at % len(rows)], node=first.id, title=each.text, whole=None, question=each.question)
        for at, each in enumerate(first.responses)
    )
    return Perception(
        respondents=20,
        roles=tuple(roles),
        sentence="They differ.",
        note="",
        rows=tuple(rows),
        splits=(),
        questions=questions,
    )


def build_portfolio(findings: Findings, clients: int, name: str = "") -> Portfolio:
    """So many clients on nine dimensions; the first is not scored, the second lacks one dimension."""
    return Portfolio(
        low=0,
        high=5,
        levels=tuple((rung.level, rung.name, rung.min) for rung in findings.ladder),
        dimensions=tuple(name or f"Dimension {at}" for at in range(9)),
        clients=tuple(
            Row(
                title=name or f"Client {client}",
                overall=None if not client else client * 5 / clients,
                scores=tuple(
                    None if not client or client + at == 1 else (client + at) % 6 for at in range(9)
                ),
            )
            for client in range(clients + 1)
        ),
    )


def build_spread(findings: Findings) -> Spread:
    """Levels with nobody, few and many in them; the own one has nobody."""
    bins = tuple(
        Bin(
            low=rung.level,
            high=rung.level,
            name=rung.name,
            label=f"{rung.level} {rung.name}" + (" (you)" if own else ""),
            percent=percent,
            own=own,
        )
        for rung, percent, own in zip(
            findings.ladder, (0, 5, 65, 30, 0), (True, False, False, False, False), strict=True
        )
    )
    return Spread(id="levels", title="Levels", sentence="Many are on level 3.", bins=bins)


def draw_every(
    findings: Findings, renderer: Renderer, *, name: str = "", clients: int = 5
) -> Iterator[Chart]:
    """Every chart there is, of these findings; what has nothing to show is missing."""
    roles = [f"{name or 'Role'} {at}" for at in range(1, 5)]
    moments = [
        Moment(phase="find-and-fix", kind="love", text=name or "An answer at once"),
        Moment(phase="raise-quality", kind="hate", text=name or "Asked twice"),
    ]
    seen = build_perception(findings, roles)
    drawn = (
        draw_position(findings, renderer),
        draw_profile(findings, renderer),
        draw_strip(findings, findings.chapters[0], renderer),
        draw_levels(findings, build_spread(findings), renderer),
        draw_ladder(findings, renderer),
        draw_priority(findings, renderer),
        draw_trend(findings, build_trend(findings), renderer),
        draw_heat(findings, seen, renderer),
        draw_question_heat(findings, seen, findings.chapters[0], renderer),
        draw_journey(findings, renderer, moments),
        draw_portfolio(build_portfolio(findings, clients, name), renderer),
    )
    return (chart for chart in drawn if chart)
