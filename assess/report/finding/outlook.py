"""What good looks like one level up: the level's summary, and beside each answer the nearest better one.

A dimension's standing, its responses and the ladder enter; an `Outlook` leaves, or None where every answer is the best.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from ..word import plan, wording
from ..word.text import NOTHING, Text, Words
from .ladder import Rung
from .response import Response
from .standing import Standing


class Practice(Struct, frozen=True, kw_only=True):
    """One question: what is done `now`, and what one would see one step on, `better`."""

    question: str
    text: str
    now: Words
    better: Words
    is_blocking: bool


class Outlook(Struct, frozen=True, kw_only=True):
    """What a dimension looks like at its next level. `level` is None where it is on the highest already, or has no score;
    then `heading` says so and `summary` says nothing. What holds back the whole stands first, then the file's order."""

    level: int | None
    level_name: str
    heading: Text
    summary: Text
    practices: tuple[Practice, ...]


def outlook_of(standing: Standing, responses: Sequence[Response], ladder: Sequence[Rung]) -> Outlook | None:
    """The outlook of one dimension; None where no answer given has a better one."""
    practices = [
        Practice(
            question=each.question,
            text=each.text,
            now=each.answer,
            better=each.better,
            is_blocking=each.is_blocking,
        )
        for each in responses
        if each.better
    ]
    if not practices:
        return None
    practices.sort(key=lambda practice: not practice.is_blocking)
    above = next(
        (rung for rung in ladder if standing.level is not None and rung.level > standing.level), None
    )
    return Outlook(
        level=above.level if above else None,
        level_name=above.name if above else "",
        heading=plan.good(above.level, above.name) if above else plan.good_at_the_top(),
        summary=wording.at_that_level(above.summary) if above else NOTHING,
        practices=tuple(practices),
    )
