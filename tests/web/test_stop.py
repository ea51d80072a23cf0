"""A service that is stopped while it still warms up ends in order: it waits for what runs in a library's own code."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .conftest import Service


def test_nothing_runs_in_the_background_once_it_is_closed(fresh: Service):
    fresh.desk.warm()
    warming = fresh.desk._warming
    assert warming is not None
    assert warming.is_alive()
    fresh.desk.close()
    assert not warming.is_alive()


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


@pytest.mark.parametrize("kind", [signal.SIGINT, signal.SIGTERM], ids=["SIGINT", "SIGTERM"])
def test_service_that_is_stopped_at_once_is_not_aborted(tmp_path: Path, kind: signal.Signals):
    command = [sys.executable, "-m", "assess", "serve", "--data", str(tmp_path), "--port", str(free_port())]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr
    try:
        while "Stop with" not in process.stderr.readline():
            assert process.poll() is None
        time.sleep(0.3)  # in the midst of it
        process.send_signal(kind)
        assert process.wait(60) == 0
    finally:
        process.kill()
    assert "Stopped." in process.stderr.read()
