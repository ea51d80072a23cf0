"""The API's addresses that belong to nobody: questionnaires, bands, editions, and scoring without storing."""

from __future__ import annotations

from typing import Annotated

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import BodyKwarg, FromPath, QueryParameter

from ...assessment.activity import settle
from ...assessment.entry import check_answers, check_profile
from ...assessment.model import Assessment
from ...benchmark.choice import Told, inquire
from ...benchmark.model import ALL, Edition, Manifest
from ...errors import NotFound
from ...language import gettext as _
from ...questionnaire.model import Questionnaire
from ...scoring.explain import score_and_explain
from ...scoring.model import OVERALL
from ...scoring.way import Ways, find_ways
from ..desk import Desk
from ..message import Listed, Scored, ToReach, ToScore
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
    assessment = _as_assessment(desk, data)
    given = (assessment.questionnaire, assessment.hash)
    scores, explanation = score_and_explain(desk.panel.scorer(*given), assessment)
    views = desk.panel.viewer(*given).explain(assessment)
    return Scored(scores=scores, explanation=explanation, views=views)


@post(
    "/what-if",
    sync_to_thread=True,
    status_code=200,
    summary="The shortest way to the next level",
    responses=PROBLEMS,
)
def what_if(
    desk: NamedDependency[Desk],
    data: Annotated[
        ToReach,
        BodyKwarg(
            examples=example(
                "a dimension",
                {
                    "questionnaire": "cx-quick-check",
                    "answers": {f"qc-direction-0{number}": {"value": 1} for number in (1, 2, 3)},
                    "node": "qc-direction",
                },
            )
        ),
    ],
) -> Ways:
    """The cheapest better answers that reach the next level, by the average and by the core practices, with the score
    they give; null where there is none. A step costs the effort of its question."""
    assessment = _as_assessment(desk, data)
    scorer = desk.panel.scorer(assessment.questionnaire, assessment.hash)
    if data.node not in scorer.nodes:
        raise NotFound(
            _("There is no dimension `{node}`.").format(node=data.node),
            where="node",
            remedy=_("There are: {known}.").format(known=", ".join(scorer.nodes)),
        )
    return find_ways(scorer, assessment, *score_and_explain(scorer, assessment), data.node)


def _as_assessment(desk: Desk, data: ToScore | ToReach) -> Assessment:
    """Answers that nobody stores, checked and settled."""
    questionnaire = desk.spoken.get(data.questionnaire)
    answers = check_answers(questionnaire, data.answers)
    given = [field for field in desk.spoken.profile if field.id in data.profile]
    check_profile(given, data.profile)
    return Assessment(
        id="",
        questionnaire=questionnaire.id,
        version=questionnaire.version,
        hash=questionnaire.hash,
        profile=data.profile,
        answers=settle(questionnaire, answers, data.profile),
    )


@get("/editions", sync_to_thread=False, summary="List the benchmark editions in force")
def list_editions(desk: NamedDependency[Desk]) -> list[Manifest]:
    """The newest edition of each questionnaire."""
    return [edition.manifest for _, edition in sorted(desk.editions.items())]


@get("/editions/{edition:str}", sync_to_thread=False, summary="One edition, whole", responses=PROBLEMS)
def get_edition(desk: NamedDependency[Desk], edition: FromPath[str]) -> Edition:
    """The manifest and every published cell."""
    return _edition(desk, edition)


@get(
    "/editions/{edition:str}/figure",
    sync_to_thread=False,
    summary="One figure of an edition",
    responses=PROBLEMS,
)
def get_figure(
    desk: NamedDependency[Desk],
    edition: FromPath[str],
    peers: Annotated[
        str, QueryParameter(description="The group: `all`, an industry, with a size, with a region.")
    ] = ALL,
    node: Annotated[
        str,
        QueryParameter(
            description="`overall`, a dimension, or `question/…`, `theme/…`, `owner/…`, `phase/…` with an id."
        ),
    ] = OVERALL,
    figure: Annotated[
        str, QueryParameter(description="`mean`, `median`, `p5`, `p10`, `p25`, `p75`, `p90` or `p95`.")
    ] = "median",
) -> Told:
    """A figure with the band of n, the period, and the edition it is held from, if it is.

    What is not published is a problem of the kind `not-published`, with the reason code; a minimum or a maximum always is.
    A group across the tree is a problem of the kind `off-tree`."""
    return inquire(_edition(desk, edition), desk.choose_peers(peers) or ALL, node, figure)


def _edition(desk: Desk, edition: str) -> Edition:
    for found in desk.editions.values():
        if found.manifest.edition == edition:
            return found
    raise NotFound(
        _("There is no edition `{edition}` in force.").format(edition=edition),
        remedy=_("GET /api/v1/editions lists those there are."),
    )
