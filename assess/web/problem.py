"""Errors, translated once for this edge: RFC 9457 problems for programs, a page in plain words for people.

Programs are those under /api and the form's own script. Nothing of the server's insides is told to either.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping

from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException
from msgspec import UNSET, Struct, UnsetType

from ..errors import AssessError, NotFound, StoreError
from ..language import gettext as _
from ..language import mark, number
from .template import page
from .visit import language_headers

log = logging.getLogger("assess.web")

OPERATOR = "/api/v1/operator"
PRIVATE_LINK = re.compile(r"/a/[^/]+")
SCRIPTED = re.compile(r"/a/[^/]+/autosave/")
"""Addresses outside the API that the form's script calls: it reads problems too."""

TITLES = {
    400: mark("The request cannot be read"),
    403: mark("This is not open to everyone"),
    404: mark("There is nothing here"),
    405: mark("This address does not take this method"),
    409: mark("Something has changed in the meantime"),
    413: mark("The request is too large"),
    415: mark("This content type is not read"),
    422: mark("This cannot be kept"),
    503: mark("The service cannot do this now"),
}
OTHER_TITLE = mark("Something went wrong")
NAMED = {
    "not-comparable": mark("These cannot be compared"),
    "not-published": mark("This is not published"),
    "off-tree": mark("There is no such group"),
    "unknown-band": mark("There is no such group"),
}
"""Titles of kinds of problem that their status would not tell."""


class Problem(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """RFC 9457. `type` names the kind of problem, `detail` what was wrong, `where` the place, `remedy` what to do."""

    type: str
    title: str
    status: int
    detail: str
    where: str | UnsetType = UNSET
    remedy: str | UnsetType = UNSET


def handle_assess_error(request: Request, error: AssessError) -> Response:
    """A person's mistake, said in its own words. What ails the database is told to the log, and to the operator."""
    if isinstance(error, StoreError) and not request.url.path.startswith(OPERATOR):
        log.error("the store refused a request: %s", error)
        detail = _(
            "Your answers cannot be saved at the moment. Nothing of this request was kept; what was shown as saved is."
        )
        return _answer(request, error.status, error.code, detail, "", _("Go back and try again in a minute."))
    return _answer(request, error.status, error.code, error.what, error.where, error.remedy)


def handle_http_error(request: Request, error: HTTPException) -> Response:
    """What the framework refuses: unknown address, wrong method, too large. Said in our words, not in its own."""
    if error.status_code >= 500:
        return handle_bug(request, error)
    status = error.status_code
    what, remedy = map(_, _REFUSALS.get(status, (OTHER_TITLE, SHAPE)))
    if status == 413:
        what = _("The request has more than {n} MB.").format(n=number(_limit(request) // 1_000_000))
    elif _lacks_body(error):
        what = _("The body is empty.")
    code = _CODES.get(status, "refused")
    return _answer(request, status, code, what, "", remedy, error.headers or {})


def _lacks_body(error: HTTPException) -> bool:
    """What else can be wrong with a body `assess.web.body` tells."""
    extra = error.extra if isinstance(error, ValidationException) else None
    return isinstance(extra, list) and bool(extra) and extra[0].get("source") == "body"


def _limit(request: Request) -> int:
    """Bytes that a body sent to this address may have."""
    handler = request.scope.get("route_handler")
    limit = handler.resolve_request_max_body_size() if handler is not None else None
    return limit or request.app.request_max_body_size or 0


def handle_bug(request: Request, error: Exception) -> Response:
    """Anything else is ours: logged with its trace, told without internals."""
    log.error("unhandled error at %s", request.scope.get("path_template", "?"), exc_info=error)
    detail = _("Something went wrong on our side. Answers that were shown as saved are saved.")
    remedy = _("Try again; if it happens again, tell whoever runs this service.")
    return _answer(request, 500, "internal", detail, "", remedy)


SHAPE = mark("See /api/docs for the shape of this request.")

_REFUSALS = {
    400: (mark("The request cannot be read."), SHAPE),
    404: (mark("No page has this address."), mark("Check the address, or start from the home page.")),
    405: (
        mark("This address does not take this method."),
        mark("See /api/docs for the methods of each address."),
    ),
    413: (mark("The request is too large"), mark("Send less at a time.")),
    415: (
        mark("This content type is not read here."),
        mark("Send JSON with the header Content-Type: application/json."),
    ),
}
NOTHING_MORE: Mapping[str, str] = {}

_CODES = {
    400: "unreadable",
    404: "no-such-address",
    405: "wrong-method",
    413: "too-large",
    415: "wrong-content-type",
}


def _answer(
    request: Request,
    status: int,
    code: str,
    detail: str,
    where: str,
    remedy: str,
    told: Mapping[str, str] = NOTHING_MORE,
) -> Response:
    """The problem or the page; `told` are headers that belong to the refusal, such as Allow."""
    title = _(NAMED.get(code) or TITLES.get(status, OTHER_TITLE))
    headers = {**told, **language_headers()} | ({"retry-after": "30"} if status == 503 else {})
    path = request.url.path
    if path.startswith("/api/") or SCRIPTED.match(path):
        problem = Problem(
            type=f"urn:assess:problem:{code}",
            title=title,
            status=status,
            detail=detail,
            where=where or UNSET,
            remedy=remedy or UNSET,
        )
        return Response(problem, status_code=status, media_type="application/problem+json", headers=headers)
    # behind a private link the way on is that link; one that opens nothing looks the same whatever it is
    link = PRIVATE_LINK.match(path) if code != NotFound.code else None
    back = link[0] if link else ""
    shown = page(
        "error",
        sites=request.app.state.sites,
        status=status,
        title=title,
        detail=detail,
        where=where,
        remedy=remedy,
        back=back,
        at=back or "/",
    )
    shown.headers.update(headers)
    return shown
