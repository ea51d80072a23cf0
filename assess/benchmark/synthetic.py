"""Made-up respondents → contributions that say so, for demonstrations and tests."""

from __future__ import annotations

from datetime import date

from ..assessment.batch import Batch
from ..scoring.score import Scorer
from .contribution import Contributions


def contribute(scorer: Scorer, batch: Batch, *, period_from: date, period_to: date) -> Contributions:
    """What a batch of respondents gives to an edition: scores and bands. Synthetic if the batch is."""
    table = scorer.score(batch.codes)
    return Contributions(
        questionnaire=batch.questionnaire,
        version=batch.version,
        hash=batch.hash,
        nodes=table.nodes,
        industry=batch.industry,
        size=batch.size,
        region=batch.region,
        score=table.score,
        period_from=period_from,
        period_to=period_to,
        synthetic=batch.synthetic,
    )
