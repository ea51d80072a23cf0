"""What is said of several assessments over time: values enter, whole sentences leave, in the language spoken."""

from __future__ import annotations

from ...language import gettext as _
from ...language import number


def whole(first: float, last: float, times: int) -> str:
    """How the overall score has moved over so many assessments in which there was one."""
    if first == last:
        said = _("Over {times} assessments the overall score has come back to where it began: {last}.")
    elif last > first:
        said = _("Over {times} assessments the overall score has risen from {first} to {last}.")
    else:
        said = _("Over {times} assessments the overall score has fallen from {first} to {last}.")
    return said.format(times=times, first=number(first, 1), last=number(last, 1))


def untold() -> str:
    """Where there were not two overall scores."""
    return _("The overall score was not there often enough to show a course.")


def broken() -> str:
    """That not always the same was asked."""
    return _(
        "The questionnaire changed in between. Where it did, the line is broken: the scores on both sides rest on different "
        "questions."
    )


def heading() -> str:
    """The heading above the course."""
    return _("From assessment to assessment")
