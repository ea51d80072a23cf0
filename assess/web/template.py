"""Jinja templates → HTML responses. One environment, everything escaped, undefined names are errors."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from importlib import resources

import jinja2
from litestar import Response
from markupsafe import Markup

from .. import __version__


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
    made.install_null_translations(newstyle=True)
    made.filters |= {
        "score": lambda score: "–" if score is None else f"{score:.1f}",
        "markup": Markup,
    }
    made.globals |= {"version": __version__}
    return made


def page(name: str, *, sites: Collection[str], status: int = 200, **values: object) -> Response[str]:
    """The template `name` as an HTML response. `sites` are the addresses of static sites that are served beside it."""
    html = environment().get_template(f"{name}.html").render(status=status, sites=sites, **values)
    return Response(html, media_type="text/html; charset=utf-8", status_code=status)
