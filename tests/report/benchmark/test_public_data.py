"""The files to download: three formats, the same rows, nothing but what is published."""

from __future__ import annotations

import csv
import io
import json

import duckdb
import pytest
from edition_sample import build_edition

from assess.benchmark.model import QUANTILES
from assess.language import speaking
from assess.report.benchmark.dictionary import package
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


def test_the_data_package_names_every_column_with_its_type_and_meaning(series: Series, files, tmp_path):
    held = tables(series)
    described = json.loads(package("Public", [("benchmark-small", "Small check", held)]))
    assert [each["path"] for each in described["resources"]] == [
        f"benchmark-small-{table.name}.csv" for table in held
    ]
    for resource in described["resources"]:
        (tmp_path / resource["path"]).write_bytes(files[resource["path"]])
        fields = {field["name"]: field for field in resource["schema"]["fields"]}
        assert all(field["description"] for field in fields.values())
        with duckdb.connect(":memory:") as database:
            read = database.read_csv(str(tmp_path / resource["path"]))
            assert read.columns == list(fields)
            for name, type_ in zip(read.columns, map(str, read.types), strict=True):
                # an empty column, or one of whole numbers, may be read as less than it can hold
                allowed = {"string": {"VARCHAR", "BIGINT"}, "number": {"DOUBLE", "BIGINT", "VARCHAR"}}
                exact = {"integer": {"BIGINT"}, "boolean": {"BOOLEAN"}, "date": {"DATE"}}
                assert type_ in (allowed | exact)[fields[name]["type"]], name


def test_meanings_in_the_data_package_are_in_the_language_spoken(series: Series):
    with speaking("ru"):
        described = json.loads(package("Public", [("benchmark-small", "Small check", tables(series))]))
    fields = described["resources"][0]["schema"]["fields"]
    assert fields[0] == {"name": "questionnaire", "type": "string", "description": "идентификатор опросника"}
