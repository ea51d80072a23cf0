"""A questionnaire → an edition of made-up respondents, which says that it is synthetic; always the same one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ...assessment.synth import Population, synthesise
from ...benchmark.cohort import offered
from ...benchmark.edition import build
from ...benchmark.history import Release
from ...benchmark.model import Thresholds
from ...benchmark.quarter import quarter_of
from ...benchmark.synthetic import contribute
from ...questionnaire.model import Questionnaire
from ...questionnaire.vocabulary import ProfileField
from ...scoring.score import Scorer
from ...scoring.view import Viewer

RESPONDENTS = 1500
SEED = 20261
DAY = date(2026, 9, 30)
"""On which the made-up respondents answered."""


def make_peers(questionnaire: Questionnaire, profile: Iterable[ProfileField]) -> Release:
    """The edition and its votes; `profile` is the form on which respondents say who they are."""
    scorer, viewer = Scorer(questionnaire), Viewer(questionnaire)
    batch = synthesise(questionnaire, Population(), RESPONDENTS, SEED)
    made = build(
        contribute(scorer, batch, day=DAY, viewer=viewer),
        quarter=quarter_of(DAY),
        thresholds=Thresholds(min_age_days=0),
        note="Made up by `assess demo` from declared parameters. No organisation stands behind it.",
        bands=offered(profile),
    )
    scorer.close()
    viewer.close()
    return made
