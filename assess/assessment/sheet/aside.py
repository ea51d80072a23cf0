"""The rows of a sheet that need a word: those set aside as they were, with what is wrong, and those that end early.

Pure: rows and faults enter, problems and notes leave.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from assess.assessment.sheet.block import Block
from assess.assessment.sheet.heading import PROBLEM

PROBLEM_LIMIT = 10_000
LISTED = 10
Row = tuple[str, ...]


class CellProblem(Struct, frozen=True, kw_only=True):
    """A cell that cannot be read. `row` counts as a spreadsheet does; `column` is the name it was read by."""

    sheet: str
    row: int
    column: str
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.sheet}, row {self.row}, {self.column or 'no column'}: {self.what} {self.remedy}"


class Aside:
    """The rows that are not good, as they were. `skip` is the place of the `problem` that rows were once given."""

    def __init__(self, sheet: str, header: Sequence[str], skip: int | None) -> None:
        self.problems: list[CellProblem] = []
        self._sheet, self._header, self._skip = sheet, header, skip
        self._rows: list[tuple[Row, str]] = []
        self._count = 0
        # a sheet that is bad throughout repeats few spellings: each is kept once
        self._same: dict[str, str] = {}

    def take(self, numbers: Sequence[int], rows: Sequence[Sequence[str]], block: Block) -> None:
        """The rows of a block that have faults, and their cells as far as these are named."""
        self._count += block.faults.count
        for at, faults in sorted(block.faults.of.items()):
            said = " ".join(f"{fault.column}: {fault.what} {fault.remedy}".lstrip(": ") for fault in faults)
            self._rows.append((self._trim(rows[at]), self._same.setdefault(said, said)))
            self.problems += [
                CellProblem(
                    sheet=self._sheet,
                    row=numbers[at],
                    column=fault.column,
                    what=fault.what,
                    remedy=fault.remedy,
                )
                for fault in faults[: PROBLEM_LIMIT - len(self.problems)]
            ]

    def give(self) -> tuple[Row, tuple[Row, ...]]:
        """The header and the rows, all of one width: every cell there was, then the problem."""
        header = self._trim(self._header)
        width = max([len(header), *(len(row) for row, _ in self._rows)])
        padded = tuple((*row, *[""] * (width - len(row)), said) for row, said in self._rows)
        return (*header, *[""] * (width - len(header)), PROBLEM), padded

    def note(self) -> tuple[str, ...]:
        """How many bad cells are not named, if any."""
        more = self._count - len(self.problems)
        return (f"{more:,} more cells cannot be read; their rows are among the bad rows.",) if more else ()

    def _trim(self, row: Sequence[str]) -> Row:
        """A row without the `problem` it was once given, and without the empty cells at its end that no heading has."""
        width = len(row)
        while width > len(self._header) and not row[width - 1]:
            width -= 1
        cells = [*row[:width], *[""] * (len(self._header) - width)]
        return tuple(self._same.setdefault(c, c) for i, c in enumerate(cells) if i != self._skip)


class Ends:
    """The rows that end before the last column that is read. Left out cells are unanswered, and may be a mistake."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._short: list[tuple[int, int]] = []
        self._count = 0

    def look(self, numbers: Sequence[int], rows: Sequence[Sequence[str]]) -> None:
        """Remember the first rows of a block that are too short, and count all."""
        if min(map(len, rows)) >= self._width:
            return
        short = [
            (number, self._width - len(row))
            for number, row in zip(numbers, rows, strict=True)
            if len(row) < self._width
        ]
        self._count += len(short)
        self._short += short[: LISTED - len(self._short)]

    def note(self) -> tuple[str, ...]:
        """Which rows they are, and how many cells each lacks."""
        if not self._short:
            return ()
        listed = ", ".join(f"row {number} ({lacking})" for number, lacking in self._short)
        more = f" and {self._count - len(self._short):,} more" if self._count > len(self._short) else ""
        return (f"Cells missing at the end, read as unanswered: {listed}{more}.",)
