"""What has changed since an earlier assessment, told only where the same was asked (site/docs/method.md#change).

Pure. Two assessments of one version are compared question by question. Across versions, or questionnaires, a question
is compared with the one that has its `construct`, unless either is `blocked`. A dimension is compared over those
questions alone, weighed on both sides as the later version weighs them: so neither a new question nor a new weight
looks like progress.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from msgspec import Struct

from ..questionnaire.model import Dimension, Question, Questionnaire
from ..questionnaire.publication import UNMOVED, Migration
from .model import Explanation, round_half_away

SHORT_OF = 0.5
"""A dimension is compared only if at least this share of its weight is."""

Why = Literal["not_counted", "new", "gone", "blocked"]


class Side(Struct, frozen=True, kw_only=True):
    """One of the two: the version that was answered, and the explanation of its scores."""

    questionnaire: Questionnaire
    explanation: Explanation


class QuestionChange(Struct, frozen=True, kw_only=True):
    """A question asked both times; `before` and `after` are in [0, 1]. `earlier` is its id then."""

    question: str
    earlier: str
    before: float
    after: float

    @property
    def gain(self) -> float:
        return self.after - self.before


class DimensionChange(Struct, frozen=True, kw_only=True):
    """A dimension over what was asked both times, on the later version's shown range; `share` of its weight that was."""

    node: str
    before: float
    after: float
    share: float

    @property
    def shown(self) -> float:
        """The difference as people see it: of unrounded scores, rounded once."""
        return round_half_away(self.after - self.before)


class Untold(Struct, frozen=True, kw_only=True):
    """A dimension of which too little was asked and counted both times; `share` of its weight was."""

    node: str
    share: float


class LeftOut(Struct, frozen=True, kw_only=True):
    """A question that is not compared: its id now and the `earlier` one, "" where it was not asked, and why.

    `new` was not asked then, `gone` is not asked now, `blocked` means something else now, and `not_counted` did not
    count both times.
    """

    question: str
    earlier: str
    why: Why


class Change(Struct, frozen=True, kw_only=True):
    """All that can be compared, and what cannot, with the reason; in the order of the later version's file."""

    questions: tuple[QuestionChange, ...]
    dimensions: tuple[DimensionChange, ...]
    untold: tuple[Untold, ...]
    left_out: tuple[LeftOut, ...]


class _Pair(Struct, frozen=True):
    """The earlier question that a later one is held against, and whether it means something else."""

    then: Question
    is_blocked: bool


def compare_sides(before: Side, after: Side, migration: Migration = UNMOVED) -> Change:
    """What changed from `before` to `after`. `migration` says what became of questions between their versions; between
    two questionnaires it says nothing."""
    pairs = _pairs(before.questionnaire, after.questionnaire, migration)
    compared, left_out = {}, []
    x_before = {step.question: step.x for step in before.explanation.steps}
    x_after = {step.question: step.x for step in after.explanation.steps}
    for question in after.questionnaire.questions:
        if not _counts(question):
            continue
        pair = pairs.get(question.id)
        then = x_before.get(pair.then.id) if pair else None
        now = x_after.get(question.id)
        if pair is None:
            left_out.append(LeftOut(question=question.id, earlier="", why="new"))
        elif pair.is_blocked or then is None or now is None:
            why: Why = "blocked" if pair.is_blocked else "not_counted"
            left_out.append(LeftOut(question=question.id, earlier=pair.then.id, why=why))
        else:
            compared[question.id] = QuestionChange(
                question=question.id, earlier=pair.then.id, before=then, after=now
            )
    if before.questionnaire.id == after.questionnaire.id:
        left_out += _gone(before.questionnaire, pairs.values())
    shown = after.questionnaire.range
    found = [
        told
        for dimension in after.questionnaire.all_dimensions()
        if (told := _dimension(dimension, compared, shown.min, shown.max - shown.min))
    ]
    return Change(
        questions=tuple(compared.values()),
        dimensions=tuple(one for one in found if isinstance(one, DimensionChange)),
        untold=tuple(one for one in found if isinstance(one, Untold)),
        left_out=tuple(left_out),
    )


def _pairs(before: Questionnaire, after: Questionnaire, migration: Migration) -> dict[str, _Pair]:
    """By later question the earlier one that asked the same, as far as there is one."""
    if before.hash == after.hash:
        return {id: _Pair(question, False) for id, question in before.question.items()}
    is_one = before.id == after.id
    blocked = migration.blocked if is_one else frozenset()
    now_called = {
        migration.renamed.get(question.id, question.id): question
        for question in before.questions
        if is_one and question.id not in migration.removed
    }
    by_construct = {question.construct: question for question in before.questions if question.construct}
    pairs = {}
    for question in after.questions:
        then = now_called.get(question.id)
        if then is None or then.construct != question.construct:
            then = by_construct.get(question.construct) if question.construct else None
        if then is not None:
            is_blocked = question.blocked or then.blocked or question.id in blocked
            pairs[question.id] = _Pair(then, is_blocked)
    return pairs


def _counts(question: Question) -> bool:
    """Whether it can enter a score; what is free text, or weighs nothing, has nothing to compare."""
    return question.scored and question.weight > 0


def _gone(before: Questionnaire, pairs: Iterable[_Pair]) -> Iterator[LeftOut]:
    held = {pair.then.id for pair in pairs}
    for question in before.questions:
        if _counts(question) and question.id not in held:
            yield LeftOut(question="", earlier=question.id, why="gone")


def _dimension(
    dimension: Dimension, compared: Mapping[str, QuestionChange], minimum: float, span: float
) -> DimensionChange | Untold | None:
    """The weighted mean of what was asked both times; a dimension within counts as its questions do. None for one
    that nothing is scored in."""
    asked = [question for inside in dimension.walk() for question in inside.questions if question.scored]
    whole = sum(question.weight for question in asked)
    there = [(question.weight, compared[question.id]) for question in asked if question.id in compared]
    weight = sum(part for part, _ in there)
    if not whole:
        return None
    if not weight or weight < SHORT_OF * whole:
        return Untold(node=dimension.id, share=weight / whole)
    return DimensionChange(
        node=dimension.id,
        before=minimum + span * sum(part * one.before for part, one in there) / weight,
        after=minimum + span * sum(part * one.after for part, one in there) / weight,
        share=weight / whole,
    )
