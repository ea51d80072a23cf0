"""Many assessments of one questionnaire, column by column: how answers travel when there are more than a few.

Answers stand as small whole numbers in one array (the codes of `assess.assessment.code`), so that a hundred
thousand forms are scored by one query. Nothing here reads a disk or decides what an answer means.
"""

from __future__ import annotations

import numpy as np
from msgspec import Struct

from assess.errors import AssessError


class Batch(Struct, frozen=True, kw_only=True, eq=False):
    """n assessments of one questionnaire; row i of every column is the same assessment.

    `codes` is a uint16 array of shape (n, q), a column for each of `questionnaire.questions`, in that order.
    `industry`, `size` and `region` hold profile bands, "" where a band is not known. `synthetic` marks
    made-up data and never goes away.
    """

    questionnaire: str
    version: str
    hash: str
    ids: list[str]
    industry: list[str]
    size: list[str]
    region: list[str]
    codes: np.ndarray
    synthetic: bool

    def __post_init__(self) -> None:
        where = f"batch of {self.questionnaire}"
        n = len(self.ids)
        if self.codes.dtype != np.uint16 or self.codes.ndim != 2 or len(self.codes) != n:
            raise AssessError("codes must be uint16: a row an assessment, a column a question", where=where)
        if not n == len(self.industry) == len(self.size) == len(self.region):
            raise AssessError("ids, industry, size and region must have one entry an assessment", where=where)
