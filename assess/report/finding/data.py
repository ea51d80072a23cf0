"""Findings as data: every text said in the language spoken, with its key and its arguments beside the words.

Findings enter; the same value leaves with a `Said` in the place of each text, ready to be encoded. Programs read what a
text says from its key, which is the same in every language, or print its words.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
from msgspec import Struct

from ..word.text import Figure, Paragraph, Text, spelled


class Said(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A text of ours: what it says here, its key (the message in English), what fills it in, by name.

    A number is rounded as it is told, a day is ISO. `plural` is the other form of the key, where it has two.
    """

    text: str
    key: str
    plural: str = ""
    arguments: dict[str, str | int | float | Said]


class Sentences(Struct, frozen=True, kw_only=True):
    """Sentences that follow each other: what they say here together, and each by itself."""

    text: str
    sentences: tuple[Said, ...]


def as_data(value: Any) -> Any:
    """Findings, or a part of them, as they are encoded; in the language spoken, which should be theirs."""
    return spelled(value, tell)


def tell(text: Text | Paragraph) -> Said | Sentences:
    """One text, or several, as data."""
    if isinstance(text, Paragraph):
        sentences = tuple(map(_said, text.sentences))
        return Sentences(text=" ".join(each.text for each in sentences), sentences=sentences)
    return _said(text)


def schema_of(kind: type[Struct]) -> dict[str, Any]:
    """The JSON Schema of what `as_data` makes of findings."""
    made = msgspec.json.schema(kind)
    _, parts = msgspec.json.schema_components((Said, Sentences), ref_template="#/$defs/{name}")
    told = {"Text": {"$ref": "#/$defs/Said"}, "Paragraph": {"$ref": "#/$defs/Sentences"}}
    return {**made, "$defs": {**made["$defs"], **parts, **told}}


def _said(text: Text) -> Said:
    arguments = {name: _value(value) for name, value in text.arguments}
    return Said(text=str(text), key=text.key, plural=text.plural, arguments=arguments)


def _value(value: str | int | date | Figure | Text) -> str | int | float | Said:
    if isinstance(value, Text):
        return _said(value)
    if isinstance(value, Figure):
        return value.value if value.digits else int(value.value)
    return value.isoformat() if isinstance(value, date) else value
