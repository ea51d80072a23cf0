"""Foreign data, decoded and untrusted → texts, numbers and lists of it; what nobody asked for is noted as lost.

Sizes, depth and aliases are limited before anything is built, so that no file of a few kilobytes grows. Raises
`AssessError` for what is no JSON or YAML; wrong types inside are noted, not raised.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite

import msgspec

from ...errors import AssessError, TooLarge
from .note import Notes

MAX_BYTES = 20_000_000
MAX_DEPTH = 60
MAX_PARTS = 200_000
"""Values in one file; a questionnaire of a hundred questions in five languages has about ten thousand."""


def decode_json(content: bytes, where: str) -> object:
    """The data of a JSON file."""
    _refuse_size(content, where)
    try:
        data = msgspec.json.decode(content.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise AssessError(
            f"This is no JSON: {error}.", where=where, remedy="Export it again as JSON."
        ) from None
    except RecursionError:
        raise _too_deep(where) from None
    _refuse_shape(data, where)
    return data


def decode_yaml(content: bytes, where: str) -> object:
    """The data of a YAML file, every scalar as the text that stands there: `No` is a word, not false."""
    import yaml

    _refuse_size(content, where)
    try:
        text = content.decode("utf-8-sig")
        depth = 0
        for parts, event in enumerate(yaml.parse(text, yaml.CBaseLoader)):
            if isinstance(event, yaml.AliasEvent):
                line = event.start_mark.line + 1
                raise AssessError(
                    f"Line {line} refers to another part of the file (*).",
                    where=where,
                    remedy="Write the value out: references are how a small file becomes a huge one.",
                )
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                raise _too_deep(where)
            if parts > 3 * MAX_PARTS:
                raise _too_many(where)
        return yaml.load(text, yaml.CBaseLoader)  # builds texts, lists and mappings, nothing else
    except UnicodeDecodeError as error:
        what = f"Byte {error.start} is not UTF-8."
        raise AssessError(what, where=where, remedy="Save the file as UTF-8.") from None
    except (yaml.YAMLError, TypeError) as error:  # the latter: a mapping as a key
        mark = getattr(error, "problem_mark", None)
        line = f" in line {mark.line + 1}" if mark else ""
        what = f"This is no valid YAML{line}: {getattr(error, 'problem', None) or error}."
        raise AssessError(what, where=where, remedy="Look just before this place.") from None


class Node:
    """A mapping of foreign data: gives out its fields by name and remembers which were asked for."""

    def __init__(self, data: object, place: str, notes: Notes) -> None:
        self.data: dict = data if isinstance(data, dict) else {}
        self.place = place
        self.notes = notes
        self._asked: set[str] = set()

    def __contains__(self, name: str) -> bool:
        return self.data.get(name) not in (None, "", [], {})

    def raw(self, name: str) -> object:
        """A field as it is; None if there is none."""
        self._asked.add(name)
        return self.data.get(name)

    def text(self, name: str, default: str = "") -> str:
        """A field as text without the spaces around it; numbers and truth values are written out."""
        found = self.raw(name)
        if isinstance(found, str):
            return found.strip() or default
        if isinstance(found, bool):
            return str(found).lower()
        if isinstance(found, int | float):
            return f"{found:g}" if isinstance(found, float) else str(found)
        if found is not None:
            self.notes.lost(f"{self.place}.{name}", "It is no text.", "A text is needed here.")
        return default

    def number(self, name: str) -> float | None:
        """A field as a finite number, or None."""
        found = self.raw(name)
        if isinstance(found, str):
            try:
                found = float(found)
            except ValueError:
                found = None
        if isinstance(found, bool) or not isinstance(found, int | float) or not isfinite(found):
            return None
        return int(found) if float(found).is_integer() and abs(found) < 1e15 else float(found)

    def flag(self, name: str) -> bool:
        """A field as a truth value."""
        found = self.raw(name)
        return found is True or (isinstance(found, str) and found.strip().lower() in ("true", "yes", "1"))

    def list(self, name: str) -> list:
        """A field as a list; empty if it is none."""
        found = self.raw(name)
        if found is not None and not isinstance(found, list):
            self.notes.lost(f"{self.place}.{name}", "It is no list.", "A list is needed here.")
        return found if isinstance(found, list) else []

    def nodes(self, name: str) -> Iterator[Node]:
        """The mappings in a field that is a list."""
        for place, item in enumerate(self.list(name)):
            here = f"{self.place}.{name}[{place}]"
            if isinstance(item, dict):
                yield Node(item, here, self.notes)
            else:
                self.notes.lost(here, "It has no fields.", "Nothing here can be read from it.")

    def node(self, name: str) -> Node:
        """A field that is a mapping; an empty one if it is none."""
        return Node(self.raw(name), f"{self.place}.{name}", self.notes)

    def skip(self, *names: str) -> None:
        """These say nothing that would be missed: looks, identifiers of the other tool."""
        self._asked.update(names)

    def rest(self, why: str) -> None:
        """Note every field that nobody asked for."""
        for name in self.data:
            if name not in self._asked and self.data[name] not in (None, "", [], {}, False):
                self.notes.lost(self.place, f"`{name}` is not carried.", why)


def _refuse_size(content: bytes, where: str) -> None:
    if len(content) > MAX_BYTES:
        what = f"The file has {len(content):,} bytes."
        raise TooLarge(what, where=where, remedy=f"At most {MAX_BYTES:,} are read.")


def _refuse_shape(data: object, where: str) -> None:
    """Walks without recursion, for a hostile file is deep."""
    waiting = [(data, 0)]
    parts = 0
    while waiting:
        value, depth = waiting.pop()
        parts += 1
        if depth > MAX_DEPTH:
            raise _too_deep(where)
        if parts > MAX_PARTS:
            raise _too_many(where)
        if isinstance(value, dict | list):
            waiting += [(item, depth + 1) for item in (value.values() if isinstance(value, dict) else value)]


def _too_deep(where: str) -> TooLarge:
    what = f"Its parts lie more than {MAX_DEPTH} deep within one another."
    return TooLarge(what, where=where, remedy="No questionnaire needs that; look at how it was made.")


def _too_many(where: str) -> TooLarge:
    return TooLarge(f"It has over {MAX_PARTS:,} values.", where=where, remedy="Split it into several files.")
