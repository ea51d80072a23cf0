"""Answers as JSON: everything that was answered, with reasons, comments and rows, out of one store and into another.

Bytes enter, checked assessments leave, and the respondents that are not good as they were. What a question allows is
decided by `entry`, as it is for the form and the API; a reason that a sheet could not give is not asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import replace

from ..errors import AssessError, Conflict, InvalidAnswer, TooLarge
from ..learnt import learnt
from ..questionnaire.model import MatrixQuestion, Questionnaire
from ..questionnaire.vocabulary import ProfileField
from .activity import settle
from .entry import check_answer
from .model import UNANSWERED, Answer, Assessment, State

MAX_BYTES = 500_000_000
ID_LENGTH = 200

NAMES = ("organisation", "group", "account")
"""From whom a respondent is, and who brings the answers in."""


Name = Annotated[str, Meta(max_length=ID_LENGTH)]


class Respondent(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What one respondent answered. A question that is left out is unanswered.

    `answers` maps questions to answers. `value` is the rung of a `level`, the option id of a `choice`, the ticked ids of
    a `many`, the number, the text, or the rows of a `matrix`; `state` is `answered` if it is left out. An `inactive`
    answer may keep the value it had before a condition hid its question. `organisation`, `group` (a register number or an
    e-mail domain) and `account` (who brings the respondent in) are read, never written: a store keeps keyed hashes of them.
    """

    id: Annotated[str, Meta(min_length=1, max_length=ID_LENGTH)]
    profile: dict[str, str] = {}
    answers: dict[str, Answer]
    submitted_at: Annotated[datetime, Meta(tz=True)] | None = None
    contributes: bool = False
    synthetic: bool = False
    organisation: Name = ""
    group: Name = ""
    account: Name = ""


class AnswerFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Answers to one version of one questionnaire. `hash` is that of its content; without it the served one is meant."""

    format: Literal[1]
    questionnaire: str
    version: str = ""
    hash: str = ""
    respondents: list[Respondent]


class _Opened(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The same, the respondents not decoded yet: one that is bad does not take the others down."""

    format: Literal[1]
    questionnaire: str
    version: str = ""
    hash: str = ""
    respondents: list[msgspec.Raw]


class AnswerProblem(Struct, frozen=True, kw_only=True):
    """What is wrong with a respondent, and where in the file: `respondents[2]`, counted from 0."""

    file: str
    path: str
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}: {self.path}: {self.what} {self.remedy}"


class Answers(Struct, frozen=True, kw_only=True):
    """The good respondents of a file as assessments, what is wrong with the others, and these as they were.

    `people` has, where anybody's is given, the `organisation`, `group` and `account` of each of the good ones, "" where it
    is not, as `assess.assessment.sheet` reads them.
    """

    assessments: list[Assessment]
    people: dict[str, list[str]]
    problems: tuple[AnswerProblem, ...]
    bad: tuple[bytes, ...]


def read_answers(
    content: bytes,
    questionnaire: Questionnaire,
    profile: Iterable[ProfileField],
    *,
    file: str,
    now: datetime | None = None,
) -> Answers:
    """The respondents of a file. `AssessError` where it is no such file, `Conflict` where it answers something else. Who
    would have answered after `now` is not good."""
    if len(content) > MAX_BYTES:
        what = f"The file has {len(content):,} bytes."
        raise TooLarge(what, where=file, remedy=f"Split it: at most {MAX_BYTES:,} are read.")
    try:
        opened = msgspec.json.decode(content.removeprefix(b"\xef\xbb\xbf"), type=learnt(_Opened))
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        remedy = "`assess schema answers` prints how such a file is written."
        raise AssessError(f"This is no file of answers: {error}.", where=file, remedy=remedy) from None
    _refuse_other(opened, questionnaire, file)
    fields = tuple(profile)
    known: set[str] = set()
    assessments, names, problems, bad = [], [], [], []
    for place, raw in enumerate(opened.respondents):
        found = _read_one(bytes(raw), questionnaire, fields, known, now)
        if isinstance(found, _Good):
            assessments.append(found.assessment)
            names.append(found.names)
            continue
        bad.append(bytes(raw))
        problems += [
            AnswerProblem(file=file, path=f"respondents[{place}]{path}", what=what, remedy=remedy)
            for path, what, remedy in found
        ]
    columns = dict(zip(NAMES, map(list, zip(*names, strict=True)), strict=False))
    people = {name: given for name, given in columns.items() if any(given)}
    return Answers(assessments=assessments, people=people, problems=tuple(problems), bad=tuple(bad))


def write_answers(questionnaire: Questionnaire, assessments: Iterable[Assessment]) -> Iterator[bytes]:
    """The file piece by piece, a respondent a line; `read_answers` gives these assessments back."""
    head = {
        "format": 1,
        "questionnaire": questionnaire.id,
        "version": questionnaire.version,
        "hash": questionnaire.hash,
    }
    before = msgspec.json.encode(head)[:-1] + b',"respondents":[\n'
    for assessment in assessments:
        yield before + msgspec.json.encode(_as_respondent(assessment))
        before = b",\n"
    yield (b"" if before == b",\n" else before) + b"\n]}\n"


def write_bad(questionnaire: Questionnaire, bad: Iterable[bytes]) -> bytes:
    """A file of respondents as they were, to be mended."""
    head = b'{"format":1,"questionnaire":' + msgspec.json.encode(questionnaire.id) + b',"respondents":[\n'
    return head + b",\n".join(bad) + b"\n]}\n"


def schema() -> dict:
    """The JSON Schema of a file of answers, generated from the Structs."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "assess answers, format 1",
        **msgspec.json.schema(AnswerFile),
    }


def _as_respondent(assessment: Assessment) -> Respondent:
    return Respondent(
        id=assessment.id,
        profile=assessment.profile,
        answers={name: answer for name, answer in assessment.answers.items() if answer != UNANSWERED},
        submitted_at=assessment.submitted_at,
        contributes=assessment.contributes,
        synthetic=assessment.synthetic,
    )


def _refuse_other(opened: _Opened, questionnaire: Questionnaire, file: str) -> None:
    if opened.questionnaire != questionnaire.id:
        what = f"These are answers to `{opened.questionnaire}`."
        raise Conflict(what, where=file, remedy=f"Import them with --questionnaire {opened.questionnaire}.")
    served = {"version": questionnaire.version, "hash": questionnaire.hash}
    given = {"version": opened.version, "hash": opened.hash}
    if any(given[name] and given[name] != served[name] for name in served):
        what = f"These are answers to version {opened.version or 'unknown'}, or to other content of it."
        remedy = (
            f"Served is version {questionnaire.version}; remove `version` and `hash` if the answers mean the same "
            "there."
        )
        raise Conflict(what, where=file, remedy=remedy)


class _Good(Struct, frozen=True):
    """A respondent that can be stored, and the names of `NAMES`."""

    assessment: Assessment
    names: tuple[str, ...]


Fault = tuple[str, str, str]
"""The path within the respondent, what is wrong, what to do."""


def _read_one(
    raw: bytes,
    questionnaire: Questionnaire,
    fields: tuple[ProfileField, ...],
    known: set[str],
    now: datetime | None,
) -> _Good | list[Fault]:
    try:
        respondent = msgspec.json.decode(raw, type=learnt(Respondent))
    except (msgspec.MsgspecError, RecursionError) as error:
        return [("", f"It cannot be read: {error}.", "`assess schema answers` prints how it is written.")]
    faults = [*_id_faults(respondent.id, known), *_profile_faults(respondent.profile, fields)]
    faults += _answer_faults(questionnaire, respondent)
    if now and respondent.submitted_at and respondent.submitted_at > now:
        faults.append((".submitted_at", "This time is still to come.", "Give the time of the answers."))
    if faults:
        return faults
    known.add(respondent.id)
    given = {name: replace(answer, state=_given(answer)) for name, answer in respondent.answers.items()}
    assessment = Assessment(
        id=respondent.id,
        questionnaire=questionnaire.id,
        version=questionnaire.version,
        hash=questionnaire.hash,
        profile=respondent.profile,
        answers=settle(questionnaire, given, respondent.profile),
        submitted_at=respondent.submitted_at,
        contributes=respondent.contributes,
        synthetic=respondent.synthetic,
        source="import",
    )
    return _Good(assessment, tuple(getattr(respondent, name).strip() for name in NAMES))


def _id_faults(id: str, known: set[str]) -> Iterator[Fault]:
    if id in known:
        yield ".id", "The id stands in the file already.", "Give each respondent an id of its own."
    if not id.isprintable():
        yield ".id", "The id has characters that cannot be seen.", "Use plain characters."


def _profile_faults(profile: dict[str, str], fields: tuple[ProfileField, ...]) -> Iterator[Fault]:
    bands = {field.id: field.options for field in fields}
    for name, band in profile.items():
        if name not in bands:
            yield f".profile.{name}", "There is no such field.", f"There are: {', '.join(bands)}."
        elif band not in bands[name]:
            yield f".profile.{name}", f"There is no band `{band}`.", f"Use one of: {', '.join(bands[name])}."


def _answer_faults(questionnaire: Questionnaire, respondent: Respondent) -> Iterator[Fault]:
    fits = True
    for name, answer in respondent.answers.items():
        try:
            _check(questionnaire, name, answer)
        except InvalidAnswer as error:
            fits = False
            yield f".answers.{name}", error.what, error.remedy
    if not fits:
        return
    given = {name: replace(answer, state=_given(answer)) for name, answer in respondent.answers.items()}
    settled = settle(questionnaire, given, respondent.profile)
    for name, answer in respondent.answers.items():
        if answer.state is State.INACTIVE and settled[name].state is not State.INACTIVE:
            remedy = "Give its state, or leave it out."
            yield f".answers.{name}", "It is not inactive: the question applies.", remedy


def _given(answer: Answer) -> State:
    """The state before conditions: what is inactive may have been answered."""
    if answer.state is not State.INACTIVE:
        return answer.state
    return State.UNANSWERED if answer.value is None else State.ANSWERED


def _check(questionnaire: Questionnaire, name: str, answer: Answer) -> None:
    question = questionnaire.question.get(name)
    if question is None:
        raise InvalidAnswer("There is no such question.", where=name, remedy="Remove it, or mend its name.")
    answer = replace(answer, state=_given(answer))
    if answer.state is State.NOT_APPLICABLE and not answer.reason.strip():
        answer = replace(answer, reason="imported")  # as from a sheet, which has no room for one
    is_share = isinstance(question, MatrixQuestion) and isinstance(answer.value, int | float)
    if is_share and not isinstance(answer.value, bool) and 0 <= answer.value <= 1:
        answer = replace(answer, value=None, state=State.UNANSWERED)  # a value whose rows are not known
    check_answer(questionnaire, question, answer)
