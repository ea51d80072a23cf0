"""The API under /api/v1: questionnaires, assessments, scores, results, editions. Errors are RFC 9457 problems.

The form and the API save through the same store and check answers by the same rules.
"""

from __future__ import annotations

from typing import Annotated

from litestar import Router, get, patch, post
from litestar.connection import ASGIConnection
from litestar.di import NamedDependency
from litestar.handlers import BaseRouteHandler
from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.spec import Example
from litestar.params import BodyKwarg, FromPath

from ..assessment.activity import find_inactive, settle
from ..assessment.entry import check_answers, check_profile
from ..assessment.model import Answer, Assessment, State
from ..benchmark.model import Edition, Manifest
from ..errors import AssessError, Conflict, InvalidAnswer, NotFound
from ..questionnaire.model import Questionnaire
from ..report.finding import Findings
from ..scoring.explain import score_and_explain
from ..store.record import Draft
from .desk import Desk
from .message import Begin, Changed, Changes, Listed, Opened, Progressing, Scored, Submit, Submitted, ToScore
from .pending import confirmed
from .problem import Problem
from .progress import measure

PROFILE = {"industry": "G", "size": "medium", "region": "eu-central"}


def _example(name: str, value: object) -> list[Example]:
    return [Example(summary=name, value=value)]


class UnreadBody(AssessError):
    """A body that does not say it is JSON; taking it for JSON anyway would let any page of the web send one."""

    status = 415
    code = "wrong-content-type"


def only_json(connection: ASGIConnection, _: BaseRouteHandler) -> None:
    """Let a body pass only where its header says JSON."""
    kind = connection.headers.get("content-type", "").partition(";")[0].strip().lower()
    if connection.scope["method"] in ("POST", "PATCH") and kind != "application/json":
        raise UnreadBody(
            f"The body is sent as {kind or 'nothing in particular'}.",
            where="Content-Type",
            remedy="Send JSON with the header Content-Type: application/json.",
        )


PROBLEMS = {
    status: ResponseSpec(
        Problem, media_type="application/problem+json", generate_examples=False, description=text
    )
    for status, text in {
        400: "It cannot be read: no JSON, or a field of the wrong kind; `where` names the field.",
        404: "Nothing there, or a link that expired: the words are always the same.",
        409: "It contradicts what is stored.",
        413: "More than 1 MB.",
        415: "The body is not sent as application/json.",
        422: "An answer cannot be kept; `where` names the question, `remedy` what to do.",
        503: "It cannot be stored now; nothing of it was kept.",
    }.items()
}


@get("/questionnaires", sync_to_thread=False, summary="List the questionnaires")
def list_questionnaires(desk: NamedDependency[Desk]) -> list[Listed]:
    """Every questionnaire that can be answered here."""
    return [
        Listed(
            id=q.id,
            version=q.version,
            hash=q.hash,
            title=q.title,
            summary=q.summary,
            languages=q.languages,
            minutes=q.minutes,
            questions=sum(question.scored for question in q.questions),
        )
        for q in desk.catalogue.questionnaires.values()
    ]


@get(
    "/questionnaires/{questionnaire:str}",
    sync_to_thread=False,
    summary="One questionnaire, whole",
    responses=PROBLEMS,
)
def get_questionnaire(desk: NamedDependency[Desk], questionnaire: FromPath[str]) -> Questionnaire:
    """The model as data: levels, dimensions, questions, options."""
    return desk.catalogue.get(questionnaire)


@get("/profile", sync_to_thread=False, summary="The bands of a profile")
def get_profile(desk: NamedDependency[Desk]) -> list[dict]:
    """Industry, size and region with their bands, in the order of the benchmark's tree."""
    return [
        {"id": f.id, "label": f.label, "why": f.why, "options": f.options} for f in desk.catalogue.profile
    ]


@post("/assessments", summary="Start an assessment", responses=PROBLEMS)
async def begin_assessment(
    desk: NamedDependency[Desk],
    data: Annotated[
        Begin, BodyKwarg(examples=_example("a shop", {"questionnaire": "cx-quick-check", "profile": PROFILE}))
    ],
) -> Opened:
    """Begin a draft. Keep the token: it is the only way back to the answers."""
    found = desk.catalogue.get(data.questionnaire)
    profile = check_profile(desk.catalogue.profile, data.profile) if data.profile else {}
    begun = await confirmed(
        desk.store.begin(
            questionnaire=found.id,
            version=found.version,
            hash=found.hash,
            language=found.languages[0],
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
            examples=_example(
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
    _refuse_hidden(questionnaire, draft, changes, data.profile)
    profile = (
        check_profile(desk.catalogue.profile, {**draft.profile, **data.profile}) if data.profile else None
    )
    saved = await confirmed(
        desk.store.save(
            token, base=data.base, changes=changes, profile=profile, overwrite=data.overwrite, key=data.key
        )
    )
    progress = measure(questionnaire, desk.store.draft(token))
    return Changed(
        revision=saved.revision,
        conflicts=saved.conflicts,
        inactive=tuple(name for name, answer in progress.answers.items() if answer.state is State.INACTIVE),
        done=progress.done,
        total=progress.total,
    )


@post("/assessments/{token:str}/submit", summary="Submit an assessment", responses=PROBLEMS)
async def submit_assessment(
    desk: NamedDependency[Desk],
    token: FromPath[str],
    data: Annotated[
        Submit,
        BodyKwarg(examples=_example("without contributing", {"key": "c0ffee-0001", "contributes": False})),
    ],
) -> Submitted:
    """Score and store the answers. The same key again returns the same submission."""
    done = await confirmed(
        desk.store.submit(
            token, key=data.key, complete=desk.completion(contributes=data.contributes, source="api")
        )
    )
    return Submitted(id=done.assessment.id, submitted_at=done.submitted_at, scores=done.scores)


@get("/assessments/{token:str}/result", sync_to_thread=True, summary="The result", responses=PROBLEMS)
def get_result(desk: NamedDependency[Desk], token: FromPath[str]) -> Findings:
    """What the result page says, as data: verdict, levels, comparison, next steps, every number with its parts."""
    draft = desk.store.draft(token)
    if draft.submission is None:
        raise Conflict("This assessment has not been submitted.", remedy="Submit it first.")
    return desk.findings(draft.submission)


@post(
    "/score",
    sync_to_thread=True,
    status_code=200,
    summary="Score answers without storing them",
    responses=PROBLEMS,
)
def score(
    desk: NamedDependency[Desk],
    data: Annotated[
        ToScore,
        BodyKwarg(
            examples=_example(
                "one answer",
                {"questionnaire": "cx-quick-check", "answers": {"qc-direction-01": {"value": 2}}},
            )
        ),
    ],
) -> Scored:
    """Scores with their explanation: answer → normalised value → weight → contribution → rollup → level."""
    questionnaire = desk.catalogue.get(data.questionnaire)
    answers = check_answers(questionnaire, data.answers)
    given = [field for field in desk.catalogue.profile if field.id in data.profile]
    check_profile(given, data.profile)
    assessment = Assessment(
        id="",
        questionnaire=questionnaire.id,
        version=questionnaire.version,
        hash=questionnaire.hash,
        profile=data.profile,
        answers=settle(questionnaire, answers, data.profile),
    )
    scores, explanation = score_and_explain(
        desk.panel.scorer(questionnaire.id, questionnaire.hash), assessment
    )
    return Scored(scores=scores, explanation=explanation)


@get("/editions", sync_to_thread=False, summary="List the benchmark editions in force")
def list_editions(desk: NamedDependency[Desk]) -> list[Manifest]:
    """The newest edition of each questionnaire."""
    return [edition.manifest for _, edition in sorted(desk.editions.items())]


@get("/editions/{edition:str}", sync_to_thread=False, summary="One edition, whole", responses=PROBLEMS)
def get_edition(desk: NamedDependency[Desk], edition: FromPath[str]) -> Edition:
    """The manifest and every published cell."""
    for found in desk.editions.values():
        if found.manifest.edition == edition:
            return found
    raise NotFound(
        f"There is no edition `{edition}` in force.", remedy="GET /api/v1/editions lists those there are."
    )


def _refuse_hidden(
    questionnaire: Questionnaire, draft: Draft, changes: dict[str, Answer], profile: dict[str, str]
) -> None:
    hidden = find_inactive(questionnaire, {**draft.answers, **changes}, {**draft.profile, **profile})
    wrong = sorted(hidden & set(changes))
    if wrong:
        raise InvalidAnswer(
            "This question does not apply: an earlier answer, or the profile, hides it.",
            where=", ".join(wrong),
            remedy="Leave it out, or change the answer it depends on first.",
        )


router = Router(
    path="/api/v1",
    tags=["assess"],
    guards=[only_json],
    route_handlers=[
        list_questionnaires,
        get_questionnaire,
        get_profile,
        begin_assessment,
        get_assessment,
        save_answers,
        submit_assessment,
        get_result,
        score,
        list_editions,
        get_edition,
    ],
)
