"""Every sentence that findings make, in one place and whole, but for those about peers (`among`): values enter, a
sentence leaves.

A sentence is never glued from fragments by a page, so that another language can order its words; it comes out in
the language spoken (`assess.language`). Names of levels, dimensions and peer groups arrive already in that
language, and stand where they need no other ending: after a comma or a colon, or in quotation marks.
"""

from __future__ import annotations

import re
from datetime import date

from ...language import day, mark, ngettext, number, plain
from ...language import gettext as _
from ...scoring.model import round_half_away

REASONS = {
    "nothing_applies": mark("Not scored: no question of it applies to you."),
    "too_few_answers": mark("Not scored: too little of its weight was answered."),
    "too_few_questions": mark("Not scored: too few of its questions count."),
    "too_many_not_applicable": mark("Not scored: too many of its questions were marked as not applicable."),
    "no_overall": mark("This questionnaire has no overall score: each dimension stands on its own."),
}
QUARTER = re.compile(r"(?<!\d)(\d{4})-q([1-4])(?!\d)")
"""A quarter in the name of an edition: "2026-q3"."""

ROUTES = {
    "both": mark("The shortest way to level {level} (“{name}”)"),
    "average": mark("By the average: the shortest way to level {level} (“{name}”)"),
    "practices": mark("By the core practices: the shortest way to level {level} (“{name}”)"),
}
ROUTE_NOTES = {
    "both": mark(
        "The least effort that lifts your average to this level; it puts the core practices in place too."
    ),
    "average": mark("The least effort that lifts your average to this level."),
    "practices": mark("The least effort that puts every core practice up to this level in place."),
}


def verdict(level: int, name: str, score: float, top: float) -> str:
    """The report's first sentence, without peers."""
    said = _("You are at level {level}, {name}, with {score} of {top}.")
    return said.format(level=level, name=name, score=number(score, 1), top=plain(top))


def verdict_among(
    level: int, name: str, score: float, top: float, place: str, cohort: str, n_band: str
) -> str:
    """The report's first sentence; `place` is one of `among`."""
    said = _(
        "You are at level {level}, {name}, with {score} of {top}, {place} ({cohort}, {organisations} organisations)."
    )
    score_, top_ = number(score, 1), plain(top)
    return said.format(
        level=level, name=name, score=score_, top=top_, place=place, cohort=cohort, organisations=n_band
    )


def dimension(title: str, score: float, top: float, level: int, name: str) -> str:
    said = _("{dimension} is at level {level}, {name}, with {score} of {top}.")
    return said.format(dimension=title, level=level, name=name, score=number(score, 1), top=plain(top))


def dimension_among(title: str, score: float, top: float, level: int, name: str, place: str) -> str:
    said = _("{dimension} is at level {level}, {name}, with {score} of {top}, {place}.")
    score_, top_ = number(score, 1), plain(top)
    return said.format(dimension=title, level=level, name=name, score=score_, top=top_, place=place)


def no_verdict(reason: str) -> str:
    """Why there is no score to speak of."""
    return why_unscored(reason) or _("There is no overall score.")


def why_unscored(reason: str) -> str:
    """Scoring's reason in words; "" for a node that is scored."""
    return _(REASONS[reason]) if reason in REASONS else ""


def everyone() -> str:
    """The label of the cohort of all."""
    return _("All organisations")


def position(title: str, score: float, place: str) -> str:
    return _("{dimension}, {score}: {place}.").format(dimension=title, score=number(score, 1), place=place)


def peer_group(label: str, n_band: str, edition: str) -> str:
    said = _("The peers are {organisations} organisations: {cohort}; edition {edition}.")
    return said.format(organisations=n_band, cohort=label, edition=edition)


def edition(name: str, *, synthetic: bool) -> str:
    """What an edition is called in a sentence: its quarter where its name has one, else its name without its digest."""
    found = QUARTER.search(name)
    said = name.removeprefix("synthetic-").rpartition("-")[0] or name
    if found:
        said = _("Q{quarter} {year}").format(year=found[1], quarter=found[2])
    return _("{edition}, made up").format(edition=said) if synthetic else said


def period(start: date, end: date) -> str:
    return _("{start} to {end}").format(start=day(start), end=day(end))


def rung(*, scored: bool, reached: bool, staged: bool, asks: bool, missing: int) -> str:
    """What a rung of the ladder says. `staged` is False in a questionnaire without core practices; `asks` is False
    for a level that has none, and for all below it."""
    if not scored:
        return _("Not scored.")
    if not staged:
        return _("Reached by your average.") if reached else _("Not reached by your average.")
    if reached:
        return _("All core practices in place.") if asks else _("Asks for no core practice.")
    if not missing:
        return not_reached_yet()
    said = ngettext("{n} core practice is missing.", "{n} core practices are missing.", missing)
    return said.format(n=missing)


def not_reached_yet() -> str:
    """What a rung says that is not reached, where nothing more is told."""
    return _("Not reached yet.")


def staged_sentence(level: int | None, name: str, *, scored: bool = True, asks: bool = True) -> str:
    """The level whose core practices, and those of all levels below, are in place; None where there is none, be it
    that nothing is `scored` or that no practices are set. `asks` is False where no level up to it has any."""
    if level is None and not scored:
        return _("Without a score, the core practices give no level either.")
    if level is None:
        return _("No core practices are set for this part.")
    if not name:
        return _("The core practices of the first level are not all in place yet.")
    if not asks:
        said = _(
            "Level {level}, {name}, asks for no core practice; those of the next are not all in place yet."
        )
        return said.format(level=level, name=name)
    said = _("All core practices up to level {level}, {name}, are in place.")
    return said.format(level=level, name=name)


def average_ahead(level: int, name: str, staged: int, staged_name: str) -> str:
    """When the average promises more than the practices keep; no `staged_name` below the first level."""
    if not staged_name:
        said = _(
            "Your average lies on level {level}, {name}, while the core practices of the first level are not "
            "complete yet: strong answers elsewhere make up for practices that are missing."
        )
        return said.format(level=level, name=name)
    said = _(
        "Your average lies on level {level}, {name}, while the core practices are complete only up to level "
        "{staged}, {staged_name}: strong answers elsewhere make up for practices that are missing."
    )
    return said.format(level=level, name=name, staged=staged, staged_name=staged_name)


def holds_back(level: int, name: str) -> str:
    """The heading above the practices that hold back a level."""
    return _("What holds back level {level}, {name}").format(level=level, name=name)


def at_that_level(summary: str) -> str:
    """What the level that is held back is like, so that nobody takes it for a finding."""
    return _("At that level: {summary}").format(summary=lowered(summary))


def lowered(sentence: str) -> str:
    """A sentence as it stands behind a colon."""
    is_word = sentence[1:2].islower() or sentence[1:2].isspace()  # “CX goals are …” keeps its capitals
    return sentence[:1].lower() + sentence[1:] if is_word else sentence


def why_step(*, level: int | None, name: str, gap: float) -> str:
    """Why a next step is worth taking: the level it holds back, else how far (0–1) it is below the target."""
    if level is not None:
        said = _("It holds back level {level}, {name}: it is one of the core practices.")
        return said.format(level=level, name=name)
    return _("This answer is {share} of its scale below the target.").format(share=percent(gap))


def route(by: str, level: int, name: str) -> str:
    """The heading above a shortest way; `by` is both, average or practices."""
    return _(ROUTES[by]).format(level=level, name=name)


def route_note(by: str) -> str:
    """What the way promises."""
    return _(ROUTE_NOTES[by])


def route_sum(answers: int, cost: float, before: float | None, after: float | None) -> str:
    """What the way costs in all, and the score before and after it; hundredths where tenths would not differ."""
    said = ngettext(
        "{n} answer to change, at an effort of {cost}.",
        "{n} answers to change, at an effort of {cost} in all.",
        answers,
    ).format(n=answers, cost=plain(cost))
    if before is None or after is None:
        return said
    digits = 1 if round_half_away(before) != round_half_away(after) else 2
    now, then = (number(round_half_away(score, digits), digits) for score in (before, after))
    return " ".join([said, _("Score now: {now}; then: {then}.").format(now=now, then=then)])


def move_cost(steps: int, effort: float, cost: float) -> str:
    """How the effort of one change comes about."""
    said = ngettext("{n} step × effort {effort} = {cost}", "{n} steps × effort {effort} = {cost}", steps)
    return said.format(n=steps, effort=plain(effort), cost=plain(cost))


def step_unwritten(question: str, state: str) -> str:
    """A next step where the questionnaire has none for this answer."""
    asked = question[: question.find("?") + 1] or question  # what follows the question tells how to answer it
    if state in ("unknown", "unanswered"):
        return _("Find out: {question}").format(question=asked)
    return _("Move one step on: {question}").format(question=asked)


def no_next_step(*, counted: int, unanswered: int) -> str:
    """What stands where a next step would; `counted` answers have a value."""
    if not counted and not unanswered:
        return _("Nothing to name: no question counts.")
    if not counted:
        said = ngettext(
            "Nothing to name yet: {n} question is unanswered.",
            "Nothing to name yet: {n} questions are unanswered.",
            unanswered,
        )
        return said.format(n=unanswered)
    if unanswered:
        said = ngettext(
            "Every answer given has reached its target; {n} question is unanswered.",
            "Every answer given has reached its target; {n} questions are unanswered.",
            unanswered,
        )
        return said.format(n=unanswered)
    return _("Every answer has reached its target: there is no next step to name.")


def no_strengths() -> str:
    return _("No answer is in the top quarter of its scale yet. Practices will appear here as they reach it.")


def synthetic(*, answers: bool, peers: bool) -> str:
    """The notice that must stand wherever made-up data does; empty when nothing is made up."""
    if answers and peers:
        return _("Demonstration: these answers and the peers they are compared with are made up.")
    if answers:
        return _("Demonstration: these answers are made up.")
    if peers:
        return _("Demonstration: the peers in this report are made up. Do not cite the comparison.")
    return ""


def counted(counted: int, asked: int) -> str:
    """How many questions count, in a table's cell."""
    return _("{counted} of {asked}").format(counted=counted, asked=asked)


def scale(low: float, high: float) -> str:
    said = _("Scores run from {low} to {high} and are shown with one decimal.")
    return said.format(low=plain(low), high=plain(high))


def percent(share: float) -> str:
    """A share of 0–1 in whole percent, as it is written here: 0.125 → "13%"."""
    return _("{number}%").format(number=number(round_half_away(share * 100, 0)))
