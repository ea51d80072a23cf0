"""The templates of ``site/page/``, in which whatever is printed is text.

Markup in a title or a remark is shown, never obeyed. Only what was made as markup here passes as it is.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache

import jinja2
from markupsafe import Markup

from ...language import bound, day, gettext, ngettext, number, plain
from ...resource import resource
from ..word import wording
from ..word.difference import signed
from .bytecode import Compiled

SIGNS = '&<>"\\`*_{}[]#!|~^'
"""What HTML or Markdown, with the extensions of `mkdocs.yml`, could take for an instruction within a line."""
ENTITIES = str.maketrans({sign: f"&#{ord(sign)};" for sign in SIGNS})

BAND = re.compile(r"(?<=\d)–(?=\d)")
"""The dash of a band such as 20–29, which must not end a line."""

SPACES = re.compile(r"[^\S\u00a0\u202f]+")
"""What may become one blank: all but the spaces that hold a number together."""


def as_text(value: object) -> Markup:
    """`value` as text that neither HTML nor Markdown understands; markup made here passes unchanged."""
    if isinstance(value, Markup):
        return value
    text = bound(SPACES.sub(" ", str(value)).strip()).translate(ENTITIES)
    return Markup(BAND.sub("&#8288;–&#8288;", text))


@cache
def environment() -> jinja2.Environment:
    """The templates of ``site/page/``, in which whatever is printed is text."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(resource("site/page")),
        bytecode_cache=Compiled(resource("site/page")),
        autoescape=True,
        finalize=as_text,
        undefined=jinja2.StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        keep_trailing_newline=True,
    )
    environment.install_gettext_callables(
        lambda message: bound(gettext(message)),
        lambda one, many, number: bound(ngettext(one, many, number)),
        newstyle=True,
    )
    environment.filters |= {
        "markup": Markup,
        "day": lambda iso: day(date.fromisoformat(iso)),
        "plain": plain,
        "signed": signed,
        "score": lambda score: "–" if score is None else number(score, 1),
        "share": wording.percent,
        "two": lambda value: number(value, 2),
    }
    return environment
