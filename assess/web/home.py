"""Public pages: home, what a questionnaire is about, benchmarks."""

from __future__ import annotations

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from ..benchmark.figure import figures
from ..benchmark.model import Edition
from ..errors import NotFound
from ..language import gettext as _
from ..language import spoken
from ..questionnaire.model import LevelQuestion
from ..report.word import reference, wording
from ..report.word.among import noise_of
from .desk import Desk
from .field import first, read_fields
from .link import NoLink, read_link
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
    """How to come back: the private link, opened or pasted."""
    return desk.page("continue", pasted="", error=None)


@post("/continue", include_in_schema=False)
async def continue_link(desk: NamedDependency[Desk], request: Request) -> Response:
    """To where the pasted link leads; the same page, with what is wrong, where it leads nowhere."""
    pasted = first(await read_fields(request), "link")
    remedy = _("Paste the whole link that you kept; it has /a/ in it.")
    try:
        token = read_link(pasted, remedy=remedy)
        desk.store.draft(token)
    except (NoLink, NotFound) as error:
        return desk.page("continue", status=error.status, pasted=pasted, error=error)
    return Redirect(to(f"/a/{token}"), status_code=303)


@get("/q/{questionnaire:str}", include_in_schema=False, sync_to_thread=False)
def about(desk: NamedDependency[Desk], questionnaire: FromPath[str]) -> Response[str]:
    """What it measures, how long it takes, what you get, what happens to the answers."""
    found = desk.spoken.get(questionnaire)
    edition = desk.edition(questionnaire)
    example = next((q for q in found.questions if isinstance(q, LevelQuestion)), None)
    return desk.page(
        "questionnaire",
        questionnaire=found,
        count=scored_count(found),
        example=example,
        edition=edition,
        edition_name=_edition_name(edition),
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
    """The editions there are, and what they say of everyone; without any, what others have published."""
    shown = [(desk.spoken.questionnaires[name], edition) for name, edition in sorted(desk.editions.items())]
    elsewhere = [figure for figure in figures(spoken().code) if figure.topic == "maturity"]
    topics = [] if shown else reference.by_topic(elsewhere)
    return desk.page("benchmarks", editions=shown, topics=topics, known=reference, noise_of=noise_of)


def scored_count(questionnaire) -> int:
    """How many questions count towards a score."""
    return sum(question.scored for question in questionnaire.questions)


def _edition_name(edition: Edition | None) -> str:
    if edition is None:
        return ""
    return str(wording.edition(edition.manifest.edition, synthetic=edition.manifest.synthetic))
