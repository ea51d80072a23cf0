"""The languages the service speaks: which there are, which one a visitor gets, and what a text is called in it.

A message is written in English in the code, inside `gettext` or `ngettext`, and found in `locale/<code>.po`.
Which language it comes out in is decided once, at the edge, by `with speaking(code):` around a request or a
report; everything within, in whatever stage, then speaks it. Without that, it is English. Serbian in Latin
letters has no file of its own: it is spelled from the Cyrillic one, which loses nothing in that direction.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache
from pathlib import Path

from msgspec import Struct

FOLDER = Path(__file__).with_name("locale")


class Language(Struct, frozen=True):
    """A language by its code (also its `lang` attribute), its own name as it begins a line, and what Babel calls it."""

    code: str
    name: str
    locale: str


LANGUAGES = {
    language.code: language
    for language in (
        Language("en", "English", "en_GB"),
        Language("pl", "Polski", "pl"),
        Language("ru", "Русский", "ru"),
        Language("sr", "Српски", "sr_Cyrl"),
        Language("sr-Latn", "Srpski", "sr_Latn"),
    )
}
DERIVED = {"sr-Latn": "sr"}
"""Languages that are spelled from another."""

LONE = re.compile(r"(?:^|(?<=[\s(\[„“«\"'—–-]))([aiouwzавикосуя]) (?=\S)", re.IGNORECASE)
"""A word of one letter, and the blank after it."""

_SPOKEN: ContextVar[str] = ContextVar("language", default="en")

_LETTERS = dict(zip("абвгдђежзијклмнопрстћуфхцчш", "abvgdđežzijklmnoprstćufhcčš", strict=True))
_PAIRS = {"љ": "lj", "њ": "nj", "џ": "dž"}
_LATIN = (
    _LETTERS
    | _PAIRS
    | {letter.upper(): latin.upper() for letter, latin in _LETTERS.items()}
    | {letter.upper(): latin.capitalize() for letter, latin in _PAIRS.items()}
)


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Within it, all messages are in this language; KeyError if the service does not speak it."""
    token = _SPOKEN.set(LANGUAGES[code].code)
    try:
        yield
    finally:
        _SPOKEN.reset(token)


def spoken() -> Language:
    """The language spoken now."""
    return LANGUAGES[_SPOKEN.get()]


def bound(text: str) -> str:
    """The text as it is set: where the language asks for it, no line ends in a word of one letter (w, z, i; в, к, с).

    For what is read only: the blank after such a word becomes one that does not break.
    """
    return LONE.sub("\\1\u00a0", text) if _SPOKEN.get() != "en" else text


def gettext(message: str) -> str:
    """The message in the language spoken now; as it is where it has no translation."""
    return _messages(_SPOKEN.get()).get(message, message)


def ngettext(one: str, many: str, number: int) -> str:
    """The message in the plural form that the number asks for; its placeholders are still to be filled."""
    code = _SPOKEN.get()
    forms = _messages(code).get((one, many))
    if forms is None:
        return one if number == 1 else many
    return forms[_plural(DERIVED.get(code, code))(number)]


def mark(message: str) -> str:
    """The message itself: marks a constant for translation, which `gettext` does where it is used."""
    return message


def number(value: float | Decimal, digits: int = 0) -> str:
    """A number as it is written here, with so many digits after the decimal sign, rounded half away from zero."""
    return _number(str(value), digits, spoken().locale)


def plain(value: float | Decimal) -> str:
    """A number as it is written here, with the digits it has and no more: 1,000 and 0.25."""
    digits = -Decimal(f"{value:.12g}").normalize().as_tuple().exponent
    return number(value, max(0, digits))


def day(value: date) -> str:
    """A date as it is written here, e.g. “5 March 2026”."""
    from babel.dates import format_date

    return format_date(value, format="long", locale=spoken().locale)


def short_day(value: date) -> str:
    """A date where there is little room, e.g. “5 Mar 2026”."""
    from babel.dates import format_date

    return format_date(value, format="medium", locale=spoken().locale)


def negotiate(header: str, offered: Collection[str]) -> str:
    """The offered language that an `Accept-Language` header likes best; the first offered if it likes none.

    Scripts are told apart by hand: `sr-Latn-RS`, `sh`, `hr`, `bs` and `me` readers get Latin letters. RFC 9110, 12.5.4.
    """
    wanted: list[tuple[float, str]] = []
    for part in header.split(",")[:20]:
        tag, _, rest = part.strip().partition(";")
        quality = rest.strip().removeprefix("q=") if rest else "1"
        try:
            wanted.append((float(quality), tag.strip().lower()))
        except ValueError:
            continue
    for quality, tag in sorted(wanted, key=lambda item: -item[0]):
        if quality > 0 and (code := _code_of(tag)) in offered:
            return code
    return next(iter(offered))


def transliterate(text: str) -> str:
    """Serbian Cyrillic in Latin letters; everything else stays. A capital digraph within capitals is LJ, else Lj."""
    letters = []
    for at, letter in enumerate(text):
        latin = _LATIN.get(letter, letter)
        if len(latin) == 2 and latin[0].isupper():
            around = text[at + 1 : at + 2] or text[at - 1 : at]
            if around.isupper() or (not around.isalpha() and text[at - 1 : at].isupper()):
                latin = latin.upper()
        letters.append(latin)
    return "".join(letters)


@lru_cache(4096)
def _number(value: str, digits: int, locale: str) -> str:
    """Kept, for a page writes few numbers often."""
    from babel.numbers import format_decimal

    exact = Decimal(value).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP) + 0  # never “-0.0”
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return format_decimal(exact, format=pattern, locale=locale)


def _code_of(tag: str) -> str:
    primary, *rest = tag.split("-")
    if primary in ("sr", "sh", "hr", "bs", "me", "cnr"):
        return "sr" if primary == "sr" and "latn" not in rest else "sr-Latn"
    return primary


@cache
def _catalogue(code: str):
    from babel.messages.pofile import read_po

    with (FOLDER / f"{code}.po").open("rb") as file:
        return read_po(file, locale=LANGUAGES[code].locale)


@cache
def _messages(code: str) -> dict:
    """Translations by message, and by (one, many) where there are plurals; what is fuzzy or empty is none."""
    if code == "en" or not (FOLDER / f"{DERIVED.get(code, code)}.po").exists():
        return {}
    spell = transliterate if code in DERIVED else str
    found: dict = {}
    for message in _catalogue(DERIVED.get(code, code)):
        if message.fuzzy or not message.id:
            continue
        if isinstance(message.string, tuple):
            if all(message.string):
                found[message.id] = tuple(map(spell, message.string))
        elif message.string:
            found[message.id] = spell(message.string)
    return found


def messages(code: str) -> Iterator[str]:
    """Every message of ours, in English and in the language, each form of a plural by itself; its placeholders unfilled."""
    listed = next(file.stem for file in sorted(FOLDER.glob("*.po")))  # every catalogue has all of them
    english = (message.id for message in _catalogue(listed) if message.id)
    for one in (*english, *_messages(code).values()):
        yield from (one,) if isinstance(one, str) else one


@cache
def _plural(code: str):
    from gettext import c2py

    return c2py(_catalogue(code).plural_expr)
