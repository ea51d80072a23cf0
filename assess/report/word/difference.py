"""What is said of two assessments held against each other, each a whole sentence or label.

Values enter, text leaves, in the language spoken; titles of dimensions and questionnaires arrive in that language.
"""

from __future__ import annotations

from datetime import date

from ...language import day, mark, number
from ...language import gettext as _

WHYS = {
    "not_counted": mark("Did not count both times"),
    "new": mark("Not asked before"),
    "blocked": mark("Means something else now"),
    "gone": mark("Not asked any more"),
}


def heading(since: date | None) -> str:
    """The heading of all that follows."""
    return _("What has changed since {day}").format(day=day(since)) if since else _("What has changed")


def most(gained: tuple[str, float, float] | None, lost: tuple[str, float, float] | None) -> str:
    """The dimensions that moved most, each as its title, the score before and the score now."""
    said = []
    if gained:
        said.append(_("The largest gain: {dimension}, from {before} to {now}.").format(**_scores(gained)))
    if lost:
        said.append(_("The largest loss: {dimension}, from {before} to {now}.").format(**_scores(lost)))
    return " ".join(said) or _("No dimension has moved.")


def _scores(moved: tuple[str, float, float]) -> dict[str, str]:
    title, before, now = moved
    return {"dimension": title, "before": number(before, 1), "now": number(now, 1)}


def whole(before: float, now: float) -> str:
    """The overall score of each, as its own report shows it."""
    said = _("The overall score was {before} and is {now}.")
    return said.format(before=number(before, 1), now=number(now, 1))


def nothing_told() -> str:
    """Where not one dimension can be compared."""
    return _("Too little was asked and counted both times to compare a dimension.")


def counts(compared: int, rose: int, fell: int, same: int) -> str:
    """How many questions are compared, and where they went."""
    said = _("Questions compared: {compared}. Higher now: {rose}; lower now: {fell}; the same: {same}.")
    return said.format(compared=compared, rose=rose, fell=fell, same=same)


def one_version() -> str:
    return _("Both times the same version of the questionnaire was answered.")


def two_versions(then: str, now: str) -> str:
    """What is compared between two versions of a questionnaire."""
    said = _(
        "The earlier assessment answered version {then} of the questionnaire, this one version {now}. Only questions "
        "that mean the same in both are compared, and both times they weigh what they weigh now."
    )
    return said.format(then=then, now=now)


def two_questionnaires(then: str, now: str) -> str:
    """What is compared between two questionnaires."""
    said = _(
        "The earlier assessment answered another questionnaire: “{then}”, this one “{now}”. Only questions that the two "
        "share are compared, and both times they weigh what they weigh now."
    )
    return said.format(then=then, now=now)


def why_left_out(why: str) -> str:
    """Why a question is not compared."""
    return _(WHYS[why])


def too_little() -> str:
    """Why a dimension is not compared."""
    return _("Less than half of its weight was asked and counted both times.")


def signed(difference: float, digits: int = 1) -> str:
    """A difference with its sign, as it is written here; without one where it is nothing."""
    figure = number(abs(difference), digits)
    sign = "+" if difference > 0 else "−" if difference < 0 else ""
    return sign + figure if figure.strip("0.,") else figure


def synthetic() -> str:
    return _("Demonstration: answers that are compared here are made up.")
