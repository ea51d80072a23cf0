"""The files to download: three formats, the same rows, nothing but what is published."""

from __future__ import annotations

import csv
import io
import json

import duckdb
import pytest
from edition_sample import build_edition

from assess.benchmark.model import QUANTILES
from assess.report.benchmark.download import data_files, tables
from assess.report.benchmark.series import Issue, Series, series_of


@pytest.fixture(scope="module")
def series() -> Series:
    first = build_edition("2026-q1")
    second = build_edition("2026-q2", before=first.manifest.edition)
    return series_of([Issue(edition=first), Issue(edition=second)])[0]


@pytest.fixture(scope="module")
def files(series: Series) -> dict[str, bytes]:
    return {file.name: file.content for file in data_files(series, tables(series))}


def plain(value: object) -> str:
    """A value of any format as a CSV holds it."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def test_every_table_comes_in_every_format(files):
    assert sorted(files) == [
        "benchmark-small-cells.csv",
        "benchmark-small-cells.parquet",
        "benchmark-small-hidden.csv",
        "benchmark-small-hidden.parquet",
        "benchmark-small-levels.csv",
        "benchmark-small-levels.parquet",
        "benchmark-small.json",
    ]


@pytest.mark.parametrize("table", ["cells", "levels", "hidden"])
def test_csv_json_and_parquet_hold_the_same_rows(files, tmp_path, table: str):
    head, *rows = csv.reader(io.StringIO(files[f"benchmark-small-{table}.csv"].decode()))
    assert rows
    held = json.loads(files["benchmark-small.json"])[table]
    assert [list(row) for row in held] == [head] * len(rows)
    assert [[plain(value) for value in row.values()] for row in held] == rows
    path = tmp_path / "told.parquet"
    path.write_bytes(files[f"benchmark-small-{table}.parquet"])
    with duckdb.connect(":memory:") as database:
        read = database.read_parquet(str(path))
        assert read.columns == head
        types = dict(zip(read.columns, map(str, read.types), strict=True))
        assert (types["period_from"], types["synthetic"]) == ("DATE", "BOOLEAN")
        assert {types[name] for name in ("mean", "median", "p90", "low", "percent") if name in types} <= {
            "DOUBLE",
            "INTEGER",
        }
        assert [[plain(value) for value in row] for row in read.fetchall()] == rows


def test_rows_are_the_published_cells_of_all_editions(series: Series, files):
    told = {
        (issue.id, cell.cohort, cell.node): cell
        for issue in series.issues
        for cells in issue.edition.cells.values()
        for cell in cells.values()
    }
    rows = json.loads(files["benchmark-small.json"])["cells"]
    assert len(rows) == len(told)
    for row in rows:
        cell = told[row["edition"], row["cohort"], row["node"]]
        assert [row[name] for name in QUANTILES] == [getattr(cell, name) for name in QUANTILES]
        assert (row["n_band"], row["mean"], row["held_from"]) == (
            cell.n_band,
            cell.mean,
            cell.held_from or None,
        )


def test_every_column_is_in_the_dictionary(series: Series):
    for table in tables(series):
        assert [name for name, _ in table.meanings()] == [column.name for column in table.columns]
        assert all(meaning for _, meaning in table.meanings())


def test_same_editions_give_the_same_bytes(series: Series, files):
    assert {file.name: file.content for file in data_files(series, tables(series))} == files
