"""The Structs of the questionnaire format → the page that documents it.

Everything on the page is in the Structs: docstrings, field sentences, constraints, defaults. Nothing about
the format is written here, so that the page cannot say otherwise than the checker.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import NODEFAULT, Struct, inspect

from ...questionnaire.complaint import shape_of
from ...questionnaire.model import Expected, Questionnaire, QuestionPart
from ..page.draw import Page
from ..page.template import environment

NAMES = {
    "AnswerPolicy": "policy",
    "Behaviour": "rung",
    "ChoiceQuestion": "choice question",
    "Core": "core practice",
    "Expected": "expected result",
    "LevelQuestion": "level question",
    "ManyQuestion": "many question",
    "MatrixQuestion": "matrix question",
    "NumberQuestion": "number question",
    "QuestionPart": "question",
    "Row": "row of an answer",
    "RowQuestion": "question about a row",
    "State": "state of an answer",
    "TextQuestion": "text question",
}
"""What a Struct is called on the page, where its own name in lower case would not do."""
HIDDEN = {"hash"}
"""Fields that the loader sets; an author never writes them."""


class FieldEntry(Struct, frozen=True, kw_only=True):
    """One field: its key in the file, what it holds, whether it is needed, its sentence."""

    key: str
    holds: str
    needed: str
    sentence: str


class Entry(Struct, frozen=True, kw_only=True):
    """One Struct of the format, with an anchor."""

    name: str
    anchor: str
    text: str
    fields: tuple[FieldEntry, ...]


def format_page() -> Page:
    """The page "Questionnaire format"."""
    text = environment().get_template("manual/format.md.j2").render(entries=entries())
    return Page(part="Reference", file="format.md", title="Questionnaire format", text=text)


def entries() -> tuple[Entry, ...]:
    """Every Struct an author can write, each once, in the order in which the file meets them."""
    found: dict[type, inspect.StructType] = {}

    def visit(info: inspect.Type) -> None:
        if isinstance(info, inspect.StructType) and info.cls not in found:
            if (
                issubclass(info.cls, QuestionPart)
                and info.cls is not QuestionPart
                and QuestionPart not in found
            ):
                visit(inspect.type_info(QuestionPart))
            found[info.cls] = info
            for field in info.fields:
                visit(field.type)
        for inner in _inner(info):
            visit(inner)

    visit(inspect.type_info(Questionnaire))
    return tuple(_entry(info) for info in found.values())


def _inner(info: inspect.Type) -> Iterator[inspect.Type]:
    """The types within a type, fields of Structs left aside."""
    if isinstance(info, inspect.Metadata):
        yield info.type
    elif isinstance(info, inspect.UnionType):
        yield from info.types
    elif isinstance(info, inspect.VarTupleType | inspect.ListType):
        yield info.item_type
    elif isinstance(info, inspect.DictType):
        yield from (info.key_type, info.value_type)


def _entry(info: inspect.StructType) -> Entry:
    is_kind = info.cls is not QuestionPart and issubclass(info.cls, QuestionPart)
    shared = QuestionPart.__annotations__ if is_kind else {}
    fields = [_field(field, info.cls) for field in info.fields if field.name not in {*shared, *HIDDEN}]
    if is_kind:
        said = f"Which kind of question this is: `{info.tag}`."
        fields.insert(
            0, FieldEntry(key=str(info.tag_field), holds=f"`{info.tag}`", needed="required", sentence=said)
        )
    text = " ".join((info.cls.__doc__ or "").split())
    return Entry(name=_name(info.cls).capitalize(), anchor=_anchor(info.cls), text=text, fields=tuple(fields))


def _field(field: inspect.Field, cls: type) -> FieldEntry:
    info = field.type
    extra = info.extra_json_schema or {} if isinstance(info, inspect.Metadata) else {}
    needed = "required" if field.required else _default(field.default)
    nullable = cls is Expected
    return FieldEntry(
        key=field.encode_name,
        holds=_words(info, nullable=nullable),
        needed=needed,
        sentence=extra.get("description", ""),
    )


def _default(value: Any) -> str:
    if value is NODEFAULT or value in (None, "", ()) or isinstance(value, Struct):
        return "may be left out"
    shown = str(value).lower() if isinstance(value, bool) else value
    return f"`{shown}` if left out"


def _words(info: inspect.Type, *, nullable: bool = False, plural: bool = False) -> str:
    """What a value is, in plain words and Markdown."""
    match info:
        case inspect.Metadata():
            return _words(info.type, nullable=nullable, plural=plural)
        case inspect.StrType(pattern=str(pattern)):
            return shape_of(pattern)
        case inspect.StrType():
            return "text" + _span(info.min_length, info.max_length, "characters")
        case inspect.IntType():
            return ("whole numbers" if plural else "a whole number") + _limits(info)
        case inspect.FloatType():
            return ("numbers" if plural else "a number") + _limits(info)
        case inspect.BoolType():
            return "`true` or `false`"
        case inspect.LiteralType():
            return _or([f"`{value}`" for value in info.values])
        case inspect.UnionType():
            return _union(info, nullable=nullable, plural=plural)
        case inspect.StructType():
            name = _name(info.cls)
            article = "" if plural else "an " if name[0] in "aeiou" else "a "
            return f"{article}[{name}{'s' if plural else ''}](#{_anchor(info.cls)})"
        case inspect.VarTupleType() | inspect.ListType():
            return _list(info)
        case inspect.DictType():
            key = _words(info.key_type).split(":")[0]
            return f"fields, each {key} with {_words(info.value_type)}"
    raise TypeError(f"The format holds a {info}, for which there are no words yet.")


def _list(info: inspect.VarTupleType | inspect.ListType) -> str:
    count = _span(info.min_length, info.max_length, "entries")
    inner = info.item_type.type if isinstance(info.item_type, inspect.Metadata) else info.item_type
    if isinstance(inner, inspect.StructType | inspect.UnionType):
        return f"a list of {_words(inner, plural=True)}{count}"
    return f"a list{count}, each {_words(inner)}"


def _union(info: inspect.UnionType, *, nullable: bool, plural: bool) -> str:
    structs = [part for part in info.types if isinstance(part, inspect.StructType)]
    if len(structs) > 1:
        return f"[{'questions' if plural else 'a question'}](#{_anchor(QuestionPart)})"
    parts = [part for part in info.types if not isinstance(part, inspect.NoneType)]
    return _or([_words(part, plural=plural) for part in parts] + (["`null`"] if nullable else []))


def _or(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _limits(info: inspect.IntType | inspect.FloatType) -> str:
    low = f"above {info.gt:g}" if info.gt is not None else f"{info.ge:g}" if info.ge is not None else ""
    if not low:
        return ""
    return f" from {low} to {info.le:g}" if info.le is not None else f", {low} or more"


def _span(low: int | None, high: int | None, unit: str) -> str:
    if high is None:
        return f" (at least {low})" if low else ""
    return f" (at most {high:,} {unit})" if (low or 0) <= 1 else f" ({low} to {high} {unit})"


def _name(cls: type) -> str:
    return NAMES.get(cls.__name__, cls.__name__.lower())


def _anchor(cls: type) -> str:
    return _name(cls).replace(" ", "-")
