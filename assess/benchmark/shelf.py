"""Where an instance keeps its editions: candidates out of sight of reports, what is released, and the votes of both.

One process at a time changes it, and finds nothing that another left unfinished.
"""

from __future__ import annotations

import fcntl
import shutil
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Literal

from msgspec import Struct

from ..errors import AssessError, Conflict, NotFound
from . import ballot
from .archive import DamagedEdition, Released, folders, read, read_manifest, signed, write
from .document import MANIFEST
from .history import Past, Release
from .keyring import own_key
from .model import Edition, Manifest
from .verification import names

LOCK = ".lock"


class Shelf(Struct, frozen=True, kw_only=True):
    """Where an instance keeps its candidates, its released editions, the votes of both, and its keys."""

    candidates: Path
    editions: Path
    votes: Path
    keys: Path


class Listed(Struct, frozen=True, kw_only=True):
    """An edition as a list shows it; a candidate has no day of release, nor has a made-up edition that nobody signed.

    "damaged" is one of which a file was changed or is missing. `released_by` is whose key signed it, as the trust list calls
    it: "an unknown key" for one that is not on it, "" where nobody signed.
    """

    manifest: Manifest
    state: Literal["released", "candidate", "damaged"]
    published_on: date | None = None
    released_by: str = ""


@contextmanager
def alone(shelf: Shelf) -> Iterator[None]:
    """Let one process at a time build, release or forget here; it finds nothing unfinished. `Conflict` for a second."""
    for folder in (
        shelf.votes.parent,
        shelf.votes,
    ):  # of the parents that it makes, mkdir would let all others in
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (shelf.votes / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Conflict(
                "An edition is being built or released here at this moment.",
                where=str(shelf.votes),
                remedy="Try again when it is done.",
            ) from error
        for folder in (shelf.candidates, shelf.votes):
            for path in folder.glob(".*"):  # left by one that was interrupted: the lock was free
                if path.is_dir():
                    shutil.rmtree(path, ignore_errors=True)
                elif path.name != LOCK:
                    path.unlink(missing_ok=True)
        yield


def own(shelf: Shelf, questionnaire: str = "") -> list[Released]:
    """What this instance released, of one questionnaire or of all, the earliest period first; others' are passed over.

    Its own is what it has the votes of, and what its key signed: so neither a lost key nor lost votes turn it into
    another's, against which nothing would be held any more.
    """
    key = own_key(shelf.keys)
    return [
        each
        for each in signed(shelf.editions, questionnaire)
        if (shelf.votes / f"{each.manifest.edition}{ballot.ENDING}").is_file()
        or (each.signature is not None and each.signature.key == key)
    ]


def past(shelf: Shelf, questionnaire_hash: str, *, synthetic: bool = False) -> Past:
    """What this instance released of one content of a questionnaire, the oldest first, with the votes.

    Raises `NotFound` for an edition whose votes are not here, and `AssessError` if one of the row is missing.
    """
    found = [
        each
        for each in own(shelf)
        if (each.manifest.questionnaire_hash, each.manifest.synthetic) == (questionnaire_hash, synthetic)
    ]
    for earlier, later in pairwise([None, *found]):
        name = earlier.manifest.edition if earlier else ""
        if later and later.manifest.before != name:
            raise AssessError(
                f"{later.manifest.edition} follows {later.manifest.before or 'nothing'}, "
                f"but before it there is {name or 'nothing'} here.",
                where=str(shelf.editions),
                remedy="Put the editions back from a back-up: the next one is held against all of them.",
            )
    return Past(
        releases=tuple(
            Release(edition=read(each.folder), votes=ballot.recall(shelf.votes, each.manifest.edition))
            for each in found
        )
    )


def up_to(folder: Path, shelf: Shelf) -> tuple[Release, ...]:
    """The edition in a folder, and before it all of its row that were released earlier, with the votes of each."""
    edition = read(folder)
    manifest = edition.manifest
    row = past(shelf, manifest.questionnaire_hash, synthetic=manifest.synthetic)
    earlier = [each for each in row.releases if each.edition.manifest.period_to < manifest.period_to]
    return (*earlier, Release(edition=edition, votes=ballot.recall(shelf.votes, manifest.edition)))


def listed(shelf: Shelf) -> list[Listed]:
    """What is released, by whomever, then the candidates, each by questionnaire and period."""
    known = names(shelf.keys)
    found = [_entry(each, known) for each in signed(shelf.editions)]
    for path in folders(shelf.candidates):
        manifest = read_manifest(path)
        found.append(Listed(manifest=manifest, state="candidate" if _is_whole(path) else "damaged"))
    return sorted(
        found,
        key=lambda each: (each.state == "candidate", each.manifest.questionnaire, each.manifest.period_to),
    )


def _entry(released: Released, known: Mapping[str, str]) -> Listed:
    signature = released.signature
    return Listed(
        manifest=released.manifest,
        state="released" if _is_whole(released.folder) else "damaged",
        published_on=signature.published_on if signature else None,
        released_by=known.get(signature.key, "an unknown key") if signature else "",
    )


def _is_whole(folder: Path) -> bool:
    try:
        read(folder)
    except DamagedEdition:
        return False
    return True


def locate(text: str, shelf: Shelf) -> Path:
    """The folder of an edition that was named by its folder, its id or the beginning of its id."""
    folder = Path(text)
    if (folder / MANIFEST).is_file():
        return folder
    found = [
        path
        for place in (shelf.editions, shelf.candidates)
        for path in folders(place)
        if path.name.startswith(text)
    ]
    exact = [path for path in found if path.name == text]
    if len(found) != 1 and not exact:
        names = ", ".join(path.name for path in found)
        raise NotFound(
            f"Several editions begin with {text}: {names}." if found else f"There is no edition {text}.",
            where=str(shelf.editions),
            remedy="Name the whole id; `assess edition list` shows all.",
        )
    return (exact or found)[0]


def candidate_named(text: str, shelf: Shelf) -> str:
    """The id of the only candidate that begins so, or else of the only released edition; the text where there is no one."""
    for place in (shelf.candidates, shelf.editions):
        found = [path.name for path in folders(place) if path.name.startswith(text)]
        if len(found) == 1 or text in found:
            return text if text in found else found[0]
    return text


def place(edition: Edition, shelf: Shelf) -> None:
    """Put a candidate in its place, instead of any other of the same questionnaire and quarter."""
    manifest = edition.manifest
    for path in folders(shelf.candidates):
        if path.name == manifest.edition:
            _clear(path)
            continue
        try:
            other = read_manifest(path)
        except DamagedEdition:  # of what it was a candidate cannot be told; releasing it is refused
            continue
        alike = (other.questionnaire, other.period_to, other.synthetic)
        if alike == (manifest.questionnaire, manifest.period_to, manifest.synthetic):
            drop(path.name, shelf)
    shelf.candidates.mkdir(mode=0o700, parents=True, exist_ok=True)
    write(edition, shelf.candidates)


def drop(id: str, shelf: Shelf) -> None:
    """Take a candidate and its votes away."""
    _clear(shelf.candidates / id)
    (shelf.votes / f"{id}{ballot.ENDING}").unlink(missing_ok=True)


def _clear(folder: Path) -> None:
    """Remove a folder, so that nobody ever sees half of it."""
    gone = folder.with_name(f".{folder.name}.{uuid.uuid4().hex}")
    folder.rename(gone)
    shutil.rmtree(gone)
