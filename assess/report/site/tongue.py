"""The same site in several languages: each in a folder of its code, each page leading to itself in the others.

Pages have the same names in every language, so one list serves them all, the page of the search included: the theme
makes of it the switch in the masthead and the links that tell search engines (`hreflang`).
"""

from __future__ import annotations

from collections.abc import Collection

from msgspec.structs import replace

from ...language import LANGUAGES
from .folder import Content


def linked(content: Content, languages: Collection[str], *, entrance: str = "") -> Content:
    """The content of a site in one of these `languages`, with a way from each page to the same page in the others.

    It is to be published in the folder of its code, beside the others: ``pl/method.html`` leads to
    ``ru/method.html``. `entrance` is the page where readers of any language begin, as a link from those folders, if
    there is one. One language alone gets no switch.
    """
    if len(languages) < 2:
        return content
    editions = [{"code": code, "name": LANGUAGES[code].name, "folder": f"../{code}"} for code in languages]
    extra = {**content.settings["extra"], "editions": editions} | ({"entrance": entrance} if entrance else {})
    return replace(content, settings={**content.settings, "extra": extra})
