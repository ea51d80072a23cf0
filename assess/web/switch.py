"""The language switch: whoever uses it is remembered, by the one cookie there is, and sees the page once more."""

from __future__ import annotations

from urllib.parse import quote

from litestar import get
from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from ..errors import NotFound
from ..language import LANGUAGES
from ..language import gettext as _
from .desk import Desk
from .visit import COOKIE, COOKIE_AGE


@get("/language/{code:str}", include_in_schema=False, sync_to_thread=False)
def choose(desk: NamedDependency[Desk], code: FromPath[str], to: FromQuery[str] = "/") -> Redirect:
    """Remember the language and go to the page at `to`, an address of this service, in it."""
    if code not in LANGUAGES:
        known = ", ".join(LANGUAGES)
        raise NotFound(
            _("There is no language `{code}` here.").format(code=code),
            remedy=_("There are: {known}.").format(known=known),
        )
    chosen = Cookie(
        key=COOKIE,
        value=code,
        path="/",
        max_age=COOKIE_AGE,
        secure=desk.public_url.startswith("https:"),
        httponly=True,
        samesite="lax",
    )
    # with the language before it, an address leads nowhere but into this service
    return Redirect(f"/{code}/{quote(to.removeprefix('/'))}", status_code=303, cookies=[chosen])
