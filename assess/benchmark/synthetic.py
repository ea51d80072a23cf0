"""Made-up respondents → contributions that say so, for demonstrations and tests."""

from __future__ import annotations

from datetime import date

import numpy as np

from ..assessment.batch import Batch
from ..scoring.score import Scorer
from ..scoring.view import Viewer
from .contribution import Contributions, instrument_of, lay_out
from .measure import measure, measure_dimensions


def contribute(scorer: Scorer, batch: Batch, *, day: date, viewer: Viewer | None = None) -> Contributions:
    """What a batch of made-up respondents gives to an edition on one day: each is a group of its own, its own account.

    With a `viewer`, its nodes are those of real contributions: questions, themes, departments and phases, too.
    """
    found = measure(scorer, viewer, batch.codes) if viewer else measure_dimensions(scorer, batch.codes)
    paths, leaf = lay_out(batch.industry, batch.size, batch.region)
    number = np.arange(1, len(leaf) + 1, dtype=np.uint64)
    return Contributions(
        instrument=instrument_of(scorer.questionnaire, found.nodes),
        paths=paths,
        leaf=leaf,
        score=found.score,
        staged=found.staged,
        group=number,
        round=number,
        account=number,
        day=np.full(len(leaf), np.datetime64(day)),
        synthetic=batch.synthetic,
    )
