"""A new folder takes the place of the old one: at once, whole or not at all, and nothing foreign is lost.

The new one is filled beside the old one, in ``.<name>.assess``, and the two change places in one step of the system.
Whoever is killed before has changed nothing, whoever is killed after has changed everything; what either leaves
behind goes when the same folder is written next. On a system that cannot exchange two folders, they change places
by two renames, and the next run mends it if it was killed between them.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import fcntl
import os
import shutil
import sys
from collections.abc import Collection, Iterator
from pathlib import Path

from ...errors import AssessError, Conflict
from .seal import check_ours, seal

AT_FDCWD, EXCHANGE, SWAP = -100, 2, 2
"""Of Linux' ``renameat2`` and macOS' ``renamex_np``."""

REACHES = 100
"""How often a scratch folder is reached for that others take away meanwhile."""

REASONS = {
    errno.ENOSPC: ("There is no room left on the disk.", "Make room, then build again."),
    errno.EDQUOT: ("The quota of this disk is used up.", "Make room, then build again."),
    errno.EFBIG: ("A file became larger than this system allows.", "Raise the limit, then build again."),
    errno.EACCES: ("This folder must not be written to.", "Change its permissions, or name another."),
    errno.EPERM: ("This folder must not be written to.", "Change its permissions, or name another."),
    errno.EROFS: ("This disk cannot be written to.", "Name a folder elsewhere."),
    errno.ENOTDIR: ("A part of this path is a file, not a folder.", "Name a folder elsewhere."),
    errno.ENAMETOOLONG: ("This name is too long.", "Name a shorter one."),
    errno.EBUSY: (
        "This folder is a mount point, which cannot change as a whole.",
        "Name a folder within it.",
    ),
}


class NotWritten(AssessError):
    """The system refused to write; what stood there stands."""

    status = 507
    code = "not-written"


@contextlib.contextmanager
def replacing(out: Path, *, key: str = "", besides: Collection[str] = ()) -> Iterator[Path]:
    """An empty folder to fill, which takes the place of `out` when the block ends without an error.

    `Conflict` if `out` holds what was not written here (see `check_ours`), or another process writes it just now;
    `NotWritten` if the system refuses. `out` stands as it was after any error.
    """
    out = out.resolve()
    with writing(out), _aside(out) as aside:
        check_ours(out, besides)
        new = aside / f"new-{os.getpid()}"  # a program that outlived a killed run fills another
        new.mkdir()
        yield new
        seal(new, key)
        check_ours(out, besides)
        _swap(new, out, aside / "old")


@contextlib.contextmanager
def writing(where: Path) -> Iterator[None]:
    """Translates what the system refuses."""
    try:
        yield
    except OSError as error:
        if error.errno not in REASONS:
            raise
        what, remedy = REASONS[error.errno]
        raise NotWritten(f"{what} Nothing was changed.", where=str(where), remedy=remedy) from error


@contextlib.contextmanager
def _aside(out: Path) -> Iterator[Path]:
    """A scratch folder beside `out`, ours alone, without what an earlier run left in it."""
    aside = out.parent / f".{out.name}.assess"
    with _locked(aside) as is_ours:
        if not is_ours:
            raise Conflict(
                "Another report is being written to this folder.",
                where=str(out),
                remedy="Wait for it, then build again.",
            )
        try:
            if (aside / "old").exists() and not out.exists():
                (aside / "old").rename(out)
            for left in aside.iterdir():
                if left.is_dir():
                    shutil.rmtree(left, ignore_errors=True)
            yield aside
        finally:
            shutil.rmtree(aside, ignore_errors=True)


@contextlib.contextmanager
def _locked(aside: Path) -> Iterator[bool]:
    """Whether the folder, made if need be, is ours until the block ends.

    Whoever had it before takes it away when done: if it vanishes while we reach for it, we reach for it again.
    """
    for attempt in range(REACHES):
        try:
            aside.mkdir(parents=True, exist_ok=True)
            lock = (aside / "lock").open("w")
        except (
            FileExistsError,
            FileNotFoundError,
        ):  # gone before `mkdir` could look what was there, or after
            if attempt == REACHES - 1:
                raise
            continue
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                break
            if _is_at(lock.fileno(), aside / "lock"):
                yield True
                return
    yield False


def _is_at(descriptor: int, path: Path) -> bool:
    """Whether the open file is the one that has this name now."""
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def _swap(new: Path, out: Path, old: Path) -> None:
    """`new` becomes `out`; what was there is `new` or `old` then, or gone if it was an empty folder."""
    if not out.exists():
        new.rename(out)
    elif not _exchange(new, out):
        out.rename(old)
        try:
            new.rename(out)
        except OSError:
            old.rename(out)
            raise


def _exchange(one: Path, other: Path) -> bool:
    """The two folders change places in one step; False where the system has no such step."""
    system = ctypes.CDLL(None, use_errno=True)
    paths = os.fsencode(one), os.fsencode(other)
    if sys.platform == "linux" and hasattr(system, "renameat2"):
        failed = system.renameat2(AT_FDCWD, paths[0], AT_FDCWD, paths[1], ctypes.c_uint(EXCHANGE))
    elif sys.platform == "darwin" and hasattr(system, "renamex_np"):
        failed = system.renamex_np(*paths, ctypes.c_uint(SWAP))
    else:
        return False
    if failed and ctypes.get_errno() not in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(other))
    return not failed
