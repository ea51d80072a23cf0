"""One questionnaire answered for one organisation at one time.

Input from any edge (form, API, spreadsheet) enters as `Answer`s; `Assessment` leaves. Nothing here reads a
clock or a disk: times come in as arguments.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from ..questionnaire.question import Row

MAX_COMMENT = 2000

Comment = Annotated[str, Meta(max_length=MAX_COMMENT)]
Value = float | int | str | list[str | Row] | None
"""A `level` answer is the rung (int), a `choice` the option id, a `many` a list of option ids, a `number` the number, a
`matrix` a list of rows (a float, its value in [0, 1], where only its code is known), a `text` a string."""


class State(StrEnum):
    """The five states of an answer; never confused with one another, and none of them is the value 0."""

    ANSWERED = "answered"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"
    UNANSWERED = "unanswered"
    INACTIVE = "inactive"


class Answer(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What was answered to one question. `reason` says why it is not applicable; `comment` is for the respondent alone."""

    value: Value = None
    state: State = State.ANSWERED
    reason: Comment = ""
    comment: Comment = ""


UNANSWERED = Answer(state=State.UNANSWERED)


class Assessment(Struct, frozen=True, kw_only=True):
    """Answers with all that is needed to score them again: which questionnaire, which version, which content.

    `answers` holds every question of the questionnaire in its order, the inactive ones with their state.
    `profile` maps profile fields to bands (``{"industry": "C", "size": "medium", "region": "eu-west"}``).
    `contributes` is the respondent's consent to a benchmark; `synthetic` marks made-up data and never goes away.
    `source` is the account that vouches for it: "form", "import" or "synthetic". `signals` are the bits of
    `assess.assessment.quality`.
    """

    id: str
    questionnaire: str
    version: str
    hash: str
    profile: dict[str, str]
    answers: dict[str, Answer]
    submitted_at: datetime | None = None
    contributes: bool = False
    synthetic: bool = False
    source: str = "form"
    signals: int = 0


def day_of(assessment: Assessment) -> date | None:
    """The day on which it was submitted (UTC); None of a draft."""
    return assessment.submitted_at.date() if assessment.submitted_at else None
