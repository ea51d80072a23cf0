"""`assess serve`: the service on one database file."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from pathlib import Path

import click

from ..errors import AssessError
from ..settings import Settings
from .option import data_option, load_catalogue, settings_for, tell


@click.command("serve", epilog="Example: assess serve --data ./assess-data --port 8000")
@data_option
@click.option("--host", help="Address to listen at. [default: ASSESS_HOST, or 127.0.0.1]")
@click.option("--port", type=int, help="Port to listen at. [default: ASSESS_PORT, or 8000]")
def command(data: Path | None, host: str | None, port: int | None) -> None:
    """Serve the form, the results and the API until stopped.

    The process owns the database; other commands talk to it while it runs.
    """
    settings = settings_for(data, host=host, port=port)
    run(settings, sites={}, greeting=[("Form and results", settings.public_url), ("API", f"{settings.public_url}/api/docs")])


def run(settings: Settings, *, sites: Mapping[str, Path], greeting: list[tuple[str, str]]) -> None:
    """Open the store, serve until stopped, close the store. `sites` maps addresses to folders of static pages."""
    import uvicorn

    from ..scoring.panel import Panel
    from ..store.address import announce, withdraw
    from ..store.store import Store
    from ..web.app import create_app
    from ..web.desk import Desk

    listener = _listen(settings)
    settings.data.mkdir(parents=True, exist_ok=True)
    catalogue = load_catalogue(settings)
    if not catalogue.questionnaires:
        raise AssessError("No questionnaire can be served.", remedy="Mend the problems above; `assess check` shows them again.")
    panel = Panel(catalogue.questionnaires)
    with Store.open(settings.database, score=panel.score) as store:
        desk = Desk(catalogue, panel, store, settings)
        app = create_app(desk, dict(sites))
        announce(settings.database, f"http://{settings.host}:{settings.port}", desk.operator_key)
        for name, address in greeting:
            tell(f"  {name:<18} {address}")
        tell("Stop with Ctrl+C.")
        config = uvicorn.Config(app, log_level="warning", access_log=False, lifespan="on", timeout_graceful_shutdown=5)
        try:
            uvicorn.Server(config).run(sockets=[listener])
        except KeyboardInterrupt:
            tell("Stopped.")
        finally:
            withdraw(settings.database)
    panel.close()


def _listen(settings: Settings) -> socket.socket:
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
