"""A folder of font files → the fonts that a report brings along, told apart by their first bytes, never by trust.

The name of a file says weight and slope: ``Inter-Bold.woff2``, ``Inter-BoldItalic.ttf``; without a word it is regular.
"""

from __future__ import annotations

import re
from pathlib import Path

from ...errors import AssessError
from .model import Font

MOST = 600_000
"""Bytes of one file: a page must not wait for it."""
MOST_FILES = 8
STARTS = {
    ".woff2": (b"wOF2",),
    ".ttf": (b"\x00\x01\x00\x00", b"true"),
    ".otf": (b"OTTO",),
}
WEIGHTS = {
    "thin": 100,
    "extralight": 200,
    "light": 300,
    "medium": 500,
    "semibold": 600,
    "demibold": 600,
    "extrabold": 800,
    "bold": 700,
    "black": 900,
}
FAMILY = re.compile(r"[\w \-,'\"]{1,200}")
"""What a CSS list of fonts consists of; nothing that could end a declaration."""


def read_fonts(folder: Path, where: str) -> tuple[Font, ...]:
    """Every font file of a folder, by name. `AssessError` if there is none, or one that is no font or too large."""
    try:
        files = sorted(file for file in folder.iterdir() if file.suffix.lower() in STARTS)
    except OSError as error:
        what = f"The folder of fonts cannot be read: {error.strerror}."
        raise AssessError(what, where=f"{where} ({folder})", remedy="Check the path.") from None
    if not 1 <= len(files) <= MOST_FILES:
        raise AssessError(
            f"The folder holds {len(files)} fonts.",
            where=f"{where} ({folder})",
            remedy=f"Put one to {MOST_FILES} files there that end in .woff2, .ttf or .otf.",
        )
    return tuple(_read(file, where) for file in files)


def check_family(family: str, where: str) -> str:
    """The list of fonts as it is, if it is nothing else."""
    if not FAMILY.fullmatch(family) or family.count('"') % 2 or family.count("'") % 2:
        raise AssessError(
            "This is no list of fonts.", where=where, remedy='Write names with commas: "Georgia, serif".'
        )
    return family


def _read(file: Path, where: str) -> Font:
    data, ending = file.read_bytes(), file.suffix.lower()
    if not data.startswith(STARTS[ending]):
        raise AssessError("This is no font.", where=f"{where} ({file})", remedy="Take the file out.")
    if len(data) > MOST:
        raise AssessError(
            f"This font has {len(data) / 1000:,.0f} kB; a page would wait for it.",
            where=f"{where} ({file})",
            remedy=f"Take a WOFF2, or only the letters you need: {MOST / 1000:,.0f} kB are enough.",
        )
    told = re.sub(r"[^a-z]", "", file.stem.lower())
    weight = next((found for word, found in WEIGHTS.items() if word in told), 400)
    name = re.sub(r"[^A-Za-z0-9-]", "-", file.stem)[:60] + ending
    return Font(name=name, data=data, weight=weight, italic="italic" in told or "oblique" in told)
