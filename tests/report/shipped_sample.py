"""A report of each questionnaire that is shipped, with everything: made-up answers and peers, a course, colleagues."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache

from msgspec.structs import replace

from assess.assessment.code import decode
from assess.assessment.model import Assessment
from assess.assessment.synth import Population, synthesise
from assess.benchmark.cohort import offered
from assess.benchmark.edition import build
from assess.benchmark.model import Edition, Thresholds
from assess.benchmark.quarter import quarter_of
from assess.benchmark.synthetic import contribute
from assess.language import speaking
from assess.questionnaire.catalogue import Catalogue, load_catalogue
from assess.report.chart.renderer import Renderer
from assess.report.document.download import downloads
from assess.report.finding.conclude import conclude, contrast
from assess.report.finding.find import add_change, add_perception
from assess.report.finding.model import Findings
from assess.report.finding.perception import find_perception
from assess.report.finding.trend import find_trend
from assess.report.page.draw import pages
from assess.report.word.text import spelled
from assess.resource import resource
from assess.scoring.organisation import Respondent, score_organisations
from assess.scoring.score import Scorer
from assess.scoring.view import Viewer

SHIPPED = ("cx-b2b", "cx-channels", "cx-maturity", "cx-program", "cx-quick-check")
DAY = date(2026, 9, 30)
YEARS = (2024, 2025, 2026)
"""Of the three assessments, the latest last."""
PROFILE = {"industry": "G", "size": "medium", "region": "eu-central"}


@cache
def catalogue() -> Catalogue:
    return load_catalogue(resource("questionnaires"))


@cache
def shipped(name: str, code: str = "en") -> Findings:
    """The findings of one made-up organisation, in a language."""
    questionnaire = catalogue().get(name)
    scorer, viewer = Scorer(questionnaire), Viewer(questionnaire)
    edition = _edition(scorer, viewer)
    batch = synthesise(questionnaire, Population(), 40, 7)

    def assessment(year: int) -> Assessment:
        return Assessment(
            id=f"made-up-{year}",
            questionnaire=name,
            version=questionnaire.version,
            hash=questionnaire.hash,
            profile=PROFILE,
            answers=decode(questionnaire, batch.codes[year - YEARS[0]]),
            submitted_at=datetime(year, 7, 1, tzinfo=UTC),
            synthetic=True,
        )

    with speaking(code):
        *earlier, latest = (
            conclude(scorer, viewer, assessment(year), edition, catalogue=catalogue(), title="Example Ltd")
            for year in YEARS
        )
        *_, before, after = ((scorer, assessment(year)) for year in YEARS)
        told = add_change(latest, contrast(before, after, catalogue=catalogue()))
        people = [
            Respondent(organisation="one", role=role, answers=decode(questionnaire, codes))
            for role, codes in zip(["front"] * 20 + ["back"] * 20, batch.codes, strict=True)
        ]
        together = score_organisations(questionnaire, people)["one"]
        told = add_perception(told, find_perception(catalogue().localise(questionnaire, code), together))
        told = replace(told, trend=find_trend(latest, earlier))
    scorer.close()
    viewer.close()
    return told


@cache
def shipped_as_said(name: str, code: str = "en") -> Findings:
    """The same with every text said in that language."""
    with speaking(code):
        return spelled(shipped(name, code))


@cache
def shipped_pages(name: str, code: str = "en") -> dict[str, str]:
    """Its pages as Markdown, by file."""
    findings = shipped(name, code)
    with speaking(code):
        return {page.file: page.text for page in pages(findings, Renderer(), downloads(findings))}


def _edition(scorer: Scorer, viewer: Viewer) -> Edition:
    batch = synthesise(scorer.questionnaire, Population(), 400, 3)
    return build(
        contribute(scorer, batch, day=DAY, viewer=viewer),
        quarter=quarter_of(DAY),
        thresholds=Thresholds(min_age_days=0),
        note="Made up.",
        bands=offered(catalogue().profile),
    ).edition
