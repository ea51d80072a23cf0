"""The API's addresses that belong to nobody: questionnaires, bands, editions, and scoring without storing."""

from __future__ import annotations

from typing import Annotated

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import BodyKwarg, FromPath

from ...assessment.activity import settle
from ...assessment.entry import check_answers, check_profile
from ...assessment.model import Assessment
from ...benchmark.model import Edition, Manifest
from ...errors import NotFound
from ...language import gettext as _
from ...questionnaire.model import Questionnaire
from ...scoring.explain import score_and_explain
from ..desk import Desk
from ..message import Listed, Scored, ToScore
from .contract import PROBLEMS, example


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
        for q in desk.spoken.questionnaires.values()
    ]


@get(
    "/questionnaires/{questionnaire:str}",
    sync_to_thread=False,
    summary="One questionnaire, whole",
    responses=PROBLEMS,
)
def get_questionnaire(desk: NamedDependency[Desk], questionnaire: FromPath[str]) -> Questionnaire:
    """The model as data: levels, dimensions, questions, options; in the language of Accept-Language, if it has that."""
    return desk.spoken.get(questionnaire)


@get("/profile", sync_to_thread=False, summary="The bands of a profile")
def get_profile(desk: NamedDependency[Desk]) -> list[dict]:
    """Industry, size and region with their bands, in the order of the benchmark's tree."""
    return [{"id": f.id, "label": f.label, "why": f.why, "options": f.options} for f in desk.spoken.profile]


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
            examples=example(
                "one answer",
                {"questionnaire": "cx-quick-check", "answers": {"qc-direction-01": {"value": 2}}},
            )
        ),
    ],
) -> Scored:
    """Scores with their explanation: answer → normalised value → weight → contribution → rollup → level."""
    questionnaire = desk.spoken.get(data.questionnaire)
    answers = check_answers(questionnaire, data.answers)
    given = [field for field in desk.spoken.profile if field.id in data.profile]
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
        _("There is no edition `{edition}` in force.").format(edition=edition),
        remedy=_("GET /api/v1/editions lists those there are."),
    )
