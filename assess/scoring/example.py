"""Runs the worked examples of a questionnaire: one that fails its own examples cannot be served."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from ..assessment.activity import settle
from ..assessment.entry import check_answers
from ..assessment.model import UNANSWERED, Answer, Assessment, State
from ..errors import AssessError, InvalidAnswer
from ..questionnaire.model import (
    ChoiceQuestion,
    Example,
    Expected,
    LevelQuestion,
    ManyQuestion,
    MatrixQuestion,
    NumberQuestion,
    Question,
    Questionnaire,
    Row,
)
from ..questionnaire.model import State as StateOnly
from ..questionnaire.problem import Problem
from .model import OVERALL, NodeScore
from .score import Scorer


def verify(questionnaire: Questionnaire) -> list[Problem]:
    """What the worked examples contradict; empty if every example scores as it says."""
    if not questionnaire.examples:
        remedy = "Add `examples:` with answers and the scores they must give."
        return [Problem(rule="example", what="There is no worked example.", remedy=remedy, path="examples")]
    try:
        scorer = Scorer(questionnaire)
    except AssessError as error:
        return [Problem(rule="scoring", what=error.what, remedy=error.remedy, path=error.where)]
    problems: list[Problem] = []
    runnable: list[tuple[int, Example, Assessment]] = []
    for i, example in enumerate(questionnaire.examples):
        try:
            runnable.append((i, example, as_assessment(questionnaire, example)))
        except InvalidAnswer as error:
            path = f"examples[{i}].answers.{error.where}"
            problems.append(Problem(rule="example", what=error.what, remedy=error.remedy, path=path))
    scored = scorer.score_assessments([assessment for _, _, assessment in runnable])
    scorer.close()
    for (i, example, _), scores in zip(runnable, scored, strict=True):
        expected = {OVERALL: example.overall, **example.dimensions}
        for node, value in expected.items():
            for what in _differences(value, scores.nodes[node]):
                place = "overall" if node == OVERALL else f"dimensions.{node}"
                remedy = "Mend the expectation, or the model."
                what = f"“{example.name}”: {what}"
                path = f"examples[{i}].{place}"
                problems.append(Problem(rule="example", what=what, remedy=remedy, path=path))
    return problems


def as_assessment(questionnaire: Questionnaire, example: Example) -> Assessment:
    """An example's answers, filled and settled; `InvalidAnswer` where an answer does not fit its question."""
    answers = {}
    for question in questionnaire.questions:
        given = example.answers.get(question.id)
        filled = _fill(questionnaire, question, example.fill)
        answers[question.id] = filled if given is None else _as_answer(question, given)
    for name in example.answers:
        if name not in questionnaire.question:
            near = difflib.get_close_matches(name, questionnaire.question, n=1)
            remedy = (
                f"Did you mean `{near[0]}`?"
                if near
                else "Use the `id` of a question in the questionnaire's file."
            )
            raise InvalidAnswer("There is no such question.", where=name, remedy=remedy)
    check_answers(questionnaire, {name: answer for name, answer in answers.items() if answer != UNANSWERED})
    return Assessment(
        id="example",
        questionnaire=questionnaire.id,
        version=questionnaire.version,
        hash=questionnaire.hash,
        profile=example.profile,
        answers=settle(questionnaire, answers, example.profile),
    )


def _as_answer(question: Question, given: object) -> Answer:
    if isinstance(given, StateOnly):
        state = State(given.state)
        return Answer(state=state, reason="example" if state is State.NOT_APPLICABLE else "")
    if isinstance(question, LevelQuestion) and isinstance(given, float) and given.is_integer():
        given = int(given)
    return Answer(given)  # type: ignore[arg-type]


def _fill(questionnaire: Questionnaire, question: Question, fill: str) -> Answer:
    if fill == "unanswered" or not question.scored:
        return UNANSWERED
    best = fill == "best"
    if isinstance(question, LevelQuestion):
        return Answer(len(question.options) - 1 if best else 0)
    if isinstance(question, ChoiceQuestion):
        upwards = sorted(questionnaire.options_of(question), key=lambda option: option.value)
        return Answer(upwards[-1 if best != question.reverse else 0].id)
    if isinstance(question, NumberQuestion):
        ends = (question.min, question.max)
        return Answer(ends[best != question.reverse])
    if isinstance(question, MatrixQuestion):
        rungs = {part.id: len(part.options) - 1 if best else 0 for part in question.questions}
        return Answer([Row(name=f"Row {i + 1}", answers=rungs) for i in range(question.min_rows)])
    assert isinstance(question, ManyQuestion)
    return Answer([tick.id for tick in question.options if tick.exclusive != best][: None if best else 1])


def _differences(expected: Expected, got: NodeScore) -> Iterator[str]:
    if expected.score != "any" and expected.score != _two_decimals(got):
        yield f"the score is {_two_decimals(got)}, not {expected.score}{_because(got)}."
    for name in ("level", "staged"):
        wanted = getattr(expected, name)
        if wanted != "any" and wanted != getattr(got, name):
            yield f"the {name} {'' if name == 'level' else 'level '}is {getattr(got, name)}, not {wanted}."


def _two_decimals(got: NodeScore) -> float | None:
    return None if got.score is None else got.score / 100


def _because(got: NodeScore) -> str:
    return f" ({got.reason.replace('_', ' ')})" if got.reason else ""
