"""What charts say: titles, findings, and the words beside their marks, each a whole sentence or label.

Values enter, text leaves, in the language spoken; names of levels and dimensions arrive in that language.
"""

from __future__ import annotations

from ...language import gettext as _
from ...language import ngettext, number


def position(*, behind: list[str], ahead: list[str], compared: int, scored: int) -> str:
    """The finding of the chart of all dimensions: `compared` of the `scored` have published peers."""
    if behind and ahead:
        said = _("Furthest below the peers' median: {behind}. Furthest above: {ahead}.")
        finding = said.format(behind=behind[0], ahead=ahead[0])
    elif behind:
        said = _("None is above the peers' median. Furthest below: {dimension}.")
        finding = said.format(dimension=behind[0])
    elif ahead:
        said = _("None is below the peers' median. Furthest above: {dimension}.")
        finding = said.format(dimension=ahead[0])
    else:
        finding = _("Each is at the peers' median.")
    if compared == scored:
        return finding
    partly = ngettext(
        "{compared} of {scored} dimension can be compared.",
        "{compared} of {scored} dimensions can be compared.",
        scored,
    )
    return f"{partly.format(compared=compared, scored=scored)} {finding}"


def alone(lowest: str, highest: str) -> str:
    """The finding of the same chart without peers."""
    if lowest == highest:
        return _("Only one dimension is scored: {dimension}.").format(dimension=lowest)
    return _("Lowest: {lowest}. Highest: {highest}.").format(lowest=lowest, highest=highest)


def strip(*, missing: int, counted: int, level: int | None, name: str) -> str:
    """The finding of a dimension's question chart; `level` is the next one, if there is any."""
    if not counted:
        return _("No question of this dimension counts.")
    if missing == 0 or level is None:
        return _("No answer here holds back the next level.")
    said = ngettext(
        "{n} answer holds back level {level}, {name}.",
        "{n} answers hold back level {level}, {name}.",
        missing,
    )
    return said.format(n=missing, level=level, name=name)


def position_title(*, compared: bool) -> str:
    return _("Your dimensions beside your peers") if compared else _("Your dimensions")


def strip_title(dimension: str) -> str:
    return _("Your answers: {dimension}").format(dimension=dimension)


def score(value: float) -> str:
    return number(value, 1)


def peers(p25: float | None, median: float, p75: float | None) -> str:
    """The words beneath the first band, or tick, so that the others need none."""
    if p25 is None or p75 is None:
        return _("peers' median {median}").format(median=number(median, 1))
    said = _("peers' middle half {p25}–{p75}, median {median}")
    return said.format(p25=number(p25, 1), p75=number(p75, 1), median=number(median, 1))


def answer(value: float, *, blocking: bool) -> str:
    return _("{score} holds back").format(score=score(value)) if blocking else score(value)


def level_mark(level: int, name: str) -> str:
    """A level at its bound in a chart."""
    return f"{level} {name}"


def level_short(level: int) -> str:
    """The first level in a chart too narrow for names; the others are their numbers."""
    return _("level {level}").format(level=level)
