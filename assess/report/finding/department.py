"""What concerns one department: its questions, its score, its next steps, whichever dimension holds them.

The view by owner, the chapters and the next steps enter; a `Department` leaves for each owner that has a question.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from ..word import plan
from ..word.text import Paragraph, Text, Words
from .chapter import Chapter
from .ladder import Rung
from .peer import Peers
from .response import Response
from .step import StepFinding
from .view import Tagged, View

FEW = 4
"""Fewer questions than this make no page of their own."""


class Concern(Struct, frozen=True, kw_only=True):
    """One question of a department, with the dimension that holds it; `shown` is its score, None if it does not count."""

    question: str
    node: str
    dimension: str
    text: str
    answer: Words
    shown: float | None
    is_blocking: bool


class Department(Struct, frozen=True, kw_only=True):
    """One department: `score` on the shown range, one decimal, or None with a `reason`. `concerns` begin with what holds
    back the next level of the whole, then the lowest; what does not count stands last. `steps` in order of priority."""

    id: str
    title: str
    score: float | None
    reason: Text
    asked: int
    counted: int
    peers: Peers | None
    sentence: Paragraph
    concerns: tuple[Concern, ...]
    steps: tuple[StepFinding, ...]

    @property
    def is_short(self) -> bool:
        """Whether it shares a page with others."""
        return len(self.concerns) < FEW


def departments_of(
    views: Sequence[View],
    chapters: Sequence[Chapter],
    steps: Sequence[StepFinding],
    following: Rung | None,
    top: float,
) -> tuple[Department, ...]:
    """Every department that is asked something, in the order of the view: the weakest first. `top` is the highest score."""
    rows = next((view.rows for view in views if view.kind == "owner"), ())
    level = (following.level, following.name) if following else None
    return tuple(_department(row, chapters, steps, level, top) for row in rows)


def _department(
    row: Tagged,
    chapters: Sequence[Chapter],
    steps: Sequence[StepFinding],
    level: tuple[int, str] | None,
    top: float,
) -> Department:
    held = [
        _concern(chapter, response)
        for chapter in chapters
        for response in chapter.responses
        if response.owner_id == row.id and response.state != "inactive"
    ]
    held.sort(key=lambda one: (not one.is_blocking, one.shown is None, one.shown or 0))
    return Department(
        id=row.id,
        title=row.title,
        score=row.score,
        reason=row.reason,
        asked=row.asked,
        counted=row.counted,
        peers=row.peers,
        sentence=plan.department(
            row.score, top, row.reason, blocking=sum(one.is_blocking for one in held), level=level
        ),
        concerns=tuple(held),
        steps=tuple(step for step in steps if step.owner_id == row.id),
    )


def _concern(chapter: Chapter, response: Response) -> Concern:
    return Concern(
        question=response.question,
        node=chapter.id,
        dimension=chapter.title,
        text=response.text,
        answer=response.answer,
        shown=response.shown,
        is_blocking=response.is_blocking,
    )
