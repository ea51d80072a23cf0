"""Blocks of HTML in a Markdown page, set aside while Markdown reads the rest and put back where they stood.

Markdown passes such blocks on as they are, but reads every tag in them three times over: most of the time that a page
with drawings and tables takes. Set aside are only paragraphs that are HTML from their first sign to their last, so
that Markdown has no say in them; whatever is not clearly that is left to Markdown.
"""

from __future__ import annotations

import re

TAG = re.compile(r"""<(/?)([a-zA-Z][\w-]*)(?:[^<>"']|"[^"<]*"|'[^'<]*')*?(/?)>""")
BLOCK = re.compile(r"<(?:details|div|dl|figure|h[1-6]|nav|ol|p|section|table|ul)[\s>]")
"""What Markdown, too, takes for the beginning of a block."""
DRAWING = re.compile(r"<svg\b[^>]*>.*?</svg>", re.DOTALL)
IDS = re.compile(r"""\s(?:id|name)=["']([^"'<>]+)["']""")
VOID = frozenset({"br", "hr", "img", "input", "wbr"})
PLACE = '<div data-kept="{}"></div>'
PLACES = re.compile(r'<div data-kept="(\d+)"></div>')


def set_aside(text: str) -> tuple[str, list[str]]:
    """The page with a place instead of each block of HTML, and the blocks.

    A page is left as it is if it shows code, or has HTML in other places too, which could reach into a block.
    """
    if "```" in text or "~~~" in text:
        return text, []
    kept: list[str] = []
    paragraphs = text.split("\n\n")
    for at, paragraph in enumerate(paragraphs):
        block = paragraph.strip("\n")
        if is_markup(block):
            paragraphs[at] = PLACE.format(len(kept))
            kept.append(block)
        elif "<" in block:
            return text, []
    return "\n\n".join(paragraphs), kept


def put_back(page: str, kept: list[str]) -> str:
    """The built page with the blocks in their places."""
    return PLACES.sub(lambda found: kept[int(found.group(1))], page) if kept else page


def ids_in(kept: list[str]) -> set[str]:
    """What a link may lead to within the blocks."""
    return {id_ for block in kept for id_ in IDS.findall(block)}


def is_markup(block: str) -> bool:
    """Whether `block` is one whole element of HTML after the other, each on lines of its own."""
    if not BLOCK.match(block) or not block.endswith(">"):
        return False
    block = DRAWING.sub("", block)
    depth = end = 0
    for tag in TAG.finditer(block):
        if "<" in block[end : tag.start()] or (depth == 0 and block[end : tag.start()] not in ("", "\n")):
            return False
        if depth == 0 and not BLOCK.match(block, tag.start()):
            return False
        end = tag.end()
        if tag[1]:
            depth -= 1
        elif not tag[3] and tag[2].lower() not in VOID:
            depth += 1
        if depth < 0 or (depth == 0 and end < len(block) and block[end] != "\n"):
            return False
    return depth == 0 and end == len(block)
