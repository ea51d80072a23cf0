"""Orders → a site for each client and the overview of all; what failed stops nobody else, and nothing is left half.

The clients' sites stand below one folder, ready to be handed over or published one by one. The overview stands in a folder
of its own beside it, which nothing in any of them leads to.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import msgspec
from msgspec import Struct

from ...assessment.model import day_of
from ...errors import AssessError, Conflict
from ...language import speaking
from ...questionnaire.catalogue import Catalogue
from ...questionnaire.model import Questionnaire
from ...scoring.model import Scores
from ...scoring.panel import Panel
from ..brand.model import Brand
from ..chart.live import bundle
from ..chart.renderer import Renderer
from ..site.folder import Content
from ..site.many import Job, build_many
from ..site.seal import NAMED, check_ours, foreign_in, sites_in
from .client import Failure
from .order import Order, Shop, content_of, job_of
from .overview import Line, compose_overview


class Made(Struct, frozen=True, kw_only=True):
    """What became of a portfolio: clients' folders that were built, kept as they were, or are of nobody on the list; what
    else stands among them and was not written here; and clients that failed, in the order of the list."""

    built: tuple[str, ...]
    kept: tuple[str, ...]
    left: tuple[str, ...]
    foreign: tuple[str, ...]
    failures: tuple[Failure, ...]


class Overview(Struct, frozen=True, kw_only=True):
    """Where the overview goes, in which language, and in whose brand."""

    folder: Path
    language: str
    brand: Brand


def build_portfolio(
    orders: dict[str, Order],
    failures: Sequence[Failure],
    out: Path,
    overview: Overview,
    *,
    shop: Shop,
    catalogue: Catalogue,
    panel: Panel,
    processes: int = 2,
    told: Callable[[str], None] = lambda folder: None,
) -> Made:
    """Build every order, by client, below `out`, and the overview. `failures` are clients that came to no order.

    Only what changed is built. `told` hears of each folder that is. `Conflict` if `out` holds other files and no site of
    ours, or the overview's folder what was not written here; `AssessError` if one of the two lies within the other. Then
    nothing was built.
    """
    _check_apart(out, overview.folder)
    check_ours(overview.folder)
    foreign = _check_place(out)
    clients = {order.folder: client for client, order in orders.items()}
    outcome = build_many(
        (job_of(order, shop) for order in orders.values()), out, processes=processes, told=told
    )
    late = [
        Failure(client=clients[folder], title=orders[clients[folder]].title, error=error)
        for folder, error in outcome.failed
    ]
    every = (*failures, *late)
    lines = _lines(orders, every, out, overview.folder, panel)
    asked = {
        one.questionnaire: panel.questionnaire(one.questionnaire, one.hash)
        for one in (order.latest.assessment for order in orders.values())
    }
    spoken = {id: catalogue.localise(each, overview.language) for id, each in asked.items()}
    _put(lines, overview, spoken, shop)
    return Made(built=outcome.built, kept=outcome.kept, left=outcome.left, foreign=foreign, failures=every)


def _check_place(out: Path) -> tuple[str, ...]:
    """What stands in `out` and was not written here: refused where nothing else does, for it is somebody's folder of other
    things; told where sites of ours are, beside which it was put later."""
    foreign = foreign_in(out)
    if foreign and not sites_in(out):
        more = f" and {len(foreign) - NAMED} more" if len(foreign) > NAMED else ""
        raise Conflict(
            f"This folder holds what no report has written: {', '.join(foreign[:NAMED])}{more}.",
            where=str(out),
            remedy="Name an empty or a new folder with --out; nothing was changed.",
        )
    return foreign


def _check_apart(out: Path, overview: Path) -> None:
    one, other = out.resolve(), overview.resolve()
    if one == other or one in other.parents or other in one.parents:
        raise AssessError(
            "The overview would lie among the clients' sites, and be published with them.",
            where=str(overview),
            remedy="Name a folder elsewhere with --overview.",
        )


def _lines(
    orders: dict[str, Order], failures: Sequence[Failure], out: Path, overview: Path, panel: Panel
) -> list[Line]:
    """A line for each client, with the scores of its latest and the one before; those that failed among them."""
    why = {failure.client: failure.error for failure in failures}
    lines = []
    for (client, order), (now, before) in zip(orders.items(), _scores(orders, panel), strict=True):
        latest = order.latest.assessment
        site = out / order.folder / "index.html"
        lines.append(
            Line(
                title=order.title,
                audience=order.audience,
                language=order.language,
                questionnaire=latest.questionnaire,
                scores=now,
                before=before,
                date=str(day_of(latest) or ""),
                link=Path(os.path.relpath(site, overview)).as_posix() if site.exists() else "",
                problem=_told(why[client]) if client in why else "",
            )
        )
    ordered = set(orders)
    lines += [
        Line(title=failure.title or failure.client, problem=_told(failure.error))
        for failure in failures
        if failure.client not in ordered
    ]
    return lines


def _told(error: AssessError) -> str:
    """Without paths of this machine: the list says where, the terminal said it."""
    return " ".join(part for part in (error.what, error.remedy) if part).replace("`", "")


def _scores(orders: dict[str, Order], panel: Panel) -> list[tuple[Scores, Scores | None]]:
    """Of every order: the scores now and, if there are earlier ones, those of the last before."""
    rows = [(order.latest.assessment, _last(order)) for order in orders.values()]
    asked = [each for row in rows for each in row if each is not None]
    scored = iter(panel.score(asked))
    return [(next(scored), next(scored) if before else None) for _, before in rows]


def _last(order: Order):
    found = [one.assessment for one in order.earlier]
    return max(found, key=lambda each: str(each.submitted_at), default=None)


def _put(lines: list[Line], overview: Overview, questionnaires: dict[str, Questionnaire], shop: Shop) -> None:
    """The overview, if anything in it changed."""
    folder = overview.folder
    parts = (
        lines,
        overview.language,
        overview.brand.digest,
        content_of(shop.questionnaires),
        shop.interactive,
    )
    key = hashlib.sha256(msgspec.json.encode(parts, order="deterministic")).hexdigest()
    compose = partial(_compose, lines, overview, questionnaires, shop)
    outcome = build_many([Job(folder=folder.name, key=key, compose=compose)], folder.parent, processes=1)
    for _, error in outcome.failed:
        raise error


def _compose(
    lines: list[Line], overview: Overview, questionnaires: dict[str, Questionnaire], shop: Shop
) -> Content:
    drawn = shop.cache / "charts"
    vega = bundle(drawn) if shop.interactive else None
    with speaking(overview.language):
        return compose_overview(lines, questionnaires, overview.brand, Renderer(drawn), vega)
