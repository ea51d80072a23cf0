"""Is the file sound? Each rule is a query under `sql/check/` that returns no rows; then blobs are decoded."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import duckdb
from msgspec import Struct

from assess.errors import AssessError
from assess.store.blob import unpack_answers, unpack_change, unpack_scores
from assess.store.connection import connect, query, require_current, schema_version
from assess.store.reading import read_models
from assess.store.refusal import Damaged

SHOWN = 100
"""Faults listed; a file with more of them is past mending by hand."""


class Fault(Struct, frozen=True, kw_only=True):
    """One thing that is wrong, and where."""

    place: str
    problem: str

    def __str__(self) -> str:
        return f"{self.place}: {self.problem}"


class Content(Struct, frozen=True, kw_only=True):
    """How much a file holds."""

    drafts: int
    saves: int
    submissions: int


def check(path: Path) -> list[Fault]:
    """Every fault of the file, 100 at most; none is what one hopes for. Changes nothing.

    A damaged file is a fault, not an error. Raises Locked while a server has the file (use `Store.check`),
    TooNew, and StoreError for a file that is not there.
    """
    try:
        with connect(path, read_only=True) as connection:
            have = require_current(connection, path)
            if have == 0:
                return [Fault(place=str(path), problem="it is empty: there is no schema in it")]
            return faults_of(connection)
    except Damaged as error:
        return [Fault(place=str(path), problem=error.what)]
    except duckdb.Error as error:  # damage that shows only when a block is read
        return [Fault(place=str(path), problem=f"it cannot be read ({str(error).splitlines()[0]})")]


def faults_of(connection: duckdb.DuckDBPyConnection) -> list[Fault]:
    """The faults of an open database, 100 at most."""
    found = [
        Fault(place=place, problem=problem)
        for name in _rules()
        for place, problem in connection.execute(query(f"check/{name}")).fetchmany(SHOWN)
    ]
    return (found + _blob_faults(connection))[:SHOWN]


def content_of(connection: duckdb.DuckDBPyConnection) -> Content:
    """How much an open database holds; nothing, if it has no schema yet."""
    if not schema_version(connection):
        return Content(drafts=0, saves=0, submissions=0)
    drafts, saves, submissions = connection.execute(query("count")).fetchall()[0]
    return Content(drafts=drafts, saves=saves, submissions=submissions)


def _rules() -> list[str]:
    folder = files("assess.store").joinpath("sql", "check")
    return sorted(
        entry.name.removesuffix(".sql") for entry in folder.iterdir() if entry.name.endswith(".sql")
    )


def _blob_faults(connection: duckdb.DuckDBPyConnection) -> list[Fault]:
    models = read_models(connection.cursor())
    unpack = {
        "answers": lambda blob, model: unpack_answers(blob, models[model]),
        "scores": lambda blob, model: unpack_scores(blob, models[model]),
        "change": lambda blob, _: unpack_change(blob),
    }
    found = []
    connection.execute(query("blob"))
    while len(found) < SHOWN and (rows := connection.fetchmany(1000)):
        for kind, key, model, blob in rows:
            if model is not None and model not in models:
                continue  # reported by submission_without_model
            try:
                unpack[kind](blob, model)
            except AssessError as error:
                found.append(Fault(place=f"{kind} of {key}", problem=error.what))
    return found
