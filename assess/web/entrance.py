"""The application as it is called: every request enters here, gets its language, and a HEAD is answered as its GET."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import quote

from litestar import Litestar
from litestar.types import LifeSpanScope, Message, Receive, Scope, Send

from .security import set_headers
from .visit import visit_of, visiting


class Service(Litestar):
    """Litestar, behind the one thing that has to happen before an address means anything to it."""

    async def __call__(self, scope: Scope | LifeSpanScope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await super().__call__(scope, receive, send)
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        if _is_folder(scope["path"], self.state.sites):
            await _lead({**scope, "litestar_app": self}, send)
            return
        visit = visit_of(scope["path"], headers, self.state.sites)
        inner = {**scope, "path": visit.path}
        if scope["method"] == "HEAD":
            inner["method"], send = "GET", _without_body(send)
        with visiting(visit):
            await super().__call__(inner, receive, send)


def _is_folder(path: str, sites: Collection[str]) -> bool:
    """Whether it names a folder of a static site without the slash that links within its pages begin behind."""
    within = any(path == site or path.startswith(f"{site}/") for site in sites)
    return within and not path.endswith("/") and "." not in path.rpartition("/")[2]


async def _lead(scope: Scope, send: Send) -> None:
    """Answer with a redirection for good to the same address with its slash."""
    headers = [(b"location", f"{quote(scope['path'])}/".encode()), (b"content-length", b"0")]
    start: Message = {"type": "http.response.start", "status": 308, "headers": headers}
    await set_headers(start, scope)
    await send(start)
    await send({"type": "http.response.body", "body": b"", "more_body": False})


def _without_body(send: Send) -> Send:
    """The headers of an answer, and none of its bytes. RFC 9110, 9.3.2."""

    async def pass_headers(message: Message) -> None:
        if message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return pass_headers
