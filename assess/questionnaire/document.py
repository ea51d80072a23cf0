"""YAML text → plain data, and the line of every value once somebody asks. Strict: what YAML would guess or hide is an error.

Refused: a key written twice (YAML keeps the last one silently), anchors and aliases (how a small file becomes
a huge one), tags, numbers that are none, more than one document, more than 2 MB, more than 40 levels of nesting.

Pure. The text is read as a stream of events, in one pass that builds the data; a file that is right, which is
nearly every file, never pays for its lines: they are read in a second pass, when a problem needs one.
"""

from __future__ import annotations

import math
import re
from functools import cached_property

import yaml

from .problem import Path, Problem, render

MAX_BYTES = 2_000_000
MAX_DEPTH = 40

_QUOTE = re.compile(r'(?<!\\)"')
_OPENS = re.compile(r'(?:^|[:\-,\[{])\s*"')
_FIELD = re.compile(r'\s*(?:- +)?(?:\{ *)?[\w-]+: *(?:"|$|[\[{])')


class Document:
    """Decoded data, and what was wrong with the YAML itself."""

    def __init__(self, text: str, data: object, problems: list[Problem]) -> None:
        self.data = data
        self.problems = problems
        self._text = text

    def line(self, path: Path) -> int | None:
        """The line of a path, or of the nearest part of the file that holds it."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path)

    @cached_property
    def _lines(self) -> dict[Path, int]:
        if not self._text:
            return {}
        reading = _Reading(self._text, "", lines={})
        reading.read()
        return reading.lines or {}


class _Unreadable(Exception):
    """What stops the reading of a file: a sentence, a remedy, a line."""

    def __init__(self, what: str, remedy: str, line: int | None = None) -> None:
        self.what, self.remedy, self.line = what, remedy, line


def read(content: bytes, file: str) -> Document:
    """Decode one YAML file; never raises for what an author can write."""
    text = ""
    try:
        text = _decode(content)
        reading = _Reading(text, file)
        data = reading.read()
    except _Unreadable as error:
        problem = Problem(rule="yaml", what=error.what, remedy=error.remedy, file=file, line=error.line)
        return Document("", None, [problem])
    return Document(text, data, reading.problems)


def _decode(content: bytes) -> str:
    if len(content) > MAX_BYTES:
        raise _Unreadable(
            f"The file has more than {MAX_BYTES:,} bytes.", f"Split it: {MAX_BYTES:,} are read."
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _Unreadable(f"Byte {error.start} is not UTF-8.", "Save the file as UTF-8.", line) from None


class _Reading:
    """One pass over the events of a file. With `lines` it also notes the line of every path."""

    def __init__(self, text: str, file: str, lines: dict[Path, int] | None = None) -> None:
        self.problems: list[Problem] = []
        self.lines = lines
        self._text = text
        self._file = file
        self._plain: dict[str, object] = {}
        self._next = iter(()).__next__

    def read(self) -> object:
        """The data of the one document; `_Unreadable` where reading cannot go on."""
        try:
            events = yaml.parse(self._text, yaml.CSafeLoader)
            self._next = events.__next__
            self._next()  # the stream begins
            if isinstance(self._next(), yaml.StreamEndEvent):
                remedy = "Start from a shipped questionnaire, or from the documentation's example."
                raise _Unreadable("The file is empty.", remedy)
            data = self._value(self._next(), (), 0)
            self._next()  # the document ends
            if not isinstance(after := self._next(), yaml.StreamEndEvent):
                remedy = "Keep one, and remove the line `---` between them."
                raise _Unreadable("There is more than one document.", remedy, _line(after))
        except yaml.YAMLError as error:
            raise self._invalid(error) from None
        return data

    def _value(self, event: yaml.Event, path: Path, depth: int) -> object:
        if self.lines is not None:
            self.lines[path] = _line(event)
        if type(event) is yaml.ScalarEvent:
            return self._scalar(event)
        if depth == MAX_DEPTH:
            what = f"Values are nested more than {MAX_DEPTH} deep."
            raise _Unreadable(what, "Close a bracket, or indent less.", _line(event))
        if type(event) is yaml.MappingStartEvent:
            self._refuse_marks(event)
            return self._mapping(path, depth)
        if type(event) is yaml.SequenceStartEvent:
            self._refuse_marks(event)
            return self._sequence(path, depth)
        raise _Unreadable("Anchors (&) and aliases (*) are not read.", "Write the value out.", _line(event))

    def _sequence(self, path: Path, depth: int) -> list:
        items: list = []
        while type(event := self._next()) is not yaml.SequenceEndEvent:
            items.append(self._value(event, (*path, len(items)), depth + 1))
        return items

    def _mapping(self, path: Path, depth: int) -> dict:
        mapping: dict = {}
        again: list[tuple[object, yaml.Event]] = []
        beyond: list[object] = []
        while type(event := self._next()) is not yaml.MappingEndEvent:
            scalar = type(event) is yaml.ScalarEvent
            key = self._scalar(event) if scalar else self._value(event, path, depth + 1)
            inner = (*path, key) if scalar else path
            value = self._value(self._next(), inner, depth + 1)
            if self.lines is not None:  # a reader looks for the key, not for the first line below it
                self.lines[inner] = _line(event)
            if not isinstance(key, str | int) or isinstance(key, bool):
                what = "A key here is not a plain word or number."
                self._refuse(path, what, 'Quote it: "No" without quotes is read as false.', event)
            elif key in mapping:
                again.append((key, event))
            else:
                mapping[key] = value
                beyond += [key] if again else []
        if again:
            self._refuse_again(path, again)
        if len(again) > 1:  # then what came in between belongs to the other item
            mapping = {key: value for key, value in mapping.items() if key not in beyond}
        return mapping

    def _refuse_again(self, path: Path, again: list[tuple[object, yaml.Event]]) -> None:
        """Keys written twice; several of them are one item whose dash is missing."""
        key, event = again[0]
        if len(again) == 1:
            remedy = "Keep one; YAML would silently drop the other."
            self._refuse(path, f"`{key}` is written twice.", remedy, event)
            return
        others = ", ".join(f"`{other}`" for other, _ in again[1:4]) + (" and more" if len(again) > 4 else "")
        what = f"`{key}` is written twice, and so is {others}."
        remedy = (
            f"If another item begins here, begin its first line with a dash: `- {key}: …`. If not, keep one."
        )
        self._refuse(path, what, remedy, event)

    def _scalar(self, event: yaml.ScalarEvent) -> object:
        if event.anchor or event.tag:
            self._refuse_marks(event)
        if not event.implicit[0]:  # quoted, or a block
            return event.value
        text = event.value
        if text not in self._plain:
            try:
                self._plain[text] = _plain(text)
            except (ValueError, yaml.YAMLError):
                what = f"`{text[:40]}` cannot be read as what it looks like."
                raise _Unreadable(what, "Quote it if it is a text; mend it if not.", _line(event)) from None
        return self._plain[text]

    def _refuse_marks(self, event: yaml.Event) -> None:
        if event.anchor:
            raise _Unreadable(
                "Anchors (&) and aliases (*) are not read.", "Write the value out.", _line(event)
            )
        if event.tag:
            raise _Unreadable("Tags (!) are not read.", "Remove it; quote what is a text.", _line(event))

    def _refuse(self, path: Path, what: str, remedy: str, event: yaml.Event) -> None:
        problem = Problem(
            rule="yaml", what=what, remedy=remedy, file=self._file, path=render(path), line=_line(event)
        )
        self.problems.append(problem)

    def _invalid(self, error: yaml.YAMLError) -> _Unreadable:
        mark = getattr(error, "problem_mark", None)
        said = getattr(error, "problem", None) or " ".join(str(error).split())
        lines = self._text.splitlines()
        here = lines[mark.line] if mark and mark.line < len(lines) else ""
        if here[: len(here) - len(here.lstrip())].count("\t"):
            return _Unreadable("A tab indents this line.", "YAML indents with spaces only.", mark.line + 1)
        if (opened := _find_open_quote(lines[: mark.line + 1] if mark else lines)) is not None:
            what = f"A quote opened on line {opened} is not closed."
            return _Unreadable(what, 'Close it with " where the text ends.', opened)
        remedy = "Look at the indentation and the quotes just before this place."
        return _Unreadable(f"This is not valid YAML: {said}.", remedy, mark.line + 1 if mark else None)


_LOADER = yaml.SafeLoader("")
"""Knows what a plain word is (a number, true, a date); holds no state between words."""


def _plain(text: str) -> object:
    """What YAML 1.1 takes an unquoted word for; `ValueError` for a date or number that is none."""
    tag = _LOADER.resolve(yaml.ScalarNode, text, (True, False))
    if tag == "tag:yaml.org,2002:str":
        return text
    value = _LOADER.construct_object(yaml.ScalarNode(tag, text))
    _LOADER.constructed_objects.clear()
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(text)
    return value


def _find_open_quote(lines: list[str]) -> int | None:
    """The line, from 1, of a quote that lacks its other half, in a file that YAML could not read up to here.

    A text may go on over lines; but where the next line is a field with a quote of its own, the one before was forgotten.
    """
    opened: int | None = None
    for number, line in enumerate(lines, start=1):
        if opened and _FIELD.match(line):
            return opened
        is_odd = len(_QUOTE.findall(line)) % 2 == 1
        if opened and is_odd:
            opened = None
        elif is_odd and _OPENS.search(line) and not line.lstrip().startswith("#"):
            opened = number
    return opened


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1
