"""Some rows of a sheet → their codes, column by column, and what is wrong with the rows that are not good.

Pure but for what a `Reading` remembers from block to block: spellings it has met, and ids.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import zip_longest

import numpy as np
from msgspec import Struct, field

from assess.assessment.entry import check_answer
from assess.assessment.formula import unescape
from assess.assessment.model import Answer
from assess.assessment.sheet.cell import (
    BAD,
    Fault,
    Spelling,
    bands_of,
    read_band,
    read_flag,
    shorten,
    spelling_of,
)
from assess.assessment.sheet.heading import BANDS, PEOPLE
from assess.errors import InvalidAnswer
from assess.questionnaire.model import Questionnaire
from assess.questionnaire.vocabulary import ProfileField

ID_LENGTH = 200
ROW_FAULTS = 10

Columns = Sequence[Sequence[str]]


class Faults:
    """What is wrong in a block: `of` has the first bad cells by row, from 0, and `count` counts them all."""

    def __init__(self) -> None:
        self.of: dict[int, list[Fault]] = {}
        self.count = 0

    def add(self, at: int, fault: Fault) -> None:
        """Another bad cell of a row. After ten, a row is bad as a whole."""
        self.count += 1
        found = self.of.setdefault(at, [])
        if len(found) < ROW_FAULTS:
            found.append(fault)


class Block(Struct, frozen=True, kw_only=True, eq=False):
    """The good rows of a block as columns, `texts` by their row among these; the faults of all others."""

    ids: list[str]
    bands: dict[str, list[str]]
    synthetic: np.ndarray
    people: dict[str, list[str]]
    codes: np.ndarray
    texts: dict[int, dict[str, str]]
    faults: Faults


class Reading(Struct, kw_only=True, eq=False):
    """What is needed to read the rows of a sheet, and what is remembered meanwhile.

    `place` is the position of each column, `width` the number of headings; missing ids are made of `prefix()`
    and row.
    """

    questionnaire: Questionnaire
    place: Mapping[str, int]
    width: int
    prefix: Callable[[], str]
    bands: dict[str, tuple[str, ...]]
    spelling: dict[str, Spelling]
    row_of: dict[str, int] = field(default_factory=dict)


def begin_reading(
    questionnaire: Questionnaire,
    profile: Iterable[ProfileField],
    place: Mapping[str, int],
    *,
    width: int,
    prefix: Callable[[], str],
    spoken: Iterable[ProfileField] = (),
) -> Reading:
    """A reading of a sheet whose columns have been found. The profile has all of `BANDS`; `spoken` has the same fields
    in other languages."""
    fields = {item.id: item for item in profile if item.id in BANDS}
    others = list(spoken)
    spelling = {
        name: Spelling(
            name, partial(read_band, fields[name], [other for other in others if other.id == name])
        )
        for name in BANDS
    }
    spelling["synthetic"] = Spelling("synthetic", partial(read_flag, "synthetic"))
    for question in questionnaire.questions:
        if question.scored:
            spelling[question.id] = spelling_of(questionnaire, question)
    bands = {name: bands_of(fields[name]) for name in BANDS}
    return Reading(
        questionnaire=questionnaire, place=place, width=width, prefix=prefix, bands=bands, spelling=spelling
    )


def read_block(reading: Reading, numbers: Sequence[int], rows: Sequence[Sequence[str]]) -> Block:
    """The answers in some rows of a sheet; `numbers` are the rows' own, as a spreadsheet counts."""
    columns = list(zip_longest(*rows, fillvalue=""))
    empty = ("",) * len(rows)
    columns += [empty] * (reading.width - len(columns))
    faults = Faults()
    _find_outside(reading, columns, faults)
    given = {name: columns[position] for name, position in reading.place.items()}
    ids = _read_ids(reading, numbers, given.get("id", empty), faults)
    codes = {name: _encode(reading, name, given.get(name, empty), faults) for name in reading.spelling}
    texts = _read_texts(reading, given, faults)
    good = np.ones(len(rows), dtype=bool)
    good[list(faults.of)] = False
    rank = np.cumsum(good) - 1
    unanswered = np.zeros(len(rows), dtype=np.uint16)  # a text has no code, its words are kept beside
    answers = [codes.get(question.id, unanswered)[good] for question in reading.questionnaire.questions]
    return Block(
        ids=[ids[at] for at in np.flatnonzero(good)],
        bands={
            name: np.array(bands, dtype=object)[codes[name][good]].tolist()
            for name, bands in reading.bands.items()
        },
        synthetic=codes["synthetic"][good].astype(bool),
        people={
            name: [unescape(given[name][at].strip()) for at in np.flatnonzero(good)]
            for name in PEOPLE
            if name in given
        },
        codes=np.stack(answers, axis=1),
        texts={int(rank[at]): words for at, words in texts.items() if good[at]},
        faults=faults,
    )


def _find_outside(reading: Reading, columns: Columns, faults: Faults) -> None:
    """Cells beside the columns that have a heading. Beyond the last one, a row was most likely cut at a separator that
    stands within a cell, and all cells after that are in the wrong column."""
    named = set(reading.place.values())
    for position, cells in enumerate(columns):
        if position not in named and any(cells):
            what, remedy = f"Column {position + 1} has no heading.", "Name it, or empty it."
            if position >= reading.width:
                what = f"Cell {position + 1} lies beyond the last heading."
                remedy = "Put quotes around a cell that holds the separator, or remove what is too much."
            fault = Fault("", what, remedy)
            for at in (at for at, cell in enumerate(cells) if cell):
                faults.add(at, fault)


def _read_ids(reading: Reading, numbers: Sequence[int], cells: Sequence[str], faults: Faults) -> list[str]:
    ids = [
        unescape(cell.strip()) or f"{reading.prefix()}-{number}"
        for cell, number in zip(cells, numbers, strict=True)
    ]
    row_of = dict(zip(ids, numbers, strict=True))
    every_good = len(row_of) == len(ids) and row_of.keys().isdisjoint(reading.row_of.keys())
    if every_good and "".join(ids).isprintable() and max(map(len, ids)) <= ID_LENGTH:
        reading.row_of |= row_of
        return ids
    for at, (name, number) in enumerate(zip(ids, numbers, strict=True)):
        if reading.row_of.setdefault(name, number) != number:
            what = f"The id `{shorten(name)}` stands in row {reading.row_of[name]} already."
            faults.add(at, Fault("id", what, "Give each row an id of its own, or none."))
        elif len(name) > ID_LENGTH or not name.isprintable():
            what = f"The id `{shorten(name)}` is too long, or has characters that cannot be seen."
            faults.add(at, Fault("id", what, f"Use at most {ID_LENGTH} plain characters."))
    return ids


def _encode(reading: Reading, name: str, cells: Sequence[str], faults: Faults) -> np.ndarray:
    spelling = reading.spelling[name]
    codes = spelling.encode(cells)
    for at in np.flatnonzero(codes == BAD).tolist():
        faults.add(at, spelling.wrong[cells[at]])
    return codes


def _read_texts(
    reading: Reading, given: Mapping[str, Sequence[str]], faults: Faults
) -> dict[int, dict[str, str]]:
    """The words of answers, by row of the block. Whatever stands in the cell of a text is its text; the cell of a
    matrix has been read for its code already, and has words only where it holds rows."""
    texts: dict[int, dict[str, str]] = {}
    for question in reading.questionnaire.questions:
        if not question.in_words or not any(given.get(question.id, ())):
            continue
        for at, cell in enumerate(given[question.id]):
            if not (text := unescape(cell.strip())) or (question.scored and not text.startswith("[")):
                continue
            if question.scored:
                texts.setdefault(at, {})[question.id] = text
                continue
            try:
                check_answer(reading.questionnaire, question, Answer(text))
            except InvalidAnswer as error:
                faults.add(at, Fault(question.id, error.what, error.remedy))
            texts.setdefault(at, {})[question.id] = text
    return texts
