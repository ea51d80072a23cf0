"""What the API takes and gives, as values. The descriptions and limits here are those of the OpenAPI document."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from msgspec import Meta, Struct

from ..assessment.model import Answer
from ..scoring.model import OVERALL, Explanation, Scores
from ..scoring.view import ViewScores
from ..store.record import State

Key = Annotated[
    str, Meta(min_length=8, max_length=100, description="made up by the client; the same key twice acts once")
]


class Listed(Struct, frozen=True, kw_only=True):
    """A questionnaire in the catalogue."""

    id: str
    version: str
    hash: str
    title: str
    summary: str
    languages: tuple[str, ...]
    minutes: int
    questions: int


class Begin(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an assessment starts with. The profile may also be sent later."""

    questionnaire: str
    profile: dict[str, str] = {}


class Opened(Struct, frozen=True, kw_only=True):
    """A new assessment. The token is shown once; whoever has it can read and change the answers."""

    id: str
    token: str
    link: str
    expires_at: datetime


class Progressing(Struct, frozen=True, kw_only=True):
    """An assessment being answered, or submitted. `inactive` questions are kept, and do not count."""

    id: str
    questionnaire: str
    version: str
    profile: dict[str, str]
    answers: dict[str, Answer]
    inactive: tuple[str, ...]
    revision: int
    done: int
    total: int
    expires_at: datetime
    submitted_at: datetime | None


class Changes(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Changed answers. `base` is the revision they were made upon: a question that someone else changed since is a
    conflict, and keeps the other value unless `overwrite` is true. With `preview` nothing is saved: the reply says what
    would be."""

    base: Annotated[int, Meta(ge=0)]
    answers: dict[str, Answer] = {}
    profile: dict[str, str] = {}
    overwrite: bool = False
    preview: bool = False
    key: Annotated[str, Meta(max_length=100)] = ""


class Changed(Struct, frozen=True, kw_only=True):
    """What became of the changes. `inactive` names every question that does not apply, `hides` the answered ones that
    these answers have ruled out: what was answered there is kept, and does not count."""

    revision: int
    conflicts: tuple[str, ...]
    inactive: tuple[str, ...]
    hides: tuple[str, ...]
    done: int
    total: int


Identity = Annotated[
    str,
    Meta(
        max_length=200,
        description="register number or e-mail domain of the corporate group; only a keyed hash of it is kept",
    ),
]


class Submit(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Submit the answers as they are. `contributes` is the consent to a benchmark; off unless given. A contribution counts
    only once its corporate `group` is known."""

    key: Key
    contributes: bool = False
    group: Identity = ""


class Offering(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Contribute a submitted assessment after all; or, while the contribution waits, say which group it is from, or another
    one instead."""

    group: Identity = ""


class Contribution(Struct, frozen=True, kw_only=True):
    """Where an assessment stands with the benchmark, and exactly what a contribution holds.

    `state` is none (no consent), waiting, accepted, refused (`because` says why) or withdrawn. `scores` are those of the
    whole, the dimensions, "question/<id>", "theme/<id>", "owner/<id>" and "phase/<id>" on the shown range, null where there
    is none; `staged` is the level by core practices. `day` is null before submitting.
    """

    state: State
    because: str
    is_group_known: bool
    questionnaire: str
    version: str
    hash: str
    day: date | None
    profile: dict[str, str]
    scores: dict[str, float | None]
    staged: int | None


class Submitted(Struct, frozen=True, kw_only=True):
    """A stored submission with its scores."""

    id: str
    submitted_at: datetime
    scores: Scores


class ToScore(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Answers to score without storing anything."""

    questionnaire: str
    profile: dict[str, str] = {}
    answers: dict[str, Answer]


class ToReach(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Answers to find the shortest way from. `node` is "overall" or the id of a dimension."""

    questionnaire: str
    profile: dict[str, str] = {}
    answers: dict[str, Answer]
    node: str = OVERALL


class Scored(Struct, frozen=True, kw_only=True):
    """Scores and everything behind them; `views` are the same answers by theme, owner and phase."""

    scores: Scores
    explanation: Explanation
    views: ViewScores
