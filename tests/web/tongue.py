"""The languages, and what tests of them share."""

from __future__ import annotations

from assess.language import LANGUAGES

from .visitor import Page

CODES = tuple(LANGUAGES)
OTHERS = CODES[1:]
PUBLIC = ("/", "/q/cx-quick-check", "/benchmarks", "/continue")


def language_of(page: Page) -> str | None:
    """The language that a page says it is in."""
    return page.tags[0][1]["lang"]
