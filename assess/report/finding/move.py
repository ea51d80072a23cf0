"""What moved between two assessments, in the words of their questionnaires: dimensions, answers, what is left out.

Two assessments as they were answered and the `Change` between them enter; frozen values leave.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from ...assessment.model import UNANSWERED, Assessment
from ...questionnaire.model import Dimension, Questionnaire
from ...scoring.change import Change, LeftOut, QuestionChange, Why
from ...scoring.model import Explanation, Scores, round_half_away
from ..word import difference
from ..word.text import NOTHING, Text, Words
from .chapter import weakest_first
from .response import answer_text

REASONS: tuple[Why, ...] = ("not_counted", "blocked", "gone", "new")
"""Why questions are left out, in the order they are told."""


class Answered(Struct, frozen=True, kw_only=True):
    """One of the two: the assessment, the version it answered (in the language of the report), its scores."""

    assessment: Assessment
    questionnaire: Questionnaire
    scores: Scores
    explanation: Explanation


class DimensionMove(Struct, frozen=True, kw_only=True):
    """A dimension. `before`, `after` and `difference` are on the shown range, one decimal, and None with a `reason` where
    too little was asked both times; `share` of its weight was, 0–1."""

    node: str
    parent: str
    title: str
    before: float | None
    after: float | None
    difference: float | None
    share: float
    reason: Text

    @property
    def is_partial(self) -> bool:
        """Whether the page says how much of it is compared: less than all that a reader sees as 100 %."""
        return self.share < 0.995


class AnswerMove(Struct, frozen=True, kw_only=True):
    """A question asked both times, with its answers in words. `x_before` and `x_after` are their values, 0–1;
    `earlier` is its id then."""

    question: str
    earlier: str
    node: str
    dimension: str
    text: str
    before: Words
    after: Words
    x_before: float
    x_after: float


class NotCompared(Struct, frozen=True, kw_only=True):
    """A question that is left out: `question` is its id now, `earlier` its id then, "" where it was not asked; so with
    its answers in words."""

    question: str
    earlier: str
    text: str
    before: Words
    after: Words


class LeftOutGroup(Struct, frozen=True, kw_only=True):
    """Questions that are left out for one reason, by its name and in words."""

    why: str
    reason: Text
    questions: tuple[NotCompared, ...]


def dimensions_of(after: Answered, change: Change) -> Iterator[DimensionMove]:
    """In the order of the report: weakest first, each followed by its own."""
    told = {one.node: one for one in change.dimensions}
    untold = {one.node: one for one in change.untold}

    def walk(dimensions: Iterable[Dimension], parent: str) -> Iterator[DimensionMove]:
        for dimension in weakest_first(tuple(dimensions), after.scores):
            found = told.get(dimension.id)
            if found or dimension.id in untold:
                yield DimensionMove(
                    node=dimension.id,
                    parent=parent,
                    title=dimension.title,
                    before=round_half_away(found.before) if found else None,
                    after=round_half_away(found.after) if found else None,
                    difference=found.shown if found else None,
                    share=found.share if found else untold[dimension.id].share,
                    reason=NOTHING if found else difference.too_little(),
                )
            yield from walk(dimension.dimensions, dimension.id)

    yield from walk(after.questionnaire.dimensions, "")


def answers_of(before: Answered, after: Answered, change: Change, *, remarks: bool) -> list[AnswerMove]:
    """Every compared question, what moved most first; among equals the heavier one, then the file's order."""
    home = {question.id: one for one in after.questionnaire.all_dimensions() for question in one.questions}
    weights = {id: question.weight for id, question in after.questionnaire.question.items()}
    then, now = _reader(before, remarks), _reader(after, remarks)

    def order(one: QuestionChange) -> tuple[float, float]:
        return -abs(one.gain), -weights[one.question]

    return [
        AnswerMove(
            question=one.question,
            earlier=one.earlier,
            node=home[one.question].id,
            dimension=home[one.question].title,
            text=after.questionnaire.question[one.question].text,
            before=then(one.earlier),
            after=now(one.question),
            x_before=one.before,
            x_after=one.after,
        )
        for one in sorted(change.questions, key=order)
    ]


def left_out_of(
    before: Answered, after: Answered, change: Change, *, remarks: bool
) -> Iterator[LeftOutGroup]:
    """What is not compared, by reason; within one, in the order of the later file."""
    then, now = _reader(before, remarks), _reader(after, remarks)

    def tell(one: LeftOut) -> NotCompared:
        asked, id = (after, one.question) if one.question else (before, one.earlier)
        return NotCompared(
            question=one.question,
            earlier=one.earlier,
            text=asked.questionnaire.question[id].text,
            before=then(one.earlier) if one.earlier else "",
            after=now(one.question) if one.question else "",
        )

    for why in REASONS:
        if found := [one for one in change.left_out if one.why == why]:
            yield LeftOutGroup(
                why=why, reason=difference.why_left_out(why), questions=tuple(map(tell, found))
            )


def _reader(answered: Answered, remarks: bool) -> Callable[[str], Words]:
    """What was answered to a question, in words."""

    def read(id: str) -> Words:
        questionnaire, answers = answered.questionnaire, answered.assessment.answers
        return answer_text(
            questionnaire, questionnaire.question[id], answers.get(id, UNANSWERED), remarks=remarks
        )

    return read
