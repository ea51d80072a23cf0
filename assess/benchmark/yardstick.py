"""The editions one assessment is held against: today's, and the one that was in force on the day it was submitted.

What is released enters, with the day, and two of it leave; nothing is read here.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from ..assessment.model import Assessment, day_of
from .archive import Released


class Yardsticks(Struct, frozen=True, kw_only=True):
    """`now` is the latest edition of the content that was answered, `then` the one in force on the day; None if none."""

    now: Released | None
    then: Released | None


def yardsticks_of(released: Sequence[Released], assessment: Assessment) -> Yardsticks:
    """Both editions for an assessment, wherever it is asked for: of the content it answered, on the day it was submitted."""
    return yardsticks(released, assessment.hash, day_of(assessment))


def yardsticks(released: Sequence[Released], questionnaire_hash: str, day: date | None) -> Yardsticks:
    """Both editions among what is released of a questionnaire (`archive.released`), the earliest period first.

    Where there are real editions of this content, made-up ones are left aside. The day of release is the one that was
    signed; a made-up edition without a signature counts from the end of its period. Without a `day` there is no `then`.
    """
    same = [each for each in released if each.manifest.questionnaire_hash == questionnaire_hash]
    kept = [each for each in same if not each.manifest.synthetic] or same
    before = [each for each in kept if day is not None and released_on(each) <= day]
    return Yardsticks(now=kept[-1] if kept else None, then=before[-1] if before else None)


def released_on(released: Released) -> date:
    """The day from which an edition was in force."""
    return released.signature.published_on if released.signature else released.manifest.period_to
