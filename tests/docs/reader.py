"""What a reader meets in a built page or a Markdown source: words, ids, links, fenced blocks."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from msgspec import Struct

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class PageRead(HTMLParser):
    """The article's text, and every id, link and source of one page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.ids: list[str] = []
        self.links: list[str] = []
        self.sources: list[str] = []
        self._depth = 0
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = {name: value for name, value in attrs if value}
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given["href"]] if tag == "a" and "href" in given else []
        self.sources += [given[name] for name in ("src", "srcset", "poster", "data") if name in given]
        self.sources += [given["href"]] if tag == "link" and "href" in given else []
        self._depth += tag == "article"

    def handle_endtag(self, tag):
        self._depth -= tag == "article"

    def handle_data(self, data):
        if self._depth:
            self.text += data


class Block(Struct, frozen=True):
    """A fenced block: its language and its text."""

    language: str
    text: str


@cache
def read(site: Path) -> dict[str, PageRead]:
    """Every page of a built site, by file name."""
    return {file.name: PageRead(file.read_text("utf-8")) for file in sorted(site.glob("*.html"))}


def blocks(markdown: str) -> list[Block]:
    """The fenced blocks of a source, in order."""
    return [Block(*found) for found in FENCE.findall(markdown)]


def listed_codes(markdown: str, heading: str) -> set[str]:
    """What stands as `code` in the first cells of the table, or as the terms of the list, below a heading."""
    section = markdown.split(heading, 1)[1].split("\n## ", 1)[0]
    return {
        match[1] for line in section.splitlines() if (match := re.match(r"(?:\| )?`([^`]+)`(?: \||$)", line))
    }
