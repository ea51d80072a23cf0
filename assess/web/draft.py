"""The private link itself: where it leads, and the page that says to keep it."""

from __future__ import annotations

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from ..errors import NotFound
from .desk import Desk
from .progress import measure
from .visit import to


class NoSuchPage(NotFound):
    """The private link is good, the page behind it is not."""

    code = "no-such-page"


@get("/a/{token:str}", include_in_schema=False, sync_to_thread=False)
def resume(desk: NamedDependency[Desk], token: FromPath[str]) -> Redirect:
    """Where the respondent left off."""
    draft = desk.store.draft(token)
    if draft.submission is not None:
        return to_result(token)
    if not draft.profile:
        return Redirect(to(f"/a/{token}/profile"), status_code=303)
    progress = measure(desk.questionnaire_of(draft), draft)
    target = "review" if progress.done == progress.total else f"d/{progress.first_open().dimension.id}"
    return Redirect(to(f"/a/{token}/{target}"), status_code=303)


@get("/a/{token:str}/left", include_in_schema=False, sync_to_thread=False)
def left(desk: NamedDependency[Desk], token: FromPath[str]) -> Response:
    """The private link, to come back with."""
    draft = desk.store.draft(token)
    if draft.submission is not None:
        return to_result(token)
    return desk.page("left", token=token, draft=draft, questionnaire=desk.questionnaire_of(draft))


def to_result(token: str) -> Redirect:
    """To the first page of the result, by its name, so that the pages' relative links lead where they should."""
    return Redirect(to(f"/a/{token}/result/index.html"), status_code=303)
