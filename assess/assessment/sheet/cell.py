"""What a cell of a sheet says, and how a code is written into one. Each spelling is worked out only once.

Pure: texts enter and codes leave, a column at a time. What a question allows is decided by `entry`, as it is
for the form and the API.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from functools import partial
from operator import itemgetter

import numpy as np
from msgspec import Struct

from assess.assessment.code import decode_one, encode_one
from assess.assessment.entry import check_answer
from assess.assessment.formula import unescape
from assess.assessment.matrix import read_rows
from assess.assessment.model import UNANSWERED, Answer, State
from assess.errors import InvalidAnswer
from assess.questionnaire.model import (
    ChoiceQuestion,
    LevelQuestion,
    ManyQuestion,
    MatrixQuestion,
    NumberQuestion,
    Question,
    Questionnaire,
)
from assess.questionnaire.vocabulary import ProfileField

BAD = np.uint16(65_535)
"""Stands for a cell that cannot be read; no question has so many codes."""

ERROR = "#error"
"""What `workbook` gives for a cell whose formula has no result."""

SHOWN_LENGTH = 300

SPELLED = {
    State.UNKNOWN: ("?", "unknown", "don't know", "don’t know"),
    State.NOT_APPLICABLE: ("n/a", "not applicable", "-"),
}
"""The spellings of answers that are no value, in any case of letters; the first is the one we write."""

_STATE = {spelling: state for state, spellings in SPELLED.items() for spelling in spellings}
_WHOLE = re.compile(r"(-?[0-9]{1,9})(?:\.0+|,0{1,2})?")
"""2, 2.0, and 2,0 where the comma is the decimal sign; 2,000 may be thousands."""
_NUMBER = re.compile(r"-?[0-9]{1,15}([.,][0-9]{1,15})?([eE][+-]?[0-9]{1,3})?")
_THOUSAND = re.compile(r"-?[1-9][0-9]{0,2},[0-9]{3}")
_SHARE = re.compile(r"0(\.[0-9]{1,15})?|1(\.0{1,15})?")
_CODE = struct.Struct("=H")

Read = Callable[[str], int]
"""One cell's code, or `InvalidAnswer`."""


class Fault(Struct, frozen=True):
    """What is wrong with a cell, in which column."""

    column: str
    what: str
    remedy: str


class Spelling:
    """The cells of one column as codes. `wrong` holds what is wrong with each spelling that has none."""

    def __init__(self, column: str, read: Read) -> None:
        self.wrong: dict[str, Fault] = {}
        self._column = column
        self._read = read
        self._code: dict[str, bytes] = {"": _CODE.pack(read(""))}

    def encode(self, cells: Sequence[str]) -> np.ndarray:
        """uint16, `BAD` where a cell cannot be read."""
        try:
            return self._look_up(cells)
        except KeyError:  # rarer and rarer: looking for new spellings first would cost as much as reading
            for cell in set(cells) - self._code.keys():
                self._code[cell] = _CODE.pack(self._learn(cell))
            return self._look_up(cells)

    def _look_up(self, cells: Sequence[str]) -> np.ndarray:
        # one call for all cells, and bytes that need no conversion: half the time of a loop over numbers
        codes = itemgetter("", *cells)(self._code)[1:]
        return np.frombuffer(b"".join(codes), dtype=np.uint16)

    def _learn(self, cell: str) -> int:
        try:
            return self._read(unescape(cell.strip()))
        except InvalidAnswer as error:
            what, remedy = _computed(unescape(cell.strip())) or (error.what, error.remedy)
            self.wrong[cell] = Fault(self._column, shorten(what), remedy)
            return int(BAD)


def _computed(cell: str) -> tuple[str, str] | None:
    """What is wrong with a cell that a spreadsheet computes, and the remedy; None for any other."""
    if cell.startswith("="):
        what = f"{cell} is a formula." if len(cell) > 1 else "The cell is a formula."
        return what, "Put its value in its place (copy, paste as values)."
    if cell == ERROR:
        return "The formula in this cell ended in an error.", "Mend it, then paste its value in its place."
    return None


def spelling_of(questionnaire: Questionnaire, question: Question) -> Spelling:
    """The cells of a question's column, but for a `text`, whose words are kept as they are."""
    return Spelling(question.id, partial(read_answer, questionnaire, question))


def read_answer(questionnaire: Questionnaire, question: Question, cell: str) -> int:
    """The code of a cell: a rung, an option's id, ids separated by `;` or `|`, a number, with a decimal point or
    comma, or rows as JSON (or, where rows are not known, the value of a matrix in [0, 1]); empty is unanswered.

    `?` is unknown and `n/a` not applicable, as are their other spellings. A sheet has no room for a reason,
    so none is asked for, even where the questionnaire requires one of people. Raises `InvalidAnswer`.
    """
    answer = _as_answer(questionnaire, question, cell)
    is_bare = isinstance(question, MatrixQuestion) and isinstance(answer.value, float)  # no rows to look at
    if answer is not UNANSWERED and not is_bare:
        check_answer(questionnaire, question, answer)
    return encode_one(questionnaire, question, answer)


def _as_answer(questionnaire: Questionnaire, question: Question, cell: str) -> Answer:
    if not cell:
        return UNANSWERED
    lower = cell.casefold()
    ids = _option_ids(questionnaire, question)
    if lower in _STATE and lower not in ids:  # an option may be called "unknown"
        return Answer(state=_STATE[lower], reason=cell if _STATE[lower] is State.NOT_APPLICABLE else "")
    if isinstance(question, ManyQuestion):
        return Answer([tick.strip() for tick in re.split(r"[;|]", lower) if tick.strip()])
    if isinstance(question, LevelQuestion) and (whole := _WHOLE.fullmatch(cell)):
        return Answer(int(whole[1]))
    if isinstance(question, NumberQuestion):
        return Answer(_as_number(question, cell))
    if isinstance(question, MatrixQuestion):
        return Answer(float(cell) if _SHARE.fullmatch(cell) else read_rows(question, cell))
    return Answer(lower if lower in ids else cell)


def _as_number(question: NumberQuestion, cell: str) -> float | str:
    """The number in a cell, or the cell as it is, to be refused. A comma that may mean thousands is not guessed at."""
    if _THOUSAND.fullmatch(cell):
        point = cell.replace(",", ".")
        what = f"{cell!r} may be {point} or {cell.replace(',', '')}."
        raise InvalidAnswer(what, where=question.id, remedy="Write it without a comma.")
    return float(cell.replace(",", ".")) if _NUMBER.fullmatch(cell) else cell


def _option_ids(questionnaire: Questionnaire, question: Question) -> list[str]:
    if isinstance(question, ChoiceQuestion):
        return [option.id for option in questionnaire.options_of(question)]
    return [tick.id for tick in question.options] if isinstance(question, ManyQuestion) else []


def write_answer(questionnaire: Questionnaire, question: Question, code: int) -> str:
    """The cell that `read_answer` reads as this code; empty for what is unanswered or does not apply."""
    answer = decode_one(questionnaire, question, code)
    if answer.state is not State.ANSWERED:
        return SPELLED.get(answer.state, ("",))[0]
    if isinstance(question, MatrixQuestion):
        return f"{answer.value:.6f}"
    return "|".join(answer.value) if isinstance(answer.value, list) else str(answer.value)


def bands_of(field: ProfileField) -> tuple[str, ...]:
    """The bands by the code that `read_band` gives; the first is "", for a band that is not known."""
    return ("", *field.options)


def read_band(field: ProfileField, spoken: Sequence[ProfileField], cell: str) -> int:
    """The place in `bands_of` of a band's code, or of its label in any language, in any case of letters.

    `spoken` is the same field in other languages. Raises `InvalidAnswer`.
    """
    bands = bands_of(field)
    known = {
        label.casefold(): band
        for each in (*reversed(spoken), field)  # what is said in the field's own language goes first
        for band, label in each.options.items()
    }
    known |= {band.casefold(): band for band in bands}
    if cell.casefold() not in known:
        near = get_close_matches(cell.casefold(), known, n=1)
        said = "; ".join(f"{band} {label}" for band, label in field.options.items())
        hint = f"Is it {known[near[0]]} ({field.options[known[near[0]]]})? " if near and near[0] else ""
        remedy = f"{hint}Use a code or label, or leave it empty: {said}."
        raise InvalidAnswer(f"{cell!r} is no band of {field.label}.", where=field.id, remedy=remedy)
    return bands.index(known[cell.casefold()])


def read_flag(column: str, cell: str) -> int:
    """1 for yes, 0 for no or nothing. Raises `InvalidAnswer`."""
    flag = {"": 0, "no": 0, "false": 0, "0": 0, "yes": 1, "true": 1, "1": 1}.get(cell.casefold())
    if flag is None:
        raise InvalidAnswer(f"{cell!r} is neither yes nor no.", where=column, remedy="Write yes or no.")
    return flag


def shorten(text: str) -> str:
    """The beginning of a text that came from a cell, short enough to be shown."""
    return text if len(text) <= SHOWN_LENGTH else f"{text[:SHOWN_LENGTH]}…"
