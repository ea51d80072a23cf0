"""A full disk refuses clearly, loses nothing that was confirmed, and is used again when there is room."""

from __future__ import annotations

from pathlib import Path

from store_sample import score
from test_crash import start

from assess.store.store import Store


def test_full_disk_refuses_clearly_and_loses_nothing(path: Path) -> None:
    child = start("full_child.py", path)
    said, _ = child.communicate(timeout=60)
    assert child.returncode == 0
    lines = said.splitlines()
    refused = [line for line in lines if line.startswith("refused")]
    confirmed = [line.split()[1] for line in lines if line.startswith("confirmed")]
    assert len(refused) == 3
    assert all("503" in line and "could not be written" in line for line in refused)
    assert "faults 0" in lines
    assert len(confirmed) > 2
    with Store.open(path, score=score) as store:
        assert store.check() == []
        assert [submission.assessment.id for submission in store.submissions()] == confirmed
