"""What the store gives and takes. Times are aware and in UTC; a token appears in `Begun` and nowhere else."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from assess.assessment.model import Answer, Assessment
from assess.scoring.model import Scores

if TYPE_CHECKING:
    import numpy as np

PROFILE = ("industry", "size", "region")
"""The profile fields that are columns of their own, because a benchmark counts by them."""


State = Literal["none", "waiting", "accepted", "refused", "withdrawn"]
"""Where a submission stands: without consent, not decided yet, and what it became."""


class Submission(Struct, frozen=True, kw_only=True):
    """An assessment as submitted, with its scores; `key` is the client's and makes a repeat harmless."""

    assessment: Assessment
    scores: Scores
    key: str
    submitted_at: datetime


class Draft(Struct, frozen=True, kw_only=True):
    """An assessment being answered, folded from its saves: the latest answer per question.

    `revision` is the number of the last save, 0 before any. `expires_at` moves with every save and no longer
    matters once there is a `submission`.
    """

    id: str
    questionnaire: str
    version: str
    hash: str
    language: str
    profile: dict[str, str]
    answers: dict[str, Answer]
    revision: int
    created_at: datetime
    expires_at: datetime
    submission: Submission | None = None


class Begun(Struct, frozen=True, kw_only=True):
    """A new draft and the only copy of its token there will ever be."""

    draft: Draft
    token: str


class Saved(Struct, frozen=True, kw_only=True):
    """What became of a save.

    `conflicts` names what another tab had changed meanwhile to something else (a question's id, or
    "profile.<field>"): there the other tab's value stands. `missed` and `missed_profile` hold everything
    others changed since the page was rendered, conflicts included: show it, and `revision` is the base of the
    next save.
    """

    revision: int
    conflicts: tuple[str, ...] = ()
    missed: dict[str, Answer] = {}
    missed_profile: dict[str, str] = {}


class Model(Struct, frozen=True, kw_only=True):
    """The part of a questionnaire that a stored row leaves out because all its rows share it."""

    questionnaire: str
    version: str
    hash: str
    questions: tuple[str, ...]
    nodes: tuple[str, ...]


class Bulk(Struct, frozen=True, kw_only=True):
    """Many scored assessments of one model, as columns of equal length.

    `answers` and `scores` are blobs of `assess.store.blob`; `score` is int32 of shape (n, len(model.nodes)),
    hundredths of the shown range, -1 where not scored. A profile field that was not given is None. `origin` says from
    whom they are, if that is known of any.
    """

    model: Model
    id: list[str]
    industry: list[str | None]
    size: list[str | None]
    region: list[str | None]
    submitted_at: list[datetime]
    contributes: list[bool]
    synthetic: list[bool]
    source: list[str]
    answers: list[bytes]
    scores: list[bytes]
    signals: list[int]
    score: np.ndarray
    origin: Origin | None = None


class Origin(Struct, frozen=True, kw_only=True, eq=False):
    """From whom n assessments are: marks (`assess.benchmark.mark`), uint64, 0 where not known.

    `party` is the corporate group, `round` the occasion on which several of it answered together, `account` who brought
    it in.
    """

    party: np.ndarray
    round: np.ndarray
    account: np.ndarray


class Terms(Struct, frozen=True, kw_only=True, eq=False):
    """On what terms a batch is taken: the same `key` again adds nothing; whether its respondents agreed to be counted,
    from whom they are if that is known, and when all of it was submitted, None for now."""

    key: str
    contributes: bool
    origin: Origin | None = None
    submitted_at: datetime | None = None


class Party(Struct, frozen=True):
    """From whom one contribution is: the marks of the corporate group and of the occasion."""

    group: int
    round: int


class Decision(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What somebody decided about some submissions: `by` is who, `because` why, for a refusal.

    "offered" is consent given after submitting. `party` comes with "grouped", and with "offered" if the group is known;
    `account`, the mark of who brought it in, with "brought".
    """

    kind: Literal["offered", "grouped", "brought", "accepted", "refused", "withdrawn"]
    ids: tuple[str, ...]
    by: str
    because: str = ""
    party: Party | None = None
    account: int | None = None


class Sweep(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Accept everything that waits, of one questionnaire or of all, with at most so many signs of careless answers."""

    by: str
    questionnaire: str | None = None
    most_signals: int


class Standing(Struct, frozen=True, kw_only=True):
    """Where a submission stands with the benchmark. No answer, no score; `party` and `account` are marks.

    `account` is None where the group itself brought it in; `signals` are bits of `assess.assessment.quality`; `because` is
    why it was refused.
    """

    id: str
    questionnaire: str
    version: str
    submitted_at: datetime
    industry: str | None
    size: str | None
    region: str | None
    source: str
    signals: int
    party: int | None
    account: int | None
    state: State
    because: str


class Added(Struct, frozen=True, kw_only=True):
    """The outcome of adding a batch: `repeated` when its key was known and nothing was added again."""

    key: str
    count: int
    repeated: bool
