"""Answers, scores and changes as compact bytes, and back.

A blob is one format byte, then MessagePack. A later format gets a later byte; format 1 stays readable for
good. Ids that all rows of a model share are not in the blob but in its `Model`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any

import msgspec

from assess.assessment.model import Answer, Assessment, State, Value
from assess.learnt import learnt
from assess.scoring.model import NodeScore, Scores
from assess.store.record import PROFILE, Model
from assess.store.refusal import Damaged

FORMAT = b"\x01"
STATES = (State.ANSWERED, State.UNKNOWN, State.NOT_APPLICABLE, State.UNANSWERED, State.INACTIVE)
"""The order is the file format: append, never reorder."""

NODE_FIELDS = (
    "score",
    "level",
    "staged",
    "reason",
    "asked",
    "counted",
    "unknown",
    "not_applicable",
    "unanswered",
)
"""The order is the file format, too."""

Cell = float | int | str | None | tuple[float | int | str | tuple[Any, ...] | None, ...]
"""A stored answer as `read_cells` gives it: its plain value, or state, value, reason and comment."""

_code = {state: code for code, state in enumerate(STATES)}
_bare = {state: (code,) for state, code in _code.items()}
_ANSWERED = State.ANSWERED
_PLAIN = {int, float, str}
_node_fields = attrgetter(*NODE_FIELDS)
_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder().decode
_decode_cell = msgspec.msgpack.Decoder(learnt(Cell)).decode
_decode_cells = msgspec.msgpack.Decoder(learnt(tuple[tuple[Cell, ...], dict[str, str]])).decode


class Change(msgspec.Struct, frozen=True, array_like=True):
    """One save as it is stored: what a tab sent, whatever became of it.

    The fields' order is the file format; new ones go last, with a default.
    """

    base: int
    overwrite: bool
    answers: dict[str, Answer]
    profile: dict[str, str]


_decode_change = msgspec.msgpack.Decoder(learnt(Change)).decode


def pack_change(change: Change) -> bytes:
    """The blob of one save."""
    return FORMAT + _encode(change)


def unpack_change(blob: bytes) -> Change:
    """The save in a blob; Damaged if it does not read."""
    return _read(blob, _decode_change)


def pack_answers(assessment: Assessment) -> bytes:
    """The answers in the order of the questionnaire, and profile fields that have no column."""
    return pack_cells(assessment.answers.values(), assessment.profile)


def pack_cells(answers: Iterable[Answer], profile: Mapping[str, str]) -> bytes:
    """As `pack_answers`, from parts. A plain value takes its own bytes only, all else is a short list."""
    rest = {field: band for field, band in profile.items() if field not in PROFILE}
    cells = [
        # the common case inline: half the time of a hundred thousand imported rows is spent here
        answer.value
        if answer.state is _ANSWERED
        and type(answer.value) in _PLAIN
        and not answer.reason
        and not answer.comment
        else _cell(answer)
        for answer in answers
    ]
    return FORMAT + _encode((cells, rest))


def unpack_answers(blob: bytes, model: Model) -> tuple[dict[str, Answer], dict[str, str]]:
    """Answers by question, and profile fields that have no column; Damaged if they do not fit the model."""
    cells, rest = _read(blob, _decode)
    if len(cells) != len(model.questions):
        raise _damaged(f"it holds {len(cells)} answers to {len(model.questions)} questions")
    return {question: _answer(cell) for question, cell in zip(model.questions, cells, strict=True)}, rest


def read_cells(blob: bytes, count: int) -> tuple[Cell, ...]:
    """The answers in a blob as cells, which can be compared and looked up; Damaged if there are not so many."""
    cells, _ = _read(blob, _decode_cells)
    if len(cells) != count:
        raise _damaged(f"it holds {len(cells)} answers to {count} questions")
    return cells


def head_of(count: int) -> bytes:
    """How the blob of so many answers begins, before the first of them."""
    return pack_cells([Answer(0)] * count, {})[: -count - 1]  # a byte for each, and one that nothing follows


def read_cell(content: bytes) -> Cell:
    """One cell from its bytes; Damaged if it is none."""
    return _read(FORMAT + content, _decode_cell)


def answer_of(cell: Cell) -> Answer:
    """The answer in a cell."""
    if not isinstance(cell, tuple):
        return Answer(value=cell)
    return _answer([list(part) if isinstance(part, tuple) else part for part in cell])


def pack_scores(scores: Scores) -> bytes:
    """All node scores, in the order of the model's nodes."""
    return pack_rows([_node_fields(node) for node in scores.nodes.values()])


def pack_rows(rows: Sequence[tuple]) -> bytes:
    """As `pack_scores`, from what each node has in `NODE_FIELDS`."""
    return FORMAT + _encode(rows)


def unpack_scores(blob: bytes, model: Model) -> Scores:
    """The scores of one assessment; Damaged if they do not fit the model."""
    rows = _read(blob, _decode)
    if len(rows) != len(model.nodes):
        raise _damaged(f"it holds scores of {len(rows)} nodes, its model has {len(model.nodes)}")
    nodes = {
        node: NodeScore(node=node, **dict(zip(NODE_FIELDS, row, strict=True)))
        for node, row in zip(model.nodes, rows, strict=True)
    }
    return Scores(questionnaire=model.questionnaire, version=model.version, hash=model.hash, nodes=nodes)


def _cell(answer: Answer) -> object:
    """All but a plain value: [state, value, reason, comment], cut short where nothing follows."""
    state, value = answer.state, answer.value
    if answer.reason or answer.comment:
        return (_code[state], value, answer.reason, answer.comment)
    return _bare[state] if value is None else (_code[state], value)


def _answer(cell: object) -> Answer:
    if not isinstance(cell, list):
        return Answer(value=cell)
    code, *rest = cell
    value, reason, comment = (*rest, *(None, "", "")[len(rest) :])
    if isinstance(value, list) and any(isinstance(part, dict) for part in value):
        value = msgspec.convert(value, learnt(Value))  # the rows of a matrix
    return Answer(value=value, state=STATES[code], reason=reason, comment=comment)


def _read(blob: bytes, decode):
    if blob[:1] != FORMAT:
        raise _damaged(f"it has the unknown format {blob[:1].hex() or 'nothing'}")
    try:
        return decode(memoryview(blob)[1:])
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _damaged(f"it does not decode ({error})") from error


def _damaged(why: str) -> Damaged:
    return Damaged(
        f"A stored record cannot be read: {why}.", remedy="Run `assess db check`, then `assess db restore`."
    )
