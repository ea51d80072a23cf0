"""Names of other tools → ids of ours: lower-case words joined by hyphens, each given once.

Pure. A name that is an id already stays as it is, so that what we wrote comes back unchanged.
"""

from __future__ import annotations

import re
import unicodedata

from .note import Notes

MAX_LENGTH = 60
_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


class Names:
    """The ids given out in one namespace, and the foreign name each came from."""

    def __init__(self, notes: Notes, *, prefix: str = "q", reserved: frozenset[str] = frozenset()) -> None:
        self._notes = notes
        self._prefix = prefix
        self._taken: set[str] = set(reserved)
        self.of: dict[str, str] = {}
        """Ids by foreign name; of two that are called the same, the first."""

    def give(self, name: str, place: str) -> str:
        """A new id for something with this name, as like it as possible; a change is noted."""
        wanted = slug(name, self._prefix)
        given, count = wanted, 1
        while given in self._taken:
            count += 1
            given = f"{wanted[: MAX_LENGTH - 5].rstrip('-')}-{count}"
        self._taken.add(given)
        if given != name:
            why = "It is used twice." if given != wanted else "Ids are lower-case words joined by hyphens."
            self._notes.changed(place, f"`{shorten(name)}` is called `{given}`.", why)
        self.of.setdefault(name, given)
        return given


def slug(name: str, prefix: str = "q") -> str:
    """The id most like a name, without a promise that it is free."""
    if len(name) <= MAX_LENGTH and _ID.fullmatch(name):
        return name
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    if not words or not words[0][0].isalpha():
        words.insert(0, prefix)
    return "-".join(words)[:MAX_LENGTH].rstrip("-")


def shorten(text: str, length: int = 60) -> str:
    """The beginning of a text, for a note."""
    return text if len(text) <= length else text[: length - 1] + "…"
