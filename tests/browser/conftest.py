"""The real application behind a real server, and a real Chromium in front of it; one of each for a test process.

Whatever a test does, no page may ask another host for anything or complain on its console.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import uvicorn
from playwright.sync_api import Browser, Page

from assess.resource import resource
from assess.scoring.panel import Panel
from assess.settings import Settings
from assess.store.store import Store
from assess.web.app import create_app
from assess.web.desk import Desk
from tests.chromium import PATIENCE, chromium
from tests.web.sample import sample_catalogue, write_edition

Visit = Callable[..., Page]


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with a benchmark edition of the quick check, at a free port."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    settings = Settings(
        data=tmp_path_factory.mktemp("data"), questionnaires=resource("questionnaires"), port=port
    )
    catalogue = sample_catalogue()
    panel = Panel(catalogue.questionnaires)
    write_edition(catalogue, panel, settings.editions)
    with Store.open(settings.database, score=panel.score) as store:
        app = create_app(Desk(catalogue, panel, store, settings))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{port}"
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def visiting(browser: Browser, address: str) -> Callable[..., contextmanager]:
    """Opens a window of its own, with nothing kept from another; watches what it asks for, keeps and complains about."""

    @contextmanager
    def visit(
        *, width: int = 1280, height: int = 800, kept: dict[str, str] | None = None, **options
    ) -> Iterator[Page]:
        context = browser.new_context(
            viewport={"width": width, "height": height}, base_url=address, reduced_motion="reduce", **options
        )
        context.set_default_timeout(PATIENCE)
        asked: list[str] = []
        complaints: list[str] = []
        context.on("request", lambda request: asked.append(request.url))
        context.on(
            "console", lambda message: complaints.append(message.text) if message.type == "error" else None
        )
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        yield context.new_page()
        assert {cookie["name"]: cookie["value"] for cookie in context.cookies()} == (kept or {})
        context.close()
        assert [url for url in asked if not url.startswith((f"{address}/", "data:"))] == []
        # Chromium itself notes every answer of 400 and above, and every request that found no connection
        assert [text for text in complaints if not text.startswith("Failed to load resource")] == []

    return visit


@pytest.fixture
def page(visiting: Visit) -> Iterator[Page]:
    """A window at a desk, with JavaScript."""
    with visiting() as opened:
        yield opened
