"""A file of answers that respondents of an organisation agreed on → checked answers, by organisation and question.

Pure. Every mistake is told at once, each with its line; a file with any is refused as a whole, so that no score comes
out that half of it was meant for.

    north:
      listen-03: {answer: 3, reason: "We looked at the records together."}
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from ..errors import InvalidAnswer
from ..learnt import learnt
from ..questionnaire.document import Document, read
from ..questionnaire.model import LevelQuestion, Question, Questionnaire, Row
from ..questionnaire.part import Part
from ..questionnaire.problem import Path, render
from ..questionnaire.shape import mend
from .entry import check_answer
from .model import MAX_COMMENT, Answer, State

Consensus = dict[str, dict[str, Answer]]
"""By organisation and question, the answer agreed on, with its reason."""

NO_ANSWER = "This cannot be an answer."
FORMS = 'Write a rung, an option\'s id (in quotes: "no"), ticks in brackets, a number, or {state: not_applicable}.'


class AgreedState(Part, kw_only=True):
    """What was agreed on where it is no value."""

    state: Literal["unknown", "not_applicable"]


class Agreed(Part, kw_only=True):
    """One answer agreed on: the rung, the option id, a list of ticks, the number, rows, or `{state: …}`; and why."""

    answer: AgreedState | float | int | str | list[str | Row]
    reason: Annotated[str, Meta(min_length=1, max_length=MAX_COMMENT)]


class ConsensusProblem(Struct, frozen=True, kw_only=True):
    """What is wrong, and where: `north.listen-03.answer`."""

    file: str
    path: str
    line: int | None
    what: str
    remedy: str

    def __str__(self) -> str:
        line = f":{self.line}" if self.line else ""
        path = f" {self.path}:" if self.path else ""
        return f"{self.file}{line}:{path} {self.what} {self.remedy}"


class InvalidConsensus(InvalidAnswer):
    """A file of agreed answers that cannot be taken; `problems` holds every one found, not the first."""

    def __init__(self, problems: list[ConsensusProblem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def read_consensus(
    content: bytes, questionnaire: Questionnaire, organisations: Collection[str], *, file: str
) -> Consensus:
    """The answers in the file, each allowed by its question; `organisations` are those that have respondents.

    Raises `InvalidConsensus`. Whether a question applies to an organisation is not known here, but where it is scored.
    """
    document = read(content if content.strip() else b"{}", file)
    problems = [
        ConsensusProblem(file=file, path=each.path, line=each.line, what=each.what, remedy=each.remedy)
        for each in document.problems
    ]
    given = {} if problems else _converted(document, file, problems)
    found: Consensus = {}
    for name, answers in given.items():
        if name not in organisations:
            remedy = f"There are: {', '.join(organisations)}."
            what = "No respondent of the sheet belongs to this organisation."
            problems.append(_problem(document, file, (name,), what, remedy))
        found[name] = {}
        for id, one in answers.items():
            found[name][id] = _as_answer(questionnaire.question.get(id), one)
            problems += [
                _problem(document, file, (name, id, *path), what, remedy)
                for path, what, remedy in _faults(questionnaire, id, found[name][id])
            ]
    if problems:
        raise InvalidConsensus(problems)
    return found


def _converted(
    document: Document, file: str, problems: list[ConsensusProblem]
) -> Mapping[str, Mapping[str, Agreed]]:
    """The file as values; of one that is not right nothing, and its mistakes are added to the problems."""
    if not isinstance(document.data, dict) or not document.data:
        remedy = "Write: organisation, below it questions, each with {answer: …, reason: …}."
        problems.append(_problem(document, file, (), "No organisation is named.", remedy))
        return {}
    _, found = mend(document.data, dict[str, dict[str, Agreed]])
    for each in found:
        what, remedy = (NO_ANSWER, FORMS) if each.path[2:] == ("answer",) else (each.what, each.remedy)
        problems.append(_problem(document, file, each.path, what, remedy))
    return {} if found else msgspec.convert(document.data, learnt(dict[str, dict[str, Agreed]]))


def _faults(questionnaire: Questionnaire, id: str, answer: Answer) -> Iterator[tuple[Path, str, str]]:
    """Where below the question, what is wrong, and what to do."""
    question = questionnaire.question.get(id)
    if question is None:
        near = difflib.get_close_matches(id, questionnaire.question, n=1)
        remedy = (
            f"Did you mean `{near[0]}`?"
            if near
            else "Use the `id` of a question in the questionnaire's file."
        )
        yield (), "There is no such question.", remedy
        return
    if not question.scored:
        yield (), "This question is never scored, so there is no mean to replace.", "Remove it."
        return
    if not answer.reason.strip():
        yield ("reason",), "An answer that replaces the mean needs its reason.", "Say why it was agreed on."
    try:
        check_answer(questionnaire, question, answer)
    except InvalidAnswer as error:
        yield ("answer",), error.what, error.remedy


def _as_answer(question: Question | None, one: Agreed) -> Answer:
    if isinstance(one.answer, AgreedState):
        return Answer(state=State(one.answer.state), reason=one.reason)
    value = one.answer
    if isinstance(question, LevelQuestion) and isinstance(value, float) and value.is_integer():
        value = int(value)
    return Answer(value, reason=one.reason)


def _problem(document: Document, file: str, path: Path, what: str, remedy: str) -> ConsensusProblem:
    return ConsensusProblem(file=file, path=render(path), line=document.line(path), what=what, remedy=remedy)
