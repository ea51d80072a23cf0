"""A benchmark edition as it is published, and what a comparison with it says.

Scores in an edition are on the shown range, rounded to 0.1; numbers of organisations appear as bands only.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

from ..scoring.shrinkage import Smoothed

ALL = "all"
"""The key of the cohort of everyone."""

QUESTION = "question/"
"""Stands before the id of a question in the name of its node."""

Reason = Literal[
    "below_min_n",
    "below_quantile_n",
    "item_nonresponse",
    "concentration",
    "complement",
    "time",
    "audit",
    "noise",
]
"""Why something is not published: see `assess.benchmark.disclosure`. A code, never a count."""

QUANTILES = ("p5", "p10", "p25", "median", "p75", "p90", "p95")
PERCENTS = (5, 10, 25, 50, 75, 90, 95)
"""The quantiles an edition may hold, by name and, in the same order, in percent."""


def is_item(node: str) -> bool:
    """Whether a node is a question, or cuts across the dimensions (a theme, department or phase): it has a kind before it.

    Such a node may have few possible scores, by the questionnaire alone. Its quantiles are values that somebody gave: where
    scores are few, how far an interpolated one lies between two of them tells n modulo 4, 10 or 20.
    """
    return "/" in node


class Thresholds(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The settings an edition was built with; they stand in its manifest.

    A dimension that at least `usual_share` of all contributors have a score on is usual: who lacks one is left out of
    the edition, so that all usual nodes of a cell have one contributor set. `difference` is the least number of
    organisations by which two sets that can be subtracted may differ, if they differ. `width` is a share of the
    questionnaire's range: nobody's score may be bounded more closely (0.3 is 1.5 of 0–5). Questions and what cuts across
    the dimensions are told of cohorts from `item_n` on.
    """

    min_n: int = 10
    usual_share: float = 0.8
    quantile_tail: int = 5
    distribution_n: int = 30
    item_n: int = 30
    bin_n: int = 5
    dominance: float = 0.9
    account_share: float = 0.25
    round_to: float = 0.1
    share_to: int = 5
    bands: tuple[int, ...] = (10, 15, 20, 30, 50, 100)
    difference: int = 5
    window_quarters: int = 4
    min_age_days: int = 90
    width: float = 0.3
    coalition: int = 3
    epsilon: float = 0.0
    epsilon_n: int = 200


class Share(Struct, frozen=True):
    """How many of a cell stand on the levels `low` to `high` (equal unless neighbours were merged), in percent."""

    low: int
    high: int
    percent: int


class Cell(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is published of one cohort and node. A quantile that n does not allow is None, never guessed.

    `shares` are over the levels that scores fall in, `staged` over staged levels; both are empty where they may not be
    told. `held_from` is the edition whose values are carried forward here, since too little has changed. `change` is
    that of the published mean since the edition before, where both were counted afresh.
    """

    cohort: str
    node: str
    n_band: str
    mean: float
    median: float
    p5: float | None = None
    p10: float | None = None
    p25: float | None = None
    p75: float | None = None
    p90: float | None = None
    p95: float | None = None
    shares: tuple[Share, ...] = ()
    staged: tuple[Share, ...] = ()
    held_from: str = ""
    change: float | None = None


class Manifest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an edition is, and the hash that makes it immutable.

    `suppressed` gives the reason for each cohort that could be asked for and is not published, `withheld` for each
    node of a published cohort. `before` is the edition that this one follows. `levels` are the numbers of the levels
    that shares are told over, and `minimum` and `maximum` the shown range. `members` are the public keys of the
    instances whose contributions were merged into it, if several were. Who released it, and when, stands beside it
    (`assess.benchmark.signature`).
    """

    format: Literal[2]
    edition: str
    questionnaire: str
    version: str
    questionnaire_hash: str
    rules: str
    thresholds: Thresholds
    tree: tuple[str, ...]
    period_from: date
    period_to: date
    synthetic: bool
    note: str
    minimum: float
    maximum: float
    levels: tuple[int, ...]
    before: str
    members: tuple[str, ...]
    suppressed: dict[str, Reason]
    withheld: dict[str, dict[str, Reason]]
    files: dict[str, str]


class Edition(Struct, frozen=True, kw_only=True):
    """A loaded edition: the manifest and its cells, by cohort key, then node."""

    manifest: Manifest
    cells: dict[str, dict[str, Cell]]


class Fallback(Struct, frozen=True, kw_only=True):
    """A cohort that was asked for and cannot be shown, and the reason code."""

    cohort: str
    reason: Reason | Literal["not_in_edition"]


class Position(Struct, frozen=True, kw_only=True):
    """Where one score stands among the peers of a cohort.

    `score` is own (shown range, one decimal), `cell` the peers'. `wording` is chosen by n: "above", "at" or
    "below" the median under 20; "quartile" (1 lowest … 4 highest) from 20; "percentile" from 50. Then `low`
    and `high` are the published quantiles the score stands on or between; beyond the outermost one that
    side and `percentile` are None. `interval` is how far the percentile is to be trusted (`interval.jeffreys`).
    """

    node: str
    score: float
    cell: Cell
    wording: Literal["above", "at", "below", "quartile", "percentile"]
    quartile: int | None = None
    percentile: int | None = None
    low: int | None = None
    high: int | None = None
    interval: tuple[int, int] | None = None


class Noisy(Struct, frozen=True, kw_only=True):
    """That the figures of an edition carry noise of `epsilon`, added on purpose.

    A mean is off by `size` on average (shown range) where `organisations` stand behind it, and by less the more there are.
    """

    epsilon: float
    organisations: int
    size: float


class Comparison(Struct, frozen=True, kw_only=True):
    """Own scores beside one cohort of one edition: which was asked for, which was used, and why.

    `chosen`: somebody asked for these peers, instead of those of the profile. `held_from` is the edition whose values
    are carried forward for them, "" if they are fresh; `withheld` is why nodes of this group are not told. `smoothed` has
    means drawn towards the group above, only if they were asked for. `noise` is None where figures are exact.
    """

    edition: str
    synthetic: bool
    period_from: date
    period_to: date
    asked: str
    used: str
    n_band: str
    fallbacks: tuple[Fallback, ...]
    positions: dict[str, Position]
    chosen: bool = False
    held_from: str = ""
    withheld: dict[str, Reason] = {}
    smoothed: dict[str, Smoothed] = {}
    noise: Noisy | None = None
