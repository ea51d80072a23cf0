"""`assess docs`: the documentation as a static site."""

from __future__ import annotations

from pathlib import Path

import click

from .option import progress, tell


@click.command("docs", epilog="Example: assess docs --out build/documentation")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="Folder of the site."
)
def command(out: Path) -> None:
    """Build the documentation: guides, the questionnaire format, the method, the API, operating."""
    with progress("Building the documentation"):
        build_documentation(out)
    tell(f"Written to {out / 'index.html'}")


def build_documentation(out: Path) -> None:
    """The documentation site at `out`."""
    from ..report.manual import build
    from . import main
    from .reference import command_page

    build(out, commands=command_page(main))
