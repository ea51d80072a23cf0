"""`assess preview`: the form of one file in the browser, while it is being written."""

from __future__ import annotations

import importlib
from pathlib import Path

import click

from .option import settings_for, tell


@click.command("preview", epilog="Example: assess preview questionnaires/cx-quick-check")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8010,
    show_default=True,
    help="Port to listen at; 0 takes a free one.",
)
def command(file: Path, port: int) -> None:
    """Show the form of a questionnaire FILE, or of the folder it lies in, with what the checker finds beside it.

    The page follows every save. Answers are kept in a temporary folder and deleted when it is stopped. It listens on
    this machine only.
    """
    from msgspec.structs import replace

    from ..errors import NotFound
    from ..questionnaire.load import FILE

    path = file / FILE if file.is_dir() else file
    if not path.is_file():
        remedy = "Name a questionnaire.yaml or its folder; `assess new ID` writes one."
        raise NotFound("There is no questionnaire.", where=str(path), remedy=remedy)

    def greet(address: str) -> None:
        tell(f"{path} is shown at {address}")
        tell("Change the file, save it, and look. Stop with Ctrl+C.")

    # the web stands beside the command line, not below it: it is found by name, as in `assess serve`
    server = importlib.import_module("assess.web.preview.server")
    server.serve(path, replace(settings_for(), host="127.0.0.1", port=port), greet)
    tell("Stopped. What was answered is deleted.")
