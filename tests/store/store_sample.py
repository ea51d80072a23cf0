"""A scoring rule to check by hand (the mean rung, per half and overall) and a clock that stands still."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from assess.assessment.model import UNANSWERED, Assessment
from assess.scoring.model import NodeScore, Scores
from assess.store.record import Draft

QUESTIONS = tuple(f"q-{number}" for number in range(8))
BEGINNING = {
    "questionnaire": "cx",
    "version": "1.0.0",
    "hash": "h1",
    "language": "en",
    "profile": {"industry": "C", "size": "medium", "region": "eu-west"},
}


def node(name: str, rungs: list[float]) -> NodeScore:
    score = round(100 * sum(rungs) / len(rungs)) if rungs else None
    return NodeScore(
        node=name,
        score=score,
        level=None if score is None else score // 100,
        staged=None,
        reason="nothing_applies" if score is None else "",
        asked=len(QUESTIONS),
        counted=len(rungs),
        unknown=0,
        not_applicable=0,
        unanswered=len(QUESTIONS) - len(rungs),
    )


def score(assessments: Sequence[Assessment]) -> list[Scores]:
    scored = []
    for assessment in assessments:
        rungs = {
            name: answer.value for name, answer in assessment.answers.items() if type(answer.value) is int
        }
        halves = {"overall": QUESTIONS, "first": QUESTIONS[:4], "second": QUESTIONS[4:]}
        nodes = {name: node(name, [rungs[q] for q in half if q in rungs]) for name, half in halves.items()}
        scored.append(
            Scores(
                questionnaire=assessment.questionnaire,
                version=assessment.version,
                hash=assessment.hash,
                nodes=nodes,
            )
        )
    return scored


def complete(draft: Draft) -> Assessment:
    return Assessment(
        id="",
        questionnaire=draft.questionnaire,
        version=draft.version,
        hash=draft.hash,
        profile=draft.profile,
        answers={question: draft.answers.get(question, UNANSWERED) for question in QUESTIONS},
        contributes=True,
    )


class Clock:
    """A clock that goes only when it is told to."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def advance(self, **step: float) -> None:
        self.moment += timedelta(**step)
