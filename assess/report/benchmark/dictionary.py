"""The data dictionary as a file: the tables to download → a Data Package descriptor (Frictionless Data, version 1).

Programs that know the standard read the tables by it, with types and meanings; people read it too. Meanings are in the
language spoken, names and types in none.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from msgspec import Struct

from ...benchmark.parquet import Column
from ...language import gettext as _
from .download import Table

FILE = "datapackage.json"
"""The name that the standard gives it."""
TYPES = {"varchar": "string", "double": "number", "integer": "integer", "boolean": "boolean", "date": "date"}
"""DuckDB's types as the standard calls them."""


class Field(Struct, frozen=True):
    """A column."""

    name: str
    type: str
    description: str


class Schema(Struct, frozen=True, rename="camel"):
    """The columns of a table, and what stands for a figure that is not there."""

    fields: tuple[Field, ...]
    missing_values: tuple[str, ...] = ("",)


class Resource(Struct, frozen=True):
    """A table as a CSV file beside the descriptor."""

    name: str
    path: str
    title: str
    description: str
    format: str
    mediatype: str
    encoding: str
    schema: Schema


class Package(Struct, frozen=True):
    """The descriptor itself."""

    name: str
    title: str
    profile: str
    resources: tuple[Resource, ...]


def package(title: str, shelves: Iterable[tuple[str, str, tuple[Table, ...]]]) -> bytes:
    """The descriptor of all tables of a site; `shelves` are, for each questionnaire, its stem, title and tables."""
    resources = tuple(_resource(stem, named, table) for stem, named, held in shelves for table in held)
    described = Package(name="benchmark", title=title, profile="tabular-data-package", resources=resources)
    return msgspec.json.format(msgspec.json.encode(described), indent=1) + b"\n"


def _resource(stem: str, title: str, table: Table) -> Resource:
    return Resource(
        name=f"{stem}-{table.name}",
        path=f"{stem}-{table.name}.csv",
        title=f"{title}: {table.name}",
        description=table.summary,
        format="csv",
        mediatype="text/csv",
        encoding="utf-8",
        schema=Schema(fields=tuple(map(_field, table.columns))),
    )


def _field(column: Column) -> Field:
    return Field(name=column.name, type=TYPES[column.type], description=_(column.meaning))
