"""Errors, translated once for this edge: RFC 9457 problems under /api, a page in plain words everywhere else."""

from __future__ import annotations

import logging

from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException
from msgspec import UNSET, Struct, UnsetType

from ..errors import AssessError
from .template import page

log = logging.getLogger("assess.web")

TITLES = {
    400: "The request cannot be read",
    404: "There is nothing here",
    405: "This address does not take this method",
    409: "This contradicts what is stored",
    413: "The request is too large",
    415: "This content type is not read",
    422: "The request cannot be kept",
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
    """A person's mistake, or the store's state: said in its own words."""
    return _answer(request, error.status, error.code, error.what, error.where, error.remedy)


def handle_http_error(request: Request, error: HTTPException) -> Response:
    """What the framework refuses: unknown address, wrong method, too large, wrong type, wrong shape."""
    detail, where, remedy = error.detail, "", _REMEDIES.get(error.status_code, "")
    if isinstance(error, ValidationException) and isinstance(error.extra, list) and error.extra:
        first = error.extra[0]
        detail, where = str(first.get("message", detail)), str(first.get("key", ""))
        remedy = "See /api/docs for the shape of this request."
    code = TITLES.get(error.status_code, "error").lower().replace(" ", "-")
    return _answer(request, error.status_code, code, detail, where, remedy)


def handle_bug(request: Request, error: Exception) -> Response:
    """Anything else is ours: logged with its trace, told without internals."""
    log.error("unhandled error at %s", request.scope["route_handler"] if "route_handler" in request.scope else "?", exc_info=error)
    detail = "Something went wrong on our side. Answers that were shown as saved are saved."
    return _answer(request, 500, "internal", detail, "", "Try again; if it happens again, tell whoever runs this service.")


_REMEDIES = {
    404: "Check the address, or start from the home page.",
    405: "See /api/docs for the methods of this address.",
    413: "Send at most 1 MB.",
    415: "Send JSON with the header Content-Type: application/json.",
}


def _answer(request: Request, status: int, code: str, detail: str, where: str, remedy: str) -> Response:
    title = TITLES.get(status, "Something went wrong")
    if request.url.path.startswith("/api/"):
        problem = Problem(
            type=f"urn:assess:problem:{code}",
            title=title,
            status=status,
            detail=detail,
            where=where or UNSET,
            remedy=remedy or UNSET,
        )
        return Response(problem, status_code=status, media_type="application/problem+json")
    return page("error", status=status, title=title, detail=detail, where=where, remedy=remedy)
