"""What is said of what to do: the summary's plain words, what good looks like, the roadmap, what concerns a department.

Values enter, whole sentences or headings leave: what findings hold as a `Text`, what only a page says as a `str` in the
language spoken. Names of levels and departments stand where they need no other ending.
"""

from __future__ import annotations

from ...language import gettext as _
from ...language import mark, ngettext
from .text import NOTHING, Paragraph, Text, figure, message, paragraph, plural
from .wording import lowered, share

HORIZONS = {"first": mark("Do first"), "next": mark("Do next"), "later": mark("Do later")}
HORIZON_NOTES = {
    "first": mark("These steps pay most. Begin here."),
    "next": mark("These steps pay most once the first are done."),
    "later": mark("Everything else, in the order in which it pays. Look again after the next assessment."),
}


def meaning(level: int, name: str, summary: str) -> Text:
    """What the level looks like, in its author's words, after the colon."""
    return message(
        "What one sees at level {level}, {name}: {summary}", level=level, name=name, summary=lowered(summary)
    )


def ahead(level: int, name: str, missing: int) -> Text:
    """What stands between here and the next level; nothing `missing` where a questionnaire sets no practices."""
    if not missing:
        return message("The next level is {level}, {name}.", level=level, name=name)
    return plural(
        "Before level {level}, {name}, {n} core practice is missing.",
        "Before level {level}, {name}, {n} core practices are missing.",
        missing,
        level=level,
        name=name,
        n=missing,
    )


def at_the_top() -> Text:
    return message("You have reached the highest level. What is left is to stay there.")


def good(level: int, name: str) -> Text:
    """The heading above what a dimension looks like one level up."""
    return message("What good looks like at level {level}, {name}", level=level, name=name)


def good_at_the_top() -> Text:
    """The same where there is no level above, or none to name."""
    return message("What good looks like one step on")


def horizon(id: str) -> Text:
    """The heading of a stretch of the roadmap."""
    return message(HORIZONS[id])


def horizon_note(id: str) -> Text:
    """Why steps stand in it."""
    return message(HORIZON_NOTES[id])


def held_back(level: int, name: str, *, filled: bool) -> Text:
    """Why steps stand in the second stretch, where they hold back a level; `filled`: others follow them there."""
    if filled:
        return message(
            "Here stands whatever else holds back level {level}, {name}, and what pays most after it.",
            level=level,
            name=name,
        )
    return message(
        "These are the other core practices that level {level}, {name}, still lacks; without them it is not reached.",
        level=level,
        name=name,
    )


def passed_over() -> Text:
    """Why steps stand in the last stretch, where the first of them pay as much as some above."""
    return message(
        "Everything else, in the order in which it pays. The first of it pays as much as some steps above, but does not "
        "hold back the next level. Look again after the next assessment."
    )


def order() -> str:
    """How all next steps are ordered."""
    return _(
        "Every next step, the most useful first: what weighs more, matters more, leaves more open and costs less effort "
        "comes before the rest. What holds back the next level breaks ties."
    )


def cut() -> str:
    """How the roadmap cuts this order."""
    return _(
        "The roadmap cuts this order in three: the first three steps; then what else holds back the next level, filled up "
        "to five; then the rest."
    )


def undated() -> str:
    """Why a roadmap has no dates."""
    return _("There are no dates here: how fast you go depends on how many people work on it.")


def effort(value: float) -> Text:
    """The effort of one step, in the author's unit."""
    return message("effort {effort}", effort=figure(value))


def effort_of_all(value: float) -> Text:
    """The effort of several."""
    return message("Effort in all: {effort}.", effort=figure(value))


def priority(weight: float, importance: float, gap: float, effort: float, result: float) -> Text:
    """How the place of a step among the others comes about, with its own values."""
    return message(
        "weight {weight} × importance {importance} × gap {gap} ÷ effort {effort} = {result}",
        weight=figure(round(weight, 2)),
        importance=figure(importance),
        gap=share(gap),
        effort=figure(effort),
        result=figure(result, 2),
    )


def department(
    score: float | None, top: float, reason: Text, *, blocking: int, level: tuple[int, str] | None
) -> Paragraph:
    """Where a department stands, and how many of its answers hold back the next level of the whole."""
    said = reason
    if score is not None:
        said = message("Your questions score {score} of {top}.", score=figure(score, 1), top=figure(top))
    return paragraph(said, _held_by(blocking, *level) if level else NOTHING)


def _held_by(blocking: int, level: int, name: str) -> Text:
    if not blocking:
        return message("None of your answers holds back level {level}, {name}.", level=level, name=name)
    return plural(
        "{n} of your answers holds back level {level}, {name}.",
        "{n} of your answers hold back level {level}, {name}.",
        blocking,
        n=blocking,
        level=level,
        name=name,
    )


def no_steps_here() -> str:
    """What stands where a department's next steps would."""
    return _("No next step falls to this department.")


def more_blocking(count: int) -> str:
    """What folds away the practices that are too many for a first page."""
    return ngettext("{n} more practice", "{n} more practices", count).format(n=count)


def more_steps(count: int) -> str:
    """What folds away the steps that are too many to read at once."""
    return ngettext("{n} more step", "{n} more steps", count).format(n=count)


def count(steps: int) -> str:
    """What folds away a long list of steps."""
    return ngettext("{n} step", "{n} steps", steps).format(n=steps)
