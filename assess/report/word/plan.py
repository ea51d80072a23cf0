"""What is said of what to do: the summary's plain words, what good looks like, the roadmap, what concerns a department.

Values enter, whole sentences or headings leave, in the language spoken. Names of levels and departments arrive in that
language, and stand where they need no other ending.
"""

from __future__ import annotations

from ...language import gettext as _
from ...language import mark, ngettext, number, plain
from .wording import lowered, percent

HORIZONS = {"first": mark("Do first"), "next": mark("Do next"), "later": mark("Do later")}
HORIZON_NOTES = {
    "first": mark("These steps pay most. Begin here."),
    "next": mark("These steps pay most once the first are done."),
    "later": mark("Everything else, in the order in which it pays. Look again after the next assessment."),
}


def meaning(level: int, name: str, summary: str) -> str:
    """What the level looks like, in its author's words, after the colon."""
    return _("What one sees at level {level}, {name}: {summary}").format(
        level=level, name=name, summary=lowered(summary)
    )


def ahead(level: int, name: str, missing: int) -> str:
    """What stands between here and the next level; nothing `missing` where a questionnaire sets no practices."""
    if not missing:
        return _("The next level is {level}, {name}.").format(level=level, name=name)
    said = ngettext(
        "Before level {level}, {name}, {n} core practice is missing.",
        "Before level {level}, {name}, {n} core practices are missing.",
        missing,
    )
    return said.format(level=level, name=name, n=missing)


def at_the_top() -> str:
    return _("You have reached the highest level. What is left is to stay there.")


def good(level: int, name: str) -> str:
    """The heading above what a dimension looks like one level up."""
    return _("What good looks like at level {level}, {name}").format(level=level, name=name)


def good_at_the_top() -> str:
    """The same where there is no level above, or none to name."""
    return _("What good looks like one step on")


def horizon(id: str) -> str:
    """The heading of a stretch of the roadmap."""
    return _(HORIZONS[id])


def horizon_note(id: str) -> str:
    """Why steps stand in it."""
    return _(HORIZON_NOTES[id])


def held_back(level: int, name: str) -> str:
    """Why steps stand in the second stretch, where they hold back a level."""
    said = _("Here stands whatever else holds back level {level}, {name}, and what pays most after it.")
    return said.format(level=level, name=name)


def effort(value: float) -> str:
    """The effort of one step, in the author's unit."""
    return _("effort {effort}").format(effort=plain(value))


def effort_of_all(value: str) -> str:
    """The effort of several."""
    return _("Effort in all: {effort}.").format(effort=value)


def priority(weight: float, importance: float, gap: float, effort: float, result: float) -> str:
    """How the place of a step among the others comes about, with its own values."""
    said = _("weight {weight} × importance {importance} × gap {gap} ÷ effort {effort} = {result}")
    return said.format(
        weight=plain(round(weight, 2)),
        importance=plain(importance),
        gap=percent(gap),
        effort=plain(effort),
        result=number(result, 2),
    )


def department(
    score: float | None, top: float, reason: str, *, blocking: int, level: tuple[int, str] | None
) -> str:
    """Where a department stands, and how many of its answers hold back the next level of the whole."""
    said = reason
    if score is not None:
        said = _("Your questions score {score} of {top}.").format(score=number(score, 1), top=plain(top))
    if level is None:
        return said
    if not blocking:
        held = _("None of your answers holds back level {level}, {name}.")
    else:
        held = ngettext(
            "{n} of your answers holds back level {level}, {name}.",
            "{n} of your answers hold back level {level}, {name}.",
            blocking,
        )
    return " ".join([said, held.format(n=blocking, level=level[0], name=level[1])])


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
