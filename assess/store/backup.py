"""Copies, and what to do when the file is damaged. Nothing here deletes: what is replaced is moved aside."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import duckdb
from msgspec import Struct

from assess.errors import Conflict, StoreError
from assess.store.check import Content, check, content_of
from assess.store.connection import connect
from assess.store.refusal import Damaged, Locked


class Restored(Struct, frozen=True, kw_only=True):
    """The file after a repair: what is in it, and where the former files are now."""

    path: Path
    moved: tuple[Path, ...]
    content: Content


def wal_of(path: Path) -> Path:
    """The log that DuckDB keeps beside the file."""
    return path.with_name(path.name + ".wal")


def backup(path: Path, target: Path) -> Content:
    """Copy the file while no server has it, and say what is in it; while one runs, `Store.backup` does it.

    Raises Locked, Damaged, and Conflict when the target exists.
    """
    with connect(path, read_only=True) as connection:
        return copy_database(connection, target)


def copy_database(connection: duckdb.DuckDBPyConnection, target: Path) -> Content:
    """Copy an open database into a new file, as it is at this moment, without stopping its writer.

    The copy gets its name only when it is whole.
    """
    if target.exists():
        raise Conflict(
            "There is a file of this name already.", where=str(target), remedy="Choose another name."
        )
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    try:
        connection.execute("attach $part as copy_target (read_write)", {"part": str(part)})
        try:
            # the one statement put together: DuckDB names a database after its file and takes no parameter
            source = connection.execute("select current_database()").fetchall()[0][0].replace('"', '""')
            connection.execute(f'copy from database "{source}" to copy_target')
        finally:
            connection.execute("detach copy_target")
    except duckdb.Error as error:
        part.unlink(missing_ok=True)
        raise StoreError(
            f"The copy could not be written ({str(error).splitlines()[0]}).",
            where=str(target),
            remedy="Make room, or choose another disk.",
        ) from error
    _sync(part)
    part.replace(target)
    with connect(target, read_only=True) as copied:
        return content_of(copied)


def restore(source: Path, path: Path, now: datetime | None = None) -> Restored:
    """Put a backup in the place of the file; file and log are moved aside, with the time in their names.

    Raises Damaged when the backup is not sound, Locked while a process has the file.
    """
    faults = check(source)
    if faults:
        raise Damaged(
            f"This backup is not sound: {faults[0]}.", where=str(source), remedy="Use another backup."
        )
    _refuse_if_locked(path)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)  # a new machine has nothing but the backup
    part = path.with_name(path.name + ".part")
    shutil.copyfile(source, part)
    if wal_of(source).exists():
        shutil.copyfile(wal_of(source), wal_of(part))
        connect(part).close()
    _sync(part)
    moved = _move_aside("before-restore", now, path, wal_of(path))
    part.replace(path)
    return Restored(path=path, moved=moved, content=_content(path))


def recover(path: Path, now: datetime | None = None) -> Restored:
    """Without a backup: set the damaged log aside and go on from the last checkpoint.

    What was confirmed after that checkpoint is in the log that was set aside, and lost to this file: about 4
    MB of log at most, and nothing if the service had been idle for half a minute. Raises Locked, and Damaged
    if the file itself is.
    """
    _refuse_if_locked(path)
    moved = _move_aside("damaged", now, wal_of(path))
    return Restored(path=path, moved=moved, content=_content(path))


def _content(path: Path) -> Content:
    with connect(path, read_only=True) as connection:
        return content_of(connection)


def _refuse_if_locked(path: Path) -> None:
    if not path.exists():
        return
    try:
        connect(path, read_only=True).close()
    except Locked:
        raise
    except StoreError:
        return  # damaged: the very reason for coming here


def _move_aside(why: str, now: datetime | None, *files: Path) -> tuple[Path, ...]:
    stamp = f"{now or datetime.now(UTC):%Y%m%dT%H%M%S%f}"
    moved = []
    for file in files:
        if file.exists():
            aside = file.with_name(f"{file.name}.{why}-{stamp}")
            file.replace(aside)
            moved.append(aside)
    return tuple(moved)


def _sync(path: Path) -> None:
    """To disk before it gets its name. DuckDB must not have the file open: see connection.py."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
