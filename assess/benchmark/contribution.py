"""What organisations give to a benchmark: scores and profile bands, nothing else.

Stored scores enter, an edition is built from what leaves; no name, no answer, no comment and no identifier of
an organisation ever stands here. One row is one vote: who may vote, and that nobody votes twice, is decided
before.
"""

from __future__ import annotations

from datetime import date

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from assess.errors import AssessError
from assess.scoring.model import OVERALL

NOT_SCORED = -1
"""Stands in `Contributions.score` where a node has no score; it is never counted, and never 0."""


class Contributions(Struct, frozen=True, kw_only=True, eq=False):
    """The votes of n organisations, column by column; row i of every column is the same organisation.

    `nodes` names the columns of `score`, "overall" first. `industry`, `size` and `region` hold profile bands,
    "" where a band is not known. `score` is an int32 array of shape (n, len(nodes)) in hundredths of the
    shown range (342 is 3.42), `NOT_SCORED` where there is none. `synthetic` is true if any row is made up.
    """

    questionnaire: str
    version: str
    hash: str
    nodes: tuple[str, ...]
    industry: list[str]
    size: list[str]
    region: list[str]
    score: np.ndarray
    period_from: date
    period_to: date
    synthetic: bool

    def __post_init__(self) -> None:
        where = f"contributions to {self.questionnaire}"
        if not self.nodes or self.nodes[0] != OVERALL or len(set(self.nodes)) != len(self.nodes):
            raise AssessError(f'the nodes must be different, "{OVERALL}" first', where=where)
        if self.score.dtype != np.int32 or self.score.shape != (len(self.industry), len(self.nodes)):
            raise AssessError("score must be int32, one row an organisation, one column a node", where=where)
        if not len(self.industry) == len(self.size) == len(self.region):
            raise AssessError("industry, size and region must have one entry an organisation", where=where)
        if self.score.size and self.score.min() < NOT_SCORED:
            raise AssessError("a score is at least 0, or -1 where there is none", where=where)
        if self.period_from > self.period_to:
            raise AssessError("the period ends before it begins", where=where)

    def complete(self, usual_share: float) -> Contributions:
        """Those who have a score on every usual node: one that at least `usual_share` of all have a score on.

        One contributor set per cell (site/docs/benchmark.md): a few who skipped a dimension would otherwise keep it from
        being told at all, since the difference of two cells must never be one organisation's silence.
        """
        if not len(self.score):
            return self
        scored = self.score != NOT_SCORED
        usual = scored.mean(axis=0) >= usual_share
        kept = scored[:, usual].all(axis=1)

        def pick(bands: list[str]) -> list[str]:
            return [band for band, keep in zip(bands, kept, strict=True) if keep]

        return replace(
            self,
            industry=pick(self.industry),
            size=pick(self.size),
            region=pick(self.region),
            score=self.score[kept],
        )
