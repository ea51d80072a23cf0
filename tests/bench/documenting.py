"""The documents of a report, charts drawn before: a PDF of 27 pages, a workbook, a picture for print.

The machine is in no ratio here, for nothing else does the same work: seconds of processor time, as a limit that people
wait by. The first of each is not counted; every round is another title, so that nothing is remembered.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from msgspec.structs import replace

from assess.assessment.activity import settle
from assess.assessment.code import decode
from assess.assessment.model import Assessment
from assess.assessment.synth import Population, synthesise
from assess.language import speaking
from assess.questionnaire.catalogue import load_catalogue
from assess.report.chart.renderer import Renderer
from assess.report.document.download import Download, offered
from assess.report.document.drawing import draw_all
from assess.report.finding.conclude import conclude
from assess.report.finding.model import Findings
from assess.resource import resource
from assess.scoring.score import Scorer
from assess.scoring.view import Viewer

from .measure import Row, row

ROUNDS = 7
QUESTIONNAIRE = "cx-maturity"
LANGUAGE = "ru"
LIMITS = {"report.pdf": 1.0, "report.xlsx": 0.5, "chart-position.png": 0.5}
"""Seconds."""


def measure() -> list[Row]:
    """Seconds of processor time for each; every round gives another file of about the same size."""
    renderer = Renderer()
    with speaking(LANGUAGE):
        findings = _findings()
        draw_all(findings, renderer)
        return [_measured(name, limit, findings, renderer) for name, limit in LIMITS.items()]


def _measured(name: str, limit: float, findings: Findings, renderer: Renderer) -> Row:
    def make(title: str) -> Download:
        files = offered(replace(findings, title=title), renderer, pictures=True)
        return next(file for file in files if file.name == name)

    first = make("0").content
    rounds, size = [], len(first)
    for number in range(ROUNDS):
        taken, content = _timed(make(str(number + 1)))
        rounds.append(taken)
        assert content[:4] == first[:4]
        assert 0.9 < len(content) / size < 1.1
    return row(f"{name} of {QUESTIONNAIRE} in {LANGUAGE}, {size / 1000:.0f} kB", rounds, "s", limit)


def _timed(file: Download) -> tuple[float, str | bytes]:
    make: Callable[[], str | bytes] = file.make
    began = time.process_time()
    content = make()
    return time.process_time() - began, content


def _findings() -> Findings:
    catalogue = load_catalogue(resource("questionnaires"))
    scorer = Scorer(catalogue.get(QUESTIONNAIRE))
    viewer = Viewer(scorer.questionnaire)
    batch = synthesise(scorer.questionnaire, Population(), 1, 9)
    profile = {"industry": batch.industry[0], "size": batch.size[0], "region": batch.region[0]}
    assessment = Assessment(
        id="bench",
        questionnaire=scorer.questionnaire.id,
        version=scorer.questionnaire.version,
        hash=scorer.questionnaire.hash,
        profile=profile,
        answers=settle(scorer.questionnaire, decode(scorer.questionnaire, batch.codes[0]), profile),
        synthetic=True,
    )
    found = conclude(scorer, viewer, assessment, None, catalogue=catalogue, title="Bench")
    scorer.close()
    viewer.close()
    return found
