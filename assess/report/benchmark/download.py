"""The data of the benchmark site: every edition of a questionnaire → tables, as CSV, JSON and Parquet.

All three are written from the same rows. Columns and values are the same in every language, so that a program that
reads them does not care; what a column means is said in the language spoken. A row holds what is published of a cell.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

import msgspec
from msgspec import Struct

from ...benchmark.cohort import FIELDS, steps
from ...benchmark.model import QUANTILES, Cell
from ...benchmark.parquet import Column, parquet
from ...language import gettext as _
from ...language import mark
from .outline import file_of
from .series import Issue, Series

Value = str | float | int | bool | None

EDITION = (
    Column("questionnaire", "varchar", mark("id of the questionnaire")),
    Column("version", "varchar", mark("its version")),
    Column(
        "edition", "varchar", mark("id of the edition; it ends in a digest of all that the edition holds")
    ),
    Column("period_from", "date", mark("first day of the answers")),
    Column("period_to", "date", mark("last day of the answers")),
    Column("synthetic", "boolean", mark("true where every organisation is made up")),
    Column("cohort", "varchar", mark("the group: all, or industry, size and region, with strokes between")),
)
BANDS = (
    Column("industry", "varchar", mark("industry of the group, a section of NACE Rev. 2.1; empty: all")),
    Column("size", "varchar", mark("size of the group; empty: all")),
    Column("region", "varchar", mark("region of the group; empty: all")),
)
NODE = Column(
    "node",
    "varchar",
    mark("overall, a dimension, or a question, theme, department or phase with its kind before a stroke"),
)
N_BAND = Column("n_band", "varchar", mark("number of organisations in the group, as a band"))
HELD = Column(
    "held_from",
    "varchar",
    mark("id of the edition whose values are carried forward here; empty: counted anew"),
)
PERCENTILE = mark("so many percent of the organisations are below it; empty: not published")
CELLS = (
    *EDITION,
    *BANDS,
    NODE,
    N_BAND,
    Column("mean", "double", mark("mean score")),
    *(
        Column(
            name, "double", mark("half of the organisations are below it") if name == "median" else PERCENTILE
        )
        for name in QUANTILES
    ),
    Column("change", "double", mark("change of the mean since the edition before; empty: not published")),
    HELD,
    Column("epsilon", "double", mark("ε of the noise that was added to the figures on purpose; empty: none")),
)
LEVELS = (
    *EDITION,
    NODE,
    N_BAND,
    Column(
        "kind",
        "varchar",
        mark("score: levels the scores fall in; staged: levels whose core practices are in place"),
    ),
    Column("low", "integer", mark("number of the level")),
    Column("high", "integer", mark("the same, or the last of several levels that were joined")),
    Column("percent", "integer", mark("share of the organisations, rounded")),
    HELD,
)
HIDDEN = (
    *EDITION,
    Column("node", "varchar", mark("what is not shown of the group; empty: the whole group")),
    Column("reason", "varchar", mark("why: one of the codes on the page What is not shown")),
)


class Table(Struct, frozen=True, kw_only=True):
    """One table: what a row is, in a sentence of the language spoken, its columns, its rows."""

    name: str
    summary: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]

    def meanings(self) -> list[tuple[str, str]]:
        """The data dictionary: each column and what it says, in the language spoken."""
        return [(column.name, _(column.meaning)) for column in self.columns]


class DataFile(Struct, frozen=True, kw_only=True):
    """A file to download."""

    name: str
    content: bytes


def tables(series: Series) -> tuple[Table, ...]:
    """What all editions of a questionnaire publish, oldest edition first, and what they do not."""
    issues = tuple(sorted((*series.others, *series.issues), key=lambda each: each.manifest.period_to))
    return (
        Table(
            name="cells",
            summary=_("One row for each edition, group and part of the questionnaire."),
            columns=CELLS,
            rows=tuple(_cells(issues)),
        ),
        Table(
            name="levels",
            summary=_("One row for each edition, group, part and level."),
            columns=LEVELS,
            rows=tuple(_levels(issues)),
        ),
        Table(
            name="hidden",
            summary=_("One row for each group, or part of one, that an edition does not show."),
            columns=HIDDEN,
            rows=tuple(_hidden(issues)),
        ),
    )


def data_files(series: Series, held: Iterable[Table]) -> tuple[DataFile, ...]:
    """Each table as CSV and Parquet, and one JSON document with all of them."""
    stem, every = file_of(series.questionnaire), tuple(held)
    files = [DataFile(name=f"{stem}.json", content=_json(every))]
    for table in every:
        files.append(DataFile(name=f"{stem}-{table.name}.csv", content=_csv(table)))
        files.append(
            DataFile(name=f"{stem}-{table.name}.parquet", content=parquet(table.columns, table.rows))
        )
    return tuple(files)


def _lead(issue: Issue, cohort: str) -> tuple[Value, ...]:
    manifest = issue.manifest
    named = (manifest.questionnaire, manifest.version, manifest.edition)
    period = (manifest.period_from.isoformat(), manifest.period_to.isoformat())
    return (*named, *period, manifest.synthetic, cohort)


def _told(issues: Iterable[Issue]) -> Iterator[tuple[Issue, Cell]]:
    for issue in issues:
        for cells in issue.edition.cells.values():
            yield from ((issue, cell) for cell in cells.values())


def _cells(issues: Iterable[Issue]) -> Iterator[tuple[Value, ...]]:
    for issue, cell in _told(issues):
        path = (*steps(cell.cohort), *[None] * len(FIELDS))[: len(FIELDS)]
        quantiles = (getattr(cell, name) for name in QUANTILES)
        epsilon = issue.manifest.thresholds.epsilon or None
        figures = (cell.mean, *quantiles, cell.change, cell.held_from or None, epsilon)
        yield (*_lead(issue, cell.cohort), *path, cell.node, cell.n_band, *figures)


def _levels(issues: Iterable[Issue]) -> Iterator[tuple[Value, ...]]:
    for issue, cell in _told(issues):
        for kind, shares in (("score", cell.shares), ("staged", cell.staged)):
            for share in shares:
                figures = (kind, share.low, share.high, share.percent, cell.held_from or None)
                yield (*_lead(issue, cell.cohort), cell.node, cell.n_band, *figures)


def _hidden(issues: Iterable[Issue]) -> Iterator[tuple[Value, ...]]:
    for issue in issues:
        manifest = issue.manifest
        for cohort, reason in sorted(manifest.suppressed.items()):
            yield (*_lead(issue, cohort), None, reason)
        for cohort, nodes in sorted(manifest.withheld.items()):
            for node, reason in sorted(nodes.items()):
                yield (*_lead(issue, cohort), node, reason)


def _csv(table: Table) -> bytes:
    """UTF-8, separated by commas; no cell can be a formula, for ids and bands begin with a letter or digit."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(column.name for column in table.columns)
    for row in table.rows:
        writer.writerow(str(value).lower() if isinstance(value, bool) else value for value in row)
    return text.getvalue().encode()


def _json(every: tuple[Table, ...]) -> bytes:
    names = {table.name: [column.name for column in table.columns] for table in every}
    held = {
        table.name: [dict(zip(names[table.name], row, strict=True)) for row in table.rows] for table in every
    }
    return msgspec.json.format(msgspec.json.encode(held), indent=1) + b"\n"
