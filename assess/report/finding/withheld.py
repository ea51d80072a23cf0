"""Which scores a public report does not tell: those of too few answers, and those that would give them away.

Numbers of answers enter, ids leave. A score of one or two answers tells the answers. Leaving it out alone is not enough:
the whole and the other parts are told, so what is missing could be computed. What is left out together must therefore be
at least two parts, and stand on answers enough for a score of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ...scoring.model import OVERALL
from ..word import limit
from ..word.text import Text

if TYPE_CHECKING:
    from .chapter import Chapter

FEWEST = 3
"""Below so many counted questions a score tells the answers behind it."""


def withheld(counted: Mapping[str, int], beside: int = 0) -> frozenset[str]:
    """Of the parts of one whole, those that are not told. `counted` answers stand behind each part that is scored, `beside`
    of them in no part of it. To the parts with too few come those with the next fewest, as few as will do."""
    left_out = {id for id, answers in counted.items() if answers < FEWEST}
    if not left_out and not 0 < beside < FEWEST:
        return frozenset()
    for id in sorted(counted, key=lambda id: (counted[id], id)):
        unknown = len(left_out) + bool(beside)
        if unknown > 1 and beside + sum(counted[each] for each in left_out) >= FEWEST:
            break
        left_out.add(id)
    return frozenset(left_out)


def answers_behind(chapters: Sequence[Chapter]) -> dict[str, int]:
    """How many answers count in each dimension, with those of its parts, and in the whole ("overall")."""
    own = {chapter.id: own_answers(chapter) for chapter in chapters}

    def reckon(id: str) -> int:
        return own[id] + sum(reckon(chapter.id) for chapter in chapters if chapter.parent == id)

    return {OVERALL: sum(own.values())} | {chapter.id: reckon(chapter.id) for chapter in chapters}


def withheld_nodes(chapters: Sequence[Chapter]) -> frozenset[str]:
    """The dimensions that are not told, each among those beside it, and the whole ("overall") if it is not told either."""
    behind = answers_behind(chapters)
    scored = [chapter for chapter in chapters if chapter.standing.score is not None]
    found = {OVERALL} if behind[OVERALL] < FEWEST else set()
    for parent in ("", *(chapter.id for chapter in chapters)):
        beside = sum(own_answers(chapter) for chapter in chapters if chapter.id == parent)
        parts = {chapter.id: behind[chapter.id] for chapter in scored if chapter.parent == parent}
        found |= withheld(parts, beside)
    return frozenset(found)


def reason_of(answers: int) -> Text:
    """Why a score is not told that so many `answers` stand behind: for its own sake, or for that of another."""
    return limit.too_few_for_public() if answers < FEWEST else limit.gives_away_another()


def own_answers(chapter: Chapter) -> int:
    """How many answers count in a dimension itself, without its parts."""
    return sum(response.x is not None for response in chapter.responses)
