"""The documents of a report, charts drawn before: a PDF of 20 pages, a workbook with four pictures, a picture for print.

The machine is in no ratio here, for nothing else does the same work: seconds, as a limit that people wait by. A PDF, which
somebody waits for, by the clock, the first in a process apart from the others; the rest in processor time, the first not
counted. Every round is another title, so that nothing is remembered.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from msgspec.structs import replace

from assess.assessment.activity import settle
from assess.assessment.code import decode
from assess.assessment.model import Assessment
from assess.assessment.synth import Population, synthesise
from assess.language import speaking
from assess.questionnaire.catalogue import load_catalogue
from assess.report.chart.renderer import Renderer
from assess.report.document.download import offered
from assess.report.document.drawing import draw_printed
from assess.report.finding.conclude import conclude
from assess.report.finding.model import Findings
from assess.resource import resource
from assess.scoring.score import Scorer
from assess.scoring.view import Viewer

from .measure import Row, row

ROUNDS = 7
QUESTIONNAIRE = "cx-maturity"
LANGUAGE = "ru"
LIMITS = {"report.xlsx": 0.5, "chart-position.png": 0.5}
"""Seconds of processor time."""
PDF, WAIT = "report.pdf", 1.0
"""Seconds by the clock."""
Clock = Callable[[], float]


def measure() -> list[Row]:
    """Seconds for each; every round gives another file of about the same size."""
    renderer = Renderer()
    with speaking(LANGUAGE):
        findings = build_findings()
        draw_printed(findings, renderer)
        rows = list(_pdf(findings, renderer))
        for file, limit in LIMITS.items():
            _, *rounds = _rounds(file, findings, renderer, time.process_time)
            rows.append(row(_called(file), rounds, "s", limit))
        return rows


def _pdf(findings: Findings, renderer: Renderer) -> Iterator[Row]:
    first, *others = _rounds(PDF, findings, renderer, time.perf_counter)
    yield row(f"{_called(PDF)}, the first", [first], "s", WAIT)
    yield row(f"{_called(PDF)}, the next", others, "s", WAIT)


def _called(file: str) -> str:
    return f"{file} of {QUESTIONNAIRE} in {LANGUAGE}"


def _rounds(file: str, findings: Findings, renderer: Renderer, clock: Clock) -> list[float]:
    """One more than is counted."""
    taken, sizes = [], []
    for number in range(ROUNDS + 1):
        files = offered(replace(findings, title=str(number)), renderer, pictures=True)
        make = next(each.make for each in files if each.name == file)
        began = clock()
        content = make()
        taken.append(clock() - began)
        sizes.append(len(content))
    assert max(sizes) < 1.1 * min(sizes)
    return taken


def build_findings() -> Findings:
    """Of one synthetic assessment of `QUESTIONNAIRE`, compared with nobody, in the language spoken."""
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
