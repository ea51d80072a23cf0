"""What became of everything that did not travel as it was: lost, put in by default, or changed.

Values only. An import or export that has no note has carried all there was.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Literal

from msgspec import Struct

Kind = Literal["lost", "default", "changed"]


class Note(Struct, frozen=True):
    """One thing that did not travel as it was, with its place in the file it comes from.

    `lost`: the other format has no room for it. `default`: the other format needs it and this one did not have it, so
    something that works was put in, for an author to decide. `changed`: it travelled, in another form.
    """

    kind: Kind
    place: str
    what: str
    why: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.place}: {self.what} {self.why}"


class Notes:
    """The notes of one import or export, in the order they were made, each once."""

    def __init__(self) -> None:
        self._all: dict[Note, None] = {}

    def lost(self, place: str, what: str, why: str) -> None:
        """Something has no place in the other format."""
        self._all[Note("lost", place, what, why)] = None

    def default(self, place: str, what: str, why: str) -> None:
        """Something was put in that the source does not say."""
        self._all[Note("default", place, what, why)] = None

    def changed(self, place: str, what: str, why: str) -> None:
        """Something travelled in another form."""
        self._all[Note("changed", place, what, why)] = None

    def take(self) -> tuple[Note, ...]:
        """All of them."""
        return tuple(self._all)


def summarise(notes: Iterable[Note], places: int = 3) -> list[str]:
    """One line for notes that say the same of several places: the first of these, how many more, and what of them."""

    def said(note: Note) -> tuple[str, str, str]:
        return note.kind, note.what, note.why

    lines = []
    for (kind, what, why), group in groupby(sorted(notes, key=said), key=said):
        where = [note.place for note in group]
        more = f" and {len(where) - places} more" if len(where) > places else ""
        lines.append(f"{kind}: {', '.join(where[:places])}{more}: {what} {why}")
    return lines
