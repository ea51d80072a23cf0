"""`assess serve`: the service on one database file."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from pathlib import Path

import click

from ..errors import AssessError
from ..settings import Settings
from .option import data_option, load_catalogue, settings_for, tell


@click.command("serve", epilog="Example: assess serve --data ./assess-data --port 8000")
@data_option
@click.option("--host", help="Address to listen at. [default: ASSESS_HOST, or 127.0.0.1]")
@click.option(
    "--port", type=click.IntRange(1, 65535), help="Port to listen at. [default: ASSESS_PORT, or 8000]"
)
def command(data: Path | None, host: str | None, port: int | None) -> None:
    """Serve the form, the results and the API until stopped.

    The process owns the database; other commands talk to it while it runs.
    """
    settings = settings_for(data, host=host, port=port)
    run(
        settings,
        sites={},
        greeting=[("Form and results", settings.public_url), ("API", f"{settings.public_url}/api/docs")],
    )


def run(settings: Settings, *, sites: Mapping[str, Path], greeting: list[tuple[str, str]]) -> None:
    """Serve until stopped. The web stands beside the command line, not below it: it is found by name, as any server
    finds its application."""
    catalogue = load_catalogue(settings)
    if not catalogue.questionnaires:
        raise AssessError(
            "No questionnaire can be served.",
            where=str(settings.questionnaires),
            remedy="`assess check` shows why; ASSESS_QUESTIONNAIRES names another folder.",
        )

    def greet() -> None:
        for name, address in greeting:
            tell(f"  {name:<18} {address}")
        tell("Stop with Ctrl+C.")

    server = importlib.import_module("assess.web.server")
    server.serve(settings, catalogue, sites=dict(sites), greet=greet)
    tell("Stopped.")
