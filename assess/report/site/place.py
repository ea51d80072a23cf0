"""Folders that are ours: made whole or not at all, replaced only if they were made here."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from ...errors import Conflict

MARKER = ".assess-report"
"""A file in every folder made here; a folder without it is somebody else's and is left alone."""


def claim(folder: Path) -> None:
    """Make room for a new build folder."""
    check_ours(folder)
    if folder.exists():
        shutil.rmtree(folder)


def check_ours(folder: Path) -> None:
    if not folder.exists() or (folder / MARKER).exists():
        return
    if not folder.is_dir() or any(folder.iterdir()):
        raise Conflict(
            "This folder holds files that no report has written.",
            where=str(folder),
            remedy="Name an empty or a new folder; nothing was changed.",
        )


def put(built: Path, out: Path) -> None:
    """Copy beside `out`, then swap: between the two renames `out` is missing for an instant, never half
    there."""
    out.parent.mkdir(parents=True, exist_ok=True)
    with _aside(out) as aside:
        shutil.copytree(built, aside / "new")
        if out.exists():
            out.rename(aside / "old")
        (aside / "new").rename(out)


@contextlib.contextmanager
def _aside(out: Path) -> Iterator[Path]:
    """A scratch folder on the same file system as `out`."""
    folder = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
