"""What holds for every test."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

# How long an example takes says more about the machine than about the code; times are measured by `make bench`. The same
# commit is tested by the same examples; HYPOTHESIS_PROFILE=search looks for others.
settings.register_profile("same", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

LONGEST = ("docs", "report/site", "wheel", "browser", "cli", "benchmark", "attack", "report")
"""Folders whose tests take longest, those first that others wait for: begun last, one process would do them alone."""

Once = Callable[[str, Callable[[Path], object]], Path]
"""A name and what fills an empty folder → that folder, filled."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first; `make test` has each process take the next file in this order."""
    here = Path(__file__).parent

    def rank(item: pytest.Item) -> int:
        file = item.path.relative_to(here).as_posix()
        return next((at for at, name in enumerate(LONGEST) if file.startswith(f"{name}/")), len(LONGEST))

    items.sort(key=rank)


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Folders that take long to fill, each filled by whoever asks for it first, in whatever worker; nobody changes them."""
    own = tmp_path_factory.getbasetemp()
    shared = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "once"
    shared.mkdir(exist_ok=True)

    def filled(name: str, fill: Callable[[Path], object]) -> Path:
        place, draft = shared / name, shared / f"{name}.draft"
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not place.exists():
                shutil.rmtree(draft, ignore_errors=True)
                draft.mkdir()
                fill(draft)
                draft.rename(place)
        return place

    return filled


@pytest.fixture(scope="session")
def checked(once: Once) -> Path:
    """A cache in which the shipped questionnaires have been checked."""

    from assess.cli.option import load_catalogue
    from assess.settings import read_settings

    def check(folder: Path) -> None:
        load_catalogue(read_settings({"ASSESS_DATA": str(folder)}))

    return once("checked-questionnaires", check) / "cache"
