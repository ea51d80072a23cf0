"""A folder of pages → a static site, by MkDocs or by Zensical, put in its place whole or not at all."""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Literal

from ...errors import AssessError
from .folder import BUILT
from .place import MARKER, check_ours, put

Builder = Literal["mkdocs", "zensical"]

UNUSED = (
    "assets/javascripts",
    "assets/images",
    "assets/stylesheets/modern",
    "404.html",
    "search.json",
    "sitemap.xml",
    "sitemap.xml.gz",
)
"""What Material brings along and no page of ours asks for."""


class BuildFailed(AssessError):
    """The site builder stopped; the message holds what it said."""

    status = 500
    code = "build-failed"


def build(folder: Path, out: Path, *, builder: Builder = "mkdocs") -> Path:
    """Build the site in `folder` and put it at `out`, whole or not at all; returns the start page.

    `Conflict` if `out` holds anything that was not built here; `BuildFailed` with the builder's words
    otherwise.
    """
    check_ours(out)
    built = folder.resolve() / BUILT
    shutil.rmtree(built, ignore_errors=True)
    {"mkdocs": _mkdocs, "zensical": _zensical}[builder](folder.resolve())
    for name in UNUSED:
        path = built / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    for source_map in built.rglob("*.map"):
        source_map.unlink()
    (built / MARKER).write_text("Built by assess; replaced as a whole by the next report.\n", "utf-8")
    put(built, out)
    return out / "index.html"


def _mkdocs(folder: Path) -> None:
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    from mkdocs.commands.build import build as mkdocs_build
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    words = _Words(logging.WARNING)
    log = logging.getLogger("mkdocs")
    log.setLevel(logging.WARNING)
    log.addHandler(words)
    try:
        mkdocs_build(load_config(str(folder / "mkdocs.yml")))
    except MkDocsException as error:
        raise BuildFailed(" ".join([*words.said, str(error)]).strip(), where=str(folder)) from error
    finally:
        log.removeHandler(words)


class _Words(logging.Handler):
    """Keeps what the builder warns of, so that a failure can say it."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


def _zensical(folder: Path) -> None:
    """Zensical has no interface for Python, so its command is run, in the folder and by this interpreter."""
    command = [sys.executable, "-m", "zensical", "build", "--clean", "--config-file", "mkdocs.yml"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BuildFailed((done.stderr or done.stdout).strip(), where=str(folder))
