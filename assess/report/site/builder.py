"""The content of a site → the site in its folder, by MkDocs or by Zensical, put in its place whole or not at all."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import Literal

from .folder import BUILT, Content, lay_out
from .place import replacing, writing
from .press import UNUSED, BuildFailed, listening, press_for
from .seal import check_ours
from .search import BUNDLE, Indexing, index_site, indexing

Builder = Literal["mkdocs", "zensical"]
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
SEARCH = "search.md"
TRACE = "Traceback (most recent call last)"
"""What Zensical says after it has said what was wrong."""


def publish(content: Content, out: Path, *, builder: Builder = "mkdocs", key: str = "") -> Path:
    """Build the site and put it at `out`, whole or not at all; returns the start page.

    `key` tells what it is made from, for whoever wants to know before building it again (see `key_of`). `Conflict` if
    `out` holds anything that was not built here, `NotWritten` if the system refuses, `BuildFailed` with the builder's
    words otherwise.
    """
    check_ours(out)
    if builder == "zensical":
        with tempfile.TemporaryDirectory() as scratch:
            lay_out(Path(scratch) / "pages", content)
            return build(Path(scratch) / "pages", out, builder=builder)
    with indexing() if SEARCH in content.texts else nullcontext() as index:
        told = None if index is None else partial(_read_beside, index)
        built = press_for(content.settings).build(content, told)
        with replacing(out, key=key) as new:
            _write(built, new)
            if index is not None:
                _write(index.files(), new)
            _finish(new)
    return out / "index.html"


def _read_beside(index: Indexing, name: str, text: str) -> None:
    if "/" not in name:  # a site within has an index of its own
        index.add(name, text)


def _write(files: Mapping[str, bytes], folder: Path) -> None:
    for name, held in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(held)


def build(folder: Path, out: Path, *, builder: Builder = "mkdocs") -> Path:
    """Build a folder that `lay_out` made, perhaps edited since, as `mkdocs build` does; otherwise as `publish`."""
    check_ours(out)
    folder = folder.resolve()
    built = folder / BUILT
    shutil.rmtree(built, ignore_errors=True)
    with writing(out):
        {"mkdocs": _mkdocs, "zensical": _zensical}[builder](folder)
    with replacing(out) as new:
        for file in sorted(built.rglob("*")):
            name = file.relative_to(built).as_posix()
            if file.is_file() and not UNUSED.match(name):
                (new / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, new / name)
        _finish(new)
    shutil.rmtree(built, ignore_errors=True)
    return out / "index.html"


def _finish(site: Path) -> None:
    """An index wherever there is a page to search from and none yet, in sites within the site too."""
    for page in sorted(site.rglob("search.html")):
        if not (page.parent / BUNDLE).exists():
            index_site(page.parent)


def _mkdocs(folder: Path) -> None:
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    from mkdocs.commands.build import build as mkdocs_build
    from mkdocs.config import load_config

    with listening(str(folder)):
        mkdocs_build(load_config(str(folder / "mkdocs.yml")))


def _zensical(folder: Path) -> None:
    """Zensical has no interface for Python, so its command is run, in the folder and by this interpreter."""
    command = [sys.executable, "-m", "zensical", "build", "--clean", "--config-file", "mkdocs.yml"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        said = COLOUR.sub("", done.stdout + done.stderr).partition(TRACE)[0]
        raise BuildFailed(said.strip() or f"Zensical ended with {done.returncode}.", where=str(folder))
