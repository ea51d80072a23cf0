"""`assess demo`: the whole service on made-up data, one command."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .. import __version__
from ..settings import Settings
from .option import load_catalogue, progress, settings_for, tell

if TYPE_CHECKING:
    from ..benchmark.model import Edition
    from ..questionnaire.catalogue import Catalogue


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
    from ..report.sample.organisation import QUESTIONNAIRE
    from ..report.sample.site import Sample
    from .docs import build_documentation

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
        catalogue = load_catalogue(settings)
        editions = _publish(catalogue, settings)
        advance()
        sample = Sample(
            catalogue=catalogue,
            edition=editions[catalogue.get(QUESTIONNAIRE).id],
            charts=settings.cache / "charts",
        )
        build_documentation(documentation, sample, pictures=False)
        advance()
    stamp.write_text(wanted)
    return sites


def _publish(catalogue: Catalogue, settings: Settings) -> dict[str, Edition]:
    """A made-up edition of every questionnaire, in the data folder as if it had been built there."""
    from ..benchmark.archive import write
    from ..benchmark.ballot import keep
    from ..report.sample.peer import make_peers

    editions = {}
    for name, questionnaire in catalogue.questionnaires.items():
        made = make_peers(questionnaire, catalogue.profile)
        write(made.edition, settings.editions)
        keep(made.votes, settings.votes, made.edition.manifest.edition)  # for whoever builds the next
        editions[name] = made.edition
    return editions


def _fingerprint(questionnaires: Path) -> str:
    """Changes with any questionnaire, the site's sources and the program, so that nothing old is shown."""
    from ..resource import PACKAGE, resource

    digest = hashlib.sha256(__version__.encode())
    roots = (questionnaires, resource("site"), PACKAGE / "report", PACKAGE / "scoring", PACKAGE / "cli")
    for path in sorted(path for root in roots for path in root.rglob("*") if path.suffix in READ):
        digest.update(path.read_bytes())
    return digest.hexdigest()


READ = {".yaml", ".css", ".j2", ".html", ".md", ".json", ".py", ".sql"}
