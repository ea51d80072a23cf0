"""Many sites at once: a job each, built in two processes, those that nothing changed for left as they stand.

Contract::

    def job_of(client) -> Job:
        return Job(folder=client.id, key=sha256_of_findings, compose=partial(compose, findings, cache))

    made = build_many(map(job_of, clients), out)     # → Outcome(built, kept, left, failed)

`Job.folder` is where the site goes below `out`, e.g. ``"acme"``; two jobs never share one. `Job.key` is a hash of
everything its pages are made from but this program (findings, brand, text blocks, variant): same key, same bytes.
What belongs to the program (templates, theme, code, versions) is added here. `Job.compose` is called only if the key
is new, in whatever process: it must be picklable (a `functools.partial` of a function of a module, with findings
and folders for arguments; no lambda, no open database), speak its own language (`with speaking(…)`) and return a
`Content`: texts by file name and the settings of `shared_configuration`. `assess.report.site.write.compose` is the
one for a plain report.

Every site is what MkDocs would build from the same content, byte for byte, and is put in its place whole or not at
all, each by itself: an interrupted run has finished some sites and left the others as they were, and the next run
goes on from there. Nothing is deleted: folders of ours that no job names are told as `left`. A site that cannot be
built (`BuildFailed`, a `Conflict` with files somebody put there) is told as `failed` and stops no other.
"""

from __future__ import annotations

import hashlib
import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from importlib.metadata import version
from pathlib import Path, PurePosixPath

from msgspec import Struct

from ...collector import at_rest
from ...errors import AssessError, Conflict
from ...resource import PACKAGE, resource
from .builder import publish
from .folder import Content
from .seal import MARKER, check_ours, is_complete, is_untouched, key_of

FEW = 6
"""So many sites are built before a second process would have started."""
MAKERS = (
    "mkdocs",
    "mkdocs-material",
    "markdown",
    "jinja2",
    "pagefind",
    "vl-convert-python",
    "typst",
    "xlsxwriter",
)
"""Packages of which another version may write other bytes."""
SOURCES = ("page", "theme", "chart", "live", "document", "look.css", "reference.yaml")
"""What of `site/` goes into a report."""
STAGES = ("questionnaire", "assessment", "scoring", "benchmark", "report", "locale", "language.py")
"""What of the program does: scores follow from every stage before the report."""


class Job(Struct, frozen=True, kw_only=True):
    """One site to build: its folder below `out`, the hash of what it is made from, and what makes its content."""

    folder: str
    key: str
    compose: Callable[[], Content]


class Outcome(Struct, frozen=True, kw_only=True):
    """What became of every job, by its folder, in the order of the jobs; `left` are sites of ours that no job named."""

    built: tuple[str, ...]
    kept: tuple[str, ...]
    left: tuple[str, ...]
    failed: tuple[tuple[str, AssessError], ...]


def build_many(
    jobs: Iterable[Job],
    out: Path,
    *,
    processes: int = 2,
    told: Callable[[str], None] = lambda folder: None,
) -> Outcome:
    """Build every job's site below `out`, but those whose key and files are as they were. `told` hears of each one built.

    `Conflict` if two jobs name one folder, or one that is not below `out`; then nothing was built.
    """
    wanted = _one_each(jobs)
    to_build: list[tuple[Job, Path, str]] = []
    kept: list[str] = []
    failed: dict[str, AssessError] = {}
    for job in wanted.values():
        target, key = out / job.folder, hashlib.sha256(f"{fingerprint()} {job.key}".encode()).hexdigest()
        if key_of(target) == key and is_untouched(target):
            kept.append(job.folder)
            continue
        try:
            check_ours(target)
        except Conflict as conflict:
            failed[job.folder] = conflict
            continue
        if key_of(target) == key and is_complete(target):
            kept.append(job.folder)
        else:
            to_build.append((job, target, key))
    built = []
    for folder, error in _built(to_build, processes):
        if error:
            failed[folder] = error
        else:
            built.append(folder)
            told(folder)
    return Outcome(
        built=tuple(built),
        kept=tuple(kept),
        left=tuple(_left(out, wanted)),
        failed=tuple((folder, failed[folder]) for folder in wanted if folder in failed),
    )


@cache
def fingerprint() -> str:
    """A hash of everything that all sites are made from: this program, its templates, and the packages it uses."""
    found = hashlib.sha256(" ".join(version(name) for name in MAKERS).encode())
    roots = [resource("mkdocs.yml"), *(PACKAGE / name for name in STAGES)]
    roots += [path for name in SOURCES if (path := resource("site") / name).exists()]
    for root in roots:
        for file in sorted(root.rglob("*")) if root.is_dir() else [root]:
            if file.is_file() and file.suffix != ".pyc":
                found.update(file.name.encode() + b"\0" + file.read_bytes())
    return found.hexdigest()


def _one_each(jobs: Iterable[Job]) -> dict[str, Job]:
    """The jobs by folder."""
    found: dict[str, Job] = {}
    for job in jobs:
        path = PurePosixPath(job.folder)
        if path.is_absolute() or not path.parts or any(part.startswith(".") for part in path.parts):
            raise Conflict("No site can be put there.", where=job.folder, remedy="Name a folder by letters.")
        if job.folder in found:
            raise Conflict(
                "Two sites would be put into one folder.", where=job.folder, remedy="Give each its own."
            )
        found[job.folder] = job
    return found


def _built(to_build: list[tuple[Job, Path, str]], processes: int) -> Iterator[tuple[str, AssessError | None]]:
    """What became of each, in their order; few are built right here, and what a process had begun that was ended."""
    folders = [job.folder for job, _, _ in to_build]
    if len(to_build) <= FEW or processes < 2:
        yield from zip(folders, map(_build, to_build), strict=True)
        return
    # Spawned, not forked: the drawing engine and the database have threads, which a fork would cut off.
    with ProcessPoolExecutor(processes, multiprocessing.get_context("spawn")) as pool:
        building = [pool.submit(_build, task) for task in to_build]
        for folder, task, future in zip(folders, to_build, building, strict=True):
            try:
                error = future.result()
            except BrokenProcessPool:  # the system took its memory back, or somebody ended it
                error = _build(task)
            yield folder, error


def _build(task: tuple[Job, Path, str]) -> AssessError | None:
    job, target, key = task
    try:
        with at_rest():
            publish(job.compose(), target, key=key)
    except AssessError as error:
        return error
    return None


def _left(out: Path, wanted: Iterable[str]) -> Iterator[str]:
    """Sites of ours below `out`, as deep as those that are wanted, that no job names."""
    names = set(wanted)
    depths = sorted({len(PurePosixPath(name).parts) for name in names})
    for depth in depths:
        for marker in sorted(out.glob("/".join(["*"] * depth + [MARKER]))):
            folder = marker.parent.relative_to(out).as_posix()
            if folder not in names and not folder.startswith("."):
                yield folder
