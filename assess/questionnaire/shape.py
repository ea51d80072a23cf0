"""Plain data against a Struct: every mistake of shape at once, each with its path.

msgspec stops at the first mistake; an author wants them all. So the whole is converted in one go when it is
right, and walked part by part only when it is not.
"""

from __future__ import annotations

import difflib
import re
from typing import Annotated, Any, Literal

import msgspec
from msgspec import inspect

from .problem import Path


class Mismatch(msgspec.Struct, frozen=True):
    """One mistake of shape, before it knows its file and line."""

    path: Path
    what: str
    remedy: str
    rule: str = "shape"


def mismatches(data: object, type_: Any) -> list[Mismatch]:
    """All that keeps `data` from being a `type_`; empty if it converts."""
    return list(_walk(data, inspect.type_info(type_), ()))


def _walk(data: object, info: inspect.Type, path: Path):
    while isinstance(info, inspect.Metadata):
        info = info.type
    if isinstance(info, inspect.UnionType):
        yield from _union(data, info, path)
    elif isinstance(info, inspect.StructType):
        yield from _struct(data, info, path)
    elif isinstance(info, inspect.VarTupleType | inspect.ListType) and isinstance(data, list):
        for i, item in enumerate(data):
            yield from _walk(item, info.item_type, (*path, i))
        yield from _length(data, info, path)
    elif isinstance(info, inspect.DictType) and isinstance(data, dict):
        for key, value in data.items():
            yield from _leaf(key, info.key_type, (*path, key))
            yield from _walk(value, info.value_type, (*path, key))
    else:
        yield from _leaf(data, info, path)


def _union(data: object, info: inspect.UnionType, path: Path):
    tagged = {t.tag: t for t in info.types if isinstance(t, inspect.StructType) and t.tag is not None}
    if tagged and isinstance(data, dict):
        field = next(iter(tagged.values())).tag_field
        kind = data.get(field)
        if kind in tagged:
            yield from _struct(data, tagged[kind], path)
        else:
            allowed = ", ".join(sorted(map(str, tagged)))
            what = f"`{field}: {kind}` is not known." if field in data else f"`{field}` is missing."
            yield Mismatch((*path, field) if field in data else path, what, f"Use one of: {allowed}.")
        return
    shaped = (
        inspect.DictType | inspect.StructType
        if isinstance(data, dict)
        else inspect.ListType | inspect.VarTupleType
    )
    inner = (
        next((t for t in info.types if isinstance(t, shaped)), None)
        if isinstance(data, dict | list)
        else None
    )
    if inner is not None:
        yield from _walk(data, inner, path)
    else:
        yield from _leaf(data, info, path)


def _struct(data: object, info: inspect.StructType, path: Path):
    if not isinstance(data, dict):
        yield Mismatch(path, f"Expected fields, got {_kind(data)}.", "Write `field: value` lines here.")
        return
    fields = {field.encode_name: field for field in info.fields}
    known = [*fields, *([info.tag_field] if info.tag_field else [])]
    for key in data:
        if key not in known:
            near = difflib.get_close_matches(str(key), known, n=1)
            hint = f"Did you mean `{near[0]}`?" if near else f"Known here: {', '.join(sorted(known))}."
            yield Mismatch((*path, key), f"Unknown field `{key}`.", hint, "unknown-field")
    for name, field in fields.items():
        if name in data:
            yield from _walk(data[name], field.type, (*path, name))
        elif field.required:
            yield Mismatch(path, f"`{name}` is missing.", "Add it.", "missing-field")


def _length(data: list, info: inspect.VarTupleType | inspect.ListType, path: Path):
    if info.min_length is not None and len(data) < info.min_length:
        yield Mismatch(path, f"Only {len(data)} given.", f"At least {info.min_length} are needed.")
    if info.max_length is not None and len(data) > info.max_length:
        yield Mismatch(path, f"{len(data)} given.", f"At most {info.max_length} are allowed.")


_PATTERN = re.compile(r"matching regex '(.*)'")


def _leaf(data: object, info: inspect.Type, path: Path):
    try:
        msgspec.convert(data, _as_type(info), strict=True)
    except msgspec.ValidationError as error:
        message = str(error).split(" - at")[0]
        remedy = (
            "Quote it: without quotes YAML reads it as something else."
            if "Expected `str" in message
            else "Mend it."
        )
        if (match := _PATTERN.search(message)) is not None:
            message, remedy = f"`{data}` does not look like {shape_of(match[1])}.", "Mend it."
        yield Mismatch(path, message.rstrip(".") + ".", remedy)


def shape_of(pattern: str) -> str:
    """What a text that has to match this pattern is, in words."""
    if pattern.startswith(r"^\d"):
        return "a version such as '1.0.0'"
    if pattern.startswith("^[a-z]{2}"):
        return "a language such as en or sr-Latn"
    return "an id: lower-case words joined by hyphens"


def _kind(data: object) -> str:
    names = {dict: "fields", list: "a list", str: "text", bool: "true/false", type(None): "nothing"}
    return names.get(type(data), "a number")


def _as_type(info: inspect.Type) -> Any:
    """The Python type an inspected leaf stands for; msgspec keeps no way back, so leaves are rebuilt."""

    def limited(base: type, *names: str) -> Any:
        limits = {name: value for name in names if (value := getattr(info, name, None)) is not None}
        return Annotated[base, msgspec.Meta(**limits)] if limits else base

    match info:
        case inspect.Metadata():
            return _as_type(info.type)
        case inspect.StrType():
            return limited(str, "min_length", "max_length", "pattern")
        case inspect.IntType():
            return limited(int, "gt", "ge", "lt", "le", "multiple_of")
        case inspect.FloatType():
            return limited(float, "gt", "ge", "lt", "le", "multiple_of")
        case inspect.BoolType():
            return bool
        case inspect.NoneType():
            return None
        case inspect.LiteralType():
            return Literal[info.values]
        case inspect.UnionType():
            union = _as_type(info.types[0])
            for part in info.types[1:]:
                union = union | _as_type(part) if union is not None else _as_type(part) | None
            return union
        case inspect.StructType():
            return info.cls
        case inspect.VarTupleType() | inspect.ListType():
            return list
        case inspect.DictType():
            return dict
    return Any
