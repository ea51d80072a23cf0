"""The level ladder: which levels are reached, which one is next, and which practices hold it back.

Levels, the node's score and its explanation enter; one `Rung` per level leaves, lowest first.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from ...questionnaire.model import Question, Questionnaire
from ...scoring.model import Explanation, NodeScore
from ..word import wording
from ..word.text import Text


class Rung(Struct, frozen=True, kw_only=True):
    """One level. `reached` by its core practices (by the average where a questionnaire has none); `here` is
    the level of the average; `next` the lowest one not reached; `missing` the questions that hold it back."""

    level: int
    name: str
    min: float
    summary: str
    reached: bool
    here: bool
    next: bool
    missing: tuple[str, ...]
    note: Text


def climb(questionnaire: Questionnaire, node: NodeScore, explanation: Explanation) -> tuple[Rung, ...]:
    """The ladder of `node`, lowest level first. An unscored node has reached nothing and stands nowhere."""
    staged = node.staged is not None
    attained = node.staged if node.staged is not None else node.level
    lowest = lowest_asking(questionnaire.questions)
    rungs, is_first_open = [], True
    for level in questionnaire.levels:
        reached = attained is not None and level.level <= attained
        missing = explanation.blocking(level.level) if staged and not reached else ()
        is_next = not reached and is_first_open and attained is not None
        is_first_open = is_first_open and reached
        here = level.level == node.level
        rungs.append(
            Rung(
                level=level.level,
                name=level.name,
                min=level.min,
                summary=level.summary,
                reached=reached,
                here=here,
                next=is_next,
                missing=missing,
                note=wording.rung(
                    scored=attained is not None,
                    reached=reached,
                    staged=staged,
                    asks=lowest is not None and lowest <= level.level,
                    missing=len(missing),
                    here=here,
                ),
            )
        )
    return tuple(rungs)


def lowest_asking(questions: Iterable[Question]) -> int | None:
    """The lowest level that any of them is a core practice of; None where none is one of any."""
    return min((core.level for question in questions for core in question.core), default=None)


def level_name(questionnaire: Questionnaire, level: int | None) -> str:
    """The name of a level, "" for one that has none (a staged level below the first)."""
    return next((item.name for item in questionnaire.levels if item.level == level), "")
