"""What the settings of the disclosure rules may be: such as make sense together, and for real contributions none laxer than
the rules themselves.

`Thresholds` enter, a refusal leaves, or nothing. An edition says which version of the rules it was built by: whoever reads
that must be able to rely on every number of it, so an operator may tighten them, and loosen them for made-up data only.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from ..errors import AssessError
from .model import Thresholds
from .rounding import UNIT

NARROWEST = 5
"""The least width of a band of n; a narrower one comes close to telling n."""

LEAST_EPSILON = 0.01
"""Below, noise is all that would be told."""

NO_EPSILON = f"must be 0, or a number from {LEAST_EPSILON}"

USUAL = Thresholds()
"""The numbers of version 1 of the rules."""


def check_thresholds(thresholds: Thresholds) -> None:
    """Refuse settings that make no sense together; raises `AssessError` with the field."""
    bands = thresholds.bands
    step = thresholds.round_to * UNIT
    refusals: tuple[tuple[str, bool, str], ...] = (
        ("min_n", thresholds.min_n < 2, "must be at least 2"),
        ("usual_share", not 0 < thresholds.usual_share <= 1, "must be above 0 and at most 1"),
        ("quantile_tail", thresholds.quantile_tail < 1, "must be at least 1"),
        ("distribution_n", thresholds.distribution_n < thresholds.min_n, "must be at least min_n"),
        ("item_n", thresholds.item_n < thresholds.min_n, "must be at least min_n"),
        ("bin_n", thresholds.bin_n < 1, "must be at least 1"),
        ("dominance", not 0 < thresholds.dominance <= 1, "must be above 0 and at most 1"),
        ("account_share", not 0 < thresholds.account_share <= 1, "must be above 0 and at most 1"),
        ("round_to", step < 1 or abs(step - round(step)) > 1e-6, "must be a positive multiple of 0.0001"),
        (
            "share_to",
            not 1 <= thresholds.share_to <= 50 or 100 % thresholds.share_to > 0,
            "must be 1 to 50 points, and divide 100",
        ),
        ("difference", thresholds.difference < 1, "must be at least 1"),
        ("window_quarters", thresholds.window_quarters < 1, "must be at least 1"),
        ("min_age_days", thresholds.min_age_days < 0, "must not be negative"),
        ("width", not 0 <= thresholds.width < 1, "must be at least 0 and below 1"),
        ("coalition", thresholds.coalition < 1, "must be at least 1"),
        (
            "epsilon",
            thresholds.epsilon != 0 and not LEAST_EPSILON <= thresholds.epsilon < math.inf,
            NO_EPSILON,
        ),
        ("epsilon_n", thresholds.epsilon_n < thresholds.min_n, "must be at least min_n"),
        (
            "bands",
            any(high - low < NARROWEST for low, high in pairwise(bands)),
            f"must rise by {NARROWEST} or more",
        ),
        ("bands", not bands or not 0 < bands[0] <= thresholds.min_n, "must begin at or below min_n"),
    )
    for name, refused, rule in refusals:
        if refused:
            raise AssessError(
                f"{name} {rule}.", where=f"thresholds.{name}", remedy="Mend the edition's settings."
            )


AT_LEAST: Callable[[Any, Any], bool] = lambda chosen, usual: chosen >= usual  # noqa: E731
AT_MOST: Callable[[Any, Any], bool] = lambda chosen, usual: chosen <= usual  # noqa: E731

TIGHTER: dict[str, Callable[[Any, Any], bool]] = {
    "min_n": AT_LEAST,
    "usual_share": AT_MOST,  # the more nodes are usual, the more of a cell has one contributor set
    "quantile_tail": AT_LEAST,
    "distribution_n": AT_LEAST,
    "item_n": AT_LEAST,
    "bin_n": AT_LEAST,
    "dominance": AT_MOST,
    "account_share": AT_MOST,
    "round_to": AT_LEAST,
    "share_to": AT_LEAST,
    "bands": lambda chosen, usual: set(chosen) <= set(usual),  # some of them joined
    "difference": AT_LEAST,
    "window_quarters": AT_MOST,  # a vote stands in as many editions
    "min_age_days": AT_LEAST,
    "width": AT_LEAST,
    "coalition": AT_LEAST,
    "epsilon": lambda chosen, usual: True,  # without noise the other rules hold; with any of it less is told
    "epsilon_n": AT_LEAST,
}
"""When a setting is as tight as the usual one."""


def check_strict(thresholds: Thresholds) -> None:
    """Refuse settings that are laxer than version 1 of the rules; raises `AssessError` with the field.

    For everything that real organisations contributed, before it becomes a candidate and before it is released.
    """
    for name, is_tight in TIGHTER.items():
        usual = getattr(USUAL, name)
        if not is_tight(getattr(thresholds, name), usual):
            raise AssessError(
                f"{name} is laxer than the rules allow for what organisations contributed.",
                where=f"thresholds.{name}",
                remedy=f"Leave it at {_said(usual)}, or make it stricter. Anything goes for made-up contributions only.",
            )


def _said(value: object) -> str:
    return " ".join(map(str, value)) if isinstance(value, tuple) else str(value)
