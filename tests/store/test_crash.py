"""kill -9 in the middle of a hundred concurrent submissions: what was confirmed is there, once."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from store_sample import complete, score

import assess
from assess.assessment.model import Answer
from assess.store.store import Store

HERE = Path(__file__).parent


def start(script: str, *arguments: str | Path) -> subprocess.Popen:
    roots = os.pathsep.join([str(Path(assess.__file__).parents[1]), str(HERE)])
    return subprocess.Popen(
        [sys.executable, str(HERE / script), *map(str, arguments)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": roots},
    )


def run_until_killed(path: Path, lines: int, checkpoint_at: str = "16MB") -> list[list[str]]:
    """What the child had confirmed when it was killed after so many lines, but for a torn last line."""
    child = start("crash_child.py", path, checkpoint_at)
    said = [child.stdout.readline() for _ in range(lines)]
    os.kill(child.pid, signal.SIGKILL)
    said += child.stdout.readlines()
    child.wait()
    return [line.split() for line in said if line.endswith("\n")]


@pytest.mark.parametrize("seed", range(5))
def test_confirmed_survives_a_kill_exactly_once(path: Path, seed: int) -> None:
    """The log is folded into the file every 100 KB, so that some of the kills meet a checkpoint."""
    confirmed = run_until_killed(path, random.Random(seed).randint(100, 400), checkpoint_at="100KB")
    submitted = [line for line in confirmed if line[0] == "submitted"]
    saved = [line for line in confirmed if line[0] == "saved"]
    assert submitted
    assert saved
    with Store.open(path, score=score) as store:
        assert store.check() == []
        kept = Counter(submission.assessment.id for submission in store.submissions())
        assert set(kept.values()) == {1}
        assert {id for *_, id in submitted} <= set(kept)
        for _, token, number, revision in random.Random(seed).sample(saved, 20):
            draft = store.draft(token)
            assert draft.revision == int(revision) == 1
            assert draft.answers["q-0"].value == int(number) % 6
        before = sum(kept.values())
        for _, token, number, id in submitted[-10:]:
            again = store.submit(token, key=f"submit-{number}", complete=complete).result()
            assert again.assessment.id == id
        for _, token, number, _ in submitted[-10:]:
            repeated = store.save(token, base=0, changes={"q-0": Answer(5)}, key=f"save-{number}").result()
            assert repeated.revision == 1
        assert sum(1 for _ in store.submissions()) == before
