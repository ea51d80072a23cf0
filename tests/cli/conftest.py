"""The command line, called in this process; and a server in another, which then owns the database."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner, Result

from assess.cli import main


@pytest.fixture
def assess(tmp_path, monkeypatch, checked: Path) -> Callable[..., Result]:
    """Call `assess` with a data folder of its own, in an empty folder; there, as anywhere after the first command, the
    shipped questionnaires have been checked."""
    (tmp_path / "data").mkdir(mode=0o700)
    shutil.copytree(checked, tmp_path / "data" / "cache")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ASSESS_DATA", str(tmp_path / "data"))

    def call(*arguments: object) -> Result:
        return CliRunner().invoke(main, [str(argument) for argument in arguments])

    return call


@pytest.fixture
def server(tmp_path) -> Iterator[str]:
    """The address of a running `assess serve` on the data folder of `assess`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "ASSESS_DATA": str(tmp_path / "data")}
    process = subprocess.Popen(
        [sys.executable, "-m", "assess", "serve", "--port", str(port)],
        env=environment,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(url, process)
        yield url
    finally:
        process.terminate()
        assert process.wait(20) == 0, "a server that is told to stop stops cleanly"
        assert not (tmp_path / "data" / "assess.duckdb.server.json").exists()
        assert not (tmp_path / "data" / "assess.duckdb.wal").exists()


@pytest.fixture(params=["file", "server"])
def kept_by(request: pytest.FixtureRequest) -> str:
    """Who owns the data folder of `assess`: nobody, so that commands open its file, or a running server."""
    if request.param == "server":
        request.getfixturevalue("server")
    return request.param


def wait_for(url: str, process: subprocess.Popen) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if httpx.get(f"{url}/health", trust_env=False).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise AssertionError("the server did not start")


@pytest.fixture
def sheet(assess, tmp_path) -> Path:
    """60 made-up respondents as a sheet, without the mark that they are made up; each of a group, of one of 7 accounts."""
    path = tmp_path / "sheet.csv"
    assess("synth", "--questionnaire", "cx-quick-check", "-n", 60, "--seed", 3, "--out", path)
    lines = path.read_text("utf-8-sig").splitlines()
    place = lines[0].split(",").index("synthetic")
    cut = [",".join(cell for i, cell in enumerate(line.split(",")) if i != place) for line in lines]
    origin = ["group,account", *(f"firm-{row}.example,consultant {row % 7}" for row in range(60))]
    cut = [f"{line},{cells}" for line, cells in zip(cut, origin, strict=True)]
    path.write_text("\n".join(cut))
    return path
