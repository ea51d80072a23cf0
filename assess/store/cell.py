"""Stored answers as bytes side by side: where each cell begins and ends, and which cells are the same.

A blob of `assess.store.blob` is MessagePack, and a column of a hundred thousand of them has few different cells. So the
bytes of all are walked through together, one question after the other, as arrays; what a cell means is asked in
`assess.store.code`, once for each that occurs. Nothing is made for each answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from msgspec import Struct

from assess.store.blob import head_of

WORD = 8
_ROOM = 2 * WORD
"""Zeros behind the last byte, so that a word, or a value that is cut off, can be read anywhere."""

NOWHERE = 1 << 48
"""How far behind the end a walk lands that meets what no answer is made of."""

_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_MASK = np.array([(1 << 8 * size) - 1 for size in range(WORD + 1)], dtype=np.uint64)


def _tables() -> tuple[np.ndarray, np.ndarray]:
    """By a value's first byte: its bytes without what it holds, and how many values it holds (MessagePack's table)."""
    width, holds = np.full(256, NOWHERE, dtype=np.int64), np.zeros(256, dtype=np.int64)
    width[:0x80] = width[0xE0:] = 1  # small whole numbers
    width[[0xC0, 0xC2, 0xC3]] = 1
    width[[0xCC, 0xD0]], width[[0xCD, 0xD1]], width[[0xCA, 0xCE, 0xD2]] = 2, 3, 5
    width[[0xCB, 0xCF, 0xD3]] = 9
    width[0x80:0xA0] = 1
    holds[0x80:0x90] = 2 * np.arange(16)
    holds[0x90:0xA0] = np.arange(16)
    width[0xA0:0xC0] = 1 + np.arange(32)
    width[0xD9], width[0xDA], width[0xDC] = 2, 3, 3  # longer texts and lists: `_measure` reads how long
    return width, holds


_WIDTH, _HOLDS = _tables()


class Cells(Struct, frozen=True, eq=False):
    """The cells of n blobs of `count` questions: row i of question j is `content[bound[j, i] : bound[j + 1, i]]`.

    `words` are the eight bytes that begin at each byte, as a number. `odd` are the rows that are not laid
    out so; their bounds mean nothing.
    """

    content: np.ndarray
    words: np.ndarray
    bound: np.ndarray
    odd: np.ndarray

    def bytes_of(self, question: int, row: int) -> bytes:
        """One cell."""
        return self.content[self.bound[question, row] : self.bound[question + 1, row]].tobytes()

    def alike(self, question: int) -> tuple[np.ndarray, np.ndarray]:
        """Of a question the rows whose cells differ from each other, and for each row which of them has its cell (n,)."""
        start, size = self.bound[question], self.bound[question + 1] - self.bound[question]
        key = np.zeros(len(start), dtype=np.uint64)
        for rows, word in self._words(start, size):
            key[rows] = _mix(key[rows] ^ word)
        _, first, which = np.unique(key, return_index=True, return_inverse=True)
        likeness = first[which]
        long = np.flatnonzero(size > WORD)  # a key of one word is that word, in other bits
        pairs = zip(
            self._words(start[long], size[long]), self._words(start[likeness[long]], size[long]), strict=True
        )
        if (size == size[likeness]).all() and all((word == other).all() for (_, word), (_, other) in pairs):
            return first, which
        return np.arange(len(start)), np.arange(len(start))  # two cells had one key: each is looked at

    def _words(self, start: np.ndarray, size: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """The cells eight bytes at a time: the rows that have so many, and their next word."""
        rows, passed = np.arange(len(start)), 0
        while len(rows):
            left = size[rows] - passed
            yield rows, self.words[start[rows] + passed] & _MASK[np.minimum(left, WORD)]
            passed += WORD
            rows = rows[left > WORD]


def find_cells(blobs: Sequence[bytes], count: int) -> Cells:
    """Where the `count` answers of each blob are."""
    size = np.fromiter(map(len, blobs), np.int64, len(blobs))
    end = np.cumsum(size)
    content = np.frombuffer(b"".join([*blobs, bytes(_ROOM)]), dtype=np.uint8)
    head = np.frombuffer(head_of(count), dtype=np.uint8)
    begin = end - size
    odd = size < len(head)
    there = np.minimum(begin, len(content) - len(head))
    for place, byte in enumerate(head):
        odd |= content[there + place] != byte
    bound = np.empty((count + 1, len(blobs)), dtype=np.int64)
    bound[0] = begin + len(head)
    for question in range(count):
        bound[question + 1] = _pass_value(content, bound[question])
    tail = bound[count]  # behind the answers stands one value more, a map
    odd |= (content[np.minimum(tail, len(content) - 1)] & 0xF0 != 0x80) | (_pass_value(content, tail) != end)
    bound[:, odd] = 0
    words = np.ndarray(len(content) - WORD + 1, dtype="<u8", buffer=content, strides=(1,))
    # copied, since numbers that lie anywhere are slow to fetch
    return Cells(content, words.copy(), bound, odd)


def _pass_value(content: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Where the value that begins at each place ends, with all that it holds."""
    after, left = at.copy(), np.ones(len(at), dtype=np.int64)
    rows = np.arange(len(at))
    last = len(content) - _ROOM
    while len(rows):
        here = np.minimum(after[rows], last)
        tag = content[here]
        width, holds = _WIDTH[tag], _HOLDS[tag]
        if (long := np.flatnonzero((tag >= 0xD9) & (tag <= 0xDC))).size:
            _measure(content, here[long], tag[long], long, width, holds)
        after[rows] += width
        left[rows] += holds - 1
        rows = rows[left[rows] > 0]
    return after


def _measure(
    content: np.ndarray,
    here: np.ndarray,
    tag: np.ndarray,
    rows: np.ndarray,
    width: np.ndarray,
    holds: np.ndarray,
) -> None:
    """Put right the width of longer texts, and what longer lists hold: that stands behind their first byte."""
    one = content[here + 1].astype(np.int64)
    two = one << 8 | content[here + 2]
    width[rows] += np.select([tag == 0xD9, tag == 0xDA], [one, two], 0)
    holds[rows] += np.where(tag == 0xDC, two, 0)


def _mix(key: np.ndarray) -> np.ndarray:
    """A multiplicative hash (Knuth)."""
    key = key * _FACTOR
    return key ^ key >> np.uint64(29)
