"""Static sites beside the service: their files as they are, or, until a site is built, a page that asks for it again."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from litestar import Request, Response, Router
from litestar.exceptions import HTTPException
from litestar.response import Redirect
from litestar.static_files import create_static_files_router

from ..language import spoken
from . import problem
from .template import page

AGAIN = "5"
"""Seconds after which a browser asks again."""


def site_router(address: str, folder: Path, sites: Collection[str]) -> Router:
    """Serves the files of `folder` below `address`; `sites` are the addresses of all of them.

    The folder may come to be while the service runs, as a whole. Before, every address in it is answered by 503. One that
    has a folder for each language, and no page before them, leads to the language of the visit.
    """

    def refuse(request: Request, error: HTTPException) -> Response:
        if (
            error.status_code == 404
            and request.url.path.rstrip("/") == address
            and (folder / spoken().code).is_dir()
        ):
            return Redirect(f"{address}/{spoken().code}/", status_code=302)
        if error.status_code != 404 or folder.exists():
            return problem.handle_http_error(request, error)
        waiting = page("waiting", sites=sites, status=503, at="/")
        waiting.headers |= {"refresh": AGAIN, "retry-after": AGAIN, "cache-control": "no-store"}
        return waiting

    router = create_static_files_router(
        address, [folder], html_mode=True, exception_handlers={HTTPException: refuse}
    )
    router.include_in_schema = False
    return router
