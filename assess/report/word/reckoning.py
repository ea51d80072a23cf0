"""How answers make a score, in words: what an answer adds, why one does not count, how many do.

Values enter, whole sentences leave, in the language spoken (`assess.language`).
"""

from __future__ import annotations

from ...language import gettext as _
from ...language import mark, ngettext, number, plain

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


def arithmetic(rollup: str, low: float, high: float) -> str:
    """How the answers of a dimension make its score, on a shown range from `low` to `high`."""
    if rollup in ARITHMETIC:
        return _(ARITHMETIC[rollup])
    return _(MEAN_FROM if low else MEAN).format(span=plain(high - low), low=plain(low))


def contribution(rollup: str, x: float, share: str, span: float, gain: float) -> str:
    """How an answer enters its dimension: its value of 0–1, its share of the weight, the width of the shown range, and
    the points that their product adds; in a ladder, where they are no product, the points alone."""
    points = number(gain, 2)
    if rollup == "ladder":
        return _("It adds {points} points.").format(points=points)
    if rollup == "gated":
        return _("Its value is {value} of 1; the score is no sum of values.").format(value=number(x, 2))
    said = _("{value} × {share} of the weight × {span} adds {points} points.")
    return said.format(value=number(x, 2), share=share, span=plain(span), points=points)


def not_counted(state: str) -> str:
    """Why an answer does not enter the score."""
    return _(EXCLUDED[state]) if state in EXCLUDED else _("It does not enter the score.")


def weightless() -> str:
    """Why an answer of weight 0 is not rated."""
    return _("Not scored: its weight is 0.")


def never_scored() -> str:
    return _("Free text is never scored.")


def coverage(asked: int, counted: int, unknown: int, not_applicable: int, unanswered: int) -> str:
    """How many questions count, and what became of the others."""
    unknowns_count = counted + not_applicable + unanswered == asked
    said = ngettext("{counted} of {asked} question counts.", "{counted} of {asked} questions count.", asked)
    sentences = [said.format(counted=counted, asked=asked)]
    if unknown and unknowns_count:
        sentences.append(_("Don't know, counted as 0: {n}.").format(n=unknown))
    elif unknown:
        sentences.append(_("Don't know, left out: {n}.").format(n=unknown))
    if not_applicable:
        sentences.append(_("Not applicable, left out: {n}.").format(n=not_applicable))
    if unanswered:
        sentences.append(_("Not answered, left out: {n}.").format(n=unanswered))
    return " ".join(sentences)


def much_unknown(unknown: int, asked: int) -> str:
    """What a verdict would hide where much is not known, and counts as 0."""
    said = _(
        "“Don't know”, which counts as 0: {unknown} of {asked} questions. Finding out may be enough to raise the score."
    )
    return said.format(unknown=unknown, asked=asked)
