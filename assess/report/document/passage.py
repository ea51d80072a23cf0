"""Texts that somebody adds to a report → their place in a document: where the chapter of their page begins or ends.

A document has fewer headings than a site, so the section of a page becomes the chapter; a page that paper has no chapter
for, such as that of the files, has no place for texts either.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from ..brand.model import Passage
from .block import Block, Document, Entries, Entry, Heading, Text

CHAPTERS = {"index": "summary", "departments": "views"}
"""Where a chapter is called otherwise than its page."""
TOP = "top"


def with_passages(document: Document, passages: tuple[Passage, ...]) -> Document:
    """The document with the passages that it has a chapter for, several of one place in their order."""
    summary, blocks = document.summary, document.blocks
    for passage in passages:
        chapter = CHAPTERS.get(
            passage.page, "views" if passage.page.startswith("department-") else passage.page
        )
        summary, blocks = _put(summary, chapter, passage), _put(blocks, chapter, passage)
    return replace(document, summary=summary, blocks=blocks)


def _put(blocks: tuple[Block, ...], chapter: str, passage: Passage) -> tuple[Block, ...]:
    chapters = [(at, one.id) for at, one in enumerate(blocks) if isinstance(one, Heading) and one.depth == 1]
    own = next((n for n, (_, id) in enumerate(chapters) if id == chapter), None)
    if own is None:
        return blocks
    ends = chapters[own + 1][0] if own + 1 < len(chapters) else len(blocks)
    is_first = passage.section == TOP and passage.side == "before"
    place = chapters[own][0] + 1 if is_first else ends
    return (*blocks[:place], *_spelled(passage), *blocks[place:])


def _spelled(passage: Passage) -> Iterator[Block]:
    entries: list[Entry] = []
    for kind, said in passage.said:
        if kind == "entry":
            entries.append(Entry(text=said))
            continue
        if entries:
            yield Entries(entries=tuple(entries))
            entries = []
        yield Heading(text=said, depth=2) if kind == "heading" else Text(text=said)
    if entries:
        yield Entries(entries=tuple(entries))
