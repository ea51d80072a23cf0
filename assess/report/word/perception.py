"""What is said of how differently colleagues see it: values enter, whole sentences leave.

What findings hold leaves as a `Text`, what only a page says as a `str` in the language spoken.
"""

from __future__ import annotations

from ...language import gettext as _
from ...language import ngettext, number
from .text import Text, Words, figure, message


def heading() -> str:
    return _("How differently you see it")


def nobody() -> str:
    """What stands there while one form is all there is."""
    return _(
        "One form was filled in. Once several colleagues have answered, one form each, this part shows where they see it "
        "differently: by role, never by person."
    )


def asked(respondents: int) -> str:
    """How many answered together."""
    said = ngettext("{n} person answered.", "{n} people answered.", respondents)
    return said.format(n=respondents)


def widest(dimension: str, higher: Words, high: float, lower: Words, low: float) -> Text:
    """The dimension on which two roles lie furthest apart."""
    return message(
        "The widest gap: {dimension}. {higher}: {high}; {lower}: {low}.",
        dimension=dimension,
        higher=higher,
        high=figure(high, 1),
        lower=lower,
        low=figure(low, 1),
    )


def widest_question(question: str, higher: Words, high: float, lower: Words, low: float) -> Text:
    """The question on which two roles lie furthest apart."""
    return message(
        "Furthest apart on “{question}”: {higher} {high}; {lower} {low}.",
        question=question,
        higher=higher,
        high=figure(high, 1),
        lower=lower,
        low=figure(low, 1),
    )


def alike() -> Text:
    return message("All roles see every dimension alike.")


def no_roles() -> Text:
    """Where no role may be told."""
    return message("No role is shown by itself: each is so small that single answers could be computed.")


def others() -> Text:
    """The roles that are told together."""
    return message("Others")


def merged() -> Text:
    """Why some roles stand together, or nowhere."""
    return message(
        "Roles of few people are shown together, or not at all, so that nobody's answers can be computed."
    )


def splits() -> str:
    """The heading above the questions on which people differ."""
    return _("Where you agree least")


def agreed() -> str:
    """Where they differ on none."""
    return _("On no question do the answers lie far apart.")


def agreement(value: float) -> str:
    """How far people agree on one question."""
    return _("agreement {agreement} of 1").format(agreement=number(value, 2))
