"""What has changed since an earlier result: asked for by pasting that result's private link, on a page of the later one.

Two links are needed, so nobody compares what they cannot read anyway. The earlier link is sent in the body of a form:
it stands in no address, and so in no log, history or Referer.
"""

from __future__ import annotations

import asyncio

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from ..errors import Conflict, NotFound
from ..language import gettext as _
from ..report.finding.change import ChangeFindings
from ..report.finding.conclude import contrast
from ..report.finding.find import add_change
from ..report.page.draw import CHANGE
from ..store.record import Submission
from .desk import Desk
from .field import first, read_fields
from .link import NoLink, read_link
from .result import show
from .visit import to

PAGE = f"{CHANGE}.html"


@get(f"/a/{{token:str}}/result/{PAGE}", include_in_schema=False)
async def ask(desk: NamedDependency[Desk], token: FromPath[str]) -> Response:
    """The page that asks for the earlier link."""
    return await asyncio.to_thread(_show, desk, token)


@post(f"/a/{{token:str}}/result/{PAGE}", include_in_schema=False)
async def compare(desk: NamedDependency[Desk], token: FromPath[str], request: Request) -> Response:
    """The same page with what has changed, or with what is wrong with the link."""
    fields = await read_fields(request)
    # comparing scores two assessments, which nobody else should wait for
    return await asyncio.to_thread(_show, desk, token, first(fields, "earlier"))


def _show(desk: Desk, token: str, pasted: str | None = None) -> Response:
    draft = desk.store.draft(token)
    if draft.submission is None:
        return Redirect(to(f"/a/{token}"), status_code=303)
    findings = desk.findings(draft.submission)
    if pasted is None:
        return show(desk, token, draft, findings, PAGE)
    try:
        change = change_since(desk, draft.submission, pasted)
    except (NoLink, NotFound, Conflict) as error:
        return show(desk, token, draft, findings, PAGE, error=error)
    return show(desk, token, draft, add_change(findings, change), PAGE)


def change_since(desk: Desk, later: Submission, pasted: str) -> ChangeFindings:
    """What changed between the assessment behind a pasted link and a later one, in the language of the visit.

    `NoLink` for what is no link, `NotFound` for one that opens nothing, `Conflict` for an assessment that is not
    submitted, or with which nothing can be compared.
    """
    remedy = _("Paste the whole link that opens the earlier result; it has /a/ in it.")
    earlier = desk.store.draft(read_link(pasted, remedy=remedy)).submission
    if earlier is None:
        raise Conflict(
            _("The earlier assessment has not been submitted."), remedy=_("Submit it first, then compare.")
        )
    before, after = (
        (desk.panel.scorer(one.questionnaire, one.hash), one)
        for one in (earlier.assessment, later.assessment)
    )
    return contrast(before, after, catalogue=desk.catalogue, remarks=True)
