"""The content of a report's site → the same in a brand: its colours, fonts and logo, its foot, its texts.

Nothing is built here. What a brand brings are files of its own beside the pages (`brand.css`, the logo, fonts), values for
the theme under `extra.brand`, and blocks of safe markup within the pages; whatever the report says stands as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec.structs import asdict

from ...errors import AssessError
from ..brand.model import Brand, Font, Passage
from ..look import DARK, LIGHT, Palette
from .folder import Content

SHEET = "brand.css"
FONT = "font-"
"""What the names of font files within a site begin with."""
HEADING = re.compile(r"^(#{1,6}) .*\{ #([\w-]+) \}[ \t]*$", re.MULTILINE)
TOP = "top"
"""The id of every page's own heading."""
USUAL = frozenset(
    {"index", "standing", "comparison", "priorities", "what-if", "change", "method", "glossary", "data"}
)
"""Pages that a report has or has not, by what it tells; a text for one that is not there has nowhere to stand."""
FORMATS = {".woff2": "woff2", ".ttf": "truetype", ".otf": "opentype"}


def dress(content: Content, brand: Brand, *, questionnaire: str, hidden: bool = False) -> Content:
    """The content in the brand, in the language spoken. `hidden` asks search engines to leave the site alone.

    `AssessError`, with the ids there are, for a text whose page or section this report does not have.
    """
    language = content.settings["theme"]["language"]
    passages = [one for one in brand.passages if one.fits(language, questionnaire)]
    texts = {
        name: brand.recolour(text) if isinstance(text, str) and name.endswith((".md", ".js")) else text
        for name, text in content.texts.items()
    }
    texts = place_passages(texts, passages)
    texts |= {SHEET: brand_css(brand)} | {f"{FONT}{font.name}": font.data for font in brand.fonts}
    if brand.logo:
        texts[brand.logo.name] = brand.logo.data
    settings = content.settings
    extra = {**settings["extra"], "brand": _told(brand)} | ({"hidden": True} if hidden else {})
    return Content(
        texts=texts, settings={**settings, "extra": extra, "extra_css": [*settings["extra_css"], SHEET]}
    )


def _told(brand: Brand) -> dict[str, object]:
    """What the theme shows of it."""
    logo = brand.logo
    return {
        "name": brand.name,
        "logo": logo.name if logo else "",
        "ratio": logo.ratio if logo else 0,
        "address": list(brand.address),
        "footer": brand.foot,
        "draft": brand.watermark,
    }


def brand_css(brand: Brand) -> str:
    """What differs from the house's style sheet, which comes before it."""
    levels = "".join(f"  --level-{at}: {colour};\n" for at, colour in enumerate(brand.levels, 1))
    light, dark = _differing(brand.light, LIGHT), _differing(brand.dark, DARK)
    fonts = f"  --font: {_families(brand)};\n" if brand.family or brand.fonts else ""
    return (
        "".join(_face(font) for font in brand.fonts)
        + f":root {{\n{light}{levels}{fonts}}}\n"
        + f"@media screen and (prefers-color-scheme: dark) {{\n:root {{\n{dark}}}\n}}\n"
        + f'@media screen {{\n[data-md-color-scheme="slate"] {{\n{dark}}}\n}}\n'
    )


def _differing(palette: Palette, house: Palette) -> str:
    own, usual = asdict(palette), asdict(house)
    return "".join(
        f"  --{role.replace('_', '-')}: {colour};\n" for role, colour in own.items() if colour != usual[role]
    )


def _families(brand: Brand) -> str:
    """The fonts that the report brings along, then those that readers may have, then any."""
    return ", ".join(part for part in ("brand" if brand.fonts else "", brand.family, "sans-serif") if part)


def _face(font: Font) -> str:
    kind = next(kind for ending, kind in FORMATS.items() if font.name.endswith(ending))
    slope = "italic" if font.italic else "normal"
    return (
        f'@font-face {{ font-family: brand; src: url("{FONT}{font.name}") format("{kind}"); '
        f"font-weight: {font.weight}; font-style: {slope}; font-display: swap; }}\n"
    )


def place_passages(texts: dict[str, str | bytes], passages: Iterable[Passage]) -> dict[str, str | bytes]:
    """The pages with the passages at their sections; several at one place in their order.

    `AssessError` for a page or a section that is not there, and for a link that leads nowhere.
    """
    placed = dict(texts)
    for passage in passages:
        name = f"{passage.page}.md"
        text = placed.get(name)
        if not isinstance(text, str):
            if passage.page in USUAL:
                continue
            raise _unknown("page", passage.page, _pages(texts), passage.source)
        _check_links(passage, texts)
        placed[name] = _insert(text, passage)
    return placed


def _insert(text: str, passage: Passage) -> str:
    headings = [(found[2], len(found[1]), found.start()) for found in HEADING.finditer(text)]
    at = next((n for n, heading in enumerate(headings) if heading[0] == passage.section), None)
    if at is None:
        raise _unknown("section", passage.section, [id for id, *_ in headings], passage.source)
    id, depth, start = headings[at]
    if passage.side == "after":  # a page's own heading opens it; any other has what is below it too
        reach = 6 if id == TOP else depth
        start = next((begins for _, other, begins in headings[at + 1 :] if other <= reach), len(text))
    block = f'<section class="added">{passage.markup}</section>'
    return f"{text[:start].rstrip()}\n\n{block}\n\n{text[start:]}".lstrip("\n")


def _check_links(passage: Passage, texts: dict[str, str | bytes]) -> None:
    for link in passage.links:
        name, _, anchor = link.partition("#")
        page = texts.get(f"{name.removesuffix('.html') or passage.page}.md")
        if not isinstance(page, str):
            raise _unknown("page", name, _pages(texts), passage.source)
        there = [found[2] for found in HEADING.finditer(page)]
        if anchor and anchor not in there and f'id="{anchor}"' not in page:
            raise _unknown("section", anchor, there, passage.source)


def _pages(texts: dict[str, str | bytes]) -> list[str]:
    return [name.removesuffix(".md") for name in texts if name.endswith(".md")]


def _unknown(kind: str, name: str, there: list[str], where: str) -> AssessError:
    return AssessError(
        f"The report has no {kind} `{name}`.",
        where=where,
        remedy=f"There {'are' if len(there) != 1 else 'is'}: {', '.join(there) or 'none'}.",
    )
