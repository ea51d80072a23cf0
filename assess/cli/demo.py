"""`assess demo`: the whole service on made-up data, one command."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .. import __version__
from ..settings import Settings
from .option import load_catalogue, progress, settings_for, tell

if TYPE_CHECKING:
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

    The first start makes a synthetic benchmark; sample report and documentation are built while the service runs. A second
    start finds them.
    """
    from .serve import run

    settings = settings_for(data, host=host, port=port)
    documentation = settings.cache / "docs"
    with _building(settings, documentation):
        url = settings.public_url
        tell("assess is ready. Its benchmark is synthetic: made up to show how the service works.")
        run(
            settings,
            sites={"/sample": documentation / "sample", "/docs": documentation},
            greeting=[
                ("Start here", f"{url}/"),
                ("Sample report", f"{url}/sample/en/index.html"),
                ("Documentation", f"{url}/docs/index.html"),
                ("API", f"{url}/api/docs"),
            ],
        )


@contextmanager
def _building(settings: Settings, documentation: Path) -> Iterator[None]:
    """Make what the demonstration shows, unless it was made before from the same questionnaires and program.

    The benchmark is there when the block begins; what takes most of the time is built beside it, by a process of its own,
    which ends with it.
    """
    settings.cache.mkdir(parents=True, exist_ok=True)
    wanted = fingerprint(settings.questionnaires)
    benchmark, built = settings.cache / "benchmark-from", settings.cache / "docs-from"
    if not _holds(benchmark, wanted):
        benchmark.unlink(missing_ok=True)
        shutil.rmtree(settings.editions, ignore_errors=True)
        with progress("Making the demonstration's benchmark"):
            _publish(load_catalogue(settings), settings)
        benchmark.write_text(wanted)
    if documentation.is_dir() and _holds(built, wanted):
        yield
        return
    command = [sys.executable, "-m", "assess", "docs", "--no-pictures", "--out", str(documentation)]
    # A process group of its own, so that it is stopped with all that it starts, and not by Ctrl+C before us.
    with (settings.cache / "docs.log").open("w") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, start_new_session=True)
    threading.Thread(target=_await, args=(process, built, wanted), daemon=True).start()
    try:
        yield
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)


def _holds(stamp: Path, wanted: str) -> bool:
    return stamp.is_file() and stamp.read_text() == wanted


def _await(process: subprocess.Popen, stamp: Path, wanted: str) -> None:
    """Says when sample report and documentation are there, or that they will not be."""
    ended = process.wait()
    if ended == 0:
        stamp.write_text(wanted)
        tell("Sample report and documentation are built.")
    elif ended != -signal.SIGTERM:
        tell(f"Sample report and documentation could not be built; {stamp.with_name('docs.log')} says why.")


def _publish(catalogue: Catalogue, settings: Settings) -> None:
    """A made-up edition of every questionnaire, in the data folder as if it had been built there."""
    from ..benchmark.archive import write
    from ..benchmark.ballot import keep
    from ..report.sample.peer import make_peers

    for questionnaire in catalogue.questionnaires.values():
        made = make_peers(questionnaire, catalogue.profile)
        write(made.edition, settings.editions)
        keep(made.votes, settings.votes, made.edition.manifest.edition)  # for whoever builds the next


def fingerprint(questionnaires: Path) -> str:
    """Changes with any questionnaire, the site's sources and the program, so that nothing old is shown; what was made for
    the demonstration stands beside it (``cache/docs`` and ``cache/docs-from``)."""
    from ..resource import PACKAGE, resource

    digest = hashlib.sha256(__version__.encode())
    roots = (questionnaires, resource("site"), PACKAGE / "report", PACKAGE / "scoring", PACKAGE / "cli")
    for path in sorted(path for root in roots for path in root.rglob("*") if path.suffix in READ):
        digest.update(path.read_bytes())
    return digest.hexdigest()


READ = {".yaml", ".css", ".j2", ".html", ".md", ".json", ".py", ".sql"}
