"""The running server: listen, open the store, serve until stopped, close the store."""

from __future__ import annotations

import signal
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import uvicorn

from ..errors import AssessError, StoreError
from ..questionnaire.archive import keep, recall
from ..questionnaire.catalogue import Catalogue
from ..scoring.panel import Panel
from ..settings import Settings
from ..store.address import announce, find_server, withdraw
from ..store.store import Store
from .app import create_app
from .desk import Desk

DAY = 24 * 3600
"""Seconds."""


def serve(
    settings: Settings,
    catalogue: Catalogue,
    *,
    sites: dict[str, Path],
    greet: Callable[[], None] = lambda: None,
) -> None:
    """Serve until stopped. `sites` maps addresses to folders of static pages; `greet` is called when all is ready."""
    if other := find_server(settings.database):
        raise StoreError(
            f"A server (process {other.pid}, {other.url}) uses this database.",
            where=str(settings.database),
            remedy="Stop it first, or give this one another folder with --data.",
        )
    listener = listen(settings)
    settings.data.mkdir(
        mode=0o700, parents=True, exist_ok=True
    )  # answers and comments are nobody else's business
    for questionnaire in catalogue.questionnaires.values():
        keep(settings.archive, questionnaire)
    panel = Panel(catalogue.questionnaires, partial(recall, settings.archive))
    with Store.open(settings.database, score=panel.score) as store:
        desk = Desk(catalogue, panel, store, settings)
        app = create_app(desk, sites)
        desk.warm()
        announce(settings.database, settings.local_url, desk.operator_key)
        config = uvicorn.Config(app, log_level="warning", access_log=False, timeout_graceful_shutdown=5)
        # uvicorn shuts down on SIGTERM and then raises it again, for whoever waits outside: here, for `withdraw`
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        tidying = threading.Event()
        threading.Thread(target=_forget_expired, args=(store, tidying), name="tidy", daemon=True).start()
        try:
            with suppress(KeyboardInterrupt):
                greet()
                uvicorn.Server(config).run(sockets=[listener])
        finally:
            tidying.set()
            desk.close()
            withdraw(settings.database)
    panel.close()


def _forget_expired(store: Store, stop: threading.Event) -> None:
    """Remove expired drafts now, and then once a day; one that fails is tried again the next day."""
    while True:
        with suppress(StoreError):
            store.forget_expired().result()
        if stop.wait(DAY):
            return


def listen(settings: Settings) -> socket.socket:
    """The listening socket, taken before anything else is done."""
    listener = socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
        listener.listen(2048)
    except OSError as error:
        raise AssessError(
            f"Nothing can listen at {settings.host}:{settings.port}: {error.strerror}.",
            remedy="Stop what uses the port, or choose another: PORT=8001 make demo, or --port 8001.",
        ) from error
    return listener
