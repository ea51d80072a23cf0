"""Public pages: home, what a questionnaire is about, benchmarks."""

from __future__ import annotations

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from ..language import spoken
from ..questionnaire.model import LevelQuestion
from .desk import Desk
from .pending import confirmed
from .visit import to


@get("/", include_in_schema=False, sync_to_thread=False)
def home(desk: NamedDependency[Desk]) -> Response[str]:
    """Choose: assess your company, continue, read benchmarks, for consultants."""
    by_time = sorted(desk.spoken.questionnaires.values(), key=lambda q: q.minutes)
    questionnaires = [*by_time[-1:], *by_time[:-1]]  # the fullest first, then the quickest
    return desk.page(
        "home", questionnaires=questionnaires, sizes={q.id: scored_count(q) for q in questionnaires}
    )


@get("/continue", include_in_schema=False, sync_to_thread=False)
def continue_page(desk: NamedDependency[Desk]) -> Response[str]:
    """How to come back: the private link."""
    return desk.page("continue")


@get("/q/{questionnaire:str}", include_in_schema=False, sync_to_thread=False)
def about(desk: NamedDependency[Desk], questionnaire: FromPath[str]) -> Response[str]:
    """What it measures, how long it takes, what you get, what happens to the answers."""
    found = desk.spoken.get(questionnaire)
    example = next((q for q in found.questions if isinstance(q, LevelQuestion)), None)
    return desk.page(
        "questionnaire",
        questionnaire=found,
        count=scored_count(found),
        example=example,
        edition=desk.edition(questionnaire),
    )


@post("/q/{questionnaire:str}/start", include_in_schema=False)
async def start(desk: NamedDependency[Desk], questionnaire: FromPath[str]) -> Redirect:
    """Begin a draft and go to its private link."""
    found = desk.catalogue.get(questionnaire)
    begun = await confirmed(
        desk.store.begin(
            questionnaire=found.id,
            version=found.version,
            hash=found.hash,
            language=desk.catalogue.speaks(found, spoken().code),
            profile={},
        )
    )
    return Redirect(to(f"/a/{begun.token}/profile"), status_code=303)


@get("/benchmarks", include_in_schema=False, sync_to_thread=False)
def benchmarks(desk: NamedDependency[Desk]) -> Response[str]:
    """The editions there are, and what they say of everyone."""
    shown = [(desk.spoken.questionnaires[name], edition) for name, edition in sorted(desk.editions.items())]
    return desk.page("benchmarks", editions=shown)


def scored_count(questionnaire) -> int:
    """How many questions count towards a score."""
    return sum(question.scored for question in questionnaire.questions)
