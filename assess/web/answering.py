"""The form of one draft, behind its private link: profile, one page per dimension, autosave, review, submit."""

from __future__ import annotations

import secrets
from typing import Any

from litestar import Request, Response, get, post
from litestar.response import Redirect
from msgspec import Struct

from ..assessment.entry import check_profile
from ..assessment.model import Answer
from ..errors import AssessError, InvalidAnswer, NotFound
from ..questionnaire.model import Questionnaire
from ..store.record import Draft, Saved
from .desk import Desk
from .form import Posted, fingerprint, first, read_page
from .pending import confirmed
from .progress import Leaf, Progress, measure
from .template import page


class Autosaved(Struct, frozen=True, kw_only=True):
    """The answer to an autosave: what the page shows from now on, and how far the draft is."""

    revision: int
    was: dict[str, str]
    errors: dict[str, str]
    conflicts: tuple[str, ...]
    done: int
    total: int
    leaf_done: int
    leaf_total: int


@get("/a/{token:str}", include_in_schema=False, sync_to_thread=False)
def resume(desk: Desk, token: str) -> Redirect:
    """Where the respondent left off."""
    draft = desk.store.draft(token)
    if draft.submission is not None:
        return Redirect(f"/a/{token}/result/index.html", status_code=303)
    if not draft.profile:
        return Redirect(f"/a/{token}/profile", status_code=303)
    progress = measure(desk.questionnaire_of(draft), draft)
    target = "review" if progress.done == progress.total else f"d/{progress.first_open().dimension.id}"
    return Redirect(f"/a/{token}/{target}", status_code=303)


@get("/a/{token:str}/profile", include_in_schema=False, sync_to_thread=False)
def profile_page(desk: Desk, token: str) -> Response:
    """Bands that place the organisation among peers, each with why it is asked."""
    draft = desk.store.draft(token)
    if draft.submission is not None:
        return _gone_to_result(token)
    return _profile(desk, token, draft, draft.profile, {})


@post("/a/{token:str}/profile", include_in_schema=False)
async def save_profile(desk: Desk, token: str, request: Request) -> Response:
    """Save the bands and go on to the first page of questions."""
    fields = await _fields(request)
    draft = desk.store.draft(token)
    given = {field.id: first(fields, field.id) for field in desk.catalogue.profile}
    chosen = {name: band for name, band in given.items() if band}
    try:
        profile = check_profile(desk.catalogue.profile, chosen)
    except InvalidAnswer:
        missing = {field.id: field.label for field in desk.catalogue.profile if given[field.id] not in field.options}
        return _profile(desk, token, draft, chosen, missing)
    await confirmed(desk.store.save(token, base=draft.revision, changes={}, profile=profile))
    if "leave" in fields:
        return Redirect(f"/a/{token}/left", status_code=303)
    leaves = measure(desk.questionnaire_of(draft), draft).leaves
    return Redirect(f"/a/{token}/d/{leaves[0].dimension.id}", status_code=303)


@get("/a/{token:str}/d/{dimension:str}", include_in_schema=False, sync_to_thread=False)
def dimension_page(desk: Desk, token: str, dimension: str) -> Response:
    """The questions of one dimension."""
    draft = desk.store.draft(token)
    if draft.submission is not None:
        return _gone_to_result(token)
    questionnaire = desk.questionnaire_of(draft)
    progress = measure(questionnaire, draft)
    return _dimension(desk, token, draft, progress, _leaf(progress, dimension))


@post("/a/{token:str}/d/{dimension:str}", include_in_schema=False)
async def save_dimension(desk: Desk, token: str, dimension: str, request: Request) -> Response:
    """Save what the page changed. What cannot be kept is shown again with the reason; the rest is saved."""
    fields = await _fields(request)
    draft, posted, saved = await _save(desk, token, dimension, fields)
    progress = measure(desk.questionnaire_of(draft), draft)
    leaf = _leaf(progress, dimension)
    conflicts = saved.conflicts if saved else ()
    if posted.errors or conflicts:
        return _dimension(desk, token, draft, progress, leaf, posted, conflicts)
    return Redirect(f"/a/{token}/{_destination(fields, progress, leaf)}", status_code=303)


@post("/a/{token:str}/autosave/{dimension:str}", include_in_schema=False, status_code=200)
async def autosave(desk: Desk, token: str, dimension: str, request: Request) -> Autosaved:
    """As `save_dimension`, for the script: says what was saved instead of going on."""
    fields = await _fields(request)
    draft, posted, saved = await _save(desk, token, dimension, fields)
    progress = measure(desk.questionnaire_of(draft), draft)
    leaf = _leaf(progress, dimension)
    shown = {name: fingerprint(posted.shown[name]) for name in posted.changes}
    return Autosaved(
        revision=draft.revision,
        was=shown,
        errors={name: f"{error.what} {error.remedy}" for name, error in posted.errors.items()},
        conflicts=saved.conflicts if saved else (),
        done=progress.done,
        total=progress.total,
        leaf_done=leaf.done,
        leaf_total=leaf.total,
    )


@get("/a/{token:str}/left", include_in_schema=False, sync_to_thread=False)
def left(desk: Desk, token: str) -> Response:
    """The private link, to come back with."""
    draft = desk.store.draft(token)
    return page(
        "left", token=token, draft=draft, questionnaire=desk.questionnaire_of(draft), base_url=desk.public_url
    )


@get("/a/{token:str}/review", include_in_schema=False, sync_to_thread=False)
def review(desk: Desk, token: str) -> Response:
    """What is missing, and whether to contribute."""
    draft = desk.store.draft(token)
    if draft.submission is not None:
        return _gone_to_result(token)
    return _review(desk, token, draft)


@post("/a/{token:str}/submit", include_in_schema=False)
async def submit(desk: Desk, token: str, request: Request) -> Response:
    """Submit the answers as they are; the same form sent twice submits once."""
    fields = await _fields(request)
    draft = desk.store.draft(token)
    if draft.submission is not None:
        return _gone_to_result(token)
    contributes = first(fields, "contributes") == "yes"
    try:
        desk.as_assessment(draft, contributes=contributes)
    except InvalidAnswer as error:
        return _review(desk, token, draft, error)
    key = first(fields, "key") or secrets.token_urlsafe(12)
    await confirmed(desk.store.submit(token, key=key, complete=desk.completion(contributes=contributes)))
    return _gone_to_result(token)


async def _save(
    desk: Desk, token: str, dimension: str, fields: dict[str, list[str]]
) -> tuple[Draft, Posted, Saved | None]:
    draft = desk.store.draft(token)
    questionnaire = desk.questionnaire_of(draft)
    leaf = _leaf(measure(questionnaire, draft), dimension)
    posted = read_page(questionnaire, leaf.dimension.questions, fields)
    if not posted.changes:
        return draft, posted, None
    base = first(fields, "base")
    saved = await confirmed(
        desk.store.save(token, base=int(base) if base.isdigit() else draft.revision, changes=posted.changes)
    )
    return desk.store.draft(token), posted, saved


async def _fields(request: Request) -> dict[str, list[str]]:
    if request.content_type[0] not in ("application/x-www-form-urlencoded", "multipart/form-data"):
        raise UnreadForm(
            "This page reads the fields of its form only.", remedy="Use the form, or the API under /api/v1."
        )
    form: Any = await request.form()
    return {name: [str(value) for value in form.getall(name)] for name in form}


class UnreadForm(AssessError):
    """A form was sent as something else."""

    status = 415
    code = "wrong-content-type"


def _leaf(progress: Progress, dimension: str) -> Leaf:
    leaf = progress.leaf(dimension)
    if leaf is None:
        raise NotFound("This questionnaire has no such page.", where=dimension, remedy="Go on from your private link.")
    return leaf


def _destination(fields: dict[str, list[str]], progress: Progress, leaf: Leaf) -> str:
    """Where the pressed button leads."""
    if "leave" in fields:
        return "left"
    step = -1 if "back" in fields else 1
    place = leaf.number - 1 + step
    if place < 0:
        return "profile"
    return "review" if place >= len(progress.leaves) else f"d/{progress.leaves[place].dimension.id}"


def _gone_to_result(token: str) -> Redirect:
    return Redirect(f"/a/{token}/result/index.html", status_code=303)


def _profile(desk: Desk, token: str, draft: Draft, chosen: dict[str, str], missing: dict[str, str]) -> Response:
    questionnaire = desk.questionnaire_of(draft)
    return page(
        "profile",
        status=422 if missing else 200,
        token=token,
        here="profile",
        questionnaire=questionnaire,
        progress=measure(questionnaire, draft),
        fields=desk.catalogue.profile,
        chosen=chosen,
        missing=missing,
        edition=desk.edition(questionnaire.id),
    )


def _dimension(
    desk: Desk,
    token: str,
    draft: Draft,
    progress: Progress,
    leaf: Leaf,
    posted: Posted | None = None,
    conflicts: tuple[str, ...] = (),
) -> Response:
    questionnaire = desk.questionnaire_of(draft)
    errors = posted.errors if posted else {}
    shown: dict[str, Answer] = {q.id: progress.answers[q.id] for q in leaf.dimension.questions}
    was = {name: fingerprint(answer) for name, answer in shown.items()}
    if posted is not None:
        shown |= {name: posted.shown[name] for name in errors}
    return page(
        "dimension",
        status=422 if errors else 200,
        token=token,
        here=leaf.dimension.id,
        draft=draft,
        questionnaire=questionnaire,
        progress=progress,
        leaf=leaf,
        answers=shown,
        was=was,
        errors=errors,
        conflicts=conflicts,
        options=_options(questionnaire, leaf),
        policies={q.id: questionnaire.policy_of(q) for q in leaf.dimension.questions},
    )


def _options(questionnaire: Questionnaire, leaf: Leaf) -> dict[str, list[tuple[str, str]]]:
    """For each question with one answer, its options as (field value, text)."""
    found: dict[str, list[tuple[str, str]]] = {}
    for question in leaf.dimension.questions:
        kind = question.__struct_config__.tag
        if kind == "level":
            found[question.id] = [(str(rung), option.text) for rung, option in enumerate(question.options)]
        elif kind == "choice":
            found[question.id] = [(option.id, option.text) for option in questionnaire.options_of(question)]
        elif kind == "many":
            found[question.id] = [(tick.id, tick.text) for tick in question.options]
    return found


def _review(desk: Desk, token: str, draft: Draft, error: InvalidAnswer | None = None) -> Response:
    questionnaire = desk.questionnaire_of(draft)
    progress = measure(questionnaire, draft)
    labels = [
        (field, field.options.get(draft.profile.get(field.id, ""), "")) for field in desk.catalogue.profile
    ]
    shared = []
    if all(label for _, label in labels):
        assessment = desk.as_assessment(draft, contributes=True)
        shared = desk.preview(assessment)
    return page(
        "review",
        status=422 if error else 200,
        token=token,
        here="review",
        draft=draft,
        questionnaire=questionnaire,
        progress=progress,
        labels=labels,
        shared=shared,
        error=error,
        key=secrets.token_urlsafe(12),
    )
