"""The application: routes, headers, errors, limits. `create_app` is all that the command line and the tests need."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from litestar import Litestar, Request, Response, get
from litestar.datastructures import State
from litestar.di import NamedDependency, Provide
from litestar.exceptions import HTTPException
from litestar.static_files import create_static_files_router

from .. import __version__
from ..errors import AssessError, StoreError
from ..report.site.folder import look_css
from ..resource import resource
from . import (
    api,
    contribution,
    dimension,
    draft,
    home,
    operating,
    problem,
    profile,
    result,
    review,
    since,
    switch,
)
from .body import StrictRequest
from .description import CONFIG, SaidPlugin, describe
from .desk import Desk
from .entrance import Service
from .security import set_headers
from .site import site_router
from .template import page

MAX_BODY = 1_000_000
"""Bytes of a request; more is refused before it is read."""

DAY = "public, max-age=86400"


@get("/static/look.css", include_in_schema=False, sync_to_thread=False)
def look() -> Response[str]:
    """The style sheet that form and report share, tokens first."""
    return Response(look_css(), media_type="text/css; charset=utf-8", headers={"cache-control": DAY})


@get("/static/mark.svg", include_in_schema=False, sync_to_thread=False)
def mark() -> Response[bytes]:
    """The icon, the report's own."""
    content = resource("site/theme/assets/mark.svg").read_bytes()
    return Response(content, media_type="image/svg+xml", headers={"cache-control": DAY})


@get("/api/docs", include_in_schema=False, sync_to_thread=False)
def api_docs() -> Response[str]:
    """The API's documentation, every asset from this host."""
    return page("api", sites=())


@get("/api/openapi.json", include_in_schema=False, sync_to_thread=False)
def openapi(request_app: NamedDependency[Litestar]) -> dict:
    """The OpenAPI description."""
    return describe(request_app)


@get("/health", include_in_schema=False, sync_to_thread=False)
def health(desk: NamedDependency[Desk]) -> dict[str, object]:
    """For whoever watches over the service; 503 when nothing can be written."""
    if not desk.store.is_writing:
        raise StoreError("Nothing can be written.", remedy="Restart the service, and look at its log.")
    return {"status": "ok", "version": __version__, "questionnaires": sorted(desk.catalogue.questionnaires)}


def _app(request: Request) -> Litestar:
    return request.app


def create_app(desk: Desk, sites: dict[str, Path] | None = None) -> Litestar:
    """The application over a desk. `sites` maps addresses ("/sample") to folders of static pages to serve, which may be
    there only later (see `site`)."""
    desk.sites = tuple(sites or ())
    swagger = Path(str(resources.files("swagger_ui") / "static"))
    statics = [
        create_static_files_router("/static", [Path(str(resources.files(__package__) / "static"))]),
        create_static_files_router("/api/docs", [swagger]),
        *(site_router(address, folder, desk.sites) for address, folder in (sites or {}).items()),
    ]
    for router in statics:
        router.include_in_schema = False
    return Service(
        route_handlers=[
            home.home, home.continue_page, home.continue_link, home.about, home.start, home.benchmarks,
            draft.resume, draft.left, profile.profile_page, profile.save_profile,
            dimension.dimension_page, dimension.save_dimension, dimension.autosave, review.review, review.submit,
            result.first_page, result.result, since.ask, since.compare,
            contribution.contribution, contribution.offer, contribution.ask, contribution.withdraw,
            switch.choose, api.router, operating.router, look, mark, api_docs, openapi, health, *statics,
        ],
        dependencies={
            "desk": Provide(lambda: desk, sync_to_thread=False),
            "request_app": Provide(_app, sync_to_thread=False),
        },
        exception_handlers={
            AssessError: problem.handle_assess_error,
            HTTPException: problem.handle_http_error,
            Exception: problem.handle_bug,
        },
        before_send=[set_headers],
        request_class=StrictRequest,
        request_max_body_size=MAX_BODY,
        openapi_config=CONFIG,
        plugins=[SaidPlugin()],
        state=State({"operator_key": desk.operator_key, "sites": desk.sites}),
        debug=False,
    )  # fmt: skip
