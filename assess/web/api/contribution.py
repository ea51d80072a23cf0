"""The API's addresses of a contribution: what it holds and where it stands, contributing after all, withdrawing."""

from __future__ import annotations

from asyncio import to_thread
from typing import Annotated

from litestar import delete, get, post
from litestar.di import NamedDependency
from litestar.params import BodyKwarg, FromPath

from ...benchmark.cohort import FIELDS
from ...errors import Conflict
from ...language import gettext as _
from ...store.record import Draft
from ..consent import grouped, measured, offered, party_of, withdrawn
from ..desk import Desk
from ..message import Contribution, Offering
from ..pending import confirmed
from .contract import PROBLEMS, example


@get(
    "/assessments/{token:str}/contribution",
    sync_to_thread=True,
    summary="What a contribution holds, and where it stands",
    responses=PROBLEMS,
)
def get_contribution(desk: NamedDependency[Desk], token: FromPath[str]) -> Contribution:
    """Everything that leaves if the respondent agrees: look at it before submitting. Nothing else ever does."""
    return _told(desk, desk.store.draft(token))


@post(
    "/assessments/{token:str}/contribution",
    status_code=200,
    summary="Contribute after submitting",
    responses=PROBLEMS,
)
async def offer_contribution(
    desk: NamedDependency[Desk],
    token: FromPath[str],
    data: Annotated[Offering, BodyKwarg(examples=example("a group by its domain", {"group": "example.org"}))],
) -> Contribution:
    """Agree to contribute after all, also after a withdrawal. Without a group it counts once the operator knows it.
    While a contribution waits, another group takes the place of the one that was named."""
    draft = _submitted(desk, token)
    party = party_of(desk, draft.id, data.group)
    standing = await to_thread(desk.store.standing, draft.id)
    if standing.state == "waiting" and party:
        await confirmed(desk.store.decide(grouped(draft.id, party)))
    else:
        await confirmed(desk.store.decide(offered(draft.id, party)))
    return await to_thread(_told, desk, draft)


@delete(
    "/assessments/{token:str}/contribution",
    status_code=200,
    summary="Withdraw a contribution",
    responses=PROBLEMS,
)
async def withdraw_contribution(desk: NamedDependency[Desk], token: FromPath[str]) -> Contribution:
    """Left out of every edition from the next one on; published ones are never issued again. Twice changes nothing."""
    draft = _submitted(desk, token)
    await confirmed(desk.store.decide(withdrawn(draft.id)))
    return await to_thread(_told, desk, draft)


def _submitted(desk: Desk, token: str) -> Draft:
    draft = desk.store.draft(token)
    if draft.submission is None:
        raise Conflict(_("This assessment has not been submitted."), remedy=_("Submit it first."))
    return draft


def _told(desk: Desk, draft: Draft) -> Contribution:
    submission = draft.submission
    assessment = submission.assessment if submission else desk.as_assessment(draft, contributes=True)
    standing = desk.store.standing(draft.id) if submission else None
    found = measured(desk, assessment)
    staged = int(found.staged[0])
    return Contribution(
        state=standing.state if standing else "none",
        because=standing.because if standing and standing.state == "refused" else "",
        is_group_known=standing is not None and standing.party is not None,
        questionnaire=assessment.questionnaire,
        version=assessment.version,
        hash=assessment.hash,
        day=submission.submitted_at.date() if submission else None,
        profile={name: band for name, band in assessment.profile.items() if name in FIELDS},
        scores={
            node: None if score < 0 else score / 100
            for node, score in zip(found.nodes, found.score[0].tolist(), strict=True)
        },
        staged=None if staged < 0 else staged,
    )
