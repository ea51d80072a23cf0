"""Plain data against a Struct: every mistake of shape at once, each with its path, and the data without them.

msgspec stops at the first mistake; an author wants them all, and what is wrong elsewhere in the file too. So the
whole is converted in one go when it is right, and only when it is not, walked part by part: what is wrong is told, and
left out, or replaced by a stand-in where it is needed.
"""

from __future__ import annotations

import difflib
from typing import Annotated, Any, Literal

import msgspec
from msgspec import inspect

from .complaint import explain, kind_of, show_example
from .problem import Mismatch, Path

NOTHING = object()
"""Stands for a part that could not be mended."""


def mend(data: object, type_: Any) -> tuple[object, list[Mismatch]]:
    """All that keeps `data` from being a `type_`, and the data that converts without it; `NOTHING` if none does."""
    walk = _Walk()
    return walk.value(data, inspect.type_info(type_), ()), walk.found


class _Walk:
    """One walk through data and type side by side. Each method returns the mended value, or `NOTHING`."""

    def __init__(self) -> None:
        self.found: list[Mismatch] = []

    def tell(self, path: Path, what: str, remedy: str, rule: str = "shape") -> None:
        self.found.append(Mismatch(path, what, remedy, rule))

    def value(self, data: object, info: inspect.Type, path: Path) -> object:
        while isinstance(info, inspect.Metadata):
            info = info.type
        if isinstance(info, inspect.UnionType):
            return self._union(data, info, path)
        if isinstance(info, inspect.StructType):
            return self._struct(data, info, path)
        if isinstance(info, inspect.VarTupleType | inspect.ListType) and isinstance(data, list):
            return self._list(data, info, path)
        if isinstance(info, inspect.DictType) and isinstance(data, dict):
            return self._dict(data, info, path)
        return self._leaf(data, info, path)

    def _union(self, data: object, info: inspect.UnionType, path: Path) -> object:
        tagged = {t.tag: t for t in info.types if isinstance(t, inspect.StructType) and t.tag is not None}
        if tagged and isinstance(data, dict):
            field = next(iter(tagged.values())).tag_field
            kind = data.get(field)
            if isinstance(kind, str) and kind in tagged:
                return self._struct(data, tagged[kind], path)
            allowed = ", ".join(sorted(map(str, tagged)))
            what = f"`{field}: {kind}` is not known." if field in data else f"`{field}` is missing."
            self.tell((*path, field) if field in data else path, what, f"Use one of: {allowed}.")
            return NOTHING
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
        return self.value(data, inner, path) if inner is not None else self._leaf(data, info, path)

    def _struct(self, data: object, info: inspect.StructType, path: Path) -> object:
        if not isinstance(data, dict):
            self.tell(path, f"Expected fields, got {kind_of(data)}.", "Write `field: value` lines here.")
            return NOTHING
        fields = {field.encode_name: field for field in info.fields}
        known = [*fields, *([info.tag_field] if info.tag_field else [])]
        for key in data:
            if key not in known:
                near = difflib.get_close_matches(str(key), known, n=1)
                hint = f"Did you mean `{near[0]}`?" if near else f"Known here: {', '.join(sorted(known))}."
                self.tell((*path, key), f"Unknown field `{key}`.", hint, "unknown-field")
        mended = {info.tag_field: info.tag} if info.tag_field else {}
        for name, field in fields.items():
            if name in data:
                mended[name] = self.value(data[name], field.type, (*path, name))
            elif field.required:
                remedy = f"Add it: {show_example(name, field.type)}."
                self.tell(path, f"`{name}` is missing.", remedy, "missing-field")
                mended[name] = NOTHING
            if mended.get(name) is NOTHING:
                del mended[name]
                if field.required:
                    mended[name] = _stand_in(field.type, len(self.found))
        return mended

    def _list(
        self, data: list, info: inspect.VarTupleType | inspect.ListType, path: Path
    ) -> list[object] | object:
        items = [self.value(item, info.item_type, (*path, i)) for i, item in enumerate(data)]
        if info.min_length is not None and len(data) < info.min_length:
            self.tell(path, f"Only {len(data)} given.", f"At least {info.min_length} are needed.")
            items += [NOTHING] * (info.min_length - len(data))
        if info.max_length is not None and len(data) > info.max_length:
            self.tell(path, f"{len(data)} given.", f"At most {info.max_length} are allowed.")
            items = items[: info.max_length]
        stood = [
            _stand_in(info.item_type, len(self.found) + i) if item is NOTHING else item
            for i, item in enumerate(items)
        ]
        return NOTHING if NOTHING in stood else stood

    def _dict(self, data: dict, info: inspect.DictType, path: Path) -> dict:
        mended: dict = {}
        for key, value in data.items():
            name = self._leaf(key, info.key_type, (*path, key))
            inner = self.value(value, info.value_type, (*path, key))
            if name is not NOTHING and inner is not NOTHING:
                mended[name] = inner
        return mended

    def _leaf(self, data: object, info: inspect.Type, path: Path) -> object:
        try:
            msgspec.convert(data, _as_type(info), strict=True)
        except msgspec.ValidationError as error:
            self.tell(path, *explain(data, str(error).split(" - at")[0], info))
            return NOTHING
        return data


def _stand_in(info: inspect.Type, number: int) -> object:
    """A value of this type that nobody wrote, so that the parts around it can be read; ids differ by `number`."""
    while isinstance(info, inspect.Metadata):
        info = info.type
    match info:
        case inspect.StrType():
            pattern = info.pattern or ""
            return "0.0.0" if r"\d" in pattern else "en" if "{2}" in pattern else f"missing-{number}"
        case inspect.IntType() | inspect.FloatType():
            return info.ge if info.ge is not None else 1
        case inspect.LiteralType():
            return info.values[0]
        case inspect.VarTupleType() | inspect.ListType():
            return [_stand_in(info.item_type, number + i) for i in range(info.min_length or 0)]
        case inspect.DictType():
            return {}
        case inspect.StructType():
            fields = [field for field in info.fields if field.required]
            tag = {info.tag_field: info.tag} if info.tag_field else {}
            return tag | {field.encode_name: _stand_in(field.type, number) for field in fields}
        case inspect.UnionType():  # a question of no kind scores nothing, so that no rule can miss its score
            return {"type": "text", "id": f"missing-{number}", "text": "?"}
    return NOTHING


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
