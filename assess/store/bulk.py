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
    assessments: Sequence[Assessment], scores: Sequence[Scores], now: datetime, origin: Origin | None = None
) -> tuple[Bulk, ...]:
    """One `Bulk` per model that occurs; `origin` is of each assessment. Raises Conflict when an id appears twice."""
    seen: set[str] = set()
    groups: dict[Model, list[int]] = {}
    for row, (assessment, scored) in enumerate(zip(assessments, scores, strict=True)):
        if assessment.id in seen:
            raise Conflict(f"The assessment {assessment.id} appears twice.", remedy="Give each its own id.")
        seen.add(assessment.id)
        groups.setdefault(model_of(assessment, scored), []).append(row)
    return tuple(
        _bulk(
            model,
            [assessments[row] for row in rows],
            [scores[row] for row in rows],
            now,
            origin
            and Origin(party=origin.party[rows], round=origin.round[rows], account=origin.account[rows]),
        )
        for model, rows in groups.items()
    )


def _bulk(
    model: Model,
    assessments: list[Assessment],
    scores: list[Scores],
    now: datetime,
    origin: Origin | None,
) -> Bulk:
    import numpy as np

    hundredths = [
        [NOT_SCORED if node.score is None else node.score for node in each.nodes.values()] for each in scores
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
        scores=[pack_scores(each) for each in scores],
        signals=[assessment.signals for assessment in assessments],
        score=np.array(hundredths, dtype=np.int32).reshape(len(assessments), len(model.nodes)),
        origin=origin,
    )
