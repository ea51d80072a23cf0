"""A text that is not said yet: the message as its source has it, and what fills it in.

Findings hold texts, and whoever writes a page, a document or a file says them, by `str`, in the language spoken then. So
nothing is said too early, no two places can say it differently, and a reader of the data gets the key beside the words.
What somebody else wrote (a questionnaire's titles and options, a respondent's notes, names) is no text of ours: it is a
`str`, as it is, and arrives in the language of the report.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any

from msgspec import Struct

from ...language import day, gettext, ngettext, number


class Figure(Struct, frozen=True):
    """A number as it is told: rounded to so many `digits` after the decimal sign, and holding nothing beyond them."""

    value: float
    digits: int

    def __str__(self) -> str:
        return number(self.value, self.digits)


class Text(Struct, frozen=True):
    """A message and its arguments, by name: words, counts, dates, figures, other texts (`message` and `plural` make one).

    `key` is the message in English, as the catalogues have it. With a `plural`, `count` decides between the two forms, or
    among those of another language. Without a key it says nothing, and is false.
    """

    key: str = ""
    plural: str = ""
    count: int = 0
    arguments: tuple[tuple[str, Any], ...] = ()  # str | int | date | Figure | Text

    def __bool__(self) -> bool:
        return bool(self.key)

    def __str__(self) -> str:
        said = ngettext(self.key, self.plural, self.count) if self.plural else gettext(self.key)
        return said.format(**{name: _filled(value) for name, value in self.arguments})


class Paragraph(Struct, frozen=True):
    """Whole sentences that follow each other; none of them is false."""

    sentences: tuple[Text, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.sentences)

    def __str__(self) -> str:
        return " ".join(map(str, self.sentences))


Words = str | Text
"""Somebody else's words, or ours."""
NOTHING = Text()
"""What stands where there is nothing to say."""


def message(key: str, /, **arguments: Words | int | date | Figure) -> Text:
    """The message with its arguments. A literal here is found by `make messages`; a constant is marked by `mark`."""
    return Text(key=key, arguments=tuple(arguments.items()))


def plural(one: str, many: str, count: int, /, **arguments: Words | int | date | Figure) -> Text:
    """The same of a message whose form depends on a count, which is named among the arguments if it is told."""
    return Text(key=one, plural=many, count=count, arguments=tuple(arguments.items()))


def paragraph(*sentences: Text) -> Paragraph:
    """The sentences in their order, without those that say nothing."""
    return Paragraph(tuple(each for each in sentences if each))


@lru_cache(4096)
def figure(value: float, digits: int | None = None) -> Figure:
    """A number rounded to so many digits, half away from zero; without `digits` as many as it has (at most 12 in all).

    Kept, for a report tells few numbers often.
    """
    exact = Decimal(str(value) if digits is not None else f"{value:.12g}")
    if digits is None:
        digits = max(0, -int(exact.normalize().as_tuple().exponent))
    told = exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return Figure(float(told) + 0.0, digits)  # never -0.0


def joined(*parts: object, by: str = " ") -> str:
    """Those parts that say something, said one behind the other: for who writes them down at once."""
    return by.join(str(part) for part in parts if part)


def spelled(value: Any, say: Callable[[Text | Paragraph], object] = str) -> Any:
    """A value with every text in it said, whatever Structs and tuples it stands in."""
    if value is None or isinstance(value, str | int | float):  # most are
        return value
    if isinstance(value, Text | Paragraph):
        return say(value)
    if isinstance(value, tuple):
        return tuple(spelled(each, say) for each in value)
    if isinstance(value, Struct):
        parts = {name: spelled(getattr(value, name), say) for name in value.__struct_fields__}
        return type(value)(**parts)
    return value


def _filled(value: object) -> str:
    return day(value) if isinstance(value, date) else str(value)
