"""A file of answers → the batch of its good rows, and the others as they were, with what is wrong.

A row with a cell that cannot be read is set aside whole: it takes no other row with it and never enters half.
Rows are read in blocks and a block by column, so that a hundred thousand respondents take seconds and no row
becomes an object of its own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, partial
from itertools import chain
from pathlib import Path

import numpy as np
from msgspec import Struct

from assess.assessment.batch import Batch
from assess.assessment.formula import escape, unescape
from assess.assessment.inactive import mark_inactive
from assess.assessment.sheet.aside import Aside, CellProblem, Ends, Row
from assess.assessment.sheet.block import Block, begin_reading, read_block
from assess.assessment.sheet.grid import Grid, InvalidSheet, open_grid
from assess.assessment.sheet.heading import BANDS, PROBLEM, find_columns, note_missing, read_width
from assess.assessment.sheet.write import write_rows
from assess.questionnaire.model import Questionnaire
from assess.questionnaire.vocabulary import ProfileField


class Sheet(Struct, frozen=True, kw_only=True, eq=False):
    """What a file held. `batch` has the good rows, conditions applied; `people` has, where the file has these columns, the
    `organisation`, `role`, `group` and `account` of each.

    `texts` are what answers say beyond their codes, by row of the batch (from 0), then by question. `bad_rows`
    holds the other rows as they were, under `header`, each with its `problem` appended, cells beyond the last heading
    included; `problems` names their cells: ten of a row, 10,000 in all.
    """

    sheet: str
    batch: Batch
    people: dict[str, list[str]]
    texts: dict[int, dict[str, str]]
    notes: tuple[str, ...]
    problems: tuple[CellProblem, ...]
    header: Row
    bad_rows: tuple[Row, ...]

    def write_bad_rows(self, path: Path) -> None:
        """A CSV file of the bad rows: mend it and read it again; its column `problem` may stay."""
        write_rows(path, [self.header, *([escape(unescape(cell)) for cell in row] for row in self.bad_rows)])


def read_sheet(
    path: Path,
    questionnaire: Questionnaire,
    profile: Iterable[ProfileField],
    *,
    name: str = "",
    spoken: Iterable[ProfileField] = (),
) -> Sheet:
    """The answers in a CSV or XLSX file; `name` is what a person calls it, if the path does not tell.

    Columns are those of `assess.assessment.sheet.heading`, spellings those of `cell.read_answer`; `spoken` is the
    profile in other languages, whose labels are understood too. Raises `InvalidSheet` (no such format, encoding or
    column; nothing in it; real and made-up rows mixed) and `TooLarge`; what is wrong with single cells is in
    `Sheet.problems` instead.
    """
    grid = open_grid(path, name)
    written = _written(grid.blocks)
    header, below = _header(grid, written)
    place = _columns(grid, header, questionnaire)
    prefix = cache(partial(_digest, path))
    reading = begin_reading(questionnaire, profile, place, width=len(header), prefix=prefix, spoken=spoken)
    aside, ends = Aside(grid.sheet, header, place.get(PROBLEM)), Ends(read_width(place))
    blocks = []
    for numbers, rows in chain(below, written):
        block = read_block(reading, numbers, rows)
        aside.take(numbers, rows, block)
        if grid.has_ends:
            ends.look(numbers, rows)
        blocks.append(block)
    batch = _join(questionnaire, blocks, grid.sheet)
    notes = (*grid.notes, *note_missing(questionnaire, place, batch), *ends.note(), *aside.note())
    header, bad_rows = aside.give()
    return Sheet(
        sheet=grid.sheet,
        batch=batch,
        people=_join_people(blocks),
        texts=_join_texts(blocks),
        notes=notes if bad_rows or batch.ids else (*notes, "There is no row below the headings."),
        problems=tuple(aside.problems),
        header=header,
        bad_rows=bad_rows,
    )


Written = tuple[Sequence[int], list[list[str]]]
"""Rows that are not empty, and their numbers as a spreadsheet counts."""


def _header(grid: Grid, written: Iterator[Written]) -> tuple[list[str], list[Written]]:
    """The first row, and what stands below it in its block."""
    top = next(written, None)
    if top is None:
        remedy = "Put the names of the columns into its first row."
        raise InvalidSheet("The sheet is empty.", where=grid.sheet, remedy=" ".join((remedy, *grid.notes)))
    numbers, rows = top
    return rows[0], [(numbers[1:], rows[1:])] if len(rows) > 1 else []


def _columns(grid: Grid, header: Sequence[str], questionnaire: Questionnaire) -> dict[str, int]:
    """As `find_columns`; what is wrong with a sheet is told with the sheets beside it that were not read."""
    try:
        return find_columns(header, questionnaire, grid.sheet)
    except InvalidSheet as error:
        remedy = " ".join((error.remedy, *grid.notes))
        raise InvalidSheet(error.what, where=error.where, remedy=remedy) from None


def _written(blocks: Iterable[list[list[str]]]) -> Iterator[Written]:
    """The rows that are not empty, each block with their numbers as a spreadsheet counts."""
    first = 1
    for rows in blocks:
        numbers: Sequence[int] = range(first, first + len(rows))
        first += len(rows)
        if not all(map(any, rows)):
            numbers = [number for number, row in zip(numbers, rows, strict=True) if any(row)]
            rows = [row for row in rows if any(row)]
        if rows:
            yield numbers, rows


def _join(questionnaire: Questionnaire, blocks: Sequence[Block], sheet: str) -> Batch:
    synthetic = [block.synthetic for block in blocks if len(block.ids)]
    made_up = any(part.any() for part in synthetic)
    if made_up and not all(part.all() for part in synthetic):
        remedy = "Split it: what is made up must stay marked as such."
        raise InvalidSheet("Real and made-up rows stand in one sheet.", where=sheet, remedy=remedy)
    bands = {name: [band for block in blocks for band in block.bands[name]] for name in BANDS}
    codes = [np.zeros((0, len(questionnaire.questions)), dtype=np.uint16), *(block.codes for block in blocks)]
    return Batch(
        questionnaire=questionnaire.id,
        version=questionnaire.version,
        hash=questionnaire.hash,
        ids=[name for block in blocks for name in block.ids],
        codes=mark_inactive(questionnaire, np.concatenate(codes), bands),
        synthetic=made_up,
        **bands,
    )


def _join_people(blocks: Sequence[Block]) -> dict[str, list[str]]:
    people: dict[str, list[str]] = {}
    for block in blocks:
        for name, cells in block.people.items():
            people.setdefault(name, []).extend(cells)
    return people


def _join_texts(blocks: Sequence[Block]) -> dict[int, dict[str, str]]:
    texts, first = {}, 0
    for block in blocks:
        texts |= {first + at: words for at, words in block.texts.items()}
        first += len(block.ids)
    return texts


def _digest(path: Path) -> str:
    """Sixteen characters that only a file with the same content has."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:16]
