"""How far a draft is: what each page of the form asks, what is answered, what is missing. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from ..assessment.activity import settle
from ..assessment.model import Answer, State
from ..questionnaire.model import Dimension, Question, Questionnaire
from ..store.record import Draft

DONE = {State.ANSWERED, State.UNKNOWN, State.NOT_APPLICABLE}


class Leaf(Struct, frozen=True, kw_only=True):
    """One page of the form: a dimension that holds questions. `total` counts the scored questions that apply."""

    dimension: Dimension
    number: int
    done: int
    total: int
    missing: tuple[Question, ...]

    @property
    def is_complete(self) -> bool:
        return self.done == self.total


class Progress(Struct, frozen=True, kw_only=True):
    """The whole form. Progress is over the questions that apply; free text is never missing."""

    leaves: tuple[Leaf, ...]
    answers: dict[str, Answer]
    done: int
    total: int

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 0

    def leaf(self, dimension: str) -> Leaf | None:
        """The page of a dimension, None where there is none."""
        return next((leaf for leaf in self.leaves if leaf.dimension.id == dimension), None)

    def first_open(self) -> Leaf:
        """The first page with something missing, or the last page."""
        return next((leaf for leaf in self.leaves if not leaf.is_complete), self.leaves[-1])


def measure(questionnaire: Questionnaire, draft: Draft) -> Progress:
    """The progress of a draft."""
    answers = settle(questionnaire, draft.answers, draft.profile)
    pages = [dimension for dimension in questionnaire.all_dimensions() if dimension.questions]
    leaves = tuple(_leaf(dimension, number, answers) for number, dimension in enumerate(pages, start=1))
    return Progress(
        leaves=leaves,
        answers=answers,
        done=sum(leaf.done for leaf in leaves),
        total=sum(leaf.total for leaf in leaves),
    )


def _leaf(dimension: Dimension, number: int, answers: Mapping[str, Answer]) -> Leaf:
    asked = [q for q in dimension.questions if q.scored and answers[q.id].state is not State.INACTIVE]
    missing = tuple(q for q in asked if answers[q.id].state not in DONE)
    return Leaf(
        dimension=dimension, number=number, done=len(asked) - len(missing), total=len(asked), missing=missing
    )
