"""Errors, translated once for this edge: RFC 9457 problems for programs, a page in plain words for people.

Programs are those under /api and the form's own script. Nothing of the server's insides is told to either.
"""

from __future__ import annotations

import logging
import re

from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException
from msgspec import UNSET, Struct, UnsetType

from ..errors import AssessError, NotFound, StoreError
from ..language import gettext as _
from ..language import mark
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
    """What the framework refuses: unknown address, wrong method, too large, unreadable, wrong shape."""
    if error.status_code >= 500:
        return handle_bug(request, error)
    status = error.status_code
    detail, remedy = map(_, _REFUSALS.get(status, (error.detail, "")))
    where = ""
    if isinstance(error, ValidationException):
        detail, where, remedy = error.detail, "", _("See /api/docs for the shape of this request.")
        if isinstance(error.extra, list) and error.extra:
            detail, where = str(error.extra[0].get("message", detail)), str(error.extra[0].get("key", ""))
    code = _CODES.get(status, "refused")
    return _answer(request, status, code, detail, where, remedy)


def handle_bug(request: Request, error: Exception) -> Response:
    """Anything else is ours: logged with its trace, told without internals."""
    log.error("unhandled error at %s", request.scope.get("path_template", "?"), exc_info=error)
    detail = _("Something went wrong on our side. Answers that were shown as saved are saved.")
    remedy = _("Try again; if it happens again, tell whoever runs this service.")
    return _answer(request, 500, "internal", detail, "", remedy)


_REFUSALS = {
    400: (mark("The request cannot be read."), mark("See /api/docs for the shape of this request.")),
    404: (mark("No page has this address."), mark("Check the address, or start from the home page.")),
    405: (
        mark("This address does not take this method."),
        mark("See /api/docs for the methods of each address."),
    ),
    413: (mark("The request has more than 1 MB."), mark("Send less at a time.")),
    415: (
        mark("This content type is not read here."),
        mark("Send JSON with the header Content-Type: application/json."),
    ),
}
_CODES = {
    400: "unreadable",
    404: "no-such-address",
    405: "wrong-method",
    413: "too-large",
    415: "wrong-content-type",
}


def _answer(request: Request, status: int, code: str, detail: str, where: str, remedy: str) -> Response:
    title = _(TITLES.get(status, OTHER_TITLE))
    headers = language_headers() | ({"retry-after": "30"} if status == 503 else {})
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
