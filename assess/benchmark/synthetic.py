"""Made-up respondents → contributions that say so, for demonstrations and tests."""

from __future__ import annotations

from datetime import date

import numpy as np

from ..assessment.batch import Batch
from ..scoring.model import OVERALL
from ..scoring.score import Scorer
from .contribution import Contributions, instrument_of, lay_out


def contribute(scorer: Scorer, batch: Batch, *, day: date) -> Contributions:
    """What a batch of made-up respondents gives to an edition on one day: each is a group of its own, its own account."""
    table = scorer.score(batch.codes)
    paths, leaf = lay_out(batch.industry, batch.size, batch.region)
    number = np.arange(1, len(leaf) + 1, dtype=np.uint64)
    return Contributions(
        instrument=instrument_of(scorer.questionnaire, table.nodes),
        paths=paths,
        leaf=leaf,
        score=table.score,
        staged=table.staged[:, table.nodes.index(OVERALL)],
        group=number,
        round=number,
        account=number,
        day=np.full(len(leaf), np.datetime64(day)),
        synthetic=batch.synthetic,
    )
