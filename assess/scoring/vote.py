"""A group's answer to each question: the mean, or what was agreed on; scored by the SQL as any answer is.

Pure but for the scorer it makes. A mean is no option of its question; so the questionnaire is asked again with the
means of all groups among the options.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from statistics import fmean

from msgspec.structs import replace

from ..assessment.activity import value_of
from ..assessment.model import Answer, Assessment, State
from ..questionnaire.model import (
    ChoiceQuestion,
    Dimension,
    LevelQuestion,
    ManyQuestion,
    NumberQuestion,
    Option,
    Question,
    Questionnaire,
)
from ..questionnaire.number import share_at
from .model import Scores
from .node import POINTED
from .score import Scorer

Vote = dict[str, tuple[float | None, State]]
"""A group's answers: for each scored question the value that counts, or the commonest state where none does."""


def find_vote(
    questionnaire: Questionnaire, group: Sequence[Mapping[str, Answer]], agreed: Mapping[str, Answer]
) -> Vote:
    """The vote of a group: by question the mean of the answers that count, or the answer `agreed` on in its place."""
    found: Vote = {}
    for question in questionnaire.questions:
        if not question.scored:
            continue
        answers = [agreed[question.id]] if question.id in agreed else [one[question.id] for one in group]
        values = [
            value for each in answers if (value := counted_value(questionnaire, question, each)) is not None
        ]
        common = Counter(each.state for each in answers).most_common(1)[0][0]
        if common is State.ANSWERED:  # a table of nothing but “don't know” is answered, and has no value
            common = State.UNKNOWN
        found[question.id] = (fmean(values) if values else None, State.ANSWERED if values else common)
    return found


def counted_value(questionnaire: Questionnaire, question: Question, answer: Answer) -> float | None:
    """The answer on the question's own scale (what a number is worth, of a number); None where it does not count."""
    if answer.state is State.ANSWERED:
        if isinstance(question, NumberQuestion):
            return share_at(question, float(answer.value))  # type: ignore[arg-type]
        return value_of(questionnaire, question, answer)
    policy = questionnaire.policy_of(question)
    counts = {
        State.UNKNOWN: policy.unknown,
        State.NOT_APPLICABLE: policy.not_applicable,
        State.UNANSWERED: policy.unanswered,
    }
    if counts.get(answer.state) != "zero":
        return None
    low, high = _ends(questionnaire, question)
    return high if isinstance(question, ChoiceQuestion) and question.reverse else low


def score_votes(questionnaire: Questionnaire, votes: Sequence[Vote]) -> list[Scores]:
    """The scores of each vote: every question becomes a choice among its ends and the means of all groups."""

    def with_means(question: Question, pointed: bool) -> Question:
        if not question.scored:
            return question
        low, high = _ends(questionnaire, question)
        values = {"low": low, "high": high} | {
            f"mean-{place}": value
            for place, vote in enumerate(votes)
            if (value := vote[question.id][0]) is not None
        }
        points = questionnaire.points_of(question) if pointed and isinstance(question, ManyQuestion) else 1
        return ChoiceQuestion(
            id=question.id,
            text=question.text,
            weight=question.weight * points,
            core=_core_of(question),
            policy=question.policy,
            reverse=isinstance(question, ChoiceQuestion) and question.reverse,
            options=tuple(Option(id=id, text=id, value=value) for id, value in values.items()),
        )

    model = replace(
        questionnaire, dimensions=tuple(_rebuilt(each, with_means) for each in questionnaire.dimensions)
    )
    scorer = Scorer(model)
    try:
        return scorer.score_assessments([_assessment(model, place, vote) for place, vote in enumerate(votes)])
    finally:
        scorer.close()


def share_of(questionnaire: Questionnaire, question: Question, value: float) -> float:
    """A value on the question's own scale as a share of it: 0 is the worst answer, 1 the best."""
    low, high = _ends(questionnaire, question)
    share = (value - low) / (high - low)
    return 1 - share if isinstance(question, ChoiceQuestion) and question.reverse else share


def _ends(questionnaire: Questionnaire, question: Question) -> tuple[float, float]:
    if isinstance(question, LevelQuestion):
        return 0.0, len(question.options) - 1.0
    if isinstance(question, ChoiceQuestion):
        values = [option.value for option in questionnaire.options_of(question)]
        return min(values), max(values)
    return 0.0, 1.0


def _core_of(question: Question) -> tuple:
    if not isinstance(question, NumberQuestion):
        return question.core
    return tuple(replace(core, min=share_at(question, core.min)) for core in question.core)


def _rebuilt(dimension: Dimension, make: Callable[[Question, bool], Question]) -> Dimension:
    return replace(
        dimension,
        questions=tuple(make(question, dimension.rollup in POINTED) for question in dimension.questions),
        dimensions=tuple(_rebuilt(inside, make) for inside in dimension.dimensions),
    )


def _assessment(model: Questionnaire, place: int, vote: Vote) -> Assessment:
    answers = {
        question.id: Answer(f"mean-{place}")
        if question.id in vote and vote[question.id][0] is not None
        else Answer(state=vote[question.id][1] if question.id in vote else State.UNANSWERED)
        for question in model.questions
    }
    return Assessment(
        id=str(place),
        questionnaire=model.id,
        version=model.version,
        hash=model.hash,
        profile={},
        answers=answers,
    )
