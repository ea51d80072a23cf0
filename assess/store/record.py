"""What the store gives and takes. Times are aware and in UTC; a token appears in `Begun` and nowhere else."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from assess.assessment.model import Answer, Assessment
from assess.scoring.model import Scores

if TYPE_CHECKING:
    import numpy as np

PROFILE = ("industry", "size", "region")
"""The profile fields that are columns of their own, because a benchmark counts by them."""


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
    hundredths of the shown range, -1 where not scored. A profile field that was not given is None.
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


class Added(Struct, frozen=True, kw_only=True):
    """The outcome of adding a batch: `repeated` when its key was known and nothing was added again."""

    key: str
    count: int
    repeated: bool
