"""What a service is started with: the shipped questionnaires, a small one that branches, a made-up edition."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from msgspec.structs import replace

from assess.assessment.synth import Population, synthesise
from assess.benchmark.archive import write
from assess.benchmark.contribution import Contributions
from assess.benchmark.edition import build
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
    scored = panel.scorer(questionnaire.id, questionnaire.hash).score(batch.codes)
    contributions = Contributions(
        questionnaire=questionnaire.id,
        version=questionnaire.version,
        hash=questionnaire.hash,
        nodes=scored.nodes,
        industry=batch.industry,
        size=batch.size,
        region=batch.region,
        score=scored.score,
        period_from=date(2025, 10, 1),
        period_to=date(2025, 12, 31),
        synthetic=True,
    )
    write(build(contributions, edition="2025-q4"), folder)
