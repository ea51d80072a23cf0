"""Every kind of chart with made-up figures → the page "Charts" of the documentation.

An assessment is made up and scored; peers, colleagues, earlier assessments, clients and the moments that customers love or
hate are figures of this file. So the page shows what a chart looks like when there is everything it can show.
"""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from ...assessment.activity import settle
from ...assessment.code import decode
from ...assessment.model import Assessment
from ...assessment.synth import Population, synthesise
from ...language import speaking
from ...questionnaire.catalogue import Catalogue
from ...scoring.model import round_half_away
from ...scoring.score import Scorer
from ...scoring.view import Viewer
from ..chart.heat import draw_heat, draw_question_heat
from ..chart.journey import Moment, draw_journey, journey_of
from ..chart.ladder import draw_ladder
from ..chart.portfolio import Portfolio, Row, draw_portfolio
from ..chart.position import draw_position
from ..chart.priority import draw_priority
from ..chart.profile import draw_profile
from ..chart.renderer import Chart, Renderer
from ..chart.spread import draw_levels
from ..chart.strip import draw_strip
from ..chart.trend import draw_trend
from ..finding.conclude import conclude
from ..finding.model import Findings
from ..finding.peer import Peers
from ..finding.perception import Perception, Seen
from ..finding.spread import Bin, Spread
from ..finding.standing import Standing
from ..finding.trend import Course, Trend
from ..page.draw import Page
from ..page.template import environment

QUESTIONNAIRE = "cx-maturity"
SEED = 5
DATES = ("2023-05-10", "2024-06-02", "2026-03-18")
ROLES = ("Leadership", "Front line", "Others")
SHARES = (6, 22, 41, 24, 7)
"""Percent of made-up peers on each level."""
NOTES = {
    "ladder": "The levels and, below the next, the core practices that hold it back.",
    "position": "Each dimension beside its peers: the dot is you, the band their middle half, the tick their median.",
    "profile": "Every line there is on one scale, to see where the low ones gather.",
    "strip": "The answers of one dimension, each on its own scale. A diamond holds back the next level.",
    "levels": "How the peers spread over the levels, and which is yours.",
    "priority": "What to do next: the further right, the more it matters; the further up, the more there is to gain.",
    "trend": "Several assessments over time. Where the questionnaire changed in between, the line is broken.",
    "heat": "How roles see each dimension, and how far apart they are. No role of fewer than five people is shown alone.",
    "questions": "The same for the questions of one dimension, where at least five people of every role answered.",
    "journey": "The phases of the journey, with what customers love and hate where a study tells it. No questionnaire "
    "asks that yet; the chart takes it from whoever knows.",
    "portfolio": "One small profile a client, for whoever looks after many. Only its owner sees it.",
}
"""What each chart is for, by the id of its heading."""


def chart_page(catalogue: Catalogue) -> Page:
    """The page "Charts", in English as the rest of the book."""
    with speaking("en"):
        shown = [(id, NOTES[id], chart) for id, chart in charts_of(example(catalogue)) if chart]
        text = environment().get_template("manual/charts.md.j2").render(shown=shown)
    return Page(part="How it works", file="charts.md", title="Charts", text=text)


def charts_of(findings: Findings) -> list[tuple[str, Chart | None]]:
    """Every kind of chart by the id of its heading, drawn of these findings and of the figures of this file."""
    renderer, chapter = Renderer(), findings.top_chapters[0]
    perception = _perception(findings)
    return [
        ("ladder", draw_ladder(findings, renderer)),
        ("position", draw_position(findings, renderer)),
        ("profile", draw_profile(findings, renderer, kinds=("owner",))),
        ("strip", draw_strip(findings, chapter, renderer)),
        ("levels", draw_levels(findings, _spread(findings), renderer)),
        ("priority", draw_priority(findings, renderer)),
        ("trend", draw_trend(findings, _trend(findings), renderer)),
        ("heat", draw_heat(findings, perception, renderer)),
        ("questions", draw_question_heat(findings, perception, chapter, renderer)),
        ("journey", draw_journey(findings, renderer, _moments(findings))),
        ("portfolio", draw_portfolio(_portfolio(findings), renderer)),
    ]


def example(catalogue: Catalogue) -> Findings:
    """Findings of a made-up assessment, beside made-up peers."""
    scorer = Scorer(catalogue.get(QUESTIONNAIRE))
    viewer = Viewer(scorer.questionnaire)
    batch = synthesise(scorer.questionnaire, Population(), 1, SEED)
    profile = {"industry": batch.industry[0], "size": batch.size[0], "region": batch.region[0]}
    assessment = Assessment(
        id="example",
        questionnaire=scorer.questionnaire.id,
        version=scorer.questionnaire.version,
        hash=scorer.questionnaire.hash,
        profile=profile,
        answers=settle(scorer.questionnaire, decode(scorer.questionnaire, batch.codes[0]), profile),
        synthetic=True,
    )
    found = conclude(scorer, viewer, assessment, None, catalogue=catalogue, title="Example Ltd")
    scorer.close()
    viewer.close()
    views = tuple(
        replace(
            view, rows=tuple(replace(row, peers=_peers(row.score, at)) for at, row in enumerate(view.rows))
        )
        for view in found.views
    )
    chapters = tuple(
        replace(chapter, standing=_beside(chapter.standing, at)) for at, chapter in enumerate(found.chapters)
    )
    return replace(found, overall=_beside(found.overall, 1), chapters=chapters, views=views)


def _beside(standing: Standing, at: int) -> Standing:
    return replace(standing, peers=_peers(standing.score, at))


def _peers(score: float | None, at: int) -> Peers | None:
    """Peers around a score, now above it, now below."""
    if score is None:
        return None
    median = min(4.2, max(0.8, round(score + (0.7, -0.4, 0.3, -0.8)[at % 4], 1)))
    side = "above" if score > median else "below" if score < median else "at"
    return Peers(
        n_band="30–49",
        p25=round(median - 0.6, 1),
        median=median,
        p75=round(median + 0.7, 1),
        mean=median,
        side=side,  # type: ignore[arg-type]
        distance=round(score - median, 1),
        place="",
    )


def _near(score: float, by: float) -> float:
    return round_half_away(min(5.0, max(0.0, score + by)))


def _trend(findings: Findings) -> Trend:
    courses = tuple(
        Course(
            node=chapter.id,
            title=chapter.title,
            scores=(_near(score, -0.9 + at / 10), _near(score, -0.3), score),
            peers=(None, None, chapter.standing.peers),
        )
        for at, chapter in enumerate(findings.top_chapters[:4])
        if (score := chapter.standing.score) is not None
    )
    return Trend(
        assessments=DATES,
        dates=tuple(date.fromisoformat(each).isoformat() for each in DATES),
        joined=(False, True),
        courses=courses,
        sentence="Every dimension has risen since the first assessment.",
        note="",
    )


def _perception(findings: Findings) -> Perception:
    """Leadership sees everything better than the front line, the further up the list the more."""

    def seen(node: str, title: str, score: float, at: int, question: str = "") -> Seen:
        scores = (_near(score, 1.2 - at / 6), _near(score, -0.6), _near(score, 0.1))
        gap = round(max(scores) - min(scores), 1)
        return Seen(node=node, title=title, whole=score, scores=scores, gap=gap, question=question)

    rows = [
        seen(chapter.id, chapter.title, chapter.standing.score or 0, at)
        for at, chapter in enumerate(findings.top_chapters)
    ]
    first = findings.top_chapters[0]
    questions = [
        seen(first.id, response.text, response.shown or 0, at, response.question)
        for at, response in enumerate(first.responses)
        if response.x is not None
    ]
    told = Perception(
        respondents=24,
        roles=ROLES,
        sentence="",
        note="",
        rows=tuple(rows),
        splits=(),
        questions=tuple(questions),
    )
    return replace(told, sentence=told.widest(rows))


def _spread(findings: Findings) -> Spread:
    bins = tuple(
        Bin(
            low=rung.level,
            high=rung.level,
            name=rung.name,
            label=f"{rung.level} {rung.name}" + (" (you)" if rung.here else ""),
            percent=percent,
            own=rung.here,
        )
        for rung, percent in zip(findings.ladder, SHARES, strict=False)
    )
    return Spread(id="levels", title="Levels of your peers", sentence="Most peers are on level 3.", bins=bins)


def _moments(findings: Findings) -> list[Moment]:
    phases = [phase.id for phase in journey_of(findings)]
    told = (("love", "an answer on the same day"), ("hate", "telling the same story twice"))
    return [
        Moment(phase=phase, kind=kind, text=text)  # type: ignore[arg-type]
        for phase, (kind, text) in zip((phases[-1:] + phases[:1]), told, strict=False)
    ]


def _portfolio(findings: Findings) -> Portfolio:
    chapters = findings.top_chapters
    clients = tuple(
        Row(
            title=f"Client {name}",
            overall=_near(findings.overall.score or 0, by),
            scores=tuple(
                None if name == "C" and not at else _near(chapter.standing.score or 0, by + (at % 3 - 1) / 2)
                for at, chapter in enumerate(chapters)
            ),
        )
        for name, by in (("A", -1.1), ("B", 0.0), ("C", 0.9))
    )
    return Portfolio(
        low=findings.low,
        high=findings.high,
        levels=tuple((rung.level, rung.name, rung.min) for rung in findings.ladder),
        dimensions=tuple(chapter.title for chapter in chapters),
        clients=clients,
    )
