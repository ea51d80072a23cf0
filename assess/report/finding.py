"""All that a report says, as one frozen value: page, chart, data file and web result are derived from it.

Questionnaire, answers, scores, explanation, next steps and comparison enter; `Findings` leaves. Nothing is
read from a store, a clock or a disk, and nothing downstream computes a number of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from ..assessment.model import UNANSWERED, Assessment
from ..benchmark.model import Comparison
from ..questionnaire.model import Dimension, Questionnaire
from ..questionnaire.vocabulary import ProfileField, Vocabulary
from ..scoring.model import OVERALL, Explanation, NextStep, NodeScore, Scores
from . import wording
from .ladder import Rung, climb
from .peer import PeerGroup, Peers, peer_group, peers
from .response import Response, respond
from .rounding import shown

STRENGTH = 0.75
"""An answer in the top quarter of its own scale is a strength."""
MOST_STRENGTHS = 5


class Standing(Struct, frozen=True, kw_only=True):
    """The score of one node. `score` is on the shown range, one decimal; None with a `reason` when not
    scored."""

    score: float | None
    hundredths: int | None
    level: int | None
    level_name: str
    staged: int | None
    staged_text: str
    reason: str
    coverage: str
    sentence: str
    peers: Peers | None


class Chapter(Struct, frozen=True, kw_only=True):
    """One dimension of the report: its standing and every question. `parent` is empty at the top; `share` is
    its part of the weight that counts in the node above, `gain` the points it adds there."""

    id: str
    parent: str
    title: str
    summary: str
    why: str
    advice: str
    weight: float
    share: float
    gain: float
    standing: Standing
    strip_sentence: str
    responses: tuple[Response, ...]


class StepFinding(Struct, frozen=True, kw_only=True):
    """One thing to do, in order of priority; `blocks` names the level it holds back, or is empty."""

    rank: int
    question: str
    node: str
    dimension: str
    practice: str
    text: str
    why: str
    blocks: str
    owner: str
    phase: str


class Findings(Struct, frozen=True, kw_only=True):
    """What a report says. `chapters` stand weakest first, unscored last, children behind their parent."""

    title: str
    assessment: str
    date: str
    questionnaire: str
    questionnaire_title: str
    version: str
    hash: str
    profile: tuple[tuple[str, str], ...]
    synthetic: str
    verdict: str
    verdict_note: str
    low: float
    high: float
    ladder: tuple[Rung, ...]
    overall: Standing
    chapters: tuple[Chapter, ...]
    position_sentence: str
    next_steps: tuple[StepFinding, ...]
    strengths: tuple[Response, ...]
    peer_group: PeerGroup | None
    sources: tuple[str, ...]
    limits: tuple[str, ...]

    @property
    def top_chapters(self) -> tuple[Chapter, ...]:
        """The dimensions directly under the overall score."""
        return tuple(chapter for chapter in self.chapters if not chapter.parent)

    @property
    def next_rung(self) -> Rung | None:
        """The lowest level that is not reached."""
        return next((rung for rung in self.ladder if rung.next), None)

    def share(self, value: float) -> float:
        """A shown value as its share of the shown range, 0–1."""
        return (value - self.low) / (self.high - self.low)

    @property
    def is_synthetic(self) -> bool:
        return bool(self.synthetic)


def find(
    *,
    questionnaire: Questionnaire,
    vocabulary: Vocabulary,
    profile: Sequence[ProfileField],
    assessment: Assessment,
    scores: Scores,
    explanation: Explanation,
    next_steps: Sequence[NextStep],
    comparison: Comparison | None,
    title: str,
    remarks: bool = False,
) -> Findings:
    """The findings of one assessment; the same arguments always give the same findings.

    `title` names the report, usually the organisation. `remarks` lets free text, reasons and comments in:
    they are the respondent's own, so a report that may be published leaves them out.
    """
    ladder = climb(questionnaire, scores.overall, explanation)
    group = peer_group(comparison, profile) if comparison else None
    reader = _Reader(questionnaire, scores, explanation, comparison, group)
    overall = reader.standing(OVERALL, "")
    following = next((rung for rung in ladder if rung.next), None)
    responses = _responses(
        questionnaire, vocabulary, assessment, explanation, next_steps, following, remarks=remarks
    )
    chapters = tuple(_chapters(questionnaire.dimensions, "", reader, responses, following))
    return Findings(
        title=title,
        assessment=assessment.id,
        date=assessment.submitted_at.date().isoformat() if assessment.submitted_at else "",
        questionnaire=questionnaire.id,
        questionnaire_title=questionnaire.title,
        version=questionnaire.version,
        hash=questionnaire.hash,
        profile=tuple(
            (field.label, field.options.get(assessment.profile[field.id], assessment.profile[field.id]))
            for field in profile
            if field.id in assessment.profile
        ),
        synthetic=wording.synthetic(answers=assessment.synthetic, peers=bool(group and group.synthetic)),
        verdict=overall.sentence,
        verdict_note=_verdict_note(questionnaire, scores.overall),
        low=questionnaire.range.min,
        high=questionnaire.range.max,
        ladder=ladder,
        overall=overall,
        chapters=chapters,
        position_sentence=_position_sentence(overall, chapters),
        next_steps=_next_steps(questionnaire, responses, next_steps),
        strengths=_strengths(responses),
        peer_group=group,
        sources=questionnaire.sources,
        limits=questionnaire.limits,
    )


class _Reader:
    """What is needed to put any node's score into words; made once per report."""

    def __init__(
        self,
        questionnaire: Questionnaire,
        scores: Scores,
        explanation: Explanation,
        comparison: Comparison | None,
        group: PeerGroup | None,
    ) -> None:
        self.questionnaire = questionnaire
        self.scores = scores
        self.parts = {part.node: part for part in explanation.parts}
        self.positions = comparison.positions if comparison else {}
        self.group = group

    def standing(self, node: str, title: str) -> Standing:
        found = self.scores.nodes[node]
        position = self.positions.get(node)
        own = peers(position, self.group) if position and self.group else None
        level_name = _level_name(self.questionnaire, found.level)
        return Standing(
            score=shown(found),
            hundredths=found.score,
            level=found.level,
            level_name=level_name,
            staged=found.staged,
            staged_text=wording.staged_sentence(found.staged, _level_name(self.questionnaire, found.staged)),
            reason=wording.REASONS.get(found.reason, ""),
            coverage=wording.coverage(
                found.asked, found.counted, found.unknown, found.not_applicable, found.unanswered
            ),
            sentence=self._sentence(found, title, level_name, own),
            peers=own,
        )

    def _sentence(self, found: NodeScore, title: str, level_name: str, own: Peers | None) -> str:
        top = self.questionnaire.range.max
        score = shown(found)
        if score is None or found.level is None:
            return wording.no_verdict(found.reason)
        if found.node == OVERALL:
            return wording.verdict(found.level, level_name, score, top, own.standing if own else "")
        return wording.dimension(title, score, top, found.level, level_name, own.place if own else "")


def _level_name(questionnaire: Questionnaire, level: int | None) -> str:
    """The name of a level, "" for one that has none (a staged level below the first)."""
    return next((item.name for item in questionnaire.levels if item.level == level), "")


def _verdict_note(questionnaire: Questionnaire, overall: NodeScore) -> str:
    """What the verdict alone would hide: an average that is ahead of the practices, or the staged level
    itself."""
    staged_name = _level_name(questionnaire, overall.staged)
    if overall.staged is None:
        return ""
    if overall.level is not None and overall.level > overall.staged:
        average = wording.level_label(overall.level, _level_name(questionnaire, overall.level))
        staged = wording.level_label(overall.staged, staged_name) if staged_name else wording.nothing_staged()
        return wording.average_ahead(average, staged)
    return wording.staged_sentence(overall.staged, staged_name)


def _responses(
    questionnaire: Questionnaire,
    vocabulary: Vocabulary,
    assessment: Assessment,
    explanation: Explanation,
    next_steps: Sequence[NextStep],
    following: Rung | None,
    *,
    remarks: bool,
) -> dict[str, Response]:
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
            next_level=following.level if following else None,
            remarks=remarks,
        )
        for dimension in questionnaire.all_dimensions()
        for question in dimension.questions
    }


def _chapters(
    dimensions: Sequence[Dimension],
    parent: str,
    reader: _Reader,
    responses: dict[str, Response],
    following: Rung | None,
) -> Iterator[Chapter]:
    """Weakest first, unscored last, each followed by its own dimensions in the same order."""

    def weakness(dimension: Dimension) -> tuple[bool, int]:
        score = reader.scores.nodes[dimension.id].score
        return score is None, score or 0

    for dimension in sorted(dimensions, key=weakness):
        standing = reader.standing(dimension.id, dimension.title)
        own = tuple(responses[question.id] for question in dimension.questions)
        part = reader.parts.get(dimension.id)
        yield Chapter(
            id=dimension.id,
            parent=parent,
            title=dimension.title,
            summary=dimension.summary,
            why=dimension.why or "",
            advice=dimension.advice.get(standing.level, "") if standing.level is not None else "",
            weight=dimension.weight,
            share=part.share if part else 0,
            gain=part.gain if part else 0,
            standing=standing,
            strip_sentence=wording.chart_strip(
                missing=sum(response.is_blocking for response in own),
                counted=sum(response.x is not None for response in own),
                next_level=wording.level_label(following.level, following.name) if following else "",
            ),
            responses=own,
        )
        yield from _chapters(dimension.dimensions, dimension.id, reader, responses, following)


def _position_sentence(overall: Standing, chapters: Sequence[Chapter]) -> str:
    """What all dimensions beside their peers show; without peers, which is lowest and which highest."""
    scored = [chapter for chapter in chapters if not chapter.parent and chapter.standing.score is not None]
    if not scored:
        return wording.no_verdict(overall.reason)
    compared = [(chapter.standing.peers, chapter.title) for chapter in scored if chapter.standing.peers]
    if not compared:
        return wording.chart_alone(scored[0].title, scored[-1].title)
    compared.sort(key=lambda pair: pair[0].distance)
    return wording.chart_position(
        behind=[title for own, title in compared if own.side == "below"],
        ahead=[title for own, title in reversed(compared) if own.side == "above"],
        compared=len(compared),
        scored=len(scored),
    )


def _next_steps(
    questionnaire: Questionnaire, responses: dict[str, Response], next_steps: Sequence[NextStep]
) -> tuple[StepFinding, ...]:
    titles = {dimension.id: dimension.title for dimension in questionnaire.all_dimensions()}
    found = []
    for rank, step in enumerate(next_steps, 1):
        response = responses[step.question]
        blocks = ""
        if step.blocks is not None:
            blocks = wording.level_label(step.blocks, _level_name(questionnaire, step.blocks))
        found.append(
            StepFinding(
                rank=rank,
                question=step.question,
                node=step.node,
                dimension=titles.get(step.node, step.node),
                practice=response.text,
                text=step.text or wording.step_unwritten(response.text, response.state),
                why=wording.why_step(blocks=blocks, gap=step.gap),
                blocks=blocks,
                owner=response.owner,
                phase=response.phase,
            )
        )
    return tuple(found)


def _strengths(responses: dict[str, Response]) -> tuple[Response, ...]:
    """The best answers, best first; among equals the heavier question, then the file's order."""
    strong = [
        response for response in responses.values() if response.x is not None and response.x >= STRENGTH
    ]
    strong.sort(key=lambda response: (-(response.x or 0), -response.weight))
    return tuple(strong[:MOST_STRENGTHS])
