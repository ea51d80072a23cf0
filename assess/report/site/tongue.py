"""The same report in several languages: contents side by side, each page leading to itself in the others."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from ...language import LANGUAGES
from .folder import Content


def side_by_side(contents: Mapping[str, Content]) -> dict[str, Content]:
    """The contents by language, with a switch in the masthead; each is to be published in the folder of its code.

    Pages have the same names in every language, so a page leads to the same page: from ``pl/method.html`` to
    ``ru/method.html``. One language alone gets no switch.
    """
    if len(contents) < 2:
        return dict(contents)
    editions = [{"code": code, "name": LANGUAGES[code].name, "folder": f"../{code}"} for code in contents]
    return {
        code: replace(
            content,
            settings={**content.settings, "extra": {**content.settings["extra"], "editions": editions}},
        )
        for code, content in contents.items()
    }
