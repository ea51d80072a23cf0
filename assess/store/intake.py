"""A batch of answers → scored columns that the store adds as they are, without an object for each answer.

The blobs are those of `assess.store.blob`, byte for byte: each answer and each outcome of scoring that occurs
is packed there once, and a row is such pieces joined.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import numpy as np

from assess.assessment.batch import Batch
from assess.assessment.code import code_count, decode_one
from assess.assessment.model import Answer, State
from assess.assessment.quality import Gauge
from assess.assessment.word import Texts, value_of_words
from assess.errors import Conflict
from assess.questionnaire.model import Questionnaire
from assess.scoring.model import REASONS
from assess.scoring.score import Scorer
from assess.scoring.table import ScoreTable
from assess.store.blob import NODE_FIELDS, head_of, pack_cells, pack_rows
from assess.store.record import Bulk, Model

SLICE = 2048
"""Rows packed at a time: few enough to stay in the processor's cache."""

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
    with ThreadPoolExecutor(
        1
    ) as scoring:  # DuckDB needs no Python while it scores, packing needs nothing else
        scored = scoring.submit(scorer.score, batch.codes)
        answers = pack_codes(questionnaire, batch.codes, texts or {})
        signals = _find_signals(questionnaire, batch)
        table = scored.result()
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
        answers=answers,
        scores=pack_table(table),
        signals=signals.tolist(),
        score=table.score,
    )


def _find_signals(questionnaire: Questionnaire, batch: Batch) -> np.ndarray:
    bands = {"industry": batch.industry, "size": batch.size, "region": batch.region}
    return Gauge(questionnaire).measure(batch.codes, bands).signals


def pack_codes(questionnaire: Questionnaire, codes: np.ndarray, texts: Texts) -> list[bytes]:
    """For each row what `pack_answers` gives for the answers behind its codes, its texts put in.

    `codes` as in `Batch`. A profile field that has no column of its own is in no batch either.
    """
    first, pieces = _pack_pieces(questionnaire, codes)
    words = _pack_texts(questionnaire, codes, texts)
    head = head_of(len(first))
    blobs = []
    for start in range(0, len(codes), SLICE):
        rows = pieces[codes[start : start + SLICE] + first].tolist()
        for row in words.keys() & set(range(start, start + len(rows))):
            for index, cell in words[row].items():
                rows[row - start][index] = cell
        blobs += [head + b"".join(row) + _TAIL for row in rows]
    return blobs


def _pack_pieces(questionnaire: Questionnaire, codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where the pieces of each question begin (int32), and the bytes of every answer that occurs."""
    counts = [code_count(questionnaire, question) for question in questionnaire.questions]
    first = np.concatenate([[0], np.cumsum(counts)[:-1]]).astype(np.int32)
    pieces = np.empty(sum(counts), dtype=object)
    for index, question in enumerate(questionnaire.questions):
        for code in np.flatnonzero(np.bincount(codes[:, index])).tolist():
            pieces[first[index] + code] = _pack_one(decode_one(questionnaire, question, code))
    return first, pieces


def _pack_texts(questionnaire: Questionnaire, codes: np.ndarray, texts: Texts) -> dict[int, dict[int, bytes]]:
    """The bytes of the answers that have words, by row of the batch, then by place of the question."""
    packed: dict[int, dict[int, bytes]] = {}
    for index, question in enumerate(questionnaire.questions):
        if not question.in_words:
            continue
        for row, words in texts.items():
            if text := words.get(question.id):
                # what does not apply is kept with its state, as a form keeps it
                inactive = decode_one(questionnaire, question, int(codes[row, index])).state is State.INACTIVE
                state = State.INACTIVE if inactive else State.ANSWERED
                packed.setdefault(row, {})[index] = _pack_one(Answer(value_of_words(question, text), state))
    return packed


_FRAME = pack_cells([], {})
_TAIL = _FRAME[-1:]


def _pack_one(answer: Answer) -> bytes:
    """The bytes of one answer within a blob."""
    return pack_cells([answer], {})[len(_FRAME) - len(_TAIL) : -len(_TAIL)]


def pack_table(table: ScoreTable) -> list[bytes]:
    """For each row of a table what `pack_scores` gives for its scores."""
    _, first, which = np.unique(_number_nodes(table), return_index=True, return_inverse=True)
    packed = np.array([pack_rows([node])[_BEFORE_NODE:] for node in _pick(table, first)], dtype=object)
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


def _pick(table: ScoreTable, places: np.ndarray) -> Iterator[tuple]:
    """What stands in `NODE_FIELDS` at these places of the table, as a blob has it."""
    columns = {name: getattr(table, name).ravel()[places].tolist() for name in NODE_FIELDS}
    columns["reason"] = [REASONS[reason] for reason in columns["reason"]]
    for name in ("score", "level", "staged"):
        columns[name] = [None if value < 0 else value for value in columns[name]]
    return zip(*columns.values(), strict=True)


_BEFORE_NODE = len(pack_rows([]))


def _head_of(nodes: int) -> bytes:
    """How the blob of so many nodes begins."""
    blank = (None,) * len(NODE_FIELDS)
    one = len(pack_rows([blank])) - _BEFORE_NODE
    return pack_rows([blank] * nodes)[: -nodes * one]
