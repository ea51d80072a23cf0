"""Markdown that somebody adds to a report → markup that can do nothing but be read.

What Markdown makes of it is read again, and only elements and attributes that are known here leave; anything else is
refused by name, so that nobody wonders where it went. Raw HTML is held to the same list.
"""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser
from typing import NoReturn

from ...errors import AssessError
from .model import Kind

MOST = 20_000
"""Characters of one text."""
KNOWN = "p strong em ul ol li a blockquote code pre hr br h3 h4 table thead tbody tr th td"
ELEMENTS = frozenset(KNOWN.split())
VOID = frozenset({"hr", "br"})
HEADINGS = {"h1": "h3", "h2": "h3", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
"""A text stands within a section, so its headings come after that of the section."""
ABROAD = re.compile(r"https?://[^\s]+|mailto:[^\s@]+@[^\s]+|tel:[+\d-]+")
WITHIN = re.compile(r"([\w.-]+\.html)?(#[\w-]+)?")
PARAGRAPHS: dict[str, Kind] = {
    "p": "text",
    "pre": "text",
    "tr": "text",
    "li": "entry",
    "h3": "heading",
    "h4": "heading",
}


def read_text(markdown: str, where: str) -> tuple[str, tuple[tuple[Kind, str], ...], tuple[str, ...]]:
    """Safe markup on one line, the same as paragraphs without any, and its links within the report.

    `AssessError` for a text that is too long, empty, or holds what a report does not: scripts, pictures, forms, styles,
    and links that are neither to the web, nor to mail, nor to a page.
    """
    from markdown import Markdown

    if len(markdown) > MOST:
        raise AssessError(f"A text has at most {MOST:,} characters.", where=where, remedy="Shorten it.")
    reader = _Reader(where)
    reader.feed(Markdown(extensions=["tables", "sane_lists"], output_format="html").convert(markdown))
    reader.close()
    reader.finish()
    if not reader.said:
        raise AssessError("This text says nothing.", where=where, remedy="Write it, or take it out.")
    return "".join(reader.made), tuple(reader.said), tuple(dict.fromkeys(reader.links))


class _Reader(HTMLParser):
    """Writes down what it knows of what it reads, refuses the rest."""

    def __init__(self, where: str) -> None:
        super().__init__(convert_charrefs=True)
        self.where = where
        self.made: list[str] = []
        self.said: list[tuple[Kind, str]] = []
        self.links: list[str] = []
        self._open: list[str] = []
        self._paragraph: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name = HEADINGS.get(tag, tag)
        if name not in ELEMENTS:
            self._refuse(f"<{tag}>")
        if name in PARAGRAPHS:
            self._end_paragraph()
        self.made.append(f"<{name}{self._attributes(name, dict(attrs))}>")
        if name not in VOID:
            self._open.append(name)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        name = HEADINGS.get(tag, tag)
        if name in VOID:
            return
        if not self._open or self._open[-1] != name:
            self._refuse(f"</{tag}>")
        if name in PARAGRAPHS:
            self._end_paragraph()
        self._open.pop()
        self.made.append(f"</{name}>")

    def handle_data(self, data: str) -> None:
        self._paragraph.append(data)
        if "pre" in self._open:  # a line that is empty would end the block of HTML that this stands in
            self.made.append(escape(data, quote=False).replace("\n", "&#10;"))
        else:
            self.made.append(re.sub(r"\s+", " ", escape(data, quote=False)))

    def handle_comment(self, data: str) -> None:
        self._refuse(f"a comment (<!-- {data.strip()[:40]} -->)")  # nobody would read it, and everybody could

    def handle_decl(self, decl: str) -> None:
        self._refuse(f"<!{decl[:20]}>")

    def handle_pi(self, data: str) -> None:
        self._refuse(f"<?{data[:20]}>")

    def unknown_decl(self, data: str) -> None:
        self._refuse(f"<![{data[:20]}]>")

    def finish(self) -> None:
        """What is still open must not reach into the page."""
        if self._open:
            self._refuse(f"<{self._open[-1]}> without its end")
        self._end_paragraph()

    def _attributes(self, name: str, given: dict[str, str | None]) -> str:
        if name != "a":  # what Markdown itself writes (the alignment of a cell) is not kept either
            if any(key.startswith("on") for key in given):
                self._refuse(f"<{name} {next(iter(given))}=…>")
            return ""
        link = (given.get("href") or "").strip()
        if WITHIN.fullmatch(link) and link:
            self.links.append(link)
        elif not ABROAD.fullmatch(link):
            self._refuse(f"a link to {link[:60] or 'nothing'}")
        return f' href="{escape(link)}"'

    def _end_paragraph(self) -> None:
        text = " ".join("".join(self._paragraph).split())
        if text:
            kind = next((PARAGRAPHS[name] for name in reversed(self._open) if name in PARAGRAPHS), "text")
            is_entry = kind == "text" and "li" in self._open
            self.said.append(("entry" if is_entry else kind, text))
        self._paragraph = []

    def _refuse(self, what: str) -> NoReturn:
        raise AssessError(
            f"A text in a report cannot hold {what}.",
            where=self.where,
            remedy="Write Markdown: paragraphs, lists, tables, emphasis, and links to https, mailto or a page such as "
            "method.html.",
        )
