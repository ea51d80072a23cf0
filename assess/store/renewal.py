"""A database file written anew, so that nothing of what was overwritten is left in it.

DuckDB puts changed rows into other blocks, and leaves the old ones as they are until it needs the room. Only a new file has
nothing but what the tables hold. It is made when the old one is closed; a mark beside the file says that it is due, and
stands until it is done, so that an interruption puts it off to the next opening, and no further.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from assess.store.backup import copy_database
from assess.store.connection import connect


def _mark_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.renew")


def order(path: Path) -> None:
    """Have the file written anew when it is closed. Before the change that makes it necessary."""
    with _mark_of(path).open("wb") as mark:
        os.fsync(mark.fileno())


def renew_if_due(path: Path) -> bool:
    """Write a file anew that nobody has open, if that was ordered; whether it was.

    Raises Locked while another process has it, and StoreError where there is no room; the file is as before then.
    """
    if not _mark_of(path).exists():
        return False
    if path.exists():
        target = path.with_name(f"{path.name}.renewed")
        target.unlink(missing_ok=True)  # of one that was interrupted
        with connect(path) as connection:
            connection.execute("checkpoint")
            copy_database(connection, target)
        shutil.copymode(path, target)
        target.replace(path)
    _mark_of(path).unlink(missing_ok=True)
    return True
