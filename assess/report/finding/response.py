"""One question as the report shows it: what was answered, in words, and what it did to the score.

A question, its answer and its `Step` enter; one `Response` leaves. Free text is a person's own: it leaves
only where the caller asks for remarks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from ...assessment.model import UNANSWERED, Answer, Assessment, State
from ...benchmark.model import QUESTION
from ...questionnaire.model import (
    ChoiceQuestion,
    LevelQuestion,
    ManyQuestion,
    MatrixQuestion,
    NumberQuestion,
    Question,
    Questionnaire,
    TextQuestion,
)
from ...questionnaire.vocabulary import Vocabulary
from ...scoring.model import Explanation, NextStep, Step, round_half_away
from ...scoring.offer import offers
from ..word import among, label, reckoning, wording
from ..word.text import NOTHING, Text, Words, figure, message
from .ladder import Rung
from .peer import Peers


class Response(Struct, frozen=True, kw_only=True):
    """A question and its answer. `x` is 0–1 (None: it does not count), `shown` the same on the shown range,
    one decimal, `share` its part of the dimension's counted weight, `gain` the points it adds on the shown
    range, `fails` the lowest level whose core practice it misses; `is_blocking`: one of those that hold back
    the next level of the whole. `better` is what the nearest better answer says, "" where there is none to give;
    `owner_id` and `phase_id` are those of the vocabulary."""

    question: str
    node: str
    text: str
    why: str
    evidence: tuple[str, ...]
    owner: str
    owner_id: str
    phase: str
    phase_id: str
    state: str
    state_text: Text
    answer: Words
    better: Words
    remark: str
    x: float | None
    shown: float | None
    weight: float
    share: float
    gain: float
    contribution: Text
    fails: int | None
    is_blocking: bool
    next: str
    peers: Peers | None
    beside: Text


def respond_all(
    questionnaire: Questionnaire,
    vocabulary: Vocabulary,
    assessment: Assessment,
    explanation: Explanation,
    next_steps: Sequence[NextStep],
    following: Rung | None,
    *,
    peers: Callable[[str], Peers | None],
    remarks: bool,
) -> dict[str, Response]:
    """Every question's `Response` by its id; `peers` gives those of a node such as "question/listen-01"."""
    steps = {step.question: step for step in explanation.steps}
    nexts = {step.question: step for step in next_steps}
    return {
        question.id: respond(
            questionnaire,
            vocabulary,
            question,
            assessment.answers.get(question.id, UNANSWERED),
            steps.get(question.id),
            nexts.get(question.id),
            dimension.id,
            rollup=dimension.rollup,
            next_level=following.level if following else None,
            peers=peers(QUESTION + question.id),
            remarks=remarks,
        )
        for dimension in questionnaire.all_dimensions()
        for question in dimension.questions
    }


def respond(
    questionnaire: Questionnaire,
    vocabulary: Vocabulary,
    question: Question,
    answer: Answer,
    step: Step | None,
    next_step: NextStep | None,
    node: str,
    *,
    rollup: str,
    next_level: int | None,
    peers: Peers | None,
    remarks: bool,
) -> Response:
    """What the report says of one question; `step` is None for one that is never scored (free text).

    An answer of weight 0 is told, not rated: no number of it is shown.
    """
    x = step.x if step and step.weight else None
    shown = shown_of(questionnaire, x)
    return Response(
        question=question.id,
        node=node,
        text=question.text,
        why=question.why or "",
        evidence=question.evidence,
        owner=vocabulary.owners.get(question.owner or "", ""),
        owner_id=question.owner or "",
        phase=vocabulary.phases.get(question.phase or "", ""),
        phase_id=question.phase or "",
        state=answer.state.value,
        state_text=label.state(answer.state.value),
        answer=answer_text(questionnaire, question, answer, remarks=remarks),
        better=better_text(questionnaire, question, answer) if x is not None else "",
        remark=(answer.reason or answer.comment) if remarks else "",
        x=x,
        shown=shown,
        weight=step.weight if step else 0,
        share=step.share if step else 0,
        gain=step.gain if step else 0,
        contribution=_contribution(step, rollup, questionnaire.range.max - questionnaire.range.min),
        fails=step.fails if step else None,
        is_blocking=_holds_back(step, next_level),
        next=next_step.text if next_step else "",
        peers=peers,
        beside=among.question(shown, peers.median) if peers and shown is not None else NOTHING,
    )


def shown_of(questionnaire: Questionnaire, x: float | None) -> float | None:
    """A value of 0–1 on the shown range, one decimal."""
    span = questionnaire.range
    return None if x is None else round_half_away(span.min + x * (span.max - span.min))


def answer_text(
    questionnaire: Questionnaire, question: Question, answer: Answer = UNANSWERED, *, remarks: bool = False
) -> Words:
    """An answer in the words of its options; its state where it is not a value."""
    if answer.state != State.ANSWERED or answer.value is None:
        return label.state(State.UNANSWERED if answer.state == State.ANSWERED else answer.state)
    match question:
        case LevelQuestion():
            return question.options[int(answer.value)].text
        case ChoiceQuestion():
            texts = {option.id: option.text for option in questionnaire.options_of(question)}
            return texts.get(str(answer.value), str(answer.value))
        case ManyQuestion():
            ticked = set(answer.value) if isinstance(answer.value, (list, tuple)) else set()
            return (
                "; ".join(tick.text for tick in question.options if tick.id in ticked)
                or label.nothing_ticked()
            )
        case NumberQuestion():
            return message("{number} {unit}", number=figure(answer.value), unit=question.unit)  # type: ignore[arg-type]
        case MatrixQuestion():
            return _rows_text(question, answer, remarks)
        case TextQuestion():
            return str(answer.value) if remarks else label.not_shown()


def better_text(questionnaire: Questionnaire, question: Question, answer: Answer) -> Words:
    """The nearest better answer in words: the next rung or option, of a checklist what would be ticked next; "" where
    the best is given, what is done is not known, or a matrix leaves the rows to its respondent."""
    if answer.state != State.ANSWERED:
        return ""
    above = offers(questionnaire, question, answer, ())
    if not above:
        return ""
    if isinstance(question, ManyQuestion):
        ticked = set(answer.value) if isinstance(answer.value, (list, tuple)) else set()
        wanted = set(above[0].value) - ticked  # type: ignore[arg-type]
        return "; ".join(tick.text for tick in question.options if tick.id in wanted)
    return answer_text(questionnaire, question, Answer(above[0].value))  # type: ignore[arg-type]


def _rows_text(question: MatrixQuestion, answer: Answer, remarks: bool) -> Words:
    """How many rows there are; what they say only where free text may stand, for their names are a person's own."""
    if not isinstance(answer.value, list):
        return wording.share(answer.value)  # type: ignore[arg-type]
    if not remarks:
        return f"{question.row}: {len(answer.value)}"
    options = {part.id: part.options for part in question.questions}
    return "; ".join(
        f"{row.name}: "
        + ", ".join(
            "?" if rung == "unknown" else options[name][rung].text for name, rung in row.answers.items()
        )
        for row in answer.value
    )


def _holds_back(step: Step | None, next_level: int | None) -> bool:
    return bool(step and step.fails is not None and next_level is not None and step.fails <= next_level)


def _contribution(step: Step | None, rollup: str, span: float) -> Text:
    if step is None:
        return reckoning.never_scored()
    if not step.weight:
        return reckoning.weightless()
    if step.x is None:
        return reckoning.not_counted(step.excluded or step.state)
    return reckoning.contribution(rollup, step.x, wording.share(step.share), span, step.gain)
