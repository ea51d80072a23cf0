"""What a report wears: whose it is, its colours and fonts, its footer, and texts added between its own.

A frozen value enters sites and documents as an argument; it is checked where it is read (`brand.read`), and nowhere again.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Literal

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from ...language import gettext as _
from ...language import spoken
from ..look import DARK, LEVELS, LIGHT, Palette

Side = Literal["before", "after"]
Kind = Literal["heading", "text", "entry"]
DRAWN = re.compile(r'((?:fill|stroke)="(?:var\(--[a-z0-9-]+, )?)(#[0-9a-fA-F]{6})')
"""A colour in a drawing, by itself or as the fall-back of a property."""


class Logo(Struct, frozen=True, kw_only=True):
    """An image that was checked: a PNG, or an SVG that asks for nothing. `ratio` is its width by its height."""

    name: str
    data: bytes
    ratio: float


class Font(Struct, frozen=True, kw_only=True):
    """A font file of one's own: its weight (400, 700 …) and slope are told by its name."""

    name: str
    data: bytes
    weight: int
    italic: bool

    @property
    def prints(self) -> bool:
        """Whether it can be set in a document too; a WOFF2 is for pages only."""
        return not self.name.endswith(".woff2")


class Passage(Struct, frozen=True, kw_only=True):
    """A text that is added before or after a section of a page.

    `markup` is safe HTML on one line, `said` the same in paragraphs, `links` what it leads to within the report. It is
    only for reports in `language` and of `questionnaire`, where they are named. `source` says where it was written.
    """

    page: str
    section: str
    side: Side
    markup: str
    said: tuple[tuple[Kind, str], ...] = ()
    links: tuple[str, ...] = ()
    language: str = ""
    questionnaire: str = ""
    source: str = ""

    def fits(self, language: str, questionnaire: str) -> bool:
        """Whether it is meant for a report in this language and of this questionnaire."""
        return self.language in ("", language) and self.questionnaire in ("", questionnaire)


class Saying(Struct, frozen=True, kw_only=True):
    """A line in one language, for the reports in it."""

    language: str
    text: str


class Brand(Struct, frozen=True, kw_only=True):
    """Whose report it is and how it looks. `levels` are the colours of levels 1 to 5; `family` is a CSS list of fonts, ""
    for the house's; `fonts` the files of one's own. `address` and `footer` stand at the foot; `draft` is what a watermark
    says, True for the word in the language of the report. `footers` and `drafts` take their place in reports of their
    languages. What is empty or None is as in a report without a brand.
    """

    name: str = ""
    logo: Logo | None = None
    light: Palette = LIGHT
    dark: Palette = DARK
    levels: tuple[str, ...] = LEVELS
    family: str = ""
    fonts: tuple[Font, ...] = ()
    address: tuple[str, ...] = ()
    footer: str = ""
    draft: str | bool = False
    footers: tuple[Saying, ...] = ()
    drafts: tuple[Saying, ...] = ()
    passages: tuple[Passage, ...] = ()

    @property
    def digest(self) -> str:
        """A hash of everything in it that a report shows."""
        shown = replace(self, passages=tuple(replace(one, source="") for one in self.passages))
        return hashlib.sha256(msgspec.json.encode(shown, order="deterministic")).hexdigest()

    @property
    def has_colours(self) -> bool:
        """Whether its colours differ from the house's."""
        return (self.light, self.dark, self.levels) != (LIGHT, DARK, LEVELS)

    @property
    def watermark(self) -> str:
        """What stands across every page, in the language spoken; "" for nothing."""
        if not self.draft:
            return ""
        return _spoken(self.drafts) or (_("Draft") if self.draft is True else self.draft)

    @property
    def foot(self) -> str:
        """The line at the foot of every page, in the language spoken; "" for nothing."""
        return _spoken(self.footers) or self.footer

    def recolour(self, drawn: str) -> str:
        """A drawing, or a page with drawings, in the colours of the brand instead of the house's."""
        if not self.has_colours:
            return drawn
        instead = {LIGHT.accent: self.light.accent, **dict(zip(LEVELS, self.levels, strict=True))}
        return DRAWN.sub(lambda found: found[1] + instead.get(found[2].lower(), found[2]), drawn)

    def told(self) -> Iterator[tuple[str, str]]:
        """Every text that it brings into a report, with where it comes from; so that a check can read them."""
        lines = {"name": self.name, "footer": self.footer, "draft": self.watermark}
        lines["address"] = "\n".join(self.address)
        for field, sayings in (("footer", self.footers), ("draft", self.drafts)):
            lines |= {f"{field} in {one.language}": one.text for one in sayings}
        yield from ((f"the brand's {place}", said) for place, said in lines.items() if said)
        for passage in self.passages:
            yield passage.source, "\n".join(said for _kind, said in passage.said)


def _spoken(sayings: tuple[Saying, ...]) -> str:
    """What is said in the language spoken, "" if nothing is."""
    return next((one.text for one in sayings if one.language == spoken().code), "")


HOUSE = Brand()
"""A report without a brand of its own."""
