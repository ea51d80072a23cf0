"""Several assessments of one organisation over time: the findings of each enter, one `Trend` leaves.

Scores are those that each report showed. Where the questionnaire changed in between, `joined` says so: a line is not
drawn through what was asked differently.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from ...scoring.model import OVERALL
from ..word import course, label
from ..word.text import NOTHING, Text, Words
from .peer import Peers
from .withheld import answers_behind

if TYPE_CHECKING:
    from .model import Findings

FEWEST_POINTS = 3
"""Two assessments are a change, and have their page; three make a trend."""


class Course(Struct, frozen=True, kw_only=True):
    """The whole (node "overall") or one dimension of the latest assessment: `scores` on the shown range, one decimal, None
    where not scored then; the `peers` of the edition each was compared with, None where there were none."""

    node: str
    title: Words
    scores: tuple[float | None, ...]
    peers: tuple[Peers | None, ...]
    counted: tuple[int, ...] = ()


class Trend(Struct, frozen=True, kw_only=True):
    """Assessments oldest first: their ids, their `dates` (ISO). `joined` says for each but the first whether it answered
    the same content as the one before it; `note` tells the reader where not, and is empty otherwise."""

    assessments: tuple[str, ...]
    dates: tuple[str, ...]
    joined: tuple[bool, ...]
    courses: tuple[Course, ...]
    sentence: Text
    note: Text


def find_trend(latest: Findings, earlier: Sequence[Findings]) -> Trend | None:
    """The trend of one organisation; None below three assessments with a date.

    All are of one questionnaire, of whatever version; those of another are left out.
    """
    told = [each for each in (*earlier, latest) if each.date and each.questionnaire == latest.questionnaire]
    told.sort(key=lambda each: each.date)
    if len(told) < FEWEST_POINTS:
        return None
    joined = tuple(before.hash == after.hash for before, after in pairwise(told))
    behind = [answers_behind(each.chapters) for each in told]
    whole = Course(
        node=OVERALL,
        title=label.whole(),
        scores=tuple(each.overall.score for each in told),
        peers=tuple(each.overall.peers for each in told),
        counted=tuple(own[OVERALL] for own in behind),
    )
    courses = (whole, *_courses(latest, told, behind))
    scores = [score for score in whole.scores if score is not None]
    return Trend(
        assessments=tuple(each.assessment for each in told),
        dates=tuple(each.date for each in told),
        joined=joined,
        courses=courses,
        sentence=course.whole(scores[0], scores[-1], len(scores)) if len(scores) > 1 else course.untold(),
        note=NOTHING if all(joined) else course.broken(),
    )


def _courses(latest: Findings, told: Sequence[Findings], behind: Sequence[Mapping[str, int]]) -> list[Course]:
    held = [{chapter.id: chapter.standing for chapter in each.top_chapters} for each in told]
    return [
        Course(
            node=chapter.id,
            title=chapter.title,
            scores=tuple(own[chapter.id].score if chapter.id in own else None for own in held),
            peers=tuple(own[chapter.id].peers if chapter.id in own else None for own in held),
            counted=tuple(
                answers[chapter.id] if chapter.id in own and own[chapter.id].score is not None else 0
                for own, answers in zip(held, behind, strict=True)
            ),
        )
        for chapter in latest.top_chapters
    ]
