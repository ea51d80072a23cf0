"""The last page of a form: what is missing, what a contribution would share, submit."""

from __future__ import annotations

import secrets

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from ..assessment.model import State
from ..errors import AssessError, Conflict, InvalidAnswer
from ..language import gettext as _
from ..store.record import Draft
from .consent import Leaving, bands_of, leaving_of, party_of
from .desk import Desk
from .draft import to_result
from .field import first, read_fields
from .pending import confirmed
from .progress import measure
from .prompt import unknown_is_worst


@get("/a/{token:str}/review", include_in_schema=False, sync_to_thread=True)
def review(desk: NamedDependency[Desk], token: FromPath[str]) -> Response:
    """What is missing, and whether to contribute."""
    draft = desk.store.draft(token)
    if draft.submission is not None:
        return to_result(token)
    return _show(desk, token, draft)


@post("/a/{token:str}/submit", include_in_schema=False)
async def submit(desk: NamedDependency[Desk], token: FromPath[str], request: Request) -> Response:
    """Submit the answers as they are; the same form sent twice submits once.

    A group that is named without consent is asked about once: whoever named it may have meant to agree.

    A second form is a `Conflict`, never a silence: its consent may differ from the first one's.
    """
    fields = await read_fields(request)
    draft = desk.store.draft(token)
    key = first(fields, "key") or secrets.token_urlsafe(12)
    if draft.submission is not None:
        if draft.submission.key == key:
            return to_result(token)
        raise Conflict(
            _("These answers were submitted before, from another window."),
            remedy=_("What was chosen there about contributing stands. Open your result."),
        )
    contributes, group = first(fields, "contributes") == "yes", first(fields, "group")
    try:
        desk.as_assessment(draft, contributes=contributes)
    except InvalidAnswer as error:
        return _show(desk, token, draft, error, contributes=contributes, group=group)
    try:
        party = party_of(desk, draft.id, group) if contributes else None
    except AssessError as error:
        return _show(desk, token, draft, group_error=error, contributes=contributes, group=group)
    if group.strip() and not contributes and first(fields, "asked") != "yes":
        return _show(desk, token, draft, is_asked=True, group=group)
    complete = desk.completion(contributes=contributes)
    await confirmed(desk.store.submit(token, key=key, complete=complete, party=party))
    return to_result(token)


def _show(
    desk: Desk,
    token: str,
    draft: Draft,
    error: InvalidAnswer | None = None,
    *,
    group_error: AssessError | None = None,
    is_asked: bool = False,
    contributes: bool = False,
    group: str = "",
) -> Response:
    questionnaire = desk.questionnaire_of(draft)
    leaving = Leaving(bands=bands_of(desk, draft.profile))
    if all(band for _, band in leaving.bands):
        leaving = leaving_of(desk, desk.as_assessment(draft, contributes=True))
    progress = measure(questionnaire, draft)
    unknown = [
        question
        for question in questionnaire.questions
        if progress.answers[question.id].state is State.UNKNOWN and unknown_is_worst(questionnaire, question)
    ]
    return desk.page(
        "review",
        at=f"/a/{token}/review",
        status=422 if error or group_error or is_asked else 200,
        token=token,
        here="review",
        draft=draft,
        questionnaire=questionnaire,
        progress=progress,
        unknown=len(unknown),
        is_unscored=progress.done == 0
        or (bool(leaving.scores) and all(score is None for _, score in leaving.scores)),
        leaving=leaving,
        submitted_at=None,
        error=error,
        group_error=group_error,
        is_asked=is_asked,
        contributes=contributes,
        group=group,
        key=secrets.token_urlsafe(12),
    )
