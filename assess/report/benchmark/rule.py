"""The disclosure rules in words, with the thresholds that an edition's manifest states.

Thresholds enter, a heading and a text for each rule leave, in the language spoken. The rules themselves are applied in
`assess.benchmark.disclosure`; this says what they do.
"""

from __future__ import annotations

from ...benchmark.model import Thresholds
from ...language import gettext as _
from ...language import mark, plain
from ..word import wording
from ..word.sentence import least

RULES: tuple[tuple[str, str], ...] = (
    (
        mark("One group, one vote"),
        mark(
            "Each corporate group counts once, with its latest accepted assessment. Only contributions by consent that "
            "somebody has vouched for count."
        ),
    ),
    (
        mark("Smallest group"),
        mark(
            "A group is shown from {min_n} organisations. A quantile is shown only where {tail} or more organisations are "
            "expected beyond it: quartiles from {quartile}, the 10th and 90th percentile from {decile}, the 5th and 95th "
            "from {twentieth}. The lowest and the highest score are never shown."
        ),
    ),
    (
        mark("Levels"),
        mark(
            "How many stand on each level is shown from {distribution_n} organisations. A level with fewer than {bin_n} is "
            "joined with a neighbour, and nothing is shown where one level holds more than {dominance}."
        ),
    ),
    (
        mark("No group of one voice"),
        mark("No single contributor, such as a consultancy, may bring more than {account_share} of a group."),
    ),
    (
        mark("Rounding"),
        mark(
            "Scores are rounded to {round_to}, shares to {share_to} percentage points, in such a way that they add up to "
            "100. The number of organisations is told as a band that begins at {bands}."
        ),
    ),
    (
        mark("One tree"),
        mark(
            "Groups are cut one way only: industry, then size, then region. Two tables that cross could be subtracted from "
            "one another."
        ),
    ),
    (
        mark("Nothing by subtraction"),
        mark(
            "What a group keeps without any of the groups below it that are shown is nothing, or {difference} organisations "
            "or more; otherwise the smallest of them is left out."
        ),
    ),
    (
        mark("Nothing by comparing editions"),
        mark(
            "An edition covers {window} quarters. If fewer than {difference} organisations came, went or answered anew "
            "since the edition before, the old values are carried forward and marked."
        ),
    ),
    (
        mark("Attacked before release"),
        mark(
            "Before an edition is released, a program tries to compute single scores from all editions together, with what "
            "up to {coalition} organisations know of themselves. If a score can be told more closely than to {width} of the "
            "scale, the edition is not released."
        ),
    ),
)
WAITING = mark(
    "Answers are at least {age} days old when an edition with them is released, so that nobody can tell from the "
    "day who has just come."
)
NO_WAITING = mark("Made-up answers need not wait; those of organisations do, usually 90 days.")

NOISE = mark("Noise")
NOISE_RULE = mark(
    "Only the median and the mean of everyone are told, from {epsilon_n} organisations, and noise was added to them on "
    "purpose (differential privacy, ε = {epsilon}): with any other answers of one organisation, no result would be more "
    "than e^ε times as likely."
)


def rules(limits: Thresholds) -> list[tuple[str, str]]:
    """Each rule as heading and text."""
    values = {
        "min_n": limits.min_n,
        "tail": limits.quantile_tail,
        "quartile": least(limits, 25),
        "decile": least(limits, 10),
        "twentieth": least(limits, 5),
        "distribution_n": limits.distribution_n,
        "bin_n": limits.bin_n,
        "dominance": wording.percent(limits.dominance),
        "account_share": wording.percent(limits.account_share),
        "round_to": plain(limits.round_to),
        "share_to": limits.share_to,
        "bands": ", ".join(str(low) for low in limits.bands),
        "difference": limits.difference,
        "window": limits.window_quarters,
        "age": limits.min_age_days,
        "coalition": limits.coalition,
        "width": wording.percent(limits.width),
        "epsilon": plain(limits.epsilon),
        "epsilon_n": limits.epsilon_n,
    }
    waiting = (mark("Waiting"), WAITING if limits.min_age_days else NO_WAITING)
    noise = [(NOISE, NOISE_RULE)] if limits.epsilon else []
    return [(_(heading), _(text).format(**values)) for heading, text in (*RULES, waiting, *noise)]
