"""The first page of a site in several languages: their codes enter, a page that leads to each of them leaves.

It asks nobody's browser what to show: without a script, and from a disk, the reader chooses.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from ...language import LANGUAGES, speaking, spoken
from ..page.draw import Page
from ..page.template import environment
from ..word import label, sentence
from .outline import Neighbour, yaml

ANY = "x-default"
"""What stands for the code of a language where a page is for readers of any."""


class Tongue(Struct, frozen=True):
    """The start page in a language: its code, and the file as a link from the first page."""

    code: str
    file: str


class Way(Struct, frozen=True, kw_only=True):
    """A language to choose: its code and own name, the start page, and what the site and its promise are called in it."""

    code: str
    name: str
    file: str
    title: str
    promise: str


def entrance(languages: Sequence[str], title: str) -> Page:
    """The page, its frame in the language spoken. `title` is the site's name in all of them, "" for each its own."""
    ways = tuple(_way(code, title) for code in languages)
    named = title or sentence.site()
    tongues = [Tongue(way.code, way.file) for way in ways]
    head = yaml(
        {
            "title": named,
            "lang": spoken().code,
            "file": "index.html",
            "frame": label.frame(),
            "neighbours": [Neighbour(title=way.name, file=way.file, lang=way.code) for way in ways],
            "languages": [*tongues, Tongue(ANY, "index.html")],
        }
    )
    text = environment().get_template("benchmark/entrance.md.j2").render(title=named, ways=ways)
    return Page(file="index.md", title=named, part="", text=head + text)


def _way(code: str, title: str) -> Way:
    with speaking(code):
        return Way(
            code=code,
            name=LANGUAGES[code].name,
            file=f"{code}/index.html",
            title=title or sentence.site(),
            promise=sentence.promise(),
        )
