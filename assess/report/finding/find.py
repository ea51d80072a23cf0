"""One assessment and all that was computed of it → its `Findings`.

Questionnaire, answers, scores, explanation, next steps and comparison enter; `Findings` leaves. Nothing is
read from a store, a clock or a disk, and nothing downstream computes a number of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ...assessment.model import Assessment, day_of
from ...benchmark.model import Comparison
from ...language import spoken
from ...questionnaire.model import Questionnaire
from ...questionnaire.vocabulary import ProfileField, Vocabulary
from ...scoring.model import OVERALL, Explanation, NextStep, NodeScore, Scores, ViewScores
from ..word import label, reckoning, wording
from ..word.text import NOTHING, Text
from .caveat import caveats_of
from .change import ChangeFindings
from .chapter import Chapter, chapters_of, position_sentence
from .department import departments_of
from .drift import find_drift
from .ladder import Rung, climb, level_name
from .model import Findings
from .peer import PeerGroup, peer_group
from .perception import Perception
from .response import Response, respond_all
from .route import routes_of
from .spread import spreads_of
from .standing import Reader, Standing
from .step import StepFinding, roadmap_of, steps_of
from .summary import Summary, summarise
from .term import terms_of
from .view import View, views_of

if TYPE_CHECKING:  # as in `route`
    from ...scoring.way import Ways

STRENGTH = 0.75
"""An answer in the top quarter of its own scale is a strength."""
MOST_STRENGTHS = 5
MUCH = 0.3
"""The share of answers that are “don't know”, counted as 0, from which a verdict says so."""


class Computed(Struct, frozen=True, kw_only=True):
    """One assessment and all that was computed of it; `ways` and `views` are of the same assessment.

    `questionnaire`, `vocabulary` and `profile` are in the language spoken, as far as they are translated. `then` is the
    comparison with the edition in force when it was submitted.
    """

    questionnaire: Questionnaire
    vocabulary: Vocabulary
    profile: Sequence[ProfileField]
    assessment: Assessment
    scores: Scores
    explanation: Explanation
    next_steps: Sequence[NextStep]
    ways: Ways
    views: ViewScores
    comparison: Comparison | None
    then: Comparison | None = None


def find(computed: Computed, *, title: str, remarks: bool = False) -> Findings:
    """The findings of one assessment; the same arguments always give the same findings, but for the name of the language.

    What is the questionnaire's goes into the findings as it is; what is ours is said in no language yet (`word.text`).
    `title` names the report, usually the organisation. `remarks` lets free text, reasons and comments in:
    they are the respondent's own, so a report that may be published leaves them out.
    """
    questionnaire, assessment, overall = computed.questionnaire, computed.assessment, computed.scores.overall
    read = _read(computed, remarks=remarks)
    found = Findings(
        language=spoken().code,
        title=title,
        assessment=assessment.id,
        date=read.day,
        questionnaire=questionnaire.id,
        questionnaire_title=questionnaire.title,
        version=questionnaire.version,
        hash=questionnaire.hash,
        profile=_bands(computed.profile, assessment),
        synthetic=wording.synthetic(
            answers=assessment.synthetic, peers=bool(read.group and read.group.synthetic)
        ),
        verdict=read.overall.sentence,
        verdict_note=_verdict_note(questionnaire, overall, read.reader),
        unknown_note=read.unknown_note,
        low=questionnaire.range.min,
        high=questionnaire.range.max,
        ladder=read.ladder,
        overall=read.overall,
        chapters=read.chapters,
        position_sentence=read.position,
        summary=read.summary,
        next_steps=read.steps,
        no_next_step=NOTHING if computed.next_steps else _no_next_step(computed.explanation),
        roadmap=roadmap_of(read.steps, read.following),
        routes=routes_of(questionnaire, computed.ways, overall, read.responses),
        views=read.views,
        departments=departments_of(
            read.views, read.chapters, read.steps, read.following, questionnaire.range.max
        ),
        strengths=read.strengths,
        no_strengths=NOTHING if read.strengths else wording.no_strengths(),
        peer_group=read.group,
        spreads=spreads_of(questionnaire, read.reader.cell(OVERALL), overall),
        drift=find_drift(computed.then, computed.comparison, {OVERALL: label.whole(), **read.titles}),
        sources=questionnaire.sources,
        limits=questionnaire.limits,
        caveats=caveats_of(read.chapters, read.group, read.unknown_note),
    )
    return replace(found, terms=terms_of(found))


class _Read(Struct, frozen=True, kw_only=True):
    """What several findings are made from, each read out of the computed once."""

    titles: dict[str, str]
    ladder: tuple[Rung, ...]
    following: Rung | None
    day: str
    group: PeerGroup | None
    reader: Reader
    overall: Standing
    responses: dict[str, Response]
    chapters: tuple[Chapter, ...]
    position: Text
    steps: tuple[StepFinding, ...]
    strengths: tuple[Response, ...]
    views: tuple[View, ...]
    unknown_note: Text
    summary: Summary


def _read(computed: Computed, *, remarks: bool) -> _Read:
    questionnaire, explanation = computed.questionnaire, computed.explanation
    titles = {dimension.id: dimension.title for dimension in questionnaire.all_dimensions()}
    ladder = climb(questionnaire, computed.scores.overall, explanation)
    following = next((rung for rung in ladder if rung.next), None)
    day = str(day_of(computed.assessment) or "")
    group = peer_group(computed.comparison, computed.profile, titles, day) if computed.comparison else None
    reader = Reader(questionnaire, computed.scores, explanation, computed.comparison, group)
    overall = reader.standing(OVERALL, "")
    responses = respond_all(
        questionnaire,
        computed.vocabulary,
        computed.assessment,
        explanation,
        computed.next_steps,
        following,
        peers=reader.peers,
        remarks=remarks,
    )
    chapters = tuple(chapters_of(questionnaire.dimensions, "", reader, responses, ladder))
    position = position_sentence(overall, chapters)
    steps = steps_of(questionnaire, responses, computed.next_steps)
    strengths = _strengths(responses)
    return _Read(
        titles=titles,
        ladder=ladder,
        following=following,
        day=day,
        group=group,
        reader=reader,
        overall=overall,
        responses=responses,
        chapters=chapters,
        position=position,
        steps=steps,
        strengths=strengths,
        views=views_of(computed.views, computed.vocabulary, reader.peers),
        unknown_note=_unknown_note(explanation),
        summary=summarise(
            verdict=overall.sentence, position=position, ladder=ladder, steps=steps, strengths=strengths
        ),
    )


def _bands(profile: Sequence[ProfileField], assessment: Assessment) -> tuple[tuple[str, str], ...]:
    """The fields of the profile that were filled in, each with its band, by their names."""
    given = assessment.profile
    return tuple(
        (field.label, field.options.get(given[field.id], given[field.id]))
        for field in profile
        if field.id in given
    )


def add_change(findings: Findings, change: ChangeFindings) -> Findings:
    """The findings with what has changed since an earlier assessment."""
    return replace(findings, change=change, summary=replace(findings.summary, changed=change.sentence))


def add_perception(findings: Findings, perception: Perception | None) -> Findings:
    """The findings with how differently colleagues see it; unchanged without."""
    if perception is None:
        return findings
    caveats = caveats_of(findings.chapters, findings.peer_group, findings.unknown_note, perception)
    seen = replace(findings, perception=perception, caveats=caveats)
    return replace(seen, terms=terms_of(seen))


def _verdict_note(questionnaire: Questionnaire, overall: NodeScore, reader: Reader) -> Text:
    """What the verdict alone would hide: an average that is ahead of the practices, or the staged level
    itself."""
    staged_name = level_name(questionnaire, overall.staged)
    if overall.staged is None:
        return NOTHING
    if overall.level is not None and overall.level > overall.staged:
        name = level_name(questionnaire, overall.level)
        return wording.average_ahead(overall.level, name, overall.staged, staged_name)
    return reader.staged_text(OVERALL)


def _unknown_note(explanation: Explanation) -> Text:
    """Nothing where little is unknown, or where it does not count."""
    asked = [step for step in explanation.steps if step.weight and step.excluded != "inactive"]
    unknown = sum(step.state == "unknown" and step.x is not None for step in asked)
    is_much = unknown and unknown >= MUCH * len(asked)
    return reckoning.much_unknown(unknown, len(asked)) if is_much else NOTHING


def _no_next_step(explanation: Explanation) -> Text:
    asked = [step for step in explanation.steps if step.weight]
    return wording.no_next_step(
        counted=sum(step.x is not None for step in asked),
        unanswered=sum(step.state == "unanswered" for step in asked),
    )


def _strengths(responses: dict[str, Response]) -> tuple[Response, ...]:
    """The best answers, best first; among equals the heavier question, then the file's order."""
    strong = [
        response
        for response in responses.values()
        if response.weight and response.x is not None and response.x >= STRENGTH
    ]
    strong.sort(key=lambda response: (-(response.x or 0), -response.weight))
    return tuple(strong[:MOST_STRENGTHS])
