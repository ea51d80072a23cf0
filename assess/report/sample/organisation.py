"""The organisation of the sample report, which does not exist: its answers now and before, and its colleagues' view.

A scorer of the questionnaire enters, assessments leave, always the same ones: all is drawn by seed, from whole numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import numpy as np
from msgspec import Struct

from ...assessment.activity import settle
from ...assessment.code import FIRST_VALUE, decode
from ...assessment.model import Assessment
from ...assessment.synth import Population, synthesise
from ...questionnaire.model import LevelQuestion, Questionnaire
from ...scoring.organisation import Organisation, Respondent, score_organisations
from ...scoring.score import Scorer
from ...scoring.table import ScoreTable
from .peer import SEED

QUESTIONNAIRE = "cx-maturity"
"""What it answered."""
NOW = datetime(2026, 10, 15, tzinfo=UTC)
BEFORE = (datetime(2025, 10, 16, tzinfo=UTC), datetime(2024, 10, 17, tzinfo=UTC))
"""When it answered earlier, the latest first: with now three times, from which on a report shows the course."""
PROFILE = {"industry": "G", "size": "medium"}
"""Where most of the made-up peers are, so that the report can say more than that it is above or below their middle."""
CANDIDATES = 400
NEAR = 30
"""Hundredths of a point from the middle of the candidates: an ordinary organisation."""
LEARNED, LOST = 26, 5
"""Of a hundred answers, so many are a rung higher than the year before, and so many one lower."""


class Role(Struct, frozen=True, kw_only=True):
    """Colleagues who answered too: how many; of a hundred answers, how many are a rung above the organisation's, how many
    below."""

    name: str
    people: int
    above: int
    below: int


ROLES = (
    Role(name="leadership", people=5, above=34, below=8),
    Role(name="frontline", people=7, above=8, below=42),
)


class Exemplar(Struct, frozen=True, kw_only=True):
    """The organisation: its assessments, the newest first, and its colleagues as one vote with their roles."""

    assessments: tuple[Assessment, ...]
    colleagues: Organisation


def make_exemplar(scorer: Scorer) -> Exemplar:
    """The made-up respondent whose report has most to tell, with two years before and a dozen colleagues."""
    questionnaire = scorer.questionnaire
    weights = {field: {band: 1.0} for field, band in PROFILE.items()}
    population = Population(
        careless=0.0, unknown=0.01, industry_weight=weights["industry"], size_weight=weights["size"]
    )
    batch = synthesise(questionnaire, population, CANDIDATES, SEED + 1)
    row = _telling(scorer.score(batch.codes))
    random = np.random.Generator(np.random.PCG64(SEED + 2))
    years = [batch.codes[row]]
    for _ in BEFORE:
        years.append(_moved(random, questionnaire, years[-1], above=LOST, below=LEARNED))
    assessments = tuple(
        _assessment(questionnaire, codes, at) for codes, at in zip(years, (NOW, *BEFORE), strict=True)
    )
    return Exemplar(assessments=assessments, colleagues=_colleagues(random, questionnaire, years[0]))


def _assessment(questionnaire: Questionnaire, codes: Sequence[int], at: datetime) -> Assessment:
    return Assessment(
        id=f"sample-{at.year}",
        questionnaire=questionnaire.id,
        version=questionnaire.version,
        hash=questionnaire.hash,
        profile=PROFILE,
        answers=settle(questionnaire, decode(questionnaire, codes), PROFILE),
        submitted_at=at,
        synthetic=True,
        source="synthetic",
    )


def _colleagues(random: np.random.Generator, questionnaire: Questionnaire, codes: np.ndarray) -> Organisation:
    respondents = []
    for role in ROLES:
        for _ in range(role.people):
            seen = _moved(random, questionnaire, codes, above=role.above, below=role.below)
            answers = settle(questionnaire, decode(questionnaire, seen), PROFILE)
            respondents.append(Respondent(organisation="sample", role=role.name, answers=answers))
    return score_organisations(questionnaire, respondents)["sample"]


def _moved(
    random: np.random.Generator, questionnaire: Questionnaire, codes: np.ndarray, *, above: int, below: int
) -> np.ndarray:
    """The codes with so many of a hundred answers on a ladder a rung higher, and so many a rung lower."""
    moved, chance = codes.copy(), random.integers(0, 100, len(codes))
    for place, question in enumerate(questionnaire.questions):
        if not isinstance(question, LevelQuestion) or codes[place] < FIRST_VALUE:
            continue
        rung = int(codes[place]) - FIRST_VALUE
        if chance[place] < above:
            rung = min(rung + 1, len(question.options) - 1)
        elif chance[place] < above + below:
            rung = max(rung - 1, 0)
        moved[place] = FIRST_VALUE + rung
    return moved


def _telling(table: ScoreTable) -> int:
    """The row whose report has most to tell: all dimensions scored, a level reached by its core practices, a score near
    the middle, and the dimensions spread the widest."""
    complete = (table.score >= 0).all(axis=1) & (table.staged[:, 0] >= 2)
    ordinary = np.abs(table.score[:, 0] - np.median(table.score[:, 0])) <= NEAR
    spread = table.score[:, 1:].max(axis=1) - table.score[:, 1:].min(axis=1)
    return int((spread * complete * ordinary).argmax())
