"""What every address of the API holds to: how a body is sent, what an error looks like, how an example is shown."""

from __future__ import annotations

from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler
from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.spec import Example

from ...errors import AssessError
from ...language import gettext as _
from ..problem import Problem

PROFILE = {"industry": "G", "size": "medium", "region": "eu-central"}
"""The bands of the examples."""


def example(name: str, value: object) -> list[Example]:
    """One example of a body, for the documentation."""
    return [Example(summary=name, value=value)]


class UnreadBody(AssessError):
    """A body that does not say it is JSON; taking it for JSON anyway would let any page of the web send one."""

    status = 415
    code = "wrong-content-type"


def only_json(connection: ASGIConnection, handler: BaseRouteHandler) -> None:
    """Let a body pass only where its header says JSON."""
    kind = connection.headers.get("content-type", "").partition(";")[0].strip().lower()
    if connection.scope["method"] in ("POST", "PATCH") and kind != "application/json":
        raise UnreadBody(
            _("The body is sent as: {kind}.").format(kind=kind or "–"),
            where="Content-Type",
            remedy=_("Send JSON with the header Content-Type: application/json."),
        )


PROBLEMS = {
    status: ResponseSpec(
        Problem, media_type="application/problem+json", generate_examples=False, description=text
    )
    for status, text in {
        400: "It cannot be read: no JSON, or a field of the wrong kind; `where` is its path, as in `$.answers.q-01.state`.",
        404: "Nothing there, or a link that expired: the words are always the same.",
        409: "It contradicts what is stored.",
        413: "More than 1 MB.",
        415: "The body is not sent as application/json.",
        422: "An answer cannot be kept; `where` names the question, `remedy` what to do.",
        503: "It cannot be stored now; nothing of it was kept.",
    }.items()
}
