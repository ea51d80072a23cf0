"""What a service is started with: the shipped questionnaires, a small one that branches, a made-up edition."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from msgspec.structs import replace

from assess.assessment.synth import Population, synthesise
from assess.benchmark.archive import write
from assess.benchmark.edition import build
from assess.benchmark.quarter import Quarter
from assess.benchmark.synthetic import contribute
from assess.questionnaire.catalogue import Catalogue, load_catalogue
from assess.questionnaire.load import load
from assess.resource import resource
from assess.scoring.panel import Panel

DELIVERIES = Path(__file__).parent / "deliveries.yaml"
TOUCHPOINTS = Path(__file__).parent / "touchpoints.yaml"


def sample_catalogue() -> Catalogue:
    """The questionnaires that are shipped, and small ones: answers that hide questions, numbers and rows."""
    shipped = load_catalogue(resource("questionnaires"))
    small = [load(path, shipped.vocabulary, shipped.profile) for path in (DELIVERIES, TOUCHPOINTS)]
    found = shipped.questionnaires | {questionnaire.id: questionnaire for questionnaire in small}
    return replace(shipped, questionnaires=found, problems=())


def write_edition(catalogue: Catalogue, panel: Panel, folder: Path) -> None:
    """A made-up edition of the quick check in `folder`."""
    questionnaire = catalogue.get("cx-quick-check")
    batch = synthesise(questionnaire, Population(), 1500, 7)
    scorer = panel.scorer(questionnaire.id, questionnaire.hash)
    contributions = contribute(scorer, batch, day=date(2025, 11, 15))
    write(build(contributions, quarter=Quarter(2025, 4)).edition, folder)
