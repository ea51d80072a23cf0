"""The running preview: listen on this machine only, show the form until stopped, delete what was answered."""

from __future__ import annotations

import signal
import tempfile
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import uvicorn
from litestar import Litestar
from litestar.types import Message, Scope
from msgspec.structs import replace

from ...settings import Settings
from ..app import create_app
from ..server import listen
from .page import let_frame, router
from .stage import Stage
from .view import PREVIEW
from .watch import Watch


def create_preview(stage: Stage) -> Litestar:
    """The form's own application, with the preview's pages beside it."""

    async def follow(message: Message, scope: Scope) -> None:
        if message["type"] == "http.response.start" and scope["type"] == "http":
            stage.follow(scope["path"])

    app = create_app(stage.desk)
    app.register(router(stage))
    app.before_send += [follow, let_frame]
    return app


def serve(path: Path, settings: Settings, greet: Callable[[str], None]) -> None:
    """Show the form of the file at `path` until stopped. Port 0 takes any that is free; `greet` gets the address.

    The database lies in a folder of its own, which is deleted at the end. Raises AssessError where nothing can listen.
    """
    listener = listen(settings)
    settings = replace(settings, port=listener.getsockname()[1], url="")
    with tempfile.TemporaryDirectory(prefix="assess-preview-") as folder:
        stage = Stage(Watch(path, settings.questionnaires), replace(settings, data=Path(folder)))
        with closing(stage):
            stage.desk.warm()
            config = uvicorn.Config(
                create_preview(stage), log_level="warning", access_log=False, timeout_graceful_shutdown=2
            )
            signal.signal(signal.SIGTERM, signal.default_int_handler)  # as `assess serve` does, and why
            with suppress(KeyboardInterrupt):
                greet(f"{settings.local_url}{PREVIEW}")
                uvicorn.Server(config).run(sockets=[listener])
