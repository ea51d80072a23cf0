"""The API's addresses behind a token: begin, save, submit, read. The form saves through the same store."""

from __future__ import annotations

from typing import Annotated

from litestar import get, patch, post
from litestar.di import NamedDependency
from litestar.openapi.spec import Example
from litestar.params import BodyKwarg, FromPath, QueryParameter
from msgspec.structs import replace

from ...assessment.activity import find_inactive, would_hide
from ...assessment.entry import check_answers, check_profile, hidden_answer
from ...assessment.model import State
from ...errors import Conflict
from ...language import gettext as _
from ...language import spoken
from ...report.finding.change import ChangeFindings
from ...report.finding.data import as_data
from ...report.finding.model import Findings
from ...store.record import Submission
from ..consent import party_of
from ..desk import Desk
from ..message import Begin, Changed, Changes, Opened, Progressing, Submit, Submitted
from ..pending import confirmed
from ..progress import Progress, measure
from ..since import change_since
from .contract import PROBLEMS, PROFILE, example


@post("/assessments", summary="Start an assessment", responses=PROBLEMS)
async def begin_assessment(
    desk: NamedDependency[Desk],
    data: Annotated[
        Begin, BodyKwarg(examples=example("a shop", {"questionnaire": "cx-quick-check", "profile": PROFILE}))
    ],
) -> Opened:
    """Begin a draft. Keep the token: it is the only way back to the answers."""
    found = desk.spoken.get(data.questionnaire)
    profile = check_profile(desk.spoken.profile, data.profile) if data.profile else {}
    begun = await confirmed(
        desk.store.begin(
            questionnaire=found.id,
            version=found.version,
            hash=found.hash,
            language=desk.catalogue.speaks(found, spoken().code),
            profile=profile,
        )
    )
    return Opened(
        id=begun.draft.id,
        token=begun.token,
        link=f"{desk.public_url}/a/{begun.token}",
        expires_at=begun.draft.expires_at,
    )


@get("/assessments/{token:str}", sync_to_thread=False, summary="Read an assessment", responses=PROBLEMS)
def get_assessment(desk: NamedDependency[Desk], token: FromPath[str]) -> Progressing:
    """The answers so far, and what is still to do."""
    draft = desk.store.draft(token)
    questionnaire = desk.questionnaire_of(draft)
    progress = measure(questionnaire, draft)
    return Progressing(
        id=draft.id,
        questionnaire=draft.questionnaire,
        version=draft.version,
        profile=draft.profile,
        answers=draft.answers,
        inactive=tuple(name for name, answer in progress.answers.items() if answer.state is State.INACTIVE),
        revision=draft.revision,
        done=progress.done,
        total=progress.total,
        expires_at=draft.expires_at,
        submitted_at=draft.submission.submitted_at if draft.submission else None,
    )


@patch("/assessments/{token:str}/answers", summary="Save answers", responses=PROBLEMS)
async def save_answers(
    desk: NamedDependency[Desk],
    token: FromPath[str],
    data: Annotated[
        Changes,
        BodyKwarg(
            examples=example(
                "two answers",
                {
                    "base": 0,
                    "answers": {
                        "qc-direction-01": {"value": 2},
                        "qc-direction-02": {
                            "state": "not_applicable",
                            "reason": "we are a cooperative",
                        },
                    },
                    "profile": PROFILE,
                },
            )
        ),
    ],
) -> Changed:
    """Save changed answers. All are checked first; if one cannot be kept, none of this request is."""
    draft = desk.store.draft(token)
    questionnaire = desk.questionnaire_of(draft)
    changes = check_answers(questionnaire, data.answers)
    hidden = find_inactive(questionnaire, {**draft.answers, **changes}, {**draft.profile, **data.profile})
    if wrong := sorted(hidden & set(changes)):
        raise hidden_answer(*wrong)
    profile = check_profile(desk.spoken.profile, {**draft.profile, **data.profile}) if data.profile else None
    hides = would_hide(questionnaire, draft.answers, draft.profile, changes, data.profile)
    if data.preview:
        changed = replace(draft, answers={**draft.answers, **changes}, profile=profile or draft.profile)
        return _changed(measure(questionnaire, changed), draft.revision, (), hides)
    saved = await confirmed(
        desk.store.save(
            token, base=data.base, changes=changes, profile=profile, overwrite=data.overwrite, key=data.key
        )
    )
    return _changed(measure(questionnaire, desk.store.draft(token)), saved.revision, saved.conflicts, hides)


def _changed(
    progress: Progress, revision: int, conflicts: tuple[str, ...], hides: tuple[str, ...]
) -> Changed:
    return Changed(
        revision=revision,
        conflicts=conflicts,
        inactive=tuple(name for name, answer in progress.answers.items() if answer.state is State.INACTIVE),
        hides=hides,
        done=progress.done,
        total=progress.total,
    )


@post("/assessments/{token:str}/submit", summary="Submit an assessment", responses=PROBLEMS)
async def submit_assessment(
    desk: NamedDependency[Desk],
    token: FromPath[str],
    data: Annotated[
        Submit,
        BodyKwarg(
            examples=[
                *example("without contributing", {"key": "c0ffee-0001", "contributes": False}),
                *example("contributing", {"key": "c0ffee-0002", "contributes": True, "group": "example.org"}),
            ]
        ),
    ],
) -> Submitted:
    """Score and store the answers. The same key again returns the same submission.

    `GET …/contribution` shows beforehand what `contributes` would share.
    """
    if data.group and not data.contributes:
        raise Conflict(
            _("A group is named, but nothing is contributed."),
            where="group",
            remedy=_("Leave it out, or agree to contribute."),
        )
    draft = desk.store.draft(token)
    complete = desk.completion(contributes=data.contributes, source="api")
    party = party_of(desk, draft.id, data.group)
    done = await confirmed(desk.store.submit(token, key=data.key, complete=complete, party=party))
    return Submitted(id=done.assessment.id, submitted_at=done.submitted_at, scores=done.scores)


@get("/assessments/{token:str}/result", sync_to_thread=True, summary="The result", responses=PROBLEMS)
def get_result(
    desk: NamedDependency[Desk],
    token: FromPath[str],
    peers: Annotated[
        str,
        QueryParameter(
            description="The group to compare with, instead of the profile's: `all`, an industry, with a size, with a "
            "region. If it is not published, the next one above it is used, and the result says why.",
            examples=[Example(summary="an industry and a size", value="G/medium")],
        ),
    ] = "",
    smoothed: Annotated[
        bool, QueryParameter(description="Smoothed means of the peers too, beside the published ones.")
    ] = False,
) -> Findings:
    """What the result page says, as data: verdict, levels, comparison, next steps, every number with its parts.

    A group across the tree, such as an industry in a region, is a problem of the kind `off-tree`."""
    found = desk.findings(_submitted(desk, token), peers=desk.choose_peers(peers), smoothed=smoothed)
    return as_data(found)


@get(
    "/assessments/{token:str}/change",
    sync_to_thread=True,
    summary="What has changed since an earlier assessment",
    responses=PROBLEMS,
)
def get_change(
    desk: NamedDependency[Desk],
    token: FromPath[str],
    since: Annotated[
        str,
        QueryParameter(
            description="The token of the earlier assessment, or its private link.",
            examples=[Example(summary="a token", value="4fJ0nq2vYc8Tg5sXh1Wb7LmKz9RdPa3E")],
        ),
    ] = "",
) -> ChangeFindings:
    """Dimensions and answers before and now, and what is not compared, with the reason. Whoever asks needs the tokens of
    both. Assessments of questionnaires that share no question are a problem of the kind `not-comparable`."""
    return as_data(change_since(desk, _submitted(desk, token), since))


def _submitted(desk: Desk, token: str) -> Submission:
    submission = desk.store.draft(token).submission
    if submission is None:
        raise Conflict(_("This assessment has not been submitted."), remedy=_("Submit it first."))
    return submission
