"""What is said of two assessments held against each other, each a whole sentence or label.

Values enter, texts leave; titles of dimensions and questionnaires arrive in the language of the report.
"""

from __future__ import annotations

from datetime import date

from ...language import mark, number
from .text import NOTHING, Paragraph, Text, figure, message, paragraph

WHYS = {
    "not_counted": mark("Did not count both times"),
    "new": mark("Not asked before"),
    "blocked": mark("Means something else now"),
    "gone": mark("Not asked any more"),
}
GAIN = mark("The largest gain: {dimension}, from {before} to {now}.")
LOSS = mark("The largest loss: {dimension}, from {before} to {now}.")


def heading(since: date | None) -> Text:
    """The heading of all that follows."""
    return message("What has changed since {day}", day=since) if since else message("What has changed")


def most(gained: tuple[str, float, float] | None, lost: tuple[str, float, float] | None) -> Paragraph:
    """The dimensions that moved most, each as its title, the score before and the score now."""
    if not gained and not lost:
        return paragraph(message("No dimension has moved."))
    return paragraph(_most(GAIN, gained), _most(LOSS, lost))


def _most(said: str, moved: tuple[str, float, float] | None) -> Text:
    if moved is None:
        return NOTHING
    title, before, now = moved
    return message(said, dimension=title, before=figure(before, 1), now=figure(now, 1))


def whole(before: float, now: float) -> Text:
    """The overall score of each, as its own report shows it."""
    return message(
        "The overall score was {before} and is {now}.", before=figure(before, 1), now=figure(now, 1)
    )


def nothing_told() -> Paragraph:
    """Where not one dimension can be compared."""
    return paragraph(message("Too little was asked and counted both times to compare a dimension."))


def counts(compared: int, rose: int, fell: int, same: int) -> Text:
    """How many questions are compared, and where they went."""
    return message(
        "Questions compared: {compared}. Higher now: {rose}; lower now: {fell}; the same: {same}.",
        compared=compared,
        rose=rose,
        fell=fell,
        same=same,
    )


def one_version() -> Text:
    return message("Both times the same version of the questionnaire was answered.")


def two_versions(then: str, now: str) -> Text:
    """What is compared between two versions of a questionnaire."""
    return message(
        "The earlier assessment answered version {then} of the questionnaire, this one version {now}. Only questions "
        "that mean the same in both are compared, and both times they weigh what they weigh now.",
        then=then,
        now=now,
    )


def two_questionnaires(then: str, now: str) -> Text:
    """What is compared between two questionnaires."""
    return message(
        "The earlier assessment answered another questionnaire: “{then}”, this one “{now}”. Only questions that the two "
        "share are compared, and both times they weigh what they weigh now.",
        then=then,
        now=now,
    )


def why_left_out(why: str) -> Text:
    """Why a question is not compared."""
    return message(WHYS[why])


def too_little() -> Text:
    """Why a dimension is not compared."""
    return message("Less than half of its weight was asked and counted both times.")


def signed(difference: float, digits: int = 1) -> str:
    """A difference with its sign, as it is written here; without one where it is nothing."""
    figure = number(abs(difference), digits)
    sign = "+" if difference > 0 else "−" if difference < 0 else ""
    return sign + figure if figure.strip("0.,") else figure


def synthetic() -> Text:
    return message("Demonstration: answers that are compared here are made up.")
