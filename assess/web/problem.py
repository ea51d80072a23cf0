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
from .template import page

log = logging.getLogger("assess.web")

OPERATOR = "/api/v1/operator"
PRIVATE_LINK = re.compile(r"/a/[^/]+")
SCRIPTED = re.compile(r"/a/[^/]+/autosave/")
"""Addresses outside the API that the form's script calls: it reads problems too."""

TITLES = {
    400: "The request cannot be read",
    403: "This is not open to everyone",
    404: "There is nothing here",
    405: "This address does not take this method",
    409: "Something has changed in the meantime",
    413: "The request is too large",
    415: "This content type is not read",
    422: "This cannot be kept",
    503: "The service cannot do this now",
}


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
        detail = "Your answers cannot be saved at the moment. Nothing of this request was kept; what was shown as saved is."
        return _answer(request, error.status, error.code, detail, "", "Go back and try again in a minute.")
    return _answer(request, error.status, error.code, error.what, error.where, error.remedy)


def handle_http_error(request: Request, error: HTTPException) -> Response:
    """What the framework refuses: unknown address, wrong method, too large, unreadable, wrong shape."""
    if error.status_code >= 500:
        return handle_bug(request, error)
    status = error.status_code
    detail, remedy = _REFUSALS.get(status, (error.detail, ""))
    where = ""
    if isinstance(error, ValidationException):
        detail, where, remedy = error.detail, "", "See /api/docs for the shape of this request."
        if isinstance(error.extra, list) and error.extra:
            detail, where = str(error.extra[0].get("message", detail)), str(error.extra[0].get("key", ""))
    code = _CODES.get(status, "refused")
    return _answer(request, status, code, detail, where, remedy)


def handle_bug(request: Request, error: Exception) -> Response:
    """Anything else is ours: logged with its trace, told without internals."""
    log.error("unhandled error at %s", request.scope.get("path_template", "?"), exc_info=error)
    detail = "Something went wrong on our side. Answers that were shown as saved are saved."
    return _answer(
        request,
        500,
        "internal",
        detail,
        "",
        "Try again; if it happens again, tell whoever runs this service.",
    )


_REFUSALS = {
    400: ("The request cannot be read.", "See /api/docs for the shape of this request."),
    404: ("No page has this address.", "Check the address, or start from the home page."),
    405: ("This address does not take this method.", "See /api/docs for the methods of each address."),
    413: ("The request has more than 1 MB.", "Send less at a time."),
    415: ("This content type is not read here.", "Send JSON with the header Content-Type: application/json."),
}
_CODES = {
    400: "unreadable",
    404: "no-such-address",
    405: "wrong-method",
    413: "too-large",
    415: "wrong-content-type",
}


def _answer(request: Request, status: int, code: str, detail: str, where: str, remedy: str) -> Response:
    title = TITLES.get(status, "Something went wrong")
    headers = {"retry-after": "30"} if status == 503 else {}
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
    shown = page(
        "error",
        sites=request.app.state.sites,
        status=status,
        title=title,
        detail=detail,
        where=where,
        remedy=remedy,
        back=link[0] if link else "",
    )
    shown.headers.update(headers)
    return shown
