"""What is wrong with a questionnaire file, where, and how to mend it."""

from __future__ import annotations

from msgspec import Struct


class Problem(Struct, frozen=True, kw_only=True):
    """One mistake of an author. `path` is the place inside the file (``dimensions[2].questions[0].weight``)."""

    rule: str
    what: str
    remedy: str
    file: str = ""
    path: str = ""
    line: int | None = None

    def __str__(self) -> str:
        line = f":{self.line}" if self.line else ""
        path = f" {self.path}:" if self.path else ""
        return f"{self.file}{line}:{path} {self.what} {self.remedy} [{self.rule}]"


Path = tuple[str | int, ...]
"""A place inside a decoded file: keys and list positions."""


def render(path: Path) -> str:
    """``("dimensions", 2, "id")`` as ``dimensions[2].id``."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text
