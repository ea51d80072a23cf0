"""The note that lets a command find the server."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

from assess.store.address import announce, find_server, note_of, withdraw


def test_announced_server_is_found_and_only_the_owner_can_read_it(path: Path) -> None:
    address = announce(path, "http://127.0.0.1:8000", "secret")
    assert find_server(path) == address
    assert address.pid == os.getpid()
    assert stat.S_IMODE(note_of(path).stat().st_mode) == 0o600


def test_no_note_no_server(path: Path) -> None:
    assert find_server(path) is None


def test_note_of_a_process_that_has_ended_is_ignored(path: Path) -> None:
    child = subprocess.Popen([sys.executable, "-c", "pass"])
    child.wait()
    announce(path, "http://127.0.0.1:8000", "secret", pid=child.pid)
    assert find_server(path) is None
    mine = announce(path, "http://127.0.0.1:8001", "secret")
    assert find_server(path) == mine


def test_withdrawn_server_is_gone_but_anothers_note_stays(path: Path) -> None:
    announce(path, "http://127.0.0.1:8000", "secret")
    withdraw(path)
    assert not note_of(path).exists()
    announce(path, "http://127.0.0.1:8000", "secret", pid=os.getppid())
    withdraw(path)
    assert note_of(path).exists()


def test_torn_note_is_no_server(path: Path) -> None:
    note_of(path).write_text('{"url": "http')
    assert find_server(path) is None
