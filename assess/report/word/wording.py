"""Every sentence that findings make, in one place and whole, but for those about peers (`among`): values enter, a
`Text` leaves; what only a page says is a `str` in the language spoken already.

A sentence is never glued from fragments by a page, so that another language can order its words. Names of levels,
dimensions and peer groups arrive in the language of the report, and stand where they need no other ending: after a comma
or a colon, or in quotation marks.
"""

from __future__ import annotations

import re
from datetime import date

from ...language import gettext as _
from ...language import mark, number, plain
from ...scoring.model import round_half_away
from .text import NOTHING, Paragraph, Text, Words, figure, message, paragraph, plural

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


def verdict(level: int, name: str, score: float, top: float) -> Text:
    """The report's first sentence, without peers."""
    return message(
        "You are at level {level}, {name}, with {score} of {top}.",
        level=level,
        name=name,
        score=figure(score, 1),
        top=figure(top),
    )


def verdict_among(
    level: int, name: str, score: float, top: float, place: Text, cohort: Words, n_band: str
) -> Text:
    """The report's first sentence; `place` is one of `among`."""
    return message(
        "You are at level {level}, {name}, with {score} of {top}, {place} ({cohort}, {organisations} organisations).",
        level=level,
        name=name,
        score=figure(score, 1),
        top=figure(top),
        place=place,
        cohort=cohort,
        organisations=n_band,
    )


def dimension(title: str, score: float, top: float, level: int, name: str) -> Text:
    return message(
        "{dimension} is at level {level}, {name}, with {score} of {top}.",
        dimension=title,
        level=level,
        name=name,
        score=figure(score, 1),
        top=figure(top),
    )


def dimension_among(title: str, score: float, top: float, level: int, name: str, place: Text) -> Text:
    return message(
        "{dimension} is at level {level}, {name}, with {score} of {top}, {place}.",
        dimension=title,
        level=level,
        name=name,
        score=figure(score, 1),
        top=figure(top),
        place=place,
    )


def no_verdict(reason: str) -> Text:
    """Why there is no score to speak of."""
    return why_unscored(reason) or message("There is no overall score.")


def why_unscored(reason: str) -> Text:
    """Scoring's reason in words; nothing for a node that is scored."""
    return message(REASONS[reason]) if reason in REASONS else NOTHING


def everyone() -> Text:
    """The label of the cohort of all."""
    return message("All organisations")


def position(title: str, score: float, place: Text) -> str:
    """Where a node stands, in the list of a page."""
    return _("{dimension}, {score}: {place}.").format(dimension=title, score=number(score, 1), place=place)


def peer_group(label: Words, n_band: str, edition: Words) -> Text:
    return message(
        "The peers are {organisations} organisations: {cohort}; edition {edition}.",
        organisations=n_band,
        cohort=label,
        edition=edition,
    )


def edition(name: str, *, synthetic: bool) -> Words:
    """What an edition is called in a sentence: its quarter where its name has one, else its name without its digest."""
    found = QUARTER.search(name)
    said: Words = name.removeprefix("synthetic-").rpartition("-")[0] or name
    if found:
        said = message("Q{quarter} {year}", quarter=found[2], year=found[1])
    return message("{edition}, made up", edition=said) if synthetic else said


def period(start: date, end: date, *, running: bool = False) -> Text:
    """When the answers of an edition are from. One that is `running` was built while its last quarter was: `end` may lie
    ahead of it, but no answer does."""
    if running:
        return message("{start} to {end}, but no later than the day it was built", start=start, end=end)
    return message("{start} to {end}", start=start, end=end)


def rung(*, scored: bool, reached: bool, staged: bool, asks: bool, missing: int, here: bool = False) -> Text:
    """What a rung of the ladder says. `staged` is False in a questionnaire without core practices; `asks` is False
    for a level that has none, and for all below it. `here`: the average lies on it; where its practices are missing, the
    two readings of a level meet for the first time, and are told apart."""
    if not scored:
        return message("Not scored.")
    if not staged:
        return message("Reached by your average.") if reached else message("Not reached by your average.")
    if reached:
        return message("All core practices in place.") if asks else message("Asks for no core practice.")
    if not missing:
        return not_reached_yet()
    if here:
        return plural(
            "Your average lies here; {n} core practice is missing.",
            "Your average lies here; {n} core practices are missing.",
            missing,
            n=missing,
        )
    return plural("{n} core practice is missing.", "{n} core practices are missing.", missing, n=missing)


def not_reached_yet() -> Text:
    """What a rung says that is not reached, where nothing more is told."""
    return message("Not reached yet.")


def staged_sentence(level: int | None, name: str, *, scored: bool = True, asks: bool = True) -> Text:
    """The level whose core practices, and those of all levels below, are in place; None where there is none, be it
    that nothing is `scored` or that no practices are set. `asks` is False where no level up to it has any."""
    if level is None and not scored:
        return message("Without a score, the core practices give no level either.")
    if level is None:
        return message("No core practices are set for this part.")
    if not name:
        return message("The core practices of the first level are not all in place yet.")
    if not asks:
        return message(
            "Level {level}, {name}, asks for no core practice; those of the next are not all in place yet.",
            level=level,
            name=name,
        )
    return message("All core practices up to level {level}, {name}, are in place.", level=level, name=name)


def average_ahead(level: int, name: str, staged: int, staged_name: str) -> Text:
    """When the average promises more than the practices keep; no `staged_name` below the first level."""
    if not staged_name:
        return message(
            "The average puts you on level {level}, {name}, but the core practices of the first level are not complete "
            "yet: strong answers elsewhere make up for what is missing.",
            level=level,
            name=name,
        )
    return message(
        "The average puts you on level {level}, {name}, but the core practices are complete only up to level {staged}, "
        "{staged_name}: strong answers elsewhere make up for what is missing.",
        level=level,
        name=name,
        staged=staged,
        staged_name=staged_name,
    )


def holds_back(level: int, name: str) -> str:
    """The heading above the practices that hold back a level."""
    return _("What holds back level {level}, {name}").format(level=level, name=name)


def at_that_level(summary: str) -> Text:
    """What the level that is held back is like, so that nobody takes it for a finding."""
    return message("At that level: {summary}", summary=lowered(summary))


def lowered(sentence: str) -> str:
    """A sentence as it stands behind a colon."""
    is_word = sentence[1:2].islower() or sentence[1:2].isspace()  # “CX goals are …” keeps its capitals
    return sentence[:1].lower() + sentence[1:] if is_word else sentence


def why_step(*, level: int | None, name: str, gap: float, unknown: bool = False) -> Text:
    """Why a next step is worth taking: the level it holds back, else how far (0–1) it is below the target; of an answer
    that is `unknown`, what that costs, for how far it is nobody knows."""
    if level is not None:
        return message(
            "It holds back level {level}, {name}: it is one of the core practices.", level=level, name=name
        )
    if unknown:
        return message("“Don't know” counts as 0: to find out may already be enough.")
    return message("This answer is {share} of its scale below the target.", share=share(gap))


def route(by: str, level: int, name: str) -> Text:
    """The heading above a shortest way; `by` is both, average or practices."""
    return message(ROUTES[by], level=level, name=name)


def route_note(by: str) -> Text:
    """What the way promises."""
    return message(ROUTE_NOTES[by])


def route_sum(answers: int, cost: float, before: float | None, after: float | None) -> Paragraph:
    """What the way costs in all, and the score before and after it; hundredths where tenths would not differ."""
    said = plural(
        "{n} answer to change, at an effort of {cost}.",
        "{n} answers to change, at an effort of {cost} in all.",
        answers,
        n=answers,
        cost=figure(cost),
    )
    if before is None or after is None:
        return paragraph(said)
    digits = 1 if round_half_away(before) != round_half_away(after) else 2
    now, then = (figure(round_half_away(score, digits), digits) for score in (before, after))
    return paragraph(said, message("Score now: {now}; then: {then}.", now=now, then=then))


def move_cost(steps: int, effort: float, cost: float) -> Text:
    """How the effort of one change comes about."""
    return plural(
        "{n} step × effort {effort} = {cost}",
        "{n} steps × effort {effort} = {cost}",
        steps,
        n=steps,
        effort=figure(effort),
        cost=figure(cost),
    )


def step_unwritten(question: str, state: str, owner: str = "") -> Text:
    """A next step where the questionnaire has none for this answer. What nobody knows is to be found out; `owner`, who
    usually acts on it, is the first to ask."""
    asked = question[: question.find("?") + 1] or question  # what follows the question tells how to answer it
    if state in ("unknown", "unanswered") and owner:
        return message("Find out: {question} Ask first: {owner}.", question=asked, owner=owner)
    if state in ("unknown", "unanswered"):
        return message("Find out: {question}", question=asked)
    return message("Move one step on: {question}", question=asked)


def no_next_step(*, counted: int, unanswered: int) -> Text:
    """What stands where a next step would; `counted` answers have a value."""
    if not counted and not unanswered:
        return message("Nothing to name: no question counts.")
    if not counted:
        return plural(
            "Nothing to name yet: {n} question is unanswered.",
            "Nothing to name yet: {n} questions are unanswered.",
            unanswered,
            n=unanswered,
        )
    if unanswered:
        return plural(
            "Every answer given has reached its target; {n} question is unanswered.",
            "Every answer given has reached its target; {n} questions are unanswered.",
            unanswered,
            n=unanswered,
        )
    return message("Every answer has reached its target: there is no next step to name.")


def no_strengths() -> Text:
    return message(
        "No answer is in the top quarter of its scale yet. Practices will appear here as they reach it."
    )


def synthetic(*, answers: bool, peers: bool) -> Text:
    """The notice that must stand wherever made-up data does; nothing where nothing is made up."""
    if answers and peers:
        return message("Demonstration: these answers and the peers they are compared with are made up.")
    if answers:
        return message("Demonstration: these answers are made up.")
    if peers:
        return message("Demonstration: the peers in this report are made up. Do not cite the comparison.")
    return NOTHING


def counted(counted: int, asked: int) -> str:
    """How many questions count, in a table's cell."""
    return _("{counted} of {asked}").format(counted=counted, asked=asked)


def scale(low: float, high: float) -> str:
    said = _("Scores run from {low} to {high} and are shown with one decimal.")
    return said.format(low=plain(low), high=plain(high))


def share(part: float) -> Text:
    """A share of 0–1 in whole percent: 0.125 → "13%"."""
    return message("{number}%", number=figure(round_half_away(part * 100, 0), 0))


def percent(part: float) -> str:
    """The same as it is written here."""
    return str(share(part))
