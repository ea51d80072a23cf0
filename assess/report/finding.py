"""All that a report says, as one frozen value: page, chart, data file and web result are derived from it.

Questionnaire, answers, scores, explanation, next steps and comparison enter; `Findings` leaves. Nothing is
read from a store, a clock or a disk, and nothing downstream computes a number of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from ..assessment.model import Assessment
from ..benchmark.model import Comparison
from ..language import spoken
from ..questionnaire.model import Questionnaire
from ..questionnaire.vocabulary import ProfileField, Vocabulary
from ..scoring.model import OVERALL, Explanation, NextStep, NodeScore, Scores
from ..scoring.view import ViewScores
from ..scoring.way import Ways
from . import label, reckoning, wording
from .change import ChangeFindings
from .chapter import Chapter, chapters_of, position_sentence
from .drift import Drift, find_drift
from .ladder import Rung, climb, level_name
from .peer import PeerGroup, peer_group
from .response import Response, respond_all
from .route import Route, routes_of
from .spread import Spread, spreads_of
from .standing import Reader, Standing
from .view import View, views_of

STRENGTH = 0.75
"""An answer in the top quarter of its own scale is a strength."""
MOST_STRENGTHS = 5
MUCH = 0.3
"""The share of answers that are “don't know”, counted as 0, from which a verdict says so."""


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
    """What a report says, in one `language`. `chapters` stand weakest first, unscored last, children behind their
    parent. `unknown_note` warns where much is not known and counts as 0; `no_next_step` stands where there is no step,
    and both are empty otherwise. `spreads` say how the peers spread over levels; `drift` is what has become of the place
    since it was submitted, if there has been another edition. `change` is what an earlier assessment is compared with it
    for, if one was named."""

    language: str
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
    unknown_note: str
    low: float
    high: float
    ladder: tuple[Rung, ...]
    overall: Standing
    chapters: tuple[Chapter, ...]
    position_sentence: str
    next_steps: tuple[StepFinding, ...]
    no_next_step: str
    routes: tuple[Route, ...]
    views: tuple[View, ...]
    strengths: tuple[Response, ...]
    peer_group: PeerGroup | None
    spreads: tuple[Spread, ...]
    drift: Drift | None
    sources: tuple[str, ...]
    limits: tuple[str, ...]
    change: ChangeFindings | None = None

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
    ways: Ways,
    views: ViewScores,
    comparison: Comparison | None,
    title: str,
    then: Comparison | None = None,
    remarks: bool = False,
) -> Findings:
    """The findings of one assessment, in the language spoken; the same arguments always give the same findings.

    `questionnaire`, `vocabulary` and `profile` are in that language already, as far as they are translated.
    `title` names the report, usually the organisation. `remarks` lets free text, reasons and comments in:
    they are the respondent's own, so a report that may be published leaves them out. `ways` and `views` are of the
    same assessment. `then` is the comparison with the edition in force when it was submitted.
    """
    ladder = climb(questionnaire, scores.overall, explanation)
    titles = {dimension.id: dimension.title for dimension in questionnaire.all_dimensions()}
    group = peer_group(comparison, profile, titles) if comparison else None
    reader = Reader(questionnaire, scores, explanation, comparison, group)
    overall = reader.standing(OVERALL, "")
    following = next((rung for rung in ladder if rung.next), None)
    responses = respond_all(
        questionnaire,
        vocabulary,
        assessment,
        explanation,
        next_steps,
        following,
        peers=reader.peers,
        remarks=remarks,
    )
    chapters = tuple(chapters_of(questionnaire.dimensions, "", reader, responses, following))
    return Findings(
        language=spoken().code,
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
        verdict_note=_verdict_note(questionnaire, scores.overall, reader),
        unknown_note=_unknown_note(explanation),
        low=questionnaire.range.min,
        high=questionnaire.range.max,
        ladder=ladder,
        overall=overall,
        chapters=chapters,
        position_sentence=position_sentence(overall, chapters),
        next_steps=_next_steps(questionnaire, responses, next_steps),
        no_next_step="" if next_steps else _no_next_step(explanation),
        routes=routes_of(questionnaire, ways, scores.overall, responses),
        views=views_of(views, vocabulary, reader.peers),
        strengths=_strengths(responses),
        peer_group=group,
        spreads=spreads_of(questionnaire, reader.cell(OVERALL), scores.overall),
        drift=find_drift(then, comparison, {OVERALL: label.overall(), **titles}),
        sources=questionnaire.sources,
        limits=questionnaire.limits,
    )


def _verdict_note(questionnaire: Questionnaire, overall: NodeScore, reader: Reader) -> str:
    """What the verdict alone would hide: an average that is ahead of the practices, or the staged level
    itself."""
    staged_name = level_name(questionnaire, overall.staged)
    if overall.staged is None:
        return ""
    if overall.level is not None and overall.level > overall.staged:
        name = level_name(questionnaire, overall.level)
        return wording.average_ahead(overall.level, name, overall.staged, staged_name)
    return reader.staged_text(OVERALL)


def _unknown_note(explanation: Explanation) -> str:
    """Empty where little is unknown, or where it does not count."""
    asked = [step for step in explanation.steps if step.weight and step.excluded != "inactive"]
    unknown = sum(step.state == "unknown" and step.x is not None for step in asked)
    return reckoning.much_unknown(unknown, len(asked)) if unknown and unknown >= MUCH * len(asked) else ""


def _no_next_step(explanation: Explanation) -> str:
    asked = [step for step in explanation.steps if step.weight]
    return wording.no_next_step(
        counted=sum(step.x is not None for step in asked),
        unanswered=sum(step.state == "unanswered" for step in asked),
    )


def _next_steps(
    questionnaire: Questionnaire, responses: dict[str, Response], next_steps: Sequence[NextStep]
) -> tuple[StepFinding, ...]:
    titles = {dimension.id: dimension.title for dimension in questionnaire.all_dimensions()}
    found = []
    for rank, step in enumerate(next_steps, 1):
        response = responses[step.question]
        name = level_name(questionnaire, step.blocks)
        found.append(
            StepFinding(
                rank=rank,
                question=step.question,
                node=step.node,
                dimension=titles.get(step.node, step.node),
                practice=response.text,
                text=step.text or wording.step_unwritten(response.text, response.state),
                why=wording.why_step(level=step.blocks, name=name, gap=step.gap),
                blocks="" if step.blocks is None else label.level(step.blocks, name),
                owner=response.owner,
                phase=response.phase,
            )
        )
    return tuple(found)


def _strengths(responses: dict[str, Response]) -> tuple[Response, ...]:
    """The best answers, best first; among equals the heavier question, then the file's order."""
    strong = [
        response
        for response in responses.values()
        if response.weight and response.x is not None and response.x >= STRENGTH
    ]
    strong.sort(key=lambda response: (-(response.x or 0), -response.weight))
    return tuple(strong[:MOST_STRENGTHS])
