"""Assessments made elsewhere, turned into the columns in which they are added."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from assess.assessment.model import Assessment
from assess.errors import Conflict
from assess.scoring.model import Scores
from assess.store.blob import pack_answers, pack_scores
from assess.store.group import model_of
from assess.store.record import Bulk, Model, Origin

NOT_SCORED = -1


def bulks_of(
    assessments: Sequence[Assessment], scores: Sequence[Scores], now: datetime, account: int | None = None
) -> tuple[Bulk, ...]:
    """One `Bulk` per model that occurs, all brought in by one account. Raises Conflict when an id appears twice."""
    seen: set[str] = set()
    groups: dict[Model, list[tuple[Assessment, Scores]]] = {}
    for assessment, scored in zip(assessments, scores, strict=True):
        if assessment.id in seen:
            raise Conflict(f"The assessment {assessment.id} appears twice.", remedy="Give each its own id.")
        seen.add(assessment.id)
        groups.setdefault(model_of(assessment, scored), []).append((assessment, scored))
    return tuple(_bulk(model, pairs, now, account) for model, pairs in groups.items())


def _bulk(model: Model, pairs: list[tuple[Assessment, Scores]], now: datetime, account: int | None) -> Bulk:
    import numpy as np

    unknown = np.zeros(len(pairs), dtype=np.uint64)

    assessments = [assessment for assessment, _ in pairs]
    hundredths = [
        [NOT_SCORED if node.score is None else node.score for node in scores.nodes.values()]
        for _, scores in pairs
    ]
    return Bulk(
        model=model,
        id=[assessment.id for assessment in assessments],
        industry=[assessment.profile.get("industry") for assessment in assessments],
        size=[assessment.profile.get("size") for assessment in assessments],
        region=[assessment.profile.get("region") for assessment in assessments],
        submitted_at=[(assessment.submitted_at or now).astimezone(UTC) for assessment in assessments],
        contributes=[assessment.contributes for assessment in assessments],
        synthetic=[assessment.synthetic for assessment in assessments],
        source=[assessment.source for assessment in assessments],
        answers=[pack_answers(assessment) for assessment in assessments],
        scores=[pack_scores(scores) for _, scores in pairs],
        signals=[assessment.signals for assessment in assessments],
        score=np.array(hundredths, dtype=np.int32).reshape(len(pairs), len(model.nodes)),
        origin=account and Origin(party=unknown, round=unknown, account=unknown + np.uint64(account)),
    )
