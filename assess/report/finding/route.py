"""The shortest ways to the next level in words: which answers change, from what to what, at which effort, to which score.

The ways that scoring found and the responses enter; one `Route` for each that differs leaves.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from ...assessment.model import Answer
from ...questionnaire.model import Questionnaire
from ...scoring.model import NodeScore
from ..word import wording
from ..word.text import Paragraph, Text, Words
from .ladder import level_name
from .response import Response, answer_text

if TYPE_CHECKING:  # the engine that finds them takes as long to load as a page takes to build
    from ...scoring.way import Way, Ways
    from ...scoring.whatif import Change

FEW = 5
"""Up to so many answers are shown at once; more are folded."""


class Move(Struct, frozen=True, kw_only=True):
    """One answer that changes. `cost` is `steps` × `effort`, in the author's unit, and `arithmetic` says so."""

    question: str
    node: str
    dimension: str
    text: str
    before: Words
    after: Words
    steps: int
    effort: float
    cost: float
    arithmetic: Text


class Route(Struct, frozen=True, kw_only=True):
    """The cheapest way to the next level of the whole, `by` the average, the practices, or both where they agree.

    `cost` in the author's unit of effort; `score` on the shown range, one decimal, once all moves are made.
    """

    by: str
    level: int
    level_name: str
    heading: Text
    note: Text
    sentence: Paragraph
    cost: float
    score: float | None
    moves: tuple[Move, ...]

    @property
    def is_short(self) -> bool:
        return len(self.moves) <= FEW


def routes_of(
    questionnaire: Questionnaire, ways: Ways, now: NodeScore, responses: Mapping[str, Response]
) -> tuple[Route, ...]:
    """The lower level first; one for both where the same answers reach the same level by either reading."""
    average, practices = ways.average, ways.practices
    if average and practices and average.what_if == practices.what_if:
        found: list[tuple[str, Way | None]] = [("both", average)]
    else:
        found = [("average", average), ("practices", practices)]
    routes = [_route(questionnaire, by, way, now, responses) for by, way in found if way]
    return tuple(sorted(routes, key=lambda route: route.level))


def _route(
    questionnaire: Questionnaire, by: str, way: Way, now: NodeScore, responses: Mapping[str, Response]
) -> Route:
    level, changes = way.what_if.level, way.what_if.changes
    name = level_name(questionnaire, level)
    return Route(
        by=by,
        level=level,
        level_name=name,
        heading=wording.route(by, level, name),
        note=wording.route_note(by),
        sentence=wording.route_sum(len(changes), way.what_if.cost, now.exact, way.after.exact),
        cost=way.what_if.cost,
        score=way.after.shown,
        moves=tuple(_move(questionnaire, change, responses[change.question]) for change in changes),
    )


def _move(questionnaire: Questionnaire, change: Change, response: Response) -> Move:
    question = questionnaire.question[change.question]
    titles = {dimension.id: dimension.title for dimension in questionnaire.all_dimensions()}
    return Move(
        question=change.question,
        node=response.node,
        dimension=titles[response.node],
        text=response.text,
        before=response.answer,
        after=answer_text(questionnaire, question, Answer(change.value)),
        steps=change.steps,
        effort=question.effort,
        cost=change.cost,
        arithmetic=wording.move_cost(change.steps, question.effort, change.cost),
    )
