"""Who will read a report, and what therefore is in it: findings enter, findings of that audience leave.

`own` is the organisation itself. `client` is whom a consultant hands the report to: nobody's own words are in it.
`public` is everybody: no name, no comment, no single answer or anything that follows from one, no exact number of people
or organisations. What a variant must not hold is gathered from the assessment itself as `Secret`s, and looked for
afterwards in everything that was made (`finding.disclosure`): leaving out and looking for are two hands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
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
from .model import Findings
from .public import for_everybody
from .response import Response, answer_text

Audience = Literal["own", "client", "public"]
AUDIENCES: tuple[Audience, ...] = ("own", "client", "public")
Kind = Literal["name", "id", "comment", "text", "answer"]
FORBIDDEN: dict[Audience, frozenset[Kind]] = {
    "own": frozenset(),
    "client": frozenset({"comment", "text"}),
    "public": frozenset({"name", "id", "comment", "text", "answer"}),
}
"""The kinds of secret that a variant must not hold."""


TELLING = 20
"""From so many characters on, the text of an answer is nobody else's, and a note is more than a word of everybody's."""


class Secret(Struct, frozen=True, kw_only=True):
    """Something that belongs to the organisation or to a person: what kind, the text itself, which question it is of.
    `ordinary`: it stands in everybody's report, so that finding it tells nothing (`ordinary`)."""

    kind: Kind
    text: str
    question: str = ""
    ordinary: bool = False


def meant_for(findings: Findings, audience: Audience) -> Findings:
    """The findings as this audience may have them. Of what is already public, nothing comes back."""
    if audience == "own" or findings.is_public:
        return findings
    if audience == "client":
        return replace(_without_words(findings), audience="client")
    return for_everybody(findings)


def secrets_of(
    assessment: Assessment,
    questionnaire: Questionnaire,
    title: str,
    earlier: Iterable[tuple[Assessment, Questionnaire]] = (),
) -> tuple[Secret, ...]:
    """Everything in an assessment, and in the earlier ones it is held against, that a variant may have to leave out.

    `title` is what the report is called, usually the organisation; the questionnaire's own title is no secret.
    `questionnaire` is in the language of the report; each earlier one brings its own, for its version may be another.
    """
    found = (_secrets(*one, title) for one in ((assessment, questionnaire), *earlier))
    return tuple(dict.fromkeys(chain.from_iterable(found)))


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
