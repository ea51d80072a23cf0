"""JSON beside the type it was to be → the first thing in it that keeps it from being one: where, what, what to do. Pure.

msgspec refuses in English and leaves the keys of objects out of its paths; the sentences here are the reader's, and the
path leads to the value: `$.answers.listen-01.state`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from msgspec import Struct, inspect

from ..language import gettext as _
from ..language import mark, ngettext, number, plain

Path = tuple[str | int, ...]

SHOWN = 80
"""Characters of a name or a value that a sentence repeats."""

TEXT, TRUTH, NULL = mark("a text"), mark("true or false"), mark("null")
WHOLE, NUMBER = mark("a whole number"), mark("a number")
LIST, OBJECT = mark("a list"), mark("an object")

KIND_OF = {str: TEXT, bool: TRUTH, type(None): NULL, int: WHOLE, float: NUMBER, list: LIST, dict: OBJECT}
"""What decoded JSON is, by its Python type."""

KINDS: dict[type[inspect.Type], tuple[str, ...]] = {
    inspect.BoolType: (TRUTH,),
    inspect.NoneType: (NULL,),
    inspect.IntType: (WHOLE,),
    inspect.FloatType: (NUMBER, WHOLE),
    inspect.ListType: (LIST,),
    inspect.VarTupleType: (LIST,),
    inspect.DictType: (OBJECT,),
    inspect.StructType: (OBJECT,),
}
"""What a type is read from, its own name first. Any other is read from text: enumerations, literals, dates."""


class Defect(Struct, frozen=True):
    """One mistake: `where` is its path, `what` names what was found, `remedy` what is expected ("" where `what` does)."""

    where: str
    what: str
    remedy: str = ""


def find_defect(data: object, type_: Any) -> Defect:
    """The first defect of decoded JSON that msgspec would not convert to `type_`."""
    found = next(_walk(data, inspect.type_info(type_), ()), None)
    return found or Defect("$", _("A value is not of the form that is expected here."))


def render(path: Path) -> str:
    """`("answers", "listen-01", 0)` as `$.answers.listen-01[0]`; a name that is none is quoted, and a long one cut."""
    text = "$"
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        elif re.fullmatch(r"[\w-]{1,80}", part):
            text += f".{part}"
        else:
            text += f"[{_quote(part)}]"
    return text


def _walk(data: object, info: inspect.Type, path: Path) -> Iterator[Defect]:
    """Every defect, the first one first: the kind of a part, then what it holds."""
    while isinstance(info, inspect.Metadata):
        info = info.type
    parts = info.types if isinstance(info, inspect.UnionType) else (info,)
    kind = KIND_OF[type(data)]
    fitting = [part for part in parts if kind in _kinds(part)]
    if not fitting:
        expected = ", ".join(_(name) for name in dict.fromkeys(_kinds(part)[0] for part in parts))
        what = _("Found: {found}. Expected: {expected}.").format(found=_(kind), expected=expected)
        yield Defect(render(path), what)
        return
    part = fitting[0]
    while isinstance(part, inspect.Metadata):
        part = part.type
    if isinstance(part, inspect.StructType) and isinstance(data, dict):
        yield from _walk_struct(data, part, path)
    elif isinstance(part, inspect.DictType) and isinstance(data, dict):
        for name, value in data.items():
            yield from _walk(value, part.value_type, (*path, name))
    elif isinstance(part, inspect.ListType | inspect.VarTupleType) and isinstance(data, list):
        for place, value in enumerate(data):
            yield from _walk(value, part.item_type, (*path, place))
    else:
        yield from _check_leaf(data, part, path)


def _kinds(info: inspect.Type) -> tuple[str, ...]:
    while isinstance(info, inspect.Metadata):
        info = info.type
    if isinstance(info, inspect.LiteralType):
        return tuple(dict.fromkeys(KIND_OF[type(value)] for value in info.values))
    return KINDS.get(type(info), (TEXT,))


def _walk_struct(data: dict, info: inspect.StructType, path: Path) -> Iterator[Defect]:
    fields = {field.encode_name: field for field in info.fields}
    if info.forbid_unknown_fields:
        for name in data:
            if name not in fields:
                what = _("There is no field {name} here.").format(name=_quote(name))
                yield Defect(render((*path, name)), what, _known(fields))
    for name, field in fields.items():
        if name in data:
            yield from _walk(data[name], field.type, (*path, name))
        elif field.required:
            what = _("The field `{name}` is missing.").format(name=name)
            yield Defect(render((*path, name)), what)


def _check_leaf(data: object, info: inspect.Type, path: Path) -> Iterator[Defect]:
    where = render(path)
    if isinstance(info, inspect.EnumType | inspect.LiteralType):
        values = [each.value for each in info.cls] if isinstance(info, inspect.EnumType) else info.values
        if data not in values:
            what = _("{value} is not known here.").format(value=_quote(data))
            yield Defect(where, what, _("Use one of: {known}.").format(known=", ".join(map(str, values))))
    elif isinstance(info, inspect.StrType) and isinstance(data, str):
        yield from _check_text(data, info, where)
    elif isinstance(info, inspect.IntType | inspect.FloatType) and isinstance(data, int | float):
        off = _("{value} is off the range.").format(value=_quote(data))
        if info.ge is not None and data < info.ge:
            yield Defect(where, off, _("Send {limit} or more.").format(limit=plain(info.ge)))
        if info.le is not None and data > info.le:
            yield Defect(where, off, _("Send {limit} or less.").format(limit=plain(info.le)))


def _check_text(data: str, info: inspect.StrType, where: str) -> Iterator[Defect]:
    least, most, n = info.min_length or 0, info.max_length, len(data)
    what = ngettext("The text has {n} character.", "The text has {n} characters.", n).format(n=number(n))
    if n < least:
        remedy = ngettext(
            "Send text of at least {n} character.", "Send text of at least {n} characters.", least
        )
        yield Defect(where, what, remedy.format(n=number(least)))
    if most is not None and n > most:
        remedy = ngettext("Send text of at most {n} character.", "Send text of at most {n} characters.", most)
        yield Defect(where, what, remedy.format(n=number(most)))
    if info.pattern is not None and not re.search(info.pattern, data):
        yield Defect(where, _("{value} is not of the form that is expected here.").format(value=_quote(data)))


def _known(fields: Iterable[str]) -> str:
    return _("There are: {known}.").format(known=", ".join(fields))


def _quote(value: object) -> str:
    """A value as JSON writes it, cut where it is long."""
    text = msgspec.json.encode(value).decode()
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
