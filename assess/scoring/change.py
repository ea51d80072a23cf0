"""What has changed since an earlier assessment, told only where the same was asked (site/docs/method.md#change).

Pure. Two assessments of one version are compared question by question. Across versions, or questionnaires, a question
is compared with the one that has its `construct`, unless either is `blocked`. A dimension is compared over those
questions alone, weighed on both sides as the later version weighs them: so neither a new question nor a new weight
looks like progress.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from ..questionnaire.model import Dimension, Question, Questionnaire
from .model import Explanation, round_half_away

SHORT_OF = 0.5
"""A dimension is compared only if at least this share of its weight is."""


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


class LeftOut(Struct, frozen=True, kw_only=True):
    """A question of the later version that is not compared: `new`, `blocked` or `not_counted`."""

    question: str
    why: str


class Change(Struct, frozen=True, kw_only=True):
    """All that can be compared, and what cannot, with the reason."""

    questions: tuple[QuestionChange, ...]
    dimensions: tuple[DimensionChange, ...]
    left_out: tuple[LeftOut, ...]


def compare_sides(before: Side, after: Side, renamed: Mapping[str, str] | None = None) -> Change:
    """What changed from `before` to `after`. `renamed` maps ids of the earlier version to those they have now."""
    earlier = _counterparts(before.questionnaire, after.questionnaire, renamed or {})
    x_before = {step.question: step.x for step in before.explanation.steps}
    x_after = {step.question: step.x for step in after.explanation.steps}
    questions, left_out = [], []
    for question in after.questionnaire.questions:
        if not question.scored:
            continue
        found = earlier.get(question.id)
        if isinstance(found, Question):
            then, now = x_before.get(found.id), x_after.get(question.id)
            if then is not None and now is not None:
                questions.append(
                    QuestionChange(question=question.id, earlier=found.id, before=then, after=now)
                )
                continue
            found = "not_counted"
        left_out.append(LeftOut(question=question.id, why=found or "new"))
    compared = {one.question: one for one in questions}
    shown = after.questionnaire.range
    dimensions = [
        _dimension(dimension, compared, shown.min, shown.max - shown.min)
        for dimension in after.questionnaire.all_dimensions()
    ]
    return Change(
        questions=tuple(questions),
        dimensions=tuple(one for one in dimensions if one is not None),
        left_out=tuple(left_out),
    )


def _counterparts(
    before: Questionnaire, after: Questionnaire, renamed: Mapping[str, str]
) -> dict[str, Question | str]:
    """For each later question the earlier one that asked the same, or why there is none."""
    if before.hash == after.hash:
        return dict(before.question)
    now_called = {renamed.get(question.id, question.id): question for question in before.questions}
    by_construct = {question.construct: question for question in before.questions if question.construct}
    found: dict[str, Question | str] = {}
    for question in after.questions:
        same_id = now_called.get(question.id) if before.id == after.id else None
        then = by_construct.get(question.construct) if question.construct else None
        if then is None and same_id is not None and same_id.construct == question.construct:
            then = same_id
        if then is not None:
            found[question.id] = "blocked" if question.blocked or then.blocked else then
    return found


def _dimension(
    dimension: Dimension, compared: Mapping[str, QuestionChange], minimum: float, span: float
) -> DimensionChange | None:
    """The weighted mean of what was asked both times; a dimension within counts as its questions do."""
    asked = [question for inside in dimension.walk() for question in inside.questions if question.scored]
    whole = sum(question.weight for question in asked)
    there = [(question.weight, compared[question.id]) for question in asked if question.id in compared]
    weight = sum(part for part, _ in there)
    if not weight or weight < SHORT_OF * whole:
        return None
    return DimensionChange(
        node=dimension.id,
        before=minimum + span * sum(part * one.before for part, one in there) / weight,
        after=minimum + span * sum(part * one.after for part, one in there) / weight,
        share=weight / whole,
    )
