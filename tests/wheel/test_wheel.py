"""The wheel, installed into an empty environment and used in an empty folder, as somebody without the checkout would."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).parents[2]
PATIENCE = 120
"""Seconds for a first start on a busy machine; it takes about five on a quiet one."""
BUILDING = 300
"""Seconds in which sample report and documentation are built beside it on a busy machine; half a minute on a quiet one."""


def run(*command: str | Path, **options) -> subprocess.CompletedProcess:
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "ASSESS"))
    }
    return subprocess.run(
        [str(part) for part in command],
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        **options,
    )


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Path:
    """The bin folder of an environment that holds the wheel and what it needs, nothing else."""
    folder = tmp_path_factory.mktemp("wheel")
    built = run(
        sys.executable,
        "-m",
        "pip",
        "wheel",
        ".",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        folder / "dist",
        cwd=ROOT,
    )
    assert built.returncode == 0, built.stderr
    wheel = next((folder / "dist").glob("*.whl"))
    run(sys.executable, "-m", "venv", folder / "env")
    bin_ = folder / "env" / "bin"
    uv = Path(sys.executable).parent / "uv"
    install = (
        [uv, "pip", "install", "--python", bin_ / "python"] if uv.exists() else [bin_ / "pip", "install"]
    )
    done = run(*install, wheel, "--constraint", _constraints(folder))
    assert done.returncode == 0, done.stderr
    return bin_


def _constraints(folder: Path) -> Path:
    """The versions of the lock, without its hashes: a wheel of our own has none."""
    lines = (ROOT / "requirements.lock").read_text().splitlines()
    target = folder / "constraints.txt"
    target.write_text(
        "\n".join(line.split(" \\")[0] for line in lines if "==" in line and not line.startswith(" "))
    )
    return target


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(installed: Path, folder: Path) -> tuple[subprocess.Popen, str, float]:
    """A running demo, its address, and the seconds it took to answer."""
    port = free_port()
    began = time.monotonic()
    log = (folder / "demo.log").open("ab")
    process = subprocess.Popen(
        [installed / "assess", "demo", "--port", str(port)], cwd=folder, stdout=log, stderr=subprocess.STDOUT
    )
    url = f"http://127.0.0.1:{port}"
    while time.monotonic() - began < PATIENCE:
        try:
            if httpx.get(f"{url}/health", trust_env=False).status_code == 200:
                return process, url, time.monotonic() - began
        except httpx.TransportError:
            time.sleep(0.05)
        if process.poll() is not None:
            break
    process.kill()
    raise AssertionError((folder / "demo.log").read_text())


def wait_for(address: str) -> None:
    """Until what is built while the demo runs is there; before, its address answers that it will be."""
    began = time.monotonic()
    while (page := httpx.get(address, trust_env=False, timeout=PATIENCE)).status_code == 503:
        assert "being made" in page.text
        assert time.monotonic() - began < BUILDING
        time.sleep(0.5)


def test_installed_wheel_checks_its_questionnaires_in_an_empty_folder(installed, tmp_path):
    checked = run(installed / "assess", "check", cwd=tmp_path)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "cx-maturity" in checked.stderr
    assert "cx-quick-check" in checked.stderr


def test_installed_wheel_serves_the_demo_and_starts_again_quickly(installed, tmp_path):
    process, url, _ = start(installed, tmp_path)
    try:
        wait_for(f"{url}/docs/index.html")
        pages = {
            path: httpx.get(url + path, trust_env=False)
            for path in ("/", "/sample/en/index.html", "/docs/index.html", "/sr-Latn/")
        }
    finally:
        process.terminate()
        process.wait(20)
    assert {path: page.status_code for path, page in pages.items()} == dict.fromkeys(pages, 200)
    assert "made up" in pages["/sample/en/index.html"].text
    assert "Koliko je zrelo" in pages["/sr-Latn/"].text
    process, _, seconds = start(installed, tmp_path)
    process.terminate()
    process.wait(20)
    assert seconds < 12, f"second start took {seconds:.1f} s; 3 s is meant, 12 allowed for a busy machine"
