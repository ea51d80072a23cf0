"""What is wrong with a questionnaire file, where, and how to mend it."""

from __future__ import annotations

import re

from msgspec import Struct

from .rule import RULES, Rule

Path = tuple[str | int, ...]
"""A place inside a decoded file: keys and list positions."""


class Mismatch(Struct, frozen=True):
    """One mistake, before it knows its file and line."""

    path: Path
    what: str
    remedy: str
    rule: str = "shape"


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
        warning = " warning:" if self.is_warning else ""
        return f"{self.file}{line}:{path}{warning} {self.what} {self.remedy} [{self.rule}]"

    @property
    def law(self) -> Rule:
        """The rule it breaks; KeyError for one that nobody wrote down."""
        return RULES[self.rule]

    @property
    def is_warning(self) -> bool:
        """Whether the file can be served all the same."""
        return self.law.level == "warning"


def render(path: Path) -> str:
    """``("dimensions", 2, "id")`` as ``dimensions[2].id``."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text


def parse(path: str) -> Path:
    """What `render` made a text of."""
    return tuple(
        int(number) if number else name for name, number in re.findall(r"([^.\[\]]+)|\[(\d+)\]", path)
    )
