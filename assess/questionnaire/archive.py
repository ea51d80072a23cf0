"""Every version that was ever served, kept by its hash: an assessment is always read with the questionnaire it answered.

Beside `load` the only module of this stage that touches a disk. What is kept is never changed.
"""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from ..errors import AssessError
from ..learnt import learnt
from .load import hash_of
from .model import Questionnaire


def keep(folder: Path, questionnaire: Questionnaire) -> None:
    """Put a questionnaire into the archive, unless this content is there."""
    path = _path(folder, questionnaire.id, questionnaire.hash)
    if path.exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(f".{os.getpid()}.part")
    part.write_bytes(msgspec.json.encode(questionnaire))
    part.replace(path)


def recall(folder: Path, id: str, hash: str) -> Questionnaire | None:
    """The questionnaire with exactly this content, None if it was never kept; `AssessError` if the file was changed."""
    path = _path(folder, id, hash)
    if not path.is_file():
        return None
    try:
        found = msgspec.json.decode(path.read_bytes(), type=learnt(Questionnaire))
        sound = hash_of(msgspec.structs.replace(found, hash="")) == hash
    except msgspec.MsgspecError:
        sound = False
    if not sound:
        what = "This kept version of a questionnaire was changed."
        raise AssessError(what, where=str(path), remedy="Restore the file from a backup of the data folder.")
    return found


def is_kept(folder: Path, id: str) -> bool:
    """Whether any version of a questionnaire was ever kept."""
    return any(path.name.rpartition("-")[0] == id for path in folder.glob("*.json"))


def _path(folder: Path, id: str, hash: str) -> Path:
    return folder / f"{id}-{hash[:16]}.json"
