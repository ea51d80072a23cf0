"""Fields of a page ↔ answers. Pure.

A page posts every question it showed. `was.<id>` carries a digest of what the page showed, so that only what this page
changed is saved, a second tab is not overwritten by old values, and a page that has gone stale is told so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

import msgspec
from msgspec import Struct

from ..assessment.entry import check_answer, hidden_answer
from ..assessment.model import UNANSWERED, Answer, State
from ..errors import InvalidAnswer
from ..language import gettext as _
from ..questionnaire.model import (
    LevelQuestion,
    ManyQuestion,
    MatrixQuestion,
    NumberQuestion,
    Question,
    Questionnaire,
    Row,
    TextQuestion,
)
from .entry import plain_value, read_matrix, read_number, show_rows
from .field import Fields, first

STATES = {f"state:{state}": state for state in (State.UNKNOWN, State.NOT_APPLICABLE, State.UNANSWERED)}
"""How a page writes an answer that is no value; the colon keeps it apart from every id of an option."""

RUNGS = frozenset(map(str, range(10)))
"""How a page writes the rungs of a `level` question, which has at most ten."""


class Posted(Struct, frozen=True, kw_only=True):
    """What a page sent, by question: every answer as it was `shown` when sent, the digests the page began with
    (`was`), the answers it changed, and those that cannot be kept."""

    shown: dict[str, Answer]
    was: dict[str, str]
    changes: dict[str, Answer]
    errors: dict[str, InvalidAnswer]


class Filling(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How the fields of a question show an answer: the values that are chosen, or text, and what is beside them.

    `rows` is what stands in the fields of a matrix, by row and field: "0.name".
    """

    chosen: tuple[str, ...]
    reason: str
    comment: str
    rows: dict[str, str] = {}


def fingerprint(answer: Answer) -> str:
    """What `was.<id>` carries: a short digest of the answer a page showed.

    Answers that the fields of a page cannot tell apart have the same digest, whichever way they came.
    """
    value = plain_value(answer.value)
    reason = answer.reason.strip() if answer.state is State.NOT_APPLICABLE else ""
    told = (value, answer.state, reason, answer.comment.strip())
    return hashlib.sha256(msgspec.json.encode(told, order="deterministic")).hexdigest()[:12]


def fill(answer: Answer) -> Filling:
    """The answer as the fields of its question show it. Nothing is chosen where nothing was answered."""
    if answer.state is State.UNANSWERED:
        chosen: list = []
    elif answer.value is None:
        chosen = [f"state:{answer.state}"]
    else:
        chosen = list(answer.value) if isinstance(answer.value, list) else [answer.value]
        if answer.state in (State.UNKNOWN, State.NOT_APPLICABLE):  # sent with a value, and to be mended
            chosen.append(f"state:{answer.state}")
    rows = show_rows(answer)
    return Filling(
        chosen=tuple(str(choice) for choice in chosen if not isinstance(choice, Row)),
        reason=answer.reason,
        comment=answer.comment,
        rows=rows,
    )


def read_page(questionnaire: Questionnaire, questions: Iterable[Question], fields: Fields) -> Posted:
    """The answers of one page. Unknown fields are ignored; a question the page did not show is left alone."""
    shown: dict[str, Answer] = {}
    was: dict[str, str] = {}
    changes: dict[str, Answer] = {}
    errors: dict[str, InvalidAnswer] = {}
    for question in questions:
        if not (digest := first(fields, f"was.{question.id}")):
            continue
        answer = shown[question.id] = _read(question, fields)
        was[question.id] = digest
        if fingerprint(answer) == digest:
            continue
        try:
            _refuse_both(question, answer)
            check_answer(questionnaire, question, answer)
        except InvalidAnswer as error:
            errors[question.id] = error
        else:
            changes[question.id] = answer
    return Posted(shown=shown, was=was, changes=changes, errors=errors)


def refuse_hidden(posted: Posted, hidden: frozenset[str]) -> Posted:
    """The page without its changes to `hidden` questions; these join its errors."""
    refused = {name: hidden_answer(name) for name in posted.changes if name in hidden}
    kept = {name: answer for name, answer in posted.changes.items() if name not in refused}
    return msgspec.structs.replace(posted, changes=kept, errors=posted.errors | refused)


def find_stale(posted: Posted, stored: Mapping[str, Answer]) -> dict[str, Answer]:
    """The stored answers that differ from what the page shows: another window set them.

    What the page itself has just saved is not stale; neither is what could not be kept, for that is still being mended.
    """
    held = posted.was | {name: fingerprint(answer) for name, answer in posted.changes.items()}
    return {
        name: stored.get(name, UNANSWERED)
        for name, digest in held.items()
        if name not in posted.errors and fingerprint(stored.get(name, UNANSWERED)) != digest
    }


def _read(question: Question, fields: Fields) -> Answer:
    name = f"q.{question.id}"
    comment = first(fields, f"{name}.comment")
    given = fields.get(name) or []
    value = first(fields, name)
    if isinstance(question, NumberQuestion | MatrixQuestion):
        return _read_entered(question, fields, comment)
    state = first(fields, f"{name}.state") if isinstance(question, ManyQuestion) else value
    if state in STATES and not isinstance(question, TextQuestion):
        reason = first(fields, f"{name}.reason") if STATES[state] is State.NOT_APPLICABLE else ""
        ticks = given if isinstance(question, ManyQuestion) and given else None
        return Answer(ticks, state=STATES[state], reason=reason, comment=comment)
    if not value:
        return msgspec.structs.replace(UNANSWERED, comment=comment)
    if isinstance(question, ManyQuestion):
        return Answer(given, comment=comment)
    if isinstance(question, LevelQuestion):
        return Answer(int(value) if value in RUNGS else value[:40], comment=comment)
    return Answer(value, comment=comment)


def _read_entered(question: NumberQuestion | MatrixQuestion, fields: Fields, comment: str) -> Answer:
    name = f"q.{question.id}"
    is_number = isinstance(question, NumberQuestion)
    value = read_number(first(fields, name)) if is_number else read_matrix(question, fields)
    state = STATES.get(first(fields, f"{name}.state"))
    if state is not None:
        reason = first(fields, f"{name}.reason") if state is State.NOT_APPLICABLE else ""
        return Answer(value, state=state, reason=reason, comment=comment)
    if value is None:
        return msgspec.structs.replace(UNANSWERED, comment=comment)
    return Answer(value, comment=comment)


def _refuse_both(question: Question, answer: Answer) -> None:
    """Without a script a page can send ticks beside “don't know”; which of the two is meant is not ours to guess."""
    if isinstance(question, NumberQuestion | MatrixQuestion):
        if answer.state is not State.ANSWERED and answer.value is not None:
            raise InvalidAnswer(
                _("Something is entered, and “don't know” or “not applicable” is chosen too."),
                where=question.id,
                remedy=_("Empty the fields, or choose “What is entered above counts”."),
            )
    elif answer.state is not State.ANSWERED and answer.value:
        raise InvalidAnswer(
            _("Options are ticked, and “don't know” or “not applicable” is chosen too."),
            where=question.id,
            remedy=_("Untick the options, or choose “The ticks above count”."),
        )
