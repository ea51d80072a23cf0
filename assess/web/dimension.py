"""One page of questions: shown, saved as a form, saved by the script.

The form and the script send the same fields and are read alike; they differ in the answer.
"""

from __future__ import annotations

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from msgspec import Struct

from ..assessment.activity import find_inactive, find_waiting
from ..assessment.model import UNANSWERED, Answer, State
from ..language import gettext as _
from ..questionnaire.model import Questionnaire
from ..store.record import Draft, Saved
from .desk import Desk
from .draft import NoSuchPage, to_result
from .field import Fields, first, read_base, read_fields
from .form import Filling, Posted, fill, find_stale, fingerprint, read_page, refuse_hidden
from .hold import REVERT, SURE, Held, hold_back
from .pending import confirmed
from .progress import DONE, Leaf, Progress, measure
from .visit import to


class Autosaved(Struct, frozen=True, kw_only=True):
    """The answer to an autosave: what the page shows from now on, and how far the draft is.

    `was` holds the digests of the questions the page sent, `stale` how to fill those that another window changed,
    `conflicts` the ones among them that this page had changed too, `inactive` the questions that do not apply now,
    `waiting` those among them that may yet, when an earlier question is answered,
    `held` the answers that wait, because they would hide others that are answered.
    """

    revision: int
    was: dict[str, str]
    stale: dict[str, Filling]
    errors: dict[str, str]
    held: dict[str, Held]
    conflicts: tuple[str, ...]
    inactive: tuple[str, ...]
    waiting: tuple[str, ...]
    done: int
    total: int
    leaf_done: int
    leaf_total: int


class Kept(Struct, frozen=True, kw_only=True):
    """What became of a page that was sent: the draft before and after, and what the store said, if asked."""

    questionnaire: Questionnaire
    before: Progress
    draft: Draft
    progress: Progress
    leaf: Leaf
    posted: Posted
    held: dict[str, Held]
    saved: Saved | None

    @property
    def conflicts(self) -> tuple[str, ...]:
        return self.saved.conflicts if self.saved else ()


@get("/a/{token:str}/d/{dimension:str}", include_in_schema=False, sync_to_thread=False)
def dimension_page(desk: NamedDependency[Desk], token: FromPath[str], dimension: FromPath[str]) -> Response:
    """The questions of one dimension."""
    draft = desk.store.draft(token)
    if draft.submission is not None:
        return to_result(token)
    progress = measure(desk.questionnaire_of(draft), draft)
    return _show(desk, token, draft, progress, _leaf(progress, dimension))


@post("/a/{token:str}/d/{dimension:str}", include_in_schema=False)
async def save_dimension(
    desk: NamedDependency[Desk], token: FromPath[str], dimension: FromPath[str], request: Request
) -> Response:
    """Save what the page changed. What cannot be kept is shown again with the reason; the rest is saved."""
    fields = await read_fields(request)
    kept = await _keep(desk, token, dimension, fields)
    if kept.posted.errors or kept.conflicts or kept.held:
        return _show(desk, token, kept.draft, kept.progress, kept.leaf, kept)
    return Redirect(to(f"/a/{token}/{_destination(fields, kept)}"), status_code=303)


@post("/a/{token:str}/autosave/{dimension:str}", include_in_schema=False, status_code=200)
async def autosave(
    desk: NamedDependency[Desk], token: FromPath[str], dimension: FromPath[str], request: Request
) -> Autosaved:
    """As `save_dimension`, for the script: says what was saved instead of going on."""
    kept = await _keep(desk, token, dimension, await read_fields(request))
    answers, posted = kept.draft.answers, kept.posted
    sent = [name for name in posted.was if name not in posted.errors]
    return Autosaved(
        revision=kept.draft.revision,
        was={name: fingerprint(answers.get(name, UNANSWERED)) for name in sent},
        stale={name: fill(answer) for name, answer in find_stale(posted, answers).items()},
        errors={name: f"{error.what} {error.remedy}" for name, error in posted.errors.items()},
        held=kept.held,
        conflicts=kept.conflicts,
        inactive=_inactive(kept.progress, kept.leaf),
        waiting=tuple(sorted(find_waiting(kept.questionnaire, kept.draft.answers, kept.draft.profile))),
        done=kept.progress.done,
        total=kept.progress.total,
        leaf_done=kept.leaf.done,
        leaf_total=kept.leaf.total,
    )


async def _keep(desk: Desk, token: str, dimension: str, fields: Fields) -> Kept:
    """Read the page against the draft and save what it changed."""
    draft = desk.store.draft(token)
    questionnaire = desk.questionnaire_of(draft)
    before = progress = measure(questionnaire, draft)
    leaf = _leaf(progress, dimension)
    posted = read_page(questionnaire, leaf.dimension.questions, fields)
    posted, held = hold_back(questionnaire, draft.answers, draft.profile, posted, fields)
    # hidden before and after: only a stale page sends that; what this very page hides is kept, and does not count
    after = find_inactive(questionnaire, {**draft.answers, **posted.changes}, draft.profile)
    posted = refuse_hidden(posted, after.intersection(_inactive(progress, leaf)))
    saved = None
    if posted.changes:
        base = read_base(fields, draft)
        saved = await confirmed(desk.store.save(token, base=base, changes=posted.changes))
        draft = desk.store.draft(token)
        progress = measure(questionnaire, draft)
        leaf = _leaf(progress, dimension)
    return Kept(
        questionnaire=questionnaire,
        before=before,
        draft=draft,
        progress=progress,
        leaf=leaf,
        posted=posted,
        held=held,
        saved=saved,
    )


def _leaf(progress: Progress, dimension: str) -> Leaf:
    leaf = progress.leaf(dimension)
    if leaf is None:
        raise NoSuchPage(
            _("This questionnaire has no such page."),
            where=dimension,
            remedy=_("Go on from your private link."),
        )
    return leaf


def _inactive(progress: Progress, leaf: Leaf) -> tuple[str, ...]:
    return tuple(q.id for q in leaf.dimension.questions if progress.answers[q.id].state is State.INACTIVE)


def _destination(fields: Fields, kept: Kept) -> str:
    """Where the pressed button leads: the same page once more if its answers brought up a question on it."""
    if "leave" in fields:
        return "left"
    here = f"d/{kept.leaf.dimension.id}"
    if decided := first(fields, SURE) or first(fields, REVERT):
        return f"{here}#{decided}" if decided in {q.id for q in kept.leaf.dimension.questions} else here
    if "more" in fields:  # the page comes back with empty rows for this matrix
        asked = first(fields, "more")
        return f"{here}#{asked}" if asked in {q.id for q in kept.leaf.dimension.questions} else here
    if "back" not in fields:
        for name in _inactive(kept.before, kept.leaf):
            if kept.progress.answers[name].state not in (*DONE, State.INACTIVE):
                return f"{here}#{name}"
    place = kept.leaf.number - 1 + (-1 if "back" in fields else 1)
    if place < 0:
        return "profile"
    leaves = kept.progress.leaves
    return "review" if place >= len(leaves) else f"d/{leaves[place].dimension.id}"


def _show(
    desk: Desk,
    token: str,
    draft: Draft,
    progress: Progress,
    leaf: Leaf,
    kept: Kept | None = None,
) -> Response:
    """The page as the draft is now; an answer that could not be kept, or waits, stands there as it was sent."""
    errors, held, conflicts = (kept.posted.errors, kept.held, kept.conflicts) if kept else ({}, {}, ())
    questionnaire = desk.questionnaire_of(draft)
    inactive = _inactive(progress, leaf)
    stored = {q.id: draft.answers.get(q.id, UNANSWERED) for q in leaf.dimension.questions}
    shown: dict[str, Answer] = dict(stored)
    if kept:
        shown |= {name: kept.posted.shown[name] for name in (*errors, *held) if name not in inactive}
    return desk.page(
        "dimension",
        status=422 if errors else 409 if conflicts or held else 200,
        token=token,
        here=leaf.dimension.id,
        draft=draft,
        questionnaire=questionnaire,
        progress=progress,
        leaf=leaf,
        prompts=desk.prompts(draft, leaf.dimension.id),
        fillings={name: fill(answer) for name, answer in shown.items()},
        was={name: fingerprint(answer) for name, answer in stored.items()},
        inactive=inactive,
        waiting=find_waiting(questionnaire, draft.answers, draft.profile),
        errors=errors,
        held=held,
        conflicts=conflicts,
    )
