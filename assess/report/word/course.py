"""What is said of several assessments over time: values enter, whole sentences leave."""

from __future__ import annotations

from ...language import gettext as _
from ...language import mark
from .text import Text, figure, message

WHOLE = {
    "same": mark("Over {times} assessments the overall score has come back to where it began: {last}."),
    "risen": mark("Over {times} assessments the overall score has risen from {first} to {last}."),
    "fallen": mark("Over {times} assessments the overall score has fallen from {first} to {last}."),
}


def whole(first: float, last: float, times: int) -> Text:
    """How the overall score has moved over so many assessments in which there was one."""
    said = WHOLE["same" if first == last else "risen" if last > first else "fallen"]
    return message(said, times=times, first=figure(first, 1), last=figure(last, 1))


def untold() -> Text:
    """Where there were not two overall scores."""
    return message("The overall score was not there often enough to show a course.")


def broken() -> Text:
    """That not always the same was asked."""
    return message(
        "The questionnaire changed in between. Where it did, the line is broken: the scores on both sides rest on different "
        "questions."
    )


def heading() -> str:
    """The heading above the course."""
    return _("From assessment to assessment")
