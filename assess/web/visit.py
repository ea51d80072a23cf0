"""The language of a visit: by the address, else the visitor's choice, else what the browser asks for.

Every page speaks the language that stands before its address, as in `/pl/benchmarks`; at `/benchmarks` it speaks what
the visitor chose or the browser wants. The language is taken off the address before anything else looks at it, and
put back before every link that a page makes: within `/pl/` one stays there. What is no page has one address.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from urllib.parse import quote

from msgspec import Struct

from ..language import LANGUAGES, Language, negotiate, speaking

COOKIE = "language"
"""The one cookie there is: set by the switch, for whoever uses it; it holds the code and nothing else."""
COOKIE_AGE = 365 * 24 * 3600
"""Seconds."""

API = "/api"
ALONE = (API, "/static", "/health", "/language")
"""What has no language before it."""

_CHOSEN = re.compile(rf"(?:^|;)\s*{COOKIE}=([A-Za-z-]+)")


class Visit(Struct, frozen=True, kw_only=True):
    """One request: the `language` it is answered in, what stood before its `path` ("" or "/pl"), and the headers
    that decided where the address did not (for `Vary`)."""

    language: str = "en"
    prefix: str = ""
    path: str = "/"
    vary: str = ""


NOBODY = Visit()
"""Where no request is being answered."""

_VISIT: ContextVar[Visit] = ContextVar("visit", default=NOBODY)


def visit_of(path: str, headers: Mapping[str, str], sites: Collection[str] = ()) -> Visit:
    """The visit that asks for `path`, as it came, with these headers (names in lower case).

    Under /api the header Accept-Language decides alone, so that a program gets what it asks for.
    """
    first, _, rest = path.removeprefix("/").partition("/")
    if first in LANGUAGES and not _is_below(f"/{rest}", (*ALONE, *sites)):
        return Visit(language=first, prefix=f"/{first}", path=f"/{rest}")
    wanted = headers.get("accept-language", "")
    if first in LANGUAGES:  # no such address; told in that language
        return Visit(language=first, path=path)
    if _is_below(path, (API,)):
        return Visit(language=negotiate(wanted, LANGUAGES), path=path, vary="Accept-Language")
    chosen = _CHOSEN.search(headers.get("cookie", ""))
    language = chosen[1] if chosen and chosen[1] in LANGUAGES else negotiate(wanted, LANGUAGES)
    return Visit(language=language, path=path, vary="Accept-Language, Cookie")


@contextmanager
def visiting(visit: Visit) -> Iterator[None]:
    """Within it, messages are in the visit's language and `to` keeps its prefix."""
    token = _VISIT.set(visit)
    try:
        with speaking(visit.language):
            yield
    finally:
        _VISIT.reset(token)


def here() -> Visit:
    """The visit that is being answered."""
    return _VISIT.get()


def to(path: str) -> str:
    """The address of a page of ours for a link on this one: with the language that stands before this one's."""
    return here().prefix + path


def switch(path: str) -> list[tuple[Language, str]]:
    """Every language, and the address that chooses it and shows the page at `path`."""
    return [(language, f"/language/{code}?to={quote(path)}") for code, language in LANGUAGES.items()]


def alternates(path: str) -> dict[str, str]:
    """The addresses of one page by language; `x-default` is the one that asks the browser."""
    return {code: f"/{code}{path}" for code in LANGUAGES} | {"x-default": path}


def language_headers() -> dict[str, str]:
    """What an answer in words says of its language, and on what that depended."""
    visit = here()
    return {"content-language": visit.language} | ({"vary": visit.vary} if visit.vary else {})


def _is_below(path: str, roots: Collection[str]) -> bool:
    return any(path == root or path.startswith(f"{root}/") for root in roots)
