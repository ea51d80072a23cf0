"""What stands before the text of a page that there is in several languages: front matter, which the theme reads.

The theme takes from it the `lang` of the whole page, its description, the links to the same page in other
languages, and, where the page is not in English, words and navigation of its own: the rest of the documentation
is in English.
"""

from __future__ import annotations

import msgspec
from msgspec import Struct

from ...language import LANGUAGES, spoken
from ...language import gettext as _
from ..word import label


class Edition(Struct, frozen=True):
    """The page in one language: its code, the language's own name, the built file."""

    code: str
    name: str
    file: str


class Neighbour(Struct, frozen=True, omit_defaults=True):
    """A page in the navigation; `lang` where it is in another language than the page that names it."""

    title: str
    file: str
    lang: str = ""


def editions(stem: str, languages: tuple[str, ...]) -> tuple[Edition, ...]:
    """The same page in these languages."""
    return tuple(Edition(code, LANGUAGES[code].name, f"{stem_in(stem, code)}.html") for code in languages)


def stem_in(stem: str, language: str) -> str:
    """The name of a page in a language, without its ending: English has the plain one."""
    return stem if language == "en" else f"{stem}.{language}"


def front_matter(
    stem: str, title: str, description: str, there: tuple[Edition, ...], neighbours: tuple[Neighbour, ...]
) -> str:
    """The front matter of the page in the language spoken, as YAML between its two lines."""
    code = spoken().code
    meta: dict[str, object] = {"title": title, "description": description, "lang": code}
    meta |= {"file": f"{stem_in(stem, code)}.html", "languages": there}
    if code != "en":
        meta |= {"frame": label.frame(), "neighbours": (*neighbours, home())}
    return f"---\n{msgspec.yaml.encode(meta).decode()}---\n\n"


def home() -> Neighbour:
    """Where the pages in another language lead back to."""
    return Neighbour(_("All documentation, in English"), "index.html", "en")
