"""Every sentence about a place among peers: values enter, a `Text` leaves; what only a page says is a `str` already.

As `wording`, which has the others.
"""

from __future__ import annotations

from ...benchmark.model import Edition, Noisy
from ...benchmark.noise import expected
from ...language import gettext as _
from ...language import mark
from .text import Paragraph, Text, Words, figure, message, paragraph

FALLBACKS = {
    "below_min_n": mark(
        "{cohort}: too few organisations to show this group without giving one of them away."
    ),
    "below_quantile_n": mark("{cohort}: too few organisations to show quartiles of this group."),
    "item_nonresponse": mark(
        "{cohort}: so few of this group answered here, or so few did not, that it would give somebody away."
    ),
    "concentration": mark(
        "{cohort}: one contributor, such as a consultancy, brought too large a part of the answers that count here."
    ),
    "complement": mark(
        "{cohort}: a wider group without this one is so few organisations that they could be found by subtraction."
    ),
    "time": mark(
        "{cohort}: so little has changed since an earlier edition that showing this anew would show whose change it was."
    ),
    "audit": mark("{cohort}: the attack before the release came too close to a single organisation here."),
    "noise": mark(
        "{cohort}: this edition carries noise, and tells only the whole and the dimensions, of everyone."
    ),
    "not_in_edition": mark("{cohort}: this edition does not hold this group."),
    "": mark("{cohort}: it cannot be shown."),
}
"""By reason code of the edition (`benchmark.model.Reason`)."""
MEDIAN_PLACES = {
    "above": mark("above the middle of your peers"),
    "at": mark("in the middle of your peers"),
    "below": mark("below the middle of your peers"),
}
QUARTER_PLACES = {
    1: mark("in the lowest quarter of your peers"),
    2: mark("in the second lowest quarter of your peers"),
    3: mark("in the second highest quarter of your peers"),
    4: mark("in the highest quarter of your peers"),
}
MOVES = {
    "rose": mark(
        "Your score is the same; your peers rose: their median was {before} in {first}, and is {after} in {last}."
    ),
    "fell": mark(
        "Your score is the same; your peers fell: their median was {before} in {first}, and is {after} in {last}."
    ),
    "same": mark(
        "Your score is the same, and so is the median of your peers, {after}, in {first} and in {last}."
    ),
}


def by_median(side: str) -> Text:
    """Where among the peers, as an adverbial that completes "You are …"; `side` is above, at or below."""
    return message(MEDIAN_PLACES[side])


def by_quartile(quartile: int) -> Text:
    """The same by quartile: 1 (lowest) to 4 (highest)."""
    return message(QUARTER_PLACES[quartile])


def by_percentile(
    percentile: int | None, interval: tuple[int, int] | None, low: int | None, high: int | None
) -> Text:
    """The same by percentile, with the interval it is known to; beyond the published percentiles, only on which side.

    `low` and `high` are the published ones (5, 10, 25, 50, 75, 90, 95) around the score: in English each ends in “th”.
    """
    if percentile is not None and interval is not None:
        return message(
            "at percentile {percent} (between {low} and {high}) of your peers",
            percent=percentile,
            low=interval[0],
            high=interval[1],
        )
    if low is None and high is not None:
        return message("below the {percent}th percentile of your peers", percent=high)
    if high is None and low is not None:
        return message("above the {percent}th percentile of your peers", percent=low)
    return message("among your peers")


def fell_back(cohort: Words, reason: str) -> Text:
    """Why a closer group, or a part of this one, is not shown."""
    return message(FALLBACKS.get(reason, FALLBACKS[""]), cohort=cohort)


def held(edition: Words) -> Text:
    """That values are carried forward from an earlier edition, and why."""
    return message(
        "The figures of this group are those of edition {edition}: so little has changed since then that new ones would "
        "show whose change it was.",
        edition=edition,
    )


def noise(found: Noisy) -> Text:
    """That the figures carry noise, why, and of what size to expect it."""
    return message(
        "Noise was added to these figures on purpose, so that hardly anything can be learned of a single organisation: "
        "where {organisations} organisations stand behind a mean or median, it is off by about {size} on average, and by "
        "less the more there are.",
        organisations=found.organisations,
        size=figure(found.size, 2),
    )


def noise_of(edition: Edition) -> str:
    """The same of a whole edition; "" where its figures are exact."""
    found = expected(edition)
    return str(noise(found)) if found else ""


def no_edition(min_n: int) -> str:
    """What stands where a comparison would, before there is any edition."""
    said = _(
        "No edition yet: at least {n} contributions are needed. So this report is not compared with anybody."
    )
    return said.format(n=min_n)


def question(score: float, median: float) -> Text:
    """One answer beside its peers, on the shown range."""
    return message(
        "Your answer: {score}. Median of your peers: {median}.",
        score=figure(score, 1),
        median=figure(median, 1),
    )


def moved(before: float, after: float, first: Words, last: Words, then: Text, now: Text) -> Paragraph:
    """The same score beside two editions, `first` and `last`: how the peers' median moved, and with it the own place."""
    kind = "rose" if after > before else "fell" if after < before else "same"
    peers = message(MOVES[kind], before=figure(before, 1), after=figure(after, 1), first=first, last=last)
    if then == now:
        return paragraph(peers, message("Your place is the same: {place}.", place=now))
    return paragraph(peers, message("Then you were {then}; now you are {now}.", then=then, now=now))


def not_then(edition: Words) -> Text:
    """That the edition in force at the time cannot be held beside today's."""
    return message(
        "Edition {edition}, in force when you submitted, does not show this group.", edition=edition
    )


def not_beside(edition: Words) -> Text:
    """That editions with noise are not held beside others."""
    return message(
        "Edition {edition} was in force when you submitted. It is not held beside today's: where noise was added on "
        "purpose, what differs may be noise.",
        edition=edition,
    )


def smoothed(above: Words) -> Text:
    """What a smoothed mean is, and towards which group it is drawn."""
    return message(
        "Smoothed: each mean of your peers is drawn towards that of the wider group ({group}), the more the fewer "
        "organisations it rests on. You asked for it; it stands beside the published mean, never instead of it.",
        group=above,
    )
