"""Opening the file: one DuckDB connection, the schema brought up to date, DuckDB's errors in our words.

The trap: this process must never open the database file by itself while DuckDB has it, not even to copy it;
closing that second handle releases DuckDB's lock (POSIX record locks belong to the process).
"""

from __future__ import annotations

import re
import shutil
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path

import duckdb

from assess.errors import StoreError
from assess.store.refusal import Damaged, Locked, TooNew

CHECKPOINT_AT = "4MB"
"""The log is folded into the file at this size: DuckDB's own 16 MB is more than should hang on a log."""

MENDING = "Run `assess db check`, then `assess db restore` with a backup, or `assess db recover` without one."


@cache
def query(name: str) -> str:
    """The text of `sql/<name>.sql`."""
    return files("assess.store").joinpath("sql", f"{name}.sql").read_text("utf-8")


def migrations() -> dict[int, str]:
    """The steps of the schema by number; the highest is the version this program writes."""
    folder = files("assess.store").joinpath("migration")
    found = sorted(entry.name for entry in folder.iterdir() if re.fullmatch(r"\d{4}_\w+\.sql", entry.name))
    return {int(name[:4]): folder.joinpath(name).read_text("utf-8") for name in found}


def connect(path: Path, *, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """A connection to the file as it is, or to a new one. Raises Locked, Damaged or StoreError."""
    if read_only and not path.exists():
        raise StoreError("There is no database here.", where=str(path), remedy="Check the path.")
    is_new = not path.exists()
    try:
        connection = duckdb.connect(str(path), read_only=read_only)
        if is_new:
            path.chmod(0o600)  # what people answered is read by its owner alone, whatever folder it stands in
        # another database file, a URL, an extension: nothing of that is ours to open from a query
        connection.execute("set autoinstall_known_extensions = false")
        connection.execute("set autoload_known_extensions = false")
        if not read_only:
            connection.execute("set checkpoint_threshold = $size", {"size": CHECKPOINT_AT})
    except duckdb.Error as error:
        raise refusal(error, path) from error
    return connection


def refusal(error: duckdb.Error, path: Path) -> StoreError:
    """What DuckDB says while opening a file, as one of our errors."""
    text, where = str(error), str(path)
    if "Could not set lock" in text or "different configuration" in text:
        return Locked(
            "This database is in use.",
            where=where,
            remedy="Stop it, or work through its address.",
        )
    if "WAL" in text:
        return Damaged("The log beside this database is damaged.", where=where, remedy=MENDING)
    if "not a valid DuckDB database" in text or "checksum" in text.lower() or "Serialization" in text:
        return Damaged("This file is not a database, or is damaged.", where=where, remedy=MENDING)
    if isinstance(error, duckdb.IOException):
        return StoreError(
            f"The database cannot be opened ({_reason(text)}).",
            where=where,
            remedy="Check the path and its rights.",
        )
    return Damaged(f"The database cannot be opened ({_reason(text)}).", where=where, remedy=MENDING)


def schema_version(connection: duckdb.DuckDBPyConnection) -> int:
    """The last migration the file has had; 0 for an empty file. Raises Damaged for another program's file."""
    tables = [row[0] for row in connection.execute("select table_name from duckdb_tables()").fetchall()]
    if not tables:
        return 0
    if "meta" not in tables:
        raise Damaged("This database was not made by assess.", remedy="Check the path.")
    return connection.execute("select max(schema_version) from meta").fetchall()[0][0] or 0


def require_current(connection: duckdb.DuckDBPyConnection, path: Path) -> int:
    """The file's schema version; raises TooNew, naming both versions, for a file of a later program."""
    have, know = schema_version(connection), max(migrations())
    if have > know:
        raise TooNew(
            f"This database has schema version {have}; this program knows versions up to {know}.",
            where=str(path),
            remedy="Use the version of assess that wrote it, or a later one.",
        )
    return have


def open_current(path: Path, now: datetime | None = None) -> duckdb.DuckDBPyConnection:
    """A connection to a file of the current schema.

    An older file is brought up to date, after a copy to `<name>.before-<version>-<time>`.
    """
    now = now or datetime.now(UTC)
    connection = connect(path)
    try:
        have = require_current(connection, path)
        if have == max(migrations()):
            return connection
        if have:
            connection.execute("checkpoint")
            connection.close()
            shutil.copy2(path, path.with_name(f"{path.name}.before-{max(migrations())}-{now:%Y%m%dT%H%M%S}"))
            connection = connect(path)
        migrate(connection, have, now)
    except BaseException:
        connection.close()
        raise
    return connection


def migrate(connection: duckdb.DuckDBPyConnection, have: int, now: datetime) -> None:
    """Apply every step after `have`, in one transaction: all of them, or none."""
    connection.execute("begin")
    for number, step in migrations().items():
        if number > have:
            connection.execute(step)
            connection.execute(
                "insert into meta values ($version, $at)", {"version": number, "at": now.replace(tzinfo=None)}
            )
    connection.execute("commit")
    connection.execute("checkpoint")


def _reason(text: str) -> str:
    """DuckDB's first line without its label."""
    return text.splitlines()[0].split(": ", 1)[-1].rstrip(".")
