"""Who will read a report, and what therefore is in it: findings enter, findings of that audience leave.

`own` is the organisation itself. `client` is whom a consultant hands the report to: nobody's own words are in it.
`public` is everybody: no name, no comment, no single answer or anything that follows from one, no exact number of people
or organisations. What a variant must not hold is gathered from the assessment itself as `Secret`s, and looked for
afterwards in everything that was made (`page.disclosure`): leaving out and looking for are two hands.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from ...assessment.model import Assessment, State
from ...questionnaire.model import (
    ChoiceQuestion,
    LevelQuestion,
    ManyQuestion,
    MatrixQuestion,
    Questionnaire,
    TextQuestion,
)
from ..word import limit
from ..word.text import NOTHING, Paragraph
from .caveat import caveats_of
from .chapter import Chapter
from .model import Findings
from .peer import PeerGroup
from .response import Response, answer_text
from .standing import Standing
from .summary import summarise
from .term import terms_of
from .trend import Trend
from .view import Tagged, View

Audience = Literal["own", "client", "public"]
AUDIENCES: tuple[Audience, ...] = ("own", "client", "public")
Kind = Literal["name", "id", "comment", "text", "answer"]
FORBIDDEN: dict[Audience, frozenset[Kind]] = {
    "own": frozenset(),
    "client": frozenset({"comment", "text"}),
    "public": frozenset({"name", "id", "comment", "text", "answer"}),
}
"""The kinds of secret that a variant must not hold."""
FEWEST = 3
"""Below so many counted questions a score tells the answers behind it."""


class Secret(Struct, frozen=True, kw_only=True):
    """Something that belongs to the organisation or to a person: what kind, the text itself, which question it is of."""

    kind: Kind
    text: str
    question: str = ""


def meant_for(findings: Findings, audience: Audience) -> Findings:
    """The findings as this audience may have them. Of what is already public, nothing comes back."""
    if audience == "own":
        return findings
    if audience == "client":
        return replace(_without_words(findings), audience="client")
    return _public(findings)


def secrets_of(assessment: Assessment, questionnaire: Questionnaire, title: str) -> tuple[Secret, ...]:
    """Everything in an assessment that a variant may have to leave out. `title` is what the report is called, usually the
    organisation; the questionnaire's own title is no secret. `questionnaire` is in the language of the report."""
    return tuple(dict.fromkeys(_secrets(assessment, questionnaire, title)))


def _secrets(assessment: Assessment, questionnaire: Questionnaire, title: str) -> Iterator[Secret]:
    if title.strip() and title != questionnaire.title:
        yield Secret(kind="name", text=title)
    yield Secret(kind="id", text=assessment.id)
    for id, answer in assessment.answers.items():
        question = questionnaire.question.get(id)
        for said in (answer.comment, answer.reason):
            if said.strip():
                yield Secret(kind="comment", text=said, question=id)
        if question is None or answer.state is not State.ANSWERED or answer.value is None:
            continue
        if isinstance(question, TextQuestion):
            yield Secret(kind="text", text=str(answer.value), question=id)
        elif isinstance(question, MatrixQuestion) and isinstance(answer.value, list):
            yield from (Secret(kind="text", text=row.name, question=id) for row in answer.value)
        elif isinstance(question, LevelQuestion | ChoiceQuestion | ManyQuestion):
            yield Secret(kind="answer", text=str(answer_text(questionnaire, question, answer)), question=id)


def _without_words(findings: Findings) -> Findings:
    """Without what a respondent noted. Free text is an answer: it is not there if the findings were concluded without
    remarks, and is found by the check if they were not."""

    def bare(response: Response) -> Response:
        return replace(response, remark="")

    chapters = tuple(
        replace(chapter, responses=tuple(map(bare, chapter.responses))) for chapter in findings.chapters
    )
    return replace(findings, chapters=chapters, strengths=tuple(map(bare, findings.strengths)))


def _public(findings: Findings) -> Findings:
    """Scores and levels of the whole, of dimensions and views, and their peers; nothing that follows from one answer."""
    chapters = tuple(map(_public_chapter, findings.chapters))
    views = tuple(map(_public_view, findings.views))
    ladder = tuple(replace(rung, missing=()) for rung in findings.ladder)
    group = _public_group(findings.peer_group)
    told = replace(
        findings,
        audience="public",
        title=findings.questionnaire_title,
        assessment="",
        profile=(),
        ladder=ladder,
        chapters=chapters,
        views=views,
        next_steps=(),
        no_next_step=limit.no_steps_in_public(),
        roadmap=(),
        peer_group=group,
        routes=(),
        strengths=(),
        no_strengths=limit.no_strengths_in_public(),
        departments=(),
        change=None,
        trend=_public_trend(findings.trend, {one.id for one in chapters if one.standing.score is None}),
        perception=None,
        caveats=(limit.public(), *caveats_of(chapters, group, findings.unknown_note)),
        summary=summarise(
            verdict=findings.verdict,
            position=findings.position_sentence,
            ladder=ladder,
            steps=(),
            strengths=(),
        ),
    )
    return replace(told, terms=terms_of(told))


def _public_group(group: PeerGroup | None) -> PeerGroup | None:
    """Without the group that was asked for: one so small that it is not shown says whose report this is."""
    return group and replace(group, asked=group.used, is_asked=True, fell_back=())


def _public_trend(trend: Trend | None, untold: set[str]) -> Trend | None:
    """Without ids, and without the course of what is not told now."""
    if trend is None:
        return None
    return replace(
        trend, assessments=(), courses=tuple(one for one in trend.courses if one.node not in untold)
    )


def _public_chapter(chapter: Chapter) -> Chapter:
    few = sum(response.x is not None for response in chapter.responses) < FEWEST
    holds_questions = bool(chapter.responses)
    standing = replace(chapter.standing, coverage=Paragraph())
    if few and holds_questions and standing.score is not None:
        standing = _untold(standing)
    return replace(
        chapter,
        standing=standing,
        strip_sentence=NOTHING,
        outlook=None,
        responses=(),
        advice=chapter.advice if standing.score is not None else "",
        gain=chapter.gain if standing.score is not None else 0.0,
    )


def _untold(standing: Standing) -> Standing:
    said = limit.too_few_for_public()
    return replace(
        standing,
        score=None,
        hundredths=None,
        level=None,
        level_name="",
        staged=None,
        staged_text=NOTHING,
        reason=said,
        sentence=said,
        peers=None,
    )


def _public_view(view: View) -> View:
    def tell(row: Tagged) -> Tagged:
        if row.score is None or row.counted >= FEWEST:
            return row
        return replace(row, score=None, reason=limit.too_few_for_public(), peers=None)

    return replace(view, rows=tuple(map(tell, view.rows)))
