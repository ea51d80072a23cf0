"""Blobs walked through side by side: the same codes as answers that are read one by one, or a refusal."""

from __future__ import annotations

import numpy as np
import pytest

from assess.assessment.code import UNKNOWN
from assess.assessment.model import UNANSWERED, Answer, State
from assess.store import cell
from assess.store.blob import head_of, pack_cells
from assess.store.cell import find_cells
from assess.store.code import codes_of
from assess.store.refusal import Damaged
from tests.assessment.sheet_sample import SAMPLE

COUNT = len(SAMPLE.questions)
WORDS = ("", "ä" * 15, "ä" * 16, "x" * 255, "x" * 256, "long " * 9_000)
VALUES = (
    0, 127, 128, 255, 256, 70_000, 2**40, -1, -40, -300, -70_000, -(2**40), 0.5, None, "yes", *WORDS,
    [], ["yes"], ["yes", "no"], ["tick"] * 16, [{"row": "a", "value": 1.5}, {"row": "b", "value": 300}],
)  # fmt: skip
ANSWERS = [Answer(value, state) for value in VALUES for state in (State.ANSWERED, State.UNKNOWN)]
ANSWERS += [Answer(1, comment=words) for words in WORDS] + [Answer(2, reason=words) for words in WORDS]


def test_every_cell_is_found_where_it_is() -> None:
    width = 18
    rows = [[ANSWERS[(row + 5 * place) % len(ANSWERS)] for place in range(width)] for row in range(120)]
    rest = ({}, {"elsewhere": "somewhere"}, {"far": "x" * 300, "near": ""})
    blobs = [pack_cells(row, rest[place % 3]) for place, row in enumerate(rows)]
    cells = find_cells(blobs, width)
    assert not cells.odd.any()
    for question in range(width):
        given = [pack_cells([row[question]], {})[3:-1] for row in rows]
        first, which = cells.alike(question)
        assert [cells.bytes_of(question, row) for row in range(len(rows))] == given
        assert [cells.bytes_of(question, first[place]) for place in which] == given
        assert len(first) == len(set(given)), "each that occurs once"


def test_two_cells_of_one_key_are_not_taken_for_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cell, "_mix", lambda key: key & np.uint64(0))
    blobs = [pack_cells([Answer(value)], {}) for value in ("a text of many words", "a text of many wordz", 1)]
    first, which = find_cells(blobs, 1).alike(0)
    assert first[which].tolist() == [0, 1, 2]


def test_what_is_laid_out_otherwise_is_read_all_the_same() -> None:
    plain = pack_cells([Answer(state=State.UNKNOWN)] * COUNT, {})
    wide = plain.replace(head_of(COUNT), b"\x01\x92\xdd" + COUNT.to_bytes(4), 1)
    assert find_cells([plain, wide], COUNT).odd.tolist() == [False, True]
    assert codes_of(SAMPLE, [plain, wide, plain]).tolist() == [[UNKNOWN] * COUNT] * 3


@pytest.mark.parametrize("broken", [slice(None, -1), slice(None, 20), slice(1, None), slice(0, 0)])
def test_a_blob_that_is_cut_is_damaged(broken: slice) -> None:
    plain = pack_cells([UNANSWERED] * COUNT, {"field": "band"})
    for blobs in ([plain[broken]], [plain, plain[broken], plain]):
        with pytest.raises(Damaged):
            codes_of(SAMPLE, blobs)


@pytest.mark.parametrize("other", [b"\x91\x03", b"\xc1", b"\xa1\xff"])
def test_a_blob_with_something_else_in_it_is_damaged(other: bytes) -> None:
    plain = pack_cells([Answer(1), *[UNANSWERED] * (COUNT - 1)], {})
    inside = head_of(COUNT) + other + plain[len(head_of(COUNT)) + 1 :]
    behind = plain[:-1] + other
    for broken in (inside, behind) if other != b"\x91\x03" else (behind,):
        with pytest.raises(Damaged):
            codes_of(SAMPLE, [plain, broken])
