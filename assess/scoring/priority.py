"""What to do next: questions in the order in which working on them pays most (site/docs/method.md).

priority = weight × importance × max(0, target − x) / effort, with x and target in [0, 1]; where points count,
the weight of a question is the points it can earn. Ties: what holds
back the next staged level first, then the dimension furthest behind its peers, then the question's id.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..assessment.model import Answer, State
from ..questionnaire.model import (
    ChoiceQuestion,
    LevelQuestion,
    ManyQuestion,
    MatrixQuestion,
    NumberQuestion,
    Question,
    Questionnaire,
)
from .model import Explanation, NextStep, Scores
from .node import POINTED


def target_of(questionnaire: Questionnaire) -> float:
    """The questionnaire's target level as a place in [0, 1]; 1 where it names none."""
    if questionnaire.target is None:
        return 1.0
    numbers = [level.level for level in questionnaire.levels]
    return numbers.index(questionnaire.target) / (len(numbers) - 1)


def prioritise(
    questionnaire: Questionnaire,
    answers: Mapping[str, Answer],
    scores: Scores,
    explanation: Explanation,
    behind_peers: Mapping[str, float] | None = None,
) -> tuple[NextStep, ...]:
    """Every step worth taking, the most worthwhile first.

    `behind_peers` maps a dimension to how far its peers' median lies above its own score (shown range). Questions
    that do not count, or have reached the target, give no step; but a core practice of the next level that is not
    answered does, behind all others: whether it is in place has to be found out.
    """
    dimensions = {dimension.id: dimension for dimension in questionnaire.all_dimensions()}
    behind = behind_peers or {}
    staged = scores.overall.staged
    above = [level.level for level in questionnaire.levels if staged is not None and level.level > staged]
    following = above[0] if above else None
    target = target_of(questionnaire)
    steps = []
    for step in explanation.steps:
        question = questionnaire.question[step.question]
        blocks = step.fails if step.fails is not None and step.fails == following else None
        points = questionnaire.points_of(question) if dimensions[step.node].rollup in POINTED else 1
        weight = dimensions[step.node].weight * question.weight * points
        gap = max(0.0, target - step.x) if step.x is not None else 0.0
        # what weighs nothing only decides what else is asked: no step
        if not (gap and weight) and blocks is None:
            continue
        steps.append(
            NextStep(
                question=step.question,
                node=step.node,
                priority=weight * question.importance * gap / question.effort,
                gap=gap,
                blocks=blocks,
                text=next_text(questionnaire, question, answers[step.question]),
            )
        )
    steps.sort(key=lambda s: (-round(s.priority, 9), s.blocks is None, -behind.get(s.node, 0.0), s.question))
    return tuple(steps)


def next_text(questionnaire: Questionnaire, question: Question, answer: Answer) -> str:
    """The author's next step from this answer; "" where the author wrote none, or the answer is no value."""
    if answer.state is not State.ANSWERED:
        return ""
    if isinstance(question, LevelQuestion):
        return question.options[int(answer.value)].next or ""  # type: ignore[arg-type]
    if isinstance(question, ChoiceQuestion):
        chosen = next(option for option in questionnaire.options_of(question) if option.id == answer.value)
        return chosen.next or ""
    if isinstance(question, ManyQuestion):
        missing = [tick for tick in question.options if tick.id not in answer.value and tick.next]  # type: ignore[operator]
        return max(missing, key=lambda tick: tick.weight).next or "" if missing else ""
    if isinstance(question, NumberQuestion):
        return question.next or ""
    if isinstance(question, MatrixQuestion):
        return _next_of_rows(question, answer)
    return ""


def _next_of_rows(question: MatrixQuestion, answer: Answer) -> str:
    """The next step from the lowest place in the rows, the first of equals; a row's name is its respondent's own."""
    rows = answer.value if isinstance(answer.value, list) else []
    places = [
        (rung / (len(part.options) - 1), part.options[rung].next)
        for row in rows
        for part in question.questions
        if (rung := row.answers[part.id]) != "unknown"
    ]
    written = [(share, text) for share, text in places if text]
    return min(written, key=lambda place: place[0])[1] if written else ""
