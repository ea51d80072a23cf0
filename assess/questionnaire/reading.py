"""One YAML file → a value of its Struct as far as it can be read, and every mistake with its line.

The only module of this stage, beside `archive` and `catalogue`, that touches a disk.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from ..learnt import learnt
from .document import MAX_BYTES, Document, read
from .problem import Mismatch, Problem, render
from .shape import NOTHING, mend

T = TypeVar("T")


class Reading(Generic[T]):
    """What a file holds: `value` is None where nothing can be made of it, and lacks what is wrong where `shape` says so."""

    def __init__(self, path: Path, type_: type[T]) -> None:
        self.path = path
        self.document = _read_document(path)
        self.value, self.shape = _converted(self.document, type_)

    @property
    def problems(self) -> list[Problem]:
        """What keeps the file from being read as it stands."""
        return [*self.document.problems, *self.place(self.shape)]

    def place(self, found: Iterable[Mismatch]) -> list[Problem]:
        """Findings with the file and their lines."""
        return [
            Problem(
                rule=one.rule,
                what=one.what,
                remedy=one.remedy,
                file=str(self.path),
                path=render(one.path),
                line=self.document.line(one.path),
            )
            for one in found
        ]


def _read_document(path: Path) -> Document:
    """The file as a document; of one that is too large only so much is read that this can be said."""
    try:
        with path.open("rb") as file:
            return read(file.read(MAX_BYTES + 1), str(path))
    except OSError as error:
        remedy = "Check the path; `assess check FILE` takes a questionnaire.yaml."
        problem = Problem(rule="file", what=f"{error.strerror}.", remedy=remedy, file=str(path))
        return Document("", None, [problem])


def _converted(document: Document, type_: type[T]) -> tuple[T | None, list[Mismatch]]:
    if document.data is None and document.problems:
        return None, []
    try:
        return msgspec.convert(document.data, learnt(type_)), []
    except (msgspec.ValidationError, OverflowError):  # names one mistake; an author wants them all
        mended, found = mend(document.data, type_)
    try:
        return (None if mended is NOTHING else msgspec.convert(mended, learnt(type_))), found
    except (msgspec.ValidationError, OverflowError):
        return None, found
