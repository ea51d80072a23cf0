"""What the sites under test are made of: every kind of site there is, with every page that it can have.

A kind is a name of `KINDS`. Reports are of the hand-made assessment, with everything a report can tell at once; the
benchmark is of two hand-made editions; the documentation is that of `assess docs`.
"""

from __future__ import annotations

import re
from pathlib import Path

from chart_sample import build_perception, build_trend
from msgspec.structs import replace
from report_sample import build_comparison, build_findings, build_questionnaire, build_scores
from report_words import WORDS
from test_report_change import DAYS, THEN, answered

from assess.language import LANGUAGES, speaking
from assess.report.brand.model import Brand
from assess.report.chart.renderer import Renderer
from assess.report.finding.audience import meant_for
from assess.report.finding.change import find_change
from assess.report.finding.find import add_change
from assess.report.finding.model import Findings
from assess.report.portfolio.overview import Line, compose_overview
from assess.report.site.folder import Content
from assess.report.site.write import compose

KINDS = (
    "report-en",
    "report-ru",
    "report-sr-Latn",
    "report-public",
    "report-alone",
    "portfolio",
    "benchmark",
    "documentation",
)
"""Every kind of site that is published: reports in three scripts, one for everybody and one without peers; a consultant's
own; the benchmark; the documentation."""
ONE_OF_EACH = ("report-ru", "report-public", "report-alone", "portfolio", "benchmark", "documentation")
"""The same, in one language each."""
TONGUES = ("pl", "sr-Latn")
"""The languages of the benchmark under test: each in a folder of its own, with one page before them."""

ABOUT = re.compile(r"((?:.*-)?(?:dimension|department|industry|questionnaire))-.+")
LANGUAGE = re.compile(rf"\.({'|'.join(LANGUAGES)})$")


def one_of_each(site: Path) -> list[str]:
    """Pages of a site, but only one of those that differ in nothing but what they are about, or in the language. A page of
    a new name is one of its own, so that none escapes."""
    kinds: dict[tuple[bool, str], str] = {}
    for name in all_pages(site):
        stem = LANGUAGE.sub("", Path(name).stem)
        about = ABOUT.fullmatch(stem)
        kinds.setdefault(("/" in name, about[1] if about else stem), name)
    return sorted(kinds.values())


def all_pages(site: Path) -> list[str]:
    """Every page of a site by its path, without the sites that it carries as samples."""
    names = (file.relative_to(site).as_posix() for file in sorted(site.rglob("*.html")))
    return [name for name in names if not name.startswith("sample/")]


def whole_findings(code: str, title: str = "Example Ltd", *, alone: bool = False) -> Findings:
    """Findings in a language with everything there can be: peers, a change, a course, how roles see it; or nothing of it."""
    with speaking(code):
        found = build_findings(title, words=WORDS[code], comparison=None if alone else build_comparison())
        if alone:
            return found
        asked = build_questionnaire(WORDS[code])
        change = find_change(answered("1", DAYS[0], THEN, asked), answered("2", DAYS[1], {}, asked))
        told = add_change(found, change)
        roles = list(WORDS[code].titles.values())[:2]
        trend = build_trend(found)
        courses = tuple(replace(course, counted=(4,) * len(trend.dates)) for course in trend.courses)
        trend = replace(trend, courses=courses)
        return replace(told, trend=trend, perception=build_perception(found, roles))


def report_content(code: str, renderer: Renderer, title: str = "Example Ltd", **options) -> Content:
    """The content of a report in a language; `public` and `alone` are reports in English. Documents are with that in
    English alone: they take longer than all pages, and other tests read them."""
    findings = whole_findings(code if code in LANGUAGES else "en", title, alone=code == "alone")
    if code == "public":
        with speaking("en"):
            findings = meant_for(findings, "public")
    return compose(findings, renderer, documents=code == "en", **options)


def portfolio_content(renderer: Renderer) -> Content:
    """The overview of three clients: one that rose, one without an earlier assessment, one whose report failed."""
    scores = build_scores()
    nodes = {id: replace(node, score=max(0, node.score - 40)) for id, node in scores.nodes.items()}
    lines = [
        Line(
            title=f"Client {at}",
            audience="client",
            language="en",
            questionnaire="small",
            scores=scores,
            before=replace(scores, nodes=nodes) if at == 1 else None,
            date="2026-07-01",
        )
        for at in (1, 2)
    ]
    lines.append(Line(title="Client 3", problem="This is no exported assessment."))
    with speaking("en"):
        return compose_overview(lines, {"small": build_questionnaire()}, Brand(name="Adviser"), renderer)
