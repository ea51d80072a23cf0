"""The result behind a private link: the pages of the report, from the same findings, the moment they are submitted."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import markdown
import msgspec
from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from ..errors import AssessError
from ..language import gettext as _
from ..report.document.download import Download, offered
from ..report.finding.model import Findings
from ..report.finding.peer import cohort_label
from ..report.page.draw import CHANGE, COMPARISON, Sheet, draw, outline
from ..resource import resource
from ..store.record import Draft, Submission
from .desk import Desk
from .draft import NoSuchPage, to_result
from .visit import to


@get("/a/{token:str}/result", include_in_schema=False, sync_to_thread=False)
def first_page(token: FromPath[str]) -> Redirect:
    """The first page, by its name."""
    return to_result(token)


@get("/a/{token:str}/result/{name:str}", include_in_schema=False, sync_to_thread=True)
def result(
    desk: NamedDependency[Desk],
    token: FromPath[str],
    name: FromPath[str],
    peers: FromQuery[str] = "",
    smoothed: FromQuery[str] = "",
) -> Response:
    """One page of the result, or one of its files. `peers` and `smoothed` are the choices of the comparison's page."""
    draft = desk.store.draft(token)
    if draft.submission is None:
        return Redirect(to(f"/a/{token}"), status_code=303)
    chosen, is_smoothed = desk.choose_peers(peers), smoothed == "yes"
    findings = desk.findings(draft.submission, peers=chosen, smoothed=is_smoothed)
    files = offered(findings, desk.renderer, pictures=True)
    for file in files:
        if file.name == name:
            headers = {"content-disposition": f'attachment; filename="{name}"'}
            return Response(file.data, media_type=file.media, headers=headers)
    return show(desk, token, draft, findings, name, files=files)


def show(
    desk: Desk,
    token: str,
    draft: Draft,
    findings: Findings,
    name: str,
    *,
    files: tuple[Download, ...] = (),
    error: AssessError | None = None,
) -> Response:
    """One page of a result by its file name; `NoSuchPage` for any other. `error` is what is wrong with the earlier link
    that was pasted."""
    pages = outline(findings, asks_for_earlier=True)
    wanted = next((entry for entry in pages if entry.file == name.removesuffix(".html") + ".md"), None)
    if wanted is None or not name.endswith(".html"):
        raise NoSuchPage(
            _("The result has no such page."), where=name, remedy=_("Start from its first page.")
        )
    choices = _choices(desk, findings, draft.submission) if wanted.template == COMPARISON else []
    drawn = draw(wanted, findings, desk.renderer, files, chooses=bool(choices))
    return desk.page(
        "result",
        status=error.status if error else 200,
        token=token,
        draft=draft,
        questionnaire=desk.questionnaire_of(draft),
        findings=findings,
        parts=_parts(pages),
        current=wanted,
        html=to_html(drawn.text),
        is_first=wanted is pages[0],
        standing=desk.store.standing(draft.id),
        asks_for_earlier=wanted is pages[0] or wanted.template == CHANGE,
        choices=choices,
        error=error,
    )


def _choices(desk: Desk, findings: Findings, submission: Submission | None) -> list[tuple[str, str]]:
    """The groups that can be chosen, all of them published, with their names; none without an edition."""
    if submission is None or findings.peer_group is None:
        return []
    edition, _then = desk.yardsticks(submission.assessment)
    profile = desk.spoken.profile
    return [(cohort, str(cohort_label(cohort, profile))) for cohort in edition.cells] if edition else []


def _parts(pages: Iterable[Sheet]) -> list[tuple[str, list[Sheet]]]:
    """The pages under their headings, in order; "" where a page stands by itself."""
    parts: list[tuple[str, list[Sheet]]] = []
    for entry in pages:
        if not parts or parts[-1][0] != entry.part:
            parts.append((entry.part, []))
        parts[-1][1].append(entry)
    return parts


def to_html(text: str) -> str:
    """A page of the report as HTML, by the extensions that the static site is built with."""
    settings = _extensions()
    return markdown.markdown(text, extensions=list(settings), extension_configs=settings)


@cache
def _extensions() -> dict[str, dict]:
    """The extensions of `mkdocs.yml` with their options."""
    listed = msgspec.yaml.decode(resource("mkdocs.yml").read_bytes())["markdown_extensions"]
    return {
        name: options
        for entry in listed
        for name, options in ({entry: {}} if isinstance(entry, str) else entry).items()
    }
