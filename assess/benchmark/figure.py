"""Published figures of others: what is known elsewhere, shown beside a benchmark and never counted into one.

A file of facts enters (``site/reference.yaml``), `Figure`s in one language leave, each with its source. No edition, no
score and no comparison knows this module: whoever shows a figure shows it as somebody else's.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec
from msgspec import Struct

from ..language import DERIVED, transliterate
from ..learnt import learnt
from ..resource import resource

FILE = "site/reference.yaml"

Topic = Literal["maturity", "nps", "satisfaction", "contact-centre", "evidence"]
Bound = Literal["", "about", "under", "over", "at_least", "up_to"]
"""How a number is meant; "" is exactly."""


class Value(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One number of a figure, and whose it is. `derived`: its source does not print it, it was found by subtraction."""

    of: str
    value: float
    bound: Bound = ""
    derived: bool = False


class Figure(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What somebody published: what it measures, of whom, where and when, and who says so.

    What its source does not tell is None or "": the year, n, of whom, where. `via` is the page on which it was seen,
    where that is not the source's own.
    """

    id: str
    topic: Topic
    measures: str
    unit: str
    values: tuple[Value, ...]
    source: str
    via: str = ""
    year: int | None = None
    quarter: int | None = None
    month: int | None = None
    n: int | None = None
    n_bound: Bound = ""
    of: str = ""
    where: str = ""


class Words(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One text in every language that is written."""

    en: str
    pl: str
    ru: str
    sr: str

    def spoken(self, language: str) -> str:
        """The text in one of `assess.language.LANGUAGES`."""
        text = getattr(self, DERIVED.get(language, language))
        return transliterate(text) if language in DERIVED else text


class FigureFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file: figures whose `measures`, `unit`, `of` and `where` are keys of `words`."""

    words: dict[str, Words]
    figures: tuple[Figure, ...]


@cache
def figures(language: str = "en") -> tuple[Figure, ...]:
    """All figures in the order of the file, their texts in this language.

    `msgspec.ValidationError` or `KeyError` mean a broken installation: the file is shipped, and held by a test.
    """
    held = msgspec.yaml.decode(resource(FILE).read_bytes(), type=learnt(FigureFile))
    words = {key: text.spoken(language) for key, text in held.words.items()}

    def said(figure: Figure) -> Figure:
        return msgspec.structs.replace(
            figure,
            measures=words[figure.measures],
            unit=words[figure.unit],
            of=words[figure.of] if figure.of else "",
            where=words[figure.where] if figure.where else "",
            values=tuple(msgspec.structs.replace(value, of=words[value.of]) for value in figure.values),
        )

    return tuple(said(figure) for figure in held.figures)
