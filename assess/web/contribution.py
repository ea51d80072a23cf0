"""Behind a private link, after submitting: where the contribution stands, contributing after all, withdrawing.

Whoever has the link decides, and nobody else; the words never tell how many others have contributed.
"""

from __future__ import annotations

from asyncio import to_thread

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from ..benchmark.mark import unusable
from ..errors import AssessError
from ..language import gettext as _
from ..store.record import Draft
from .consent import grouped, leaving_of, offered, party_of, withdrawn
from .desk import Desk
from .field import first, read_fields
from .pending import confirmed
from .visit import to


@get("/a/{token:str}/contribution", include_in_schema=False)
async def contribution(desk: NamedDependency[Desk], token: FromPath[str]) -> Response:
    """Where it stands, what it holds, and what can be done about it."""
    draft = desk.store.draft(token)
    # by hand: what the framework would put into a thread it does twice where an address has two methods
    return await to_thread(_show, desk, token, draft) if draft.submission else _back(token)


@post("/a/{token:str}/contribution", include_in_schema=False)
async def offer(desk: NamedDependency[Desk], token: FromPath[str], request: Request) -> Response:
    """Contribute after all; or, while the contribution waits, say which group it is from, or another one instead."""
    fields = await read_fields(request)
    draft = desk.store.draft(token)
    if draft.submission is None:
        return _back(token)
    typed, is_agreed = first(fields, "group"), first(fields, "contributes") == "yes"
    try:
        party = party_of(desk, draft.id, typed)
    except AssessError as error:
        return await to_thread(_show, desk, token, draft, error, group=typed, contributes=is_agreed)
    standing = await to_thread(desk.store.standing, draft.id)
    if standing.state == "waiting" and party:
        await confirmed(desk.store.decide(grouped(draft.id, party)))
    elif standing.state == "waiting":
        return await to_thread(_show, desk, token, draft, unusable())
    elif is_agreed:
        await confirmed(desk.store.decide(offered(draft.id, party)))
    else:
        return await to_thread(_show, desk, token, draft, unticked(), group=typed)
    return Redirect(to(f"/a/{token}/contribution"), status_code=303)


@get("/a/{token:str}/withdraw", include_in_schema=False)
async def ask(desk: NamedDependency[Desk], token: FromPath[str]) -> Response:
    """What withdrawing does, before it is done."""
    draft = desk.store.draft(token)
    if draft.submission is None:
        return _back(token)
    standing = await to_thread(desk.store.standing, draft.id)
    if standing.state in ("none", "withdrawn"):
        return Redirect(to(f"/a/{token}/contribution"), status_code=303)
    return desk.page("withdraw", token=token, questionnaire=desk.questionnaire_of(draft))


@post("/a/{token:str}/withdraw", include_in_schema=False)
async def withdraw(desk: NamedDependency[Desk], token: FromPath[str], request: Request) -> Response:
    """Take the contribution back; a second time changes nothing."""
    await read_fields(request)
    draft = desk.store.draft(token)
    if draft.submission is None:
        return _back(token)
    await confirmed(desk.store.decide(withdrawn(draft.id)))
    return Redirect(to(f"/a/{token}/contribution"), status_code=303)


def unticked() -> AssessError:
    """The refusal of a form that was sent without consent."""
    return AssessError(
        _("Nothing was contributed: the box is not ticked."), remedy=_("Tick it if you agree.")
    )


def _back(token: str) -> Redirect:
    return Redirect(to(f"/a/{token}"), status_code=303)


def _show(
    desk: Desk,
    token: str,
    draft: Draft,
    error: AssessError | None = None,
    *,
    group: str = "",
    contributes: bool = False,
) -> Response:
    submission = draft.submission
    return desk.page(
        "contribution",
        at=f"/a/{token}/contribution",
        status=422 if error else 200,
        token=token,
        questionnaire=desk.questionnaire_of(draft),
        standing=desk.store.standing(draft.id),
        leaving=leaving_of(desk, submission.assessment),
        submitted_at=submission.submitted_at,
        error=error,
        group=group,
        contributes=contributes,
    )
