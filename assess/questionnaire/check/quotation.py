"""Quotes that became part of a text: one that YAML never saw the other of, and typographic ones, which mean nothing to it.

Pure. A text that quotes somebody has its quotes inside, in pairs, and passes.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from ..part import Part
from ..problem import Mismatch, Path

MARK = '"'
TYPOGRAPHIC = {"“": "”", "„": "”“", "«": "»", "‘": "’", "‚": "‘’"}
"""What opens a quotation, and what may close it."""


def check_quotes(part: Part) -> Iterator[Mismatch]:
    """Texts that are shown with a quote which was meant for YAML."""
    for path, text in _texts((), msgspec.to_builtins(part, str_keys=False)):
        if text.count(MARK) == 1 and (text.startswith(MARK) or text.endswith(MARK)):
            what = f"The quote in `{text[-40:]}` is shown as part of the text: the other one is missing."
            yield Mismatch(path, what, f"Write {MARK} on both sides, or on none.", "stray-quote")
        elif _is_wrapped(text):
            what = f"The quotes {text[0]}…{text[-1]} are shown as part of the text: YAML does not know them."
            yield Mismatch(path, what, f"Write {MARK} on both sides instead.", "stray-quote")


def _is_wrapped(text: str) -> bool:
    """Whether a text stands in typographic quotes as a whole, with none inside."""
    if len(text) < 3 or text[-1] not in TYPOGRAPHIC.get(text[0], ""):
        return False
    return not set(text[1:-1]) & {text[0], *TYPOGRAPHIC[text[0]]}


def _texts(path: Path, part: object) -> Iterator[tuple[Path, str]]:
    if isinstance(part, str):
        yield path, part
    elif isinstance(part, dict):
        for key, value in part.items():
            yield from _texts((*path, key), value)
    elif isinstance(part, list | tuple):
        for place, value in enumerate(part):
            yield from _texts((*path, place), value)
