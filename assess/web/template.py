"""Jinja templates → HTML responses. One environment, everything escaped, undefined names are errors."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from importlib import resources

import jinja2
from litestar import Response
from markupsafe import Markup

from .. import __version__
from ..language import day, gettext, ngettext, number, plain, spoken
from .entry import rows_shown
from .visit import alternates, here, language_headers, switch, to


@cache
def environment() -> jinja2.Environment:
    """The environment of the form's templates, with gettext ready for translations."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(str(resources.files(__package__) / "templates")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_callables(gettext, ngettext, newstyle=True)
    made.filters |= {
        "score": lambda score, digits=1: "–" if score is None else number(score, digits),
        "plain": plain,
        "day": day,
        "markup": Markup,
    }
    made.globals |= {"version": __version__, "to": to, "spoken": spoken, "rows_shown": rows_shown}
    return made


def page(
    name: str, *, sites: Collection[str], status: int = 200, at: str = "", **values: object
) -> Response[str]:
    """The template `name` as an HTML response, in the language of the visit.

    `sites` are the addresses of static sites that are served beside it; `at` is the address at which the page can be
    opened, for the language switch, where it is not the one that was asked for.
    """
    at = at or here().path
    values |= {"status": status, "sites": sites, "switch": switch(at), "alternates": alternates(at)}
    html = environment().get_template(f"{name}.html").render(values)
    return Response(
        html, media_type="text/html; charset=utf-8", status_code=status, headers=language_headers()
    )
