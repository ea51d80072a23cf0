"""How answers make a score, in words: what an answer adds, why one does not count, how many do.

Values enter, whole sentences leave.
"""

from __future__ import annotations

from ...language import mark
from .text import NOTHING, Paragraph, Text, figure, message, paragraph, plural

EXCLUDED = {
    "unknown": mark("“Don't know” does not count here: it adds nothing and takes nothing away."),
    "not_applicable": mark("Not applicable: it is left out of the score."),
    "unanswered": mark("Not answered: it is left out of the score."),
    "inactive": mark(
        "It was not asked, because an earlier answer, or a band of the organisation, rules it out."
    ),
}
ARITHMETIC = {
    "ladder": mark("Each rung that is climbed adds its points; the first that is missing ends the climb."),
    "gated": mark(
        "The score is that of the highest level whose core practices are all in place. It is no sum: the points say "
        "what each answer would add to a mean."
    ),
}
MEAN = mark(
    "Each answer has a value from 0 to 1. Multiplied by its share of the weight, and by the {span} points of the "
    "scale, it adds points; the points add up to the score."
)
MEAN_FROM = mark(
    "Each answer has a value from 0 to 1. Multiplied by its share of the weight, and by the {span} points of the "
    "scale, it adds points; together with {low}, where the scale begins, they add up to the score."
)


def arithmetic(rollup: str, low: float, high: float) -> Text:
    """How the answers of a dimension make its score, on a shown range from `low` to `high`."""
    if rollup in ARITHMETIC:
        return message(ARITHMETIC[rollup])
    if low:
        return message(MEAN_FROM, span=figure(high - low), low=figure(low))
    return message(MEAN, span=figure(high - low))


def contribution(rollup: str, x: float, share: Text, span: float, gain: float) -> Text:
    """How an answer enters its dimension: its value of 0–1, its share of the weight, the width of the shown range, and
    the points that their product adds; in a ladder, where they are no product, the points alone."""
    points = figure(gain, 2)
    if rollup == "ladder":
        return message("It adds {points} points.", points=points)
    if rollup == "gated":
        return message("Its value is {value} of 1; the score is no sum of values.", value=figure(x, 2))
    return message(
        "{value} × {share} of the weight × {span} adds {points} points.",
        value=figure(x, 2),
        share=share,
        span=figure(span),
        points=points,
    )


def not_counted(state: str) -> Text:
    """Why an answer does not enter the score."""
    return message(EXCLUDED[state]) if state in EXCLUDED else message("It does not enter the score.")


def weightless() -> Text:
    """Why an answer of weight 0 is not rated."""
    return message("Not scored: its weight is 0.")


def never_scored() -> Text:
    return message("Free text is never scored.")


def coverage(asked: int, counted: int, unknown: int, not_applicable: int, unanswered: int) -> Paragraph:
    """How many questions count, and what became of the others."""
    unknowns_count = counted + not_applicable + unanswered == asked
    count = plural(
        "{counted} of {asked} question counts.",
        "{counted} of {asked} questions count.",
        asked,
        counted=counted,
        asked=asked,
    )
    others = (
        (unknown if unknowns_count else 0, mark("Don't know, counted as 0: {n}.")),
        (0 if unknowns_count else unknown, mark("Don't know, left out: {n}.")),
        (not_applicable, mark("Not applicable, left out: {n}.")),
        (unanswered, mark("Not answered, left out: {n}.")),
    )
    return paragraph(count, *(message(said, n=n) if n else NOTHING for n, said in others))


def much_unknown(unknown: int, asked: int) -> Text:
    """What a verdict would hide where much is not known, and counts as 0."""
    return message(
        "“Don't know”, which counts as 0: {unknown} of {asked} questions. Finding out may be enough to raise the score.",
        unknown=unknown,
        asked=asked,
    )
