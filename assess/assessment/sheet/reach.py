"""How far the cells in a piece of a worksheet's XML reach, and what may be in them: a million in the time of a thousand.

Bytes enter, two numbers leave, or nothing where the XML is not written as nearly all programs write it: then it is
for `workbook` to look at it cell by cell. Pure.
"""

from __future__ import annotations

import numpy as np

_AFTER_TAG = np.zeros(256, dtype=bool)
_AFTER_TAG[list(b" \t\r\n/>")] = True
_IS_LETTER = np.zeros(256, dtype=bool)
_IS_LETTER[ord("A") : ord("Z") + 1] = True
_IS_DIGIT = np.zeros(256, dtype=bool)
_IS_DIGIT[ord("0") : ord("9") + 1] = True

PLAIN = b'<c r="'
MOST_DIGITS = 7
MARGIN = 24
"""Bytes from the beginning of a cell that are looked at: `<c r="ZZ1048576" ` and some."""

_PLAIN = np.uint64(int.from_bytes(PLAIN, "little"))
_SIX = np.uint64((1 << 48) - 1)


def reach(text: bytes) -> tuple[int, int] | None:
    """The rightmost column and the lowest row, from 1, of all cells in the text; (0, 0) where there is none.

    None if any cell is not `<c r="AB12"` followed by a space, `/` or `>`, with one or two letters; or has a prefix.
    """
    data = np.frombuffer(text + b"\0" * MARGIN, dtype=np.uint8)
    is_c = data[1:] == ord("c")
    if _begins_cell(data, is_c, ":").size:
        return None
    starts = _begins_cell(data, is_c, "<")
    if not starts.size:
        return 0, 0
    # eight bytes at a time, wherever they begin: the tag with up to two letters, then the digits
    eight = np.ndarray(len(data) - 7, dtype="<u8", buffer=data, strides=(1,))
    head = eight[starts]
    first, second = (head >> 48 & 255).astype(np.int32), (head >> 56).astype(np.int32)
    if ((head & _SIX) != _PLAIN).any() or not _IS_LETTER[first].all():
        return None
    two = _IS_LETTER[second]
    column = np.where(two, 26 * (first - 64) + second - 64, first - 64)
    begin = starts + len(PLAIN) + 1 + two
    digits = eight[begin].astype("<u8").view(np.uint8).reshape(-1, 8)
    if (digits[:, 0] == ord("0")).any():
        return None
    row, length = np.zeros(len(starts), dtype=np.int32), np.zeros(len(starts), dtype=np.int8)
    going = np.ones(len(starts), dtype=bool)
    for place in range(MOST_DIGITS):
        going &= _IS_DIGIT[digits[:, place]]
        if not going.any():
            break
        row = np.where(going, row * 10 + digits[:, place] - ord("0"), row)
        length += going
    end = begin + length
    if not ((data[end] == ord('"')) & _AFTER_TAG[data[end + 1]] & (row > 0)).all():
        return None
    return int(column.max()), int(row.max())


def may_compute(text: bytes) -> tuple[bool, bool]:
    """Whether there may be a formula (`<f`, `:f`) in the text, and an error (`"e"`); thrice as quick as to look for each."""
    data = np.frombuffer(text, dtype=np.uint8)
    before, here, after = data[:-2], data[1:-1], data[2:]
    formula = (here == ord("f")) & ((before == ord("<")) | (before == ord(":")))
    error = (here == ord("e")) & (before == ord('"')) & (after == ord('"'))
    return bool(formula.any()), bool(error.any())


def _begins_cell(data: np.ndarray, is_c: np.ndarray, before: str) -> np.ndarray:
    found = np.flatnonzero(is_c & (data[:-1] == ord(before)))
    return found[_AFTER_TAG[data[found + 2]]]
