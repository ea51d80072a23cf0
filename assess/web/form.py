"""Fields of the form → answers, and the names of the fields.

A page posts every question it showed. `was.<id>` carries what the page showed, so that only what this page changed is
saved and a second tab is not overwritten by old values.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

import msgspec
from msgspec import Struct

from ..assessment.entry import check_answer
from ..assessment.model import UNANSWERED, Answer, State
from ..errors import InvalidAnswer
from ..questionnaire.model import LevelQuestion, ManyQuestion, Question, Questionnaire, TextQuestion

STATES = {"unknown": State.UNKNOWN, "not_applicable": State.NOT_APPLICABLE, "unanswered": State.UNANSWERED}


class Posted(Struct, frozen=True, kw_only=True):
    """What a page sent: the answers it changed, and those that cannot be kept, by question."""

    changes: dict[str, Answer]
    errors: dict[str, InvalidAnswer]
    shown: dict[str, Answer]


def fingerprint(answer: Answer) -> str:
    """What `was.<id>` carries: a short digest of the answer a page showed."""
    if answer.state is State.INACTIVE:
        answer = msgspec.structs.replace(answer, state=State.ANSWERED if answer.value is not None else State.UNANSWERED)
    return hashlib.sha256(msgspec.json.encode(answer)).hexdigest()[:12]


def read_page(questionnaire: Questionnaire, questions: Iterable[Question], fields: Mapping[str, list[str]]) -> Posted:
    """The answers of one page. Unknown fields are ignored; a question the page did not show is left alone."""
    changes: dict[str, Answer] = {}
    errors: dict[str, InvalidAnswer] = {}
    shown: dict[str, Answer] = {}
    for question in questions:
        was = first(fields, f"was.{question.id}")
        if not was:
            continue
        answer = _read(question, fields)
        shown[question.id] = answer
        if fingerprint(answer) == was:
            continue
        try:
            check_answer(questionnaire, question, answer)
        except InvalidAnswer as error:
            errors[question.id] = error
        else:
            changes[question.id] = answer
    return Posted(changes=changes, errors=errors, shown=shown)


def first(fields: Mapping[str, list[str]], name: str) -> str:
    """The first value of a field, "" where it is missing."""
    values = fields.get(name) or [""]
    return values[0]


def _read(question: Question, fields: Mapping[str, list[str]]) -> Answer:
    name = f"q.{question.id}"
    comment = _clean(first(fields, f"{name}.comment"))
    given = fields.get(name) or []
    chosen = first(fields, f"{name}.state") if isinstance(question, ManyQuestion) else (given[0] if given else "")
    if chosen in STATES:
        state = STATES[chosen]
        reason = _clean(first(fields, f"{name}.reason")) if state is State.NOT_APPLICABLE else ""
        return Answer(state=state, reason=reason, comment=comment)
    if isinstance(question, ManyQuestion):
        return Answer(given, comment=comment) if given else Answer(state=State.UNANSWERED, comment=comment)
    if isinstance(question, TextQuestion):
        text = _clean(first(fields, name))
        return Answer(text, comment=comment) if text else Answer(state=State.UNANSWERED, comment=comment)
    if not given or not given[0]:
        return msgspec.structs.replace(UNANSWERED, comment=comment)
    if isinstance(question, LevelQuestion):
        return Answer(int(given[0]) if given[0].isdigit() else given[0], comment=comment)
    return Answer(given[0], comment=comment)


def _clean(text: str) -> str:
    """Browsers send line ends as CR LF; what is stored has LF, and no blanks at the ends."""
    return text.replace("\r\n", "\n").strip()
