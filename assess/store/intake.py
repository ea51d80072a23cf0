"""A batch of answers → scored columns that the store adds as they are, without an object for each answer.

The blobs are those of `assess.store.blob`, byte for byte: each answer and each outcome of scoring that occurs
is packed there once, and a row is such pieces joined.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

import numpy as np

from assess.assessment.batch import Batch
from assess.assessment.code import code_count, decode_one
from assess.assessment.model import UNANSWERED, Answer, State
from assess.errors import Conflict
from assess.questionnaire.model import Question, Questionnaire, TextQuestion
from assess.scoring.model import REASONS, NodeScore, Scores
from assess.scoring.score import Scorer
from assess.scoring.table import ScoreTable
from assess.store.blob import NODE_FIELDS, pack_cells, pack_scores
from assess.store.record import Bulk, Model

Texts = Mapping[int, Mapping[str, str]]
"""The answers to text questions, by row of the batch (from 0), then by question."""

SPAN_LIMIT = 1 << 62
"""What `_number_nodes` may count to; beyond it, it numbers anew what it has met."""


def as_bulk(
    scorer: Scorer,
    batch: Batch,
    texts: Texts | None = None,
    *,
    submitted_at: datetime,
    contributes: bool,
    source: str,
) -> Bulk:
    """Score a batch in one run and pack it; `submitted_at` (aware), consent and source hold for every row.

    A reason or a comment is in no batch, so there is none in the blobs. Raises Conflict when the batch
    answers another questionnaire than the scorer's, or other content of it.
    """
    questionnaire = scorer.questionnaire
    if batch.hash != questionnaire.hash:
        what = f"These are not answers to version {questionnaire.version} of {questionnaire.id}."
        raise Conflict(what, where=batch.questionnaire, remedy="Install the version that was answered.")
    table = scorer.score(batch.codes)
    n = len(batch.ids)
    model = Model(
        questionnaire=batch.questionnaire,
        version=batch.version,
        hash=batch.hash,
        questions=tuple(question.id for question in questionnaire.questions),
        nodes=table.nodes,
    )
    return Bulk(
        model=model,
        id=batch.ids,
        industry=[band or None for band in batch.industry],
        size=[band or None for band in batch.size],
        region=[band or None for band in batch.region],
        submitted_at=[submitted_at.astimezone(UTC)] * n,
        contributes=[contributes] * n,
        synthetic=[batch.synthetic] * n,
        source=[source] * n,
        answers=pack_codes(questionnaire, batch.codes, texts or {}),
        scores=pack_table(table),
        score=table.score,
    )


def pack_codes(questionnaire: Questionnaire, codes: np.ndarray, texts: Texts) -> list[bytes]:
    """For each row what `pack_answers` gives for the answers behind its codes, its texts put in.

    `codes` as in `Batch`. A profile field that has no column of its own is in no batch either.
    """
    columns = [
        _pack_column(questionnaire, question, codes[:, index], texts)
        for index, question in enumerate(questionnaire.questions)
    ]
    blank = len(columns) * len(_pack_one(UNANSWERED))
    head = pack_cells([UNANSWERED] * len(columns), {})[: -blank - len(_TAIL)]
    return [b"".join((head, *cells, _TAIL)) for cells in zip(*columns, strict=True)]


def _pack_column(
    questionnaire: Questionnaire, question: Question, codes: np.ndarray, texts: Texts
) -> list[bytes]:
    packed = np.empty(code_count(questionnaire, question), dtype=object)
    for code in np.flatnonzero(np.bincount(codes)):
        packed[code] = _pack_one(decode_one(questionnaire, question, int(code)))
    cells = packed[codes].tolist()
    if isinstance(question, TextQuestion):
        for row, words in texts.items():
            if text := words.get(question.id):
                # a text that does not apply is kept with its state, as a form keeps it
                inactive = decode_one(questionnaire, question, int(codes[row])).state is State.INACTIVE
                cells[row] = _pack_one(Answer(text, State.INACTIVE if inactive else State.ANSWERED))
    return cells


_FRAME = pack_cells([], {})
_TAIL = _FRAME[-1:]


def _pack_one(answer: Answer) -> bytes:
    """The bytes of one answer within a blob."""
    return pack_cells([answer], {})[len(_FRAME) - len(_TAIL) : -len(_TAIL)]


def pack_table(table: ScoreTable) -> list[bytes]:
    """For each row of a table what `pack_scores` gives for its scores."""
    _, first, which = np.unique(_number_nodes(table), return_index=True, return_inverse=True)
    packed = np.array([_pack_nodes([node])[_BEFORE_NODE:] for node in _pick(table, first)], dtype=object)
    rows = packed[which].reshape(-1, len(table.nodes)).tolist()
    head = _head_of(len(table.nodes))
    return [b"".join((head, *cells)) for cells in rows]


def _number_nodes(table: ScoreTable) -> np.ndarray:
    """A number for each row and node, row by row; where it is the same, so is all that is stored."""
    key, span = np.zeros(table.score.size, dtype=np.int64), 1
    for name in NODE_FIELDS:
        value = getattr(table, name).ravel().astype(np.int64) + 1  # -1 stands for none
        width = int(value.max(initial=0)) + 1
        if span * width > SPAN_LIMIT:
            seen, key = np.unique(key, return_inverse=True)
            span = len(seen)
        key = key * width + value
        span *= width
    return key


def _pick(table: ScoreTable, places: np.ndarray) -> Iterator[NodeScore]:
    """The scores at these places of the table, without their names and `exact`: no blob holds them."""
    columns = {name: getattr(table, name).ravel()[places].tolist() for name in NODE_FIELDS}
    columns["reason"] = [REASONS[reason] for reason in columns["reason"]]
    for name in ("score", "level", "staged"):
        columns[name] = [None if value < 0 else value for value in columns[name]]
    for values in zip(*columns.values(), strict=True):
        yield NodeScore(node="", **dict(zip(columns, values, strict=True)))


_ONE_NODE = NodeScore(
    node="",
    score=0,
    level=0,
    staged=None,
    reason="",
    asked=0,
    counted=0,
    unknown=0,
    not_applicable=0,
    unanswered=0,
)


def _pack_nodes(nodes: Sequence[NodeScore]) -> bytes:
    named = {str(place): node for place, node in enumerate(nodes)}
    return pack_scores(Scores(questionnaire="", version="", hash="", nodes=named))


_BEFORE_NODE = len(_pack_nodes([]))


def _head_of(nodes: int) -> bytes:
    """How the blob of so many nodes begins."""
    one = len(_pack_nodes([_ONE_NODE])) - _BEFORE_NODE
    return _pack_nodes([_ONE_NODE] * nodes)[: -nodes * one]
