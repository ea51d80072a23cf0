"""The note beside the database that says which server owns it, so that a command can talk to that server.

`<name>.server.json`, readable by its owner alone, for it holds the operator's key.
"""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from ..learnt import learnt


class ServerAddress(msgspec.Struct, frozen=True, kw_only=True):
    """Where the server is, its process, and the key that lets an operator's command in."""

    url: str
    pid: int
    key: str


def note_of(path: Path) -> Path:
    """The note that belongs to a database file."""
    return path.with_name(path.name + ".server.json")


def announce(path: Path, url: str, key: str, *, pid: int | None = None) -> ServerAddress:
    """Write the note for this process (mode 0600), whole or not at all; an older one is replaced."""
    address = ServerAddress(url=url, pid=pid or os.getpid(), key=key)
    note = note_of(path)
    part = note.with_name(f"{note.name}.{address.pid}")
    part.unlink(missing_ok=True)
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(msgspec.json.encode(address))
    part.replace(note)
    return address


def withdraw(path: Path) -> None:
    """Remove the note, if it is this process's."""
    address = _read(path)
    if address and address.pid == os.getpid():
        note_of(path).unlink(missing_ok=True)


def find_server(path: Path) -> ServerAddress | None:
    """The server that owns the file; None if there is none, or if the process in the note has ended."""
    address = _read(path)
    return address if address and _is_alive(address.pid) else None


def _read(path: Path) -> ServerAddress | None:
    try:
        return msgspec.json.decode(note_of(path).read_bytes(), type=learnt(ServerAddress))
    except (FileNotFoundError, msgspec.DecodeError):
        return None


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
