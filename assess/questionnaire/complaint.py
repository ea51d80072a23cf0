"""What msgspec says of a value → what its author reads: what is needed, what stands there, and how to write it.

Pure: a value, a message and a type enter, a sentence and a remedy leave.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from msgspec import inspect

SHOWN = 40

NEEDED = {
    "int": ("A whole number is needed", "Write it without quotes: 3."),
    "float": ("A number is needed", "Write it with a point, without quotes: 1.5."),
    "bool": ("true or false is needed", "Write one of the two, without quotes."),
    "str": ("A text is needed", "Quote it: without quotes, YAML reads it as something else."),
    "array": ("A list is needed", "Begin each item with a dash on a line of its own, or write [one, two]."),
    "object": ("Fields are needed", "Write `field: value` lines here."),
}
"""By msgspec's name of a type: what is needed, and how an author writes it."""

_TYPE = re.compile(r"Expected `([a-z]+)[^`]*`")
_LIMIT = re.compile(r"Expected `(?:int|float)` (>=|<=|>|<) (\S+)")
_LENGTH = re.compile(r"Expected `str` of length (>=|<=) (\d+)")
_PATTERN = re.compile(r"matching regex '(.*)'")
_BOUND = {">=": "at least", "<=": "at most", ">": "above", "<": "below"}


def explain(data: object, message: str, info: inspect.Type) -> tuple[str, str]:
    """What is wrong with a value, and the remedy; `message` is what msgspec said, without the place."""
    if (match := _PATTERN.search(message)) is not None:
        return _explain_pattern(str(data), match[1])
    if (match := _LENGTH.search(message)) is not None:
        if not data:
            return "The text is empty.", "Write it, or remove the field."
        what = f"The text has {len(str(data)):,} characters."
        return what, f"{_BOUND[match[1]].capitalize()} {int(match[2]):,} are allowed: shorten it."
    if (match := _LIMIT.search(message)) is not None:
        number = f"{float(match[2]):g}"
        return f"`{data}` is out of range.", f"Write a number that is {_BOUND[match[1]]} {number}."
    if message.startswith("Invalid enum value") and (allowed := _allowed(info)):
        return f"`{_shown(data)}` is not known.", f"Use one of: {', '.join(allowed)}."
    if (match := _TYPE.search(message)) is not None and match[1] in NEEDED:
        needed, remedy = NEEDED[match[1]]
        return f"{needed}, not {kind_of(data)}: `{_shown(data)}`.", remedy
    return message.rstrip(".") + ".", "Mend it."


def _explain_pattern(text: str, pattern: str) -> tuple[str, str]:
    hidden = [sign for sign in text if unicodedata.category(sign) in ("Cf", "Cc", "Zs") and sign != " "]
    if hidden:
        what = f"An invisible character (U+{ord(hidden[0]):04X}) stands in `{ascii(text)[1:-1]}`."
        return what, "Type the word anew."
    return f"`{text}` does not look like {shape_of(pattern)}.", "Mend it."


def shape_of(pattern: str) -> str:
    """What a text that has to match this pattern is, in words."""
    if pattern.startswith(r"^\d"):
        return "a version such as '1.0.0'"
    if pattern.startswith("^[a-z]{2}"):
        return "a language such as en or sr-Latn"
    return "an id: lower-case words joined by hyphens"


def kind_of(data: object) -> str:
    """What an author would call a value that YAML has read."""
    names = {dict: "fields", list: "a list", str: "a text", bool: "true or false", type(None): "nothing"}
    return "a date" if isinstance(data, date) else names.get(type(data), "a number")


def show_example(name: str, info: inspect.Type) -> str:
    """A field of this type as it might be written: `title: "…"`."""
    while isinstance(info, inspect.Metadata):
        info = info.type
    if isinstance(info, inspect.VarTupleType | inspect.ListType | inspect.DictType | inspect.StructType):
        if (first := _first_field(info)) is None:
            return f"`{name}: [{_value(getattr(info, 'item_type', info))}]`"
        dash = "- " if isinstance(info, inspect.VarTupleType | inspect.ListType) else ""
        return f"`{name}:`, and indented below it `{dash}{first}`"
    return f"`{name}: {_value(info)}`"


def _first_field(info: inspect.Type) -> str | None:
    """What the lines below a list, a mapping or a part begin with; None where they hold plain values."""
    item = info if isinstance(info, inspect.StructType) else getattr(info, "item_type", None)
    if isinstance(info, inspect.DictType):
        return f"id: {_value(info.value_type)}"
    if isinstance(item, inspect.UnionType):
        return "type: …"
    if not isinstance(item, inspect.StructType):
        return None
    first = next((field for field in item.fields if field.required), item.fields[0])
    return f"{first.encode_name}: {_value(first.type)}"


def _value(info: inspect.Type) -> str:
    while isinstance(info, inspect.Metadata):
        info = info.type
    if isinstance(info, inspect.StrType):
        pattern = info.pattern or ""
        return (
            '"1.0.0"' if r"\d" in pattern else "en" if "{2}" in pattern else "some-id" if pattern else '"…"'
        )
    if isinstance(info, inspect.IntType | inspect.FloatType):
        return f"{info.ge or 1:g}"
    return str(info.values[0]) if isinstance(info, inspect.LiteralType) else "…"


def _allowed(info: inspect.Type) -> list[str]:
    parts = info.types if isinstance(info, inspect.UnionType) else (info,)
    return [str(value) for part in parts if isinstance(part, inspect.LiteralType) for value in part.values]


def _shown(data: object) -> str:
    text = str(data).lower() if isinstance(data, bool) else " ".join(str(data).split())
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
