"""What is said of how differently colleagues see it: values enter, whole sentences leave, in the language spoken."""

from __future__ import annotations

from ...language import gettext as _
from ...language import ngettext, number


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


def widest(dimension: str, higher: str, high: float, lower: str, low: float) -> str:
    """The dimension on which two roles lie furthest apart."""
    said = _("The widest gap: {dimension}. {higher}: {high}; {lower}: {low}.")
    return said.format(
        dimension=dimension, higher=higher, high=number(high, 1), lower=lower, low=number(low, 1)
    )


def widest_question(question: str, higher: str, high: float, lower: str, low: float) -> str:
    """The question on which two roles lie furthest apart."""
    said = _("Furthest apart on “{question}”: {higher} {high}; {lower} {low}.")
    return said.format(
        question=question, higher=higher, high=number(high, 1), lower=lower, low=number(low, 1)
    )


def alike() -> str:
    return _("All roles see every dimension alike.")


def no_roles() -> str:
    """Where no role may be told."""
    return _("No role is shown by itself: each is so small that single answers could be computed.")


def others() -> str:
    """The roles that are told together."""
    return _("Others")


def merged() -> str:
    """Why some roles stand together, or nowhere."""
    return _(
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
