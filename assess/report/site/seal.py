"""What we wrote into a folder: a list with a hash for every file, in the folder itself.

Whatever is not on the list, or no longer what the list says, was put there by somebody else and is never replaced or
deleted. The list is in the format of ``sha256sum``, so that ``sha256sum -c .assess-report`` checks a copied site.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterator
from pathlib import Path

from ...errors import Conflict

MARKER = ".assess-report"
"""The list, a file in every folder made here."""
HEAD = "# Built by assess; replaced as a whole by the next report. `sha256sum -c .assess-report` checks it."
KEY = "# Made from "
LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""What file managers leave wherever somebody looks; nobody misses it."""
NAMED = 5
"""How many foreign files a refusal names."""


def seal(folder: Path, key: str = "") -> None:
    """Write the list of everything in `folder`; `key` tells what it was made from."""
    lines = [HEAD, KEY + key] if key else [HEAD]
    lines += [f"{digest(folder / name)}  {name}" for name in sorted(_names(folder))]
    (folder / MARKER).write_text("\n".join(lines) + "\n", "utf-8")


def key_of(folder: Path) -> str:
    """What the folder was made from, as `seal` was told; empty if nobody did, or there is no such folder."""
    try:
        with (folder / MARKER).open(encoding="utf-8") as file:
            lines = [next(file, ""), next(file, "")]
    except FileNotFoundError:
        return ""
    return lines[1].removeprefix(KEY).strip() if lines[1].startswith(KEY) else ""


def check_ours(folder: Path, besides: Collection[str] = ()) -> None:
    """`Conflict`, naming them, if `folder` holds files that were not written here, or were changed since.

    `besides` are folders within it that whoever builds again may fill.
    """
    if not os.path.exists(folder):  # False, too, for a name that no folder can have  # noqa: PTH110
        return
    if not folder.is_dir() or not (folder / MARKER).is_file():
        if folder.is_dir() and not any(folder.iterdir()):
            return
        raise Conflict(
            "This folder holds files that no report has written.",
            where=str(folder),
            remedy="Name an empty or a new folder; nothing was changed.",
        )
    foreign = [name for name in _foreign(folder) if name.split("/")[0] not in besides]
    if foreign:
        named = ", ".join(foreign[:NAMED]) + (
            f" and {len(foreign) - NAMED} more" if len(foreign) > NAMED else ""
        )
        raise Conflict(
            f"Since the last report was written here, somebody added or changed {named}.",
            where=str(folder),
            remedy="Move these files away to keep them, or delete them; nothing was changed.",
        )


def sites_in(folder: Path) -> frozenset[Path]:
    """The sites of ours that stand directly in a folder, hidden ones left aside."""
    return frozenset(marker.parent for marker in folder.glob(f"[!.]*/{MARKER}"))


def foreign_in(folder: Path) -> tuple[str, ...]:
    """The names of what else stands directly in it; what is hidden, empty, or litter is passed over."""
    if not folder.is_dir():
        return ()
    held = sorted(one for one in folder.iterdir() if not one.name.startswith(".") and one.name not in LITTER)
    ours = sites_in(folder)
    others = (one for one in held if one not in ours)
    return tuple(one.name for one in others if not one.is_dir() or any(one.iterdir()))


def is_complete(folder: Path) -> bool:
    """Whether everything that was written is still there; that it is as it was, `check_ours` has to say."""
    return _listed(folder).keys() <= set(_names(folder))


def is_untouched(folder: Path) -> bool:
    """Whether it holds what was written, nothing besides, and nothing that is newer than the list: no file is read for it.

    What was changed and dated back is still seen by `check_ours`, before anything of it is replaced.
    """
    try:
        written = (folder / MARKER).stat().st_mtime_ns
    except OSError:
        return False
    found = dict(_files(folder))
    return found.keys() == _listed(folder).keys() and all(
        not file.is_symlink() and file.stat().st_mtime_ns <= written for file in found.values()
    )


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _foreign(folder: Path) -> list[str]:
    """Files that are not on the list, or differ from it, sorted."""
    listed = _listed(folder)
    return sorted(
        name
        for name, file in _files(folder)
        if name not in listed or file.is_symlink() or digest(Path(file)) != listed[name]
    )


def _listed(folder: Path) -> dict[str, str]:
    """Hashes by name; a line that is none is passed over, so that what it stood for counts as foreign."""
    lines = (folder / MARKER).read_text("utf-8", errors="replace").splitlines()
    pairs = (line.split("  ", 1) for line in lines if not line.startswith("#") and "  " in line)
    return {name: sha for sha, name in pairs}


def _names(folder: Path) -> Iterator[str]:
    """Every file below `folder` but the list itself and litter, by its path with slashes."""
    return (name for name, _ in _files(folder))


def _files(folder: Path, within: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    """The same with what the system says of each; links are not followed. A portfolio has thousands of files, and a path of
    pathlib for each would take longer than reading them."""
    with os.scandir(folder) as entries:
        for entry in entries:
            name = within + entry.name
            if entry.is_dir(follow_symlinks=False):
                yield from _files(Path(entry.path), f"{name}/")
            elif name != MARKER and entry.name not in LITTER:
                yield name, entry
