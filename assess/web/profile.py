"""The first page behind a private link: bands that place the organisation among its peers.

Bands that would hide answered questions are not saved before the page says it is sure (`assess.web.hold`).
"""

from __future__ import annotations

from collections.abc import Mapping

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from ..assessment.entry import check_profile
from ..errors import InvalidAnswer
from ..store.record import Draft
from .desk import Desk
from .draft import to_result
from .field import first, read_base, read_fields
from .hold import REVERT, HeldBands, hold_bands
from .pending import confirmed
from .progress import measure
from .visit import to

NOTHING: Mapping[str, str] = {}


@get("/a/{token:str}/profile", include_in_schema=False, sync_to_thread=False)
def profile_page(desk: NamedDependency[Desk], token: FromPath[str]) -> Response:
    """Bands that place the organisation among peers, each with why it is asked."""
    draft = desk.store.draft(token)
    if draft.submission is not None:
        return to_result(token)
    return _show(desk, token, draft, draft.profile, draft.revision)


@post("/a/{token:str}/profile", include_in_schema=False)
async def save_profile(desk: NamedDependency[Desk], token: FromPath[str], request: Request) -> Response:
    """Save the bands and go on to the first page of questions."""
    fields = await read_fields(request)
    draft = desk.store.draft(token)
    if REVERT in fields:
        return Redirect(to(f"/a/{token}/profile"), status_code=303)
    base = read_base(fields, draft)
    bands = desk.spoken.profile
    given = {field.id: first(fields, field.id) for field in bands}
    chosen = {name: band for name, band in given.items() if band}
    try:
        profile = check_profile(bands, chosen)
    except InvalidAnswer:
        missing = {field.id: field.label for field in bands if given[field.id] not in field.options}
        return _show(desk, token, draft, chosen, base, missing=missing)
    questionnaire = desk.questionnaire_of(draft)
    held = hold_bands(questionnaire, draft.answers, draft.profile, profile, fields)
    if held and draft.submission is None:
        return _show(desk, token, draft, chosen, base, held=held)
    saved = await confirmed(desk.store.save(token, base=base, changes={}, profile=profile))
    if saved.conflicts:
        draft = desk.store.draft(token)
        return _show(desk, token, draft, draft.profile, draft.revision, is_stale=True)
    leaves = measure(questionnaire, draft).leaves
    return Redirect(to(f"/a/{token}/d/{leaves[0].dimension.id}"), status_code=303)


def _show(
    desk: Desk,
    token: str,
    draft: Draft,
    chosen: dict[str, str],
    base: int,
    *,
    missing: Mapping[str, str] = NOTHING,
    held: HeldBands | None = None,
    is_stale: bool = False,
) -> Response:
    """The page with these bands `chosen`, made from revision `base`; what is wrong or waits is told above them."""
    questionnaire = desk.questionnaire_of(draft)
    return desk.page(
        "profile",
        status=422 if missing else 409 if is_stale or held else 200,
        token=token,
        here="profile",
        questionnaire=questionnaire,
        progress=measure(questionnaire, draft),
        fields=desk.spoken.profile,
        chosen=chosen,
        missing=missing,
        held=held,
        is_stale=is_stale,
        base=base,
    )
