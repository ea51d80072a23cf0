"""Rows → the bytes of a Parquet file, for programs that read columns. DuckDB writes it; no file of ours is read."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from importlib import resources
from pathlib import Path

import duckdb
import msgspec
from msgspec import Struct


class Column(Struct, frozen=True):
    """A column of a table: its name, its type as DuckDB calls it (varchar, double, integer, boolean, date), its meaning."""

    name: str
    type: str
    meaning: str = ""


def parquet(columns: Sequence[Column], rows: Sequence[Sequence[object]]) -> bytes:
    """The rows in their order, None as null. The same rows give the same bytes, by the same version of DuckDB."""
    names = [column.name for column in columns]
    query = resources.files(__package__).joinpath("sql", "parquet.sql").read_text(encoding="utf-8")
    given = {
        "rows": msgspec.json.encode([dict(zip(names, row, strict=True)) for row in rows]).decode(),
        "shape": msgspec.json.encode([{column.name: column.type for column in columns}]).decode(),
    }
    with (
        tempfile.TemporaryDirectory() as scratch,
        duckdb.connect(":memory:", config={"threads": 1}) as database,
    ):
        target = Path(scratch) / "told.parquet"
        database.sql(query, params=given).write_parquet(str(target), compression="zstd")
        return target.read_bytes()
