"""What charts say: titles, findings, and the words beside their marks, each a whole sentence or label.

Values enter. What findings hold leaves as a `Text`, what is only drawn as a `str` in the language spoken; names
of levels and dimensions arrive in that language.
"""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from ...language import gettext as _
from ...language import ngettext, number, plain, short_day
from . import wording
from .text import NOTHING, Paragraph, Text, message, paragraph, plural


def position(*, behind: list[str], ahead: list[str], compared: int, scored: int) -> Paragraph:
    """The finding of the chart of all dimensions: `compared` of the `scored` have published peers."""
    if behind and ahead:
        finding = message(
            "Furthest below the peers' median: {behind}. Furthest above: {ahead}.",
            behind=behind[0],
            ahead=ahead[0],
        )
    elif behind:
        finding = message(
            "None is above the peers' median. Furthest below: {dimension}.", dimension=behind[0]
        )
    elif ahead:
        finding = message("None is below the peers' median. Furthest above: {dimension}.", dimension=ahead[0])
    else:
        finding = message("Each is at the peers' median.")
    partly = plural(
        "{compared} of {scored} dimension can be compared.",
        "{compared} of {scored} dimensions can be compared.",
        scored,
        compared=compared,
        scored=scored,
    )
    return paragraph(partly if compared != scored else NOTHING, finding)


def alone(lowest: str, highest: str) -> Text:
    """The finding of the same chart without peers."""
    if lowest == highest:
        return message("Only one dimension is scored: {dimension}.", dimension=lowest)
    return message("Lowest: {lowest}. Highest: {highest}.", lowest=lowest, highest=highest)


def strip(*, missing: int, counted: int, level: int | None, name: str) -> Text:
    """The finding of a dimension's question chart; `level` is the next one, if there is any."""
    if not counted:
        return message("No question of this dimension counts.")
    if missing == 0 or level is None:
        return message("No answer here holds back the next level.")
    return plural(
        "{n} answer holds back level {level}, {name}.",
        "{n} answers hold back level {level}, {name}.",
        missing,
        n=missing,
        level=level,
        name=name,
    )


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


def peers_key() -> str:
    """What a band and the tick in it are."""
    return _("peers: middle half and median")


def answer(value: float, *, blocking: bool) -> str:
    return _("{score} holds back").format(score=score(value)) if blocking else score(value)


def level_mark(level: int, name: str) -> str:
    """A level at its bound in a chart."""
    return f"{level} {name}"


def level_short(level: int) -> str:
    """The first level in a chart too narrow for names; the others are their numbers."""
    return _("level {level}").format(level=level)


class Heads(Struct, frozen=True, kw_only=True):
    """The heads of columns in the tables beside charts."""

    line: str
    dimension: str
    question: str
    client: str
    phase: str
    level: str
    step: str
    you: str
    low: str
    median: str
    high: str
    share: str
    said: str
    missing: str
    importance: str
    gap: str
    blocks: str
    love: str
    hate: str


def heads() -> Heads:
    return Heads(
        line=_("What is scored"),
        dimension=_("Dimension"),
        question=_("Question"),
        client=_("Client"),
        phase=_("Phase"),
        level=_("Level"),
        step=_("Next step"),
        you=_("You"),
        low=_("25th"),
        median=_("Median"),
        high=_("75th"),
        share=_("Share of organisations"),
        said=_("Where it stands"),
        missing=_("What is missing"),
        importance=_("Importance"),
        gap=_("Below the target"),
        blocks=_("Holds back"),
        love=_("What customers love"),
        hate=_("What customers hate"),
    )


def figure(value: float | None) -> str:
    """A score, or a dash in its place."""
    return nothing() if value is None else score(value)


def nothing() -> str:
    """In the place of a figure that there is not."""
    return "–"


def bound(value: float) -> str:
    """The end of a scale."""
    return plain(value)


def weight(value: float) -> str:
    """How much something matters, in the questionnaire's own unit."""
    return plain(round(value, 2))


def share(value: float) -> str:
    """A share of 0–1 in percent."""
    return wording.percent(value)


def moment(day: date) -> str:
    """A date on an axis."""
    return short_day(day)


def key(sign: str, name: str) -> str:
    """What a letter or a number in a chart stands for."""
    return f"{sign}\u2002{name}"


def more(count: int) -> str:
    """How many are not named."""
    return ngettext("and {n} more", "and {n} more", count).format(n=count)


def extremes(scored: list[tuple[str, float]]) -> str:
    """Which of several is lowest and which highest, by name and score, lowest first."""
    if not scored or len(scored) == 1:
        return str(alone(scored[0][0], scored[0][0])) if scored else _("Only the whole is scored.")
    (lowest, low), (highest, high) = scored[0], scored[-1]
    said = _("Lowest: {lowest}, {low}. Highest: {highest}, {high}.")
    return said.format(lowest=lowest, low=number(low, 1), highest=highest, high=number(high, 1))


def profile_title() -> str:
    return _("Your profile")


def ladder_title() -> str:
    return _("The levels, and what holds back the next")


def ladder(*, scored: bool, level: int | None, name: str, missing: int) -> str:
    """The finding of the ladder; `level` is the next one, None at the top."""
    if not scored:
        return _("There is no level yet: too little is answered.")
    if level is None:
        return _("Every level is reached.")
    if not missing:
        return _("Next is level {level}, {name}.").format(level=level, name=name)
    said = ngettext(
        "Next is level {level}, {name}: {n} core practice holds it back.",
        "Next is level {level}, {name}: {n} core practices hold it back.",
        missing,
    )
    return said.format(n=missing, level=level, name=name)


def priority_title() -> str:
    return _("Next steps by importance and gap")


def priority(*, steps: int, drawn: int, blocking: int) -> str:
    """The finding of the matrix: how many of the `steps` that are `drawn` hold back the next level; how many there are, if
    not all are drawn."""
    if drawn < steps and not blocking:
        said = _(
            "The first {drawn} of {n} steps are drawn. The further up and to the right, the more one changes."
        )
        return said.format(drawn=drawn, n=steps)
    if drawn < steps:
        said = _("The first {drawn} of {n} steps are drawn. Diamonds hold back the next level: {blocking}.")
        return said.format(drawn=drawn, n=steps, blocking=blocking)
    if not blocking:
        said = ngettext(
            "{n} step. The further up and to the right, the more it changes.",
            "{n} steps. The further up and to the right, the more one changes.",
            steps,
        )
        return said.format(n=steps)
    said = ngettext(
        "{blocking} of {n} step holds back the next level: a diamond.",
        "{blocking} of {n} steps hold back the next level: the diamonds.",
        steps,
    )
    return said.format(blocking=blocking, n=steps)


class Axes(Struct, frozen=True, kw_only=True):
    """What the axes of the matrix measure, each with its direction."""

    gap: str
    importance: str


def priority_axes() -> Axes:
    return Axes(gap=_("↑ further below the target"), importance=_("more important →"))


def trend_title() -> str:
    return _("Your scores over time")


def heat_title() -> str:
    return _("How each role sees it")


def question_heat_title() -> str:
    return _("How each role answers")


def gap_head() -> str:
    """Between the highest and the lowest role."""
    return _("gap")


def journey_title() -> str:
    return _("The journey by phase")


def portfolio_title() -> str:
    return _("All clients on one scale")


def portfolio(clients: list[tuple[str, float]]) -> str:
    """How many clients there are, and the weakest and the strongest, by title and score, weakest first."""
    (lowest, low), (highest, high) = clients[0], clients[-1]
    if len(clients) == 1:
        return _("One client: {client}, {score}.").format(client=lowest, score=number(low, 1))
    said = ngettext(
        "{n} client. Lowest: {lowest}, {low}. Highest: {highest}, {high}.",
        "{n} clients. Lowest: {lowest}, {low}. Highest: {highest}, {high}.",
        len(clients),
    )
    return said.format(
        n=len(clients), lowest=lowest, low=number(low, 1), highest=highest, high=number(high, 1)
    )
