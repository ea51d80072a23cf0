"""A build that ends at any moment, by a signal or a full disk, leaves no half edition, and the next one works."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from assess.benchmark import ballot
from assess.benchmark.archive import DamagedEdition, folders, read
from assess.benchmark.shelf import LOCK, listed

from .instance import Instance, contributions_of

ROOT = Path(__file__).parents[2]
BUILD_AND_PUBLISH = """
import sys
from datetime import date
from pathlib import Path
from tests.benchmark.instance import Instance, contributions_of
instance = Instance(Path(sys.argv[1]))
released = len(list(instance.shelf.editions.glob("[!.]*"))) if instance.shelf.editions.exists() else 0
print("ready", flush=True)
for year in range(2026 + released, 2100):
    for groups in (range(20), range(30), range(40)):
        day = date(year, 5, 4)
        id = instance.build(contributions_of(groups, day=day, synthetic=True), f"{year}-q2", group_key="", note="x" * 4_000)
        print("built", flush=True)
    instance.publish(id, day.replace(year=2200))
"""


def start(data: Path, **given) -> subprocess.Popen:
    """A process that builds and releases one edition after another; it is ready when this returns."""
    command = [sys.executable, "-c", BUILD_AND_PUBLISH, str(data)]
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **given
    )
    assert process.stdout.readline() == "ready\n", process.stderr.read()
    return process


def assert_whole(instance: Instance) -> None:
    """Every edition that can be seen is whole, with its votes; what is unfinished cannot be seen."""
    for folder in (instance.shelf.editions, instance.shelf.candidates):
        for path in folders(folder):
            edition = read(path)
            assert len(ballot.recall(instance.shelf.votes, edition.manifest.edition))
        seen = list(folder.glob("[!.]*"))
        assert sorted(seen) == folders(folder)
    listed(instance.shelf)


def leftovers(instance: Instance) -> list[str]:
    return [path.name for path in instance.data.rglob(".*") if path.name != LOCK]


def test_killed_at_any_moment(tmp_path):
    instance = Instance(tmp_path / "data")
    moment = random.Random(20)
    for _ in range(5):
        process = start(instance.data)
        time.sleep(moment.uniform(0.02, 0.8))
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        assert_whole(instance)
    year = 2026 + len(folders(instance.shelf.editions))
    day = date(year, 5, 4)
    instance.build(contributions_of(range(25), day=day, synthetic=True), f"{year}-q2", group_key="")
    assert_whole(instance)
    assert leftovers(instance) == []


@pytest.mark.parametrize("room", [100, 3_000])
def test_full_disk_says_so_and_leaves_nothing(tmp_path, room):
    """100 bytes are too few for the votes, 3,000 for a file of the edition, which has a long note."""
    instance = Instance(tmp_path / "data")
    process = start(instance.data, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)))
    _, said = process.communicate(timeout=60)
    assert "NotWritten" in said
    assert "This cannot be written" in said
    assert folders(instance.shelf.candidates) == []
    assert leftovers(instance) == []
    instance.build(contributions_of(range(20)))
    assert_whole(instance)


def test_half_an_edition_would_be_noticed(tmp_path):
    instance = Instance(tmp_path / "data")
    id = instance.build(contributions_of(range(20)))
    (instance.shelf.candidates / id / "cells.json").unlink()
    with pytest.raises(DamagedEdition):
        assert_whole(instance)
