"""A text ↔ the text of a cell that no spreadsheet takes for a formula, as OWASP advises against CSV injection."""

from __future__ import annotations

import re

_STARTS_FORMULA = re.compile(r"'*\s*[=+\-@]")
_NEGATIVE = re.compile(r"-[0-9]+(\.[0-9]+)?")


def escape(text: str) -> str:
    """The text, with an apostrophe before it if a spreadsheet would take it for a formula; numbers stay."""
    return f"'{text}" if _STARTS_FORMULA.match(text) and not _NEGATIVE.fullmatch(text) else text


def unescape(text: str) -> str:
    """The text that `escape` was given."""
    return text[1:] if text.startswith("'") and _STARTS_FORMULA.match(text) else text
