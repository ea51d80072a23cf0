"""`assess demo`: the whole service on made-up data, one command."""

from __future__ import annotations

import hashlib
import shutil
from datetime import date
from pathlib import Path

import click

from .. import __version__
from ..settings import Settings
from .option import progress, settings_for, tell

RESPONDENTS = 1500
SEED = 20261
DAY = date(2026, 9, 30)
"""On which the made-up respondents answered."""


@click.command("demo", epilog="Example: assess demo --port 8000")
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("assess-demo"),
    show_default=True,
    help="Folder of everything that is made up; delete it when you are done.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port to listen at."
)
def command(data: Path, host: str, port: int) -> None:
    """Serve the form, the results, a sample report and the documentation on made-up data.

    The first start makes a synthetic benchmark and builds sample report and documentation; a second start finds them.
    """
    from .serve import run

    settings = settings_for(data, host=host, port=port)
    sites = prepare(settings)
    url = settings.public_url
    tell("assess is ready. Its benchmark is synthetic: made up to show how the service works.")
    run(
        settings,
        sites=sites,
        greeting=[
            ("Start here", f"{url}/"),
            ("Sample report", f"{url}/sample/en/index.html"),
            ("Documentation", f"{url}/docs/index.html"),
            ("API", f"{url}/api/docs"),
        ],
    )


def prepare(settings: Settings) -> dict[str, Path]:
    """Make what the demonstration shows, unless it was made before from the same questionnaires and program."""
    from .docs import build_documentation
    from .sample import make_editions

    documentation = settings.cache / "docs"
    sites = {"/sample": documentation / "sample", "/docs": documentation}
    stamp = settings.cache / "made-from"
    wanted = _fingerprint(settings.questionnaires)
    if stamp.is_file() and stamp.read_text() == wanted and all(path.is_dir() for path in sites.values()):
        return sites
    settings.cache.mkdir(parents=True, exist_ok=True)
    with progress("Making the demonstration: benchmark, sample report, documentation", total=2) as advance:
        stamp.unlink(missing_ok=True)
        shutil.rmtree(settings.editions, ignore_errors=True)
        make_editions(settings)
        advance()
        build_documentation(documentation, settings, pictures=False)
        advance()
    stamp.write_text(wanted)
    return sites


def _fingerprint(questionnaires: Path) -> str:
    """Changes with any questionnaire, the site's sources and the program, so that nothing old is shown."""
    from ..resource import PACKAGE, resource

    digest = hashlib.sha256(__version__.encode())
    roots = (questionnaires, resource("site"), PACKAGE / "report", PACKAGE / "scoring", PACKAGE / "cli")
    for path in sorted(path for root in roots for path in root.rglob("*") if path.suffix in READ):
        digest.update(path.read_bytes())
    return digest.hexdigest()


READ = {".yaml", ".css", ".j2", ".html", ".md", ".json", ".py", ".sql"}
