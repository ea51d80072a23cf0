"""Findings → a folder of Markdown → a static site. The edge of the report stage: everything else is pure.

`write` fills a build folder that MkDocs and Zensical build alike; `build` builds it aside and swaps it into
place, so that a reader never meets half a site, and never replaces a folder that it did not make itself.
"""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal

import msgspec

from ..errors import AssessError, Conflict
from ..language import speaking, spoken
from ..resource import resource
from . import label
from .chart import Renderer
from .download import downloads
from .finding import Findings
from .look import tokens_css
from .page import Page, pages

Builder = Literal["mkdocs", "zensical"]

MARKER = ".assess-report"
"""A file in every folder made here; a folder without it is somebody else's and is left alone."""
SHARED = ("theme", "extra_css", "markdown_extensions", "plugins", "validation")
"""What every site takes from the project's `mkdocs.yml`."""
PAGES, BUILT = "docs", "site"
UNUSED = (
    "assets/javascripts",
    "assets/images",
    "assets/stylesheets/modern",
    "404.html",
    "search.json",
    "sitemap.xml",
    "sitemap.xml.gz",
)
"""What Material brings along and no page of ours asks for."""


class BuildFailed(AssessError):
    """The site builder stopped; the message holds what it said."""

    status = 500
    code = "build-failed"


def write(findings: Findings, folder: Path, renderer: Renderer | None = None) -> None:
    """Fill `folder` with pages, data files, theme and a `mkdocs.yml` of its own, in the language of the findings.

    An earlier folder of ours is replaced; `Conflict` if the folder is not empty and was not written here.
    """
    renderer = renderer or Renderer()
    with speaking(findings.language):
        files = downloads(findings)
        made = pages(findings, renderer, files)
        settings = configuration(findings, made)
    texts = {page.file: page.text for page in made} | {file.name: file.content for file in files}
    lay_out(folder, texts, settings)


def lay_out(folder: Path, texts: Mapping[str, str | bytes], settings: dict) -> None:
    """Fill `folder` with these texts, or bytes, by file name, style sheet, theme, and these settings as `mkdocs.yml`."""
    _claim(folder)
    docs = folder / PAGES
    docs.mkdir(parents=True)
    (folder / MARKER).write_text("Written by assess; replaced as a whole by the next report.\n", "utf-8")
    for name, text in texts.items():
        if (
            not (docs / name).resolve().is_relative_to(docs.resolve())
        ):  # names are checked where they come from
            raise AssessError("A page would stand outside of its folder.", where=name)
        (docs / name).write_bytes(text.encode() if isinstance(text, str) else text)
    (docs / "look.css").write_text(look_css(), "utf-8")
    shutil.copytree(resource("site/theme"), folder / "theme")
    (folder / "mkdocs.yml").write_bytes(msgspec.yaml.encode(settings))


def look_css() -> str:
    """The style sheet of the static site: the shared tokens, then the site's own rules."""
    return tokens_css() + resource("site/look.css").read_text("utf-8")


def configuration(findings: Findings, made: tuple[Page, ...]) -> dict:
    """A report's `mkdocs.yml`: the project's theme and extensions, its own name, an explicit navigation."""
    return {
        **shared_configuration(findings.title, navigation(made)),
        **({"copyright": findings.synthetic} if findings.synthetic else {}),
    }


def shared_configuration(name: str, nav: list[dict]) -> dict:
    """What the `mkdocs.yml` of every site in the language spoken holds; paths are those of `lay_out`."""
    project = msgspec.yaml.decode(resource("mkdocs.yml").read_bytes())
    kept = {key: project[key] for key in SHARED}
    kept["theme"] = {**kept["theme"], "custom_dir": "theme", "language": spoken().code}
    return {
        "site_name": name,
        "docs_dir": PAGES,
        "site_dir": BUILT,
        "use_directory_urls": False,
        "nav": nav,
        "extra": {"frame": label.frame()},
        **kept,
    }


def navigation(made: Iterable[Page]) -> list[dict]:
    """The explicit navigation: pages in their order, neighbours of one part under its heading."""
    nav: list[dict] = []
    for page in made:
        if page.part and not (nav and page.part in nav[-1]):
            nav.append({page.part: []})
        (nav[-1][page.part] if page.part else nav).append({page.title: page.file})
    return nav


def build(folder: Path, out: Path, *, builder: Builder = "mkdocs") -> Path:
    """Build the site in `folder` and put it at `out`, whole or not at all; returns the start page.

    `Conflict` if `out` holds anything that was not built here; `BuildFailed` with the builder's words
    otherwise.
    """
    check_ours(out)
    built = folder.resolve() / BUILT
    shutil.rmtree(built, ignore_errors=True)
    {"mkdocs": _mkdocs, "zensical": _zensical}[builder](folder.resolve())
    for name in UNUSED:
        path = built / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    for source_map in built.rglob("*.map"):
        source_map.unlink()
    (built / MARKER).write_text("Built by assess; replaced as a whole by the next report.\n", "utf-8")
    put(built, out)
    return out / "index.html"


def _mkdocs(folder: Path) -> None:
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    from mkdocs.commands.build import build as mkdocs_build
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    words = _Words(logging.WARNING)
    log = logging.getLogger("mkdocs")
    log.setLevel(logging.WARNING)
    log.addHandler(words)
    try:
        mkdocs_build(load_config(str(folder / "mkdocs.yml")))
    except MkDocsException as error:
        raise BuildFailed(" ".join([*words.said, str(error)]).strip(), where=str(folder)) from error
    finally:
        log.removeHandler(words)


class _Words(logging.Handler):
    """Keeps what the builder warns of, so that a failure can say it."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


def _zensical(folder: Path) -> None:
    """Zensical has no interface for Python, so its command is run, in the folder and by this interpreter."""
    command = [sys.executable, "-m", "zensical", "build", "--clean", "--config-file", "mkdocs.yml"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BuildFailed((done.stderr or done.stdout).strip(), where=str(folder))


def _claim(folder: Path) -> None:
    """Make room for a new build folder."""
    check_ours(folder)
    if folder.exists():
        shutil.rmtree(folder)


def check_ours(folder: Path) -> None:
    """`Conflict` if this is no folder that was made here, and not an empty or a new one."""
    if not folder.exists() or (folder / MARKER).exists():
        return
    if not folder.is_dir() or any(folder.iterdir()):
        raise Conflict(
            "This folder holds files that no report has written.",
            where=str(folder),
            remedy="Name an empty or a new folder; nothing was changed.",
        )


def put(built: Path, out: Path) -> None:
    """Copy beside `out`, then swap: between the two renames `out` is missing for an instant, never half
    there."""
    out.parent.mkdir(parents=True, exist_ok=True)
    with _aside(out) as aside:
        shutil.copytree(built, aside / "new")
        if out.exists():
            out.rename(aside / "old")
        (aside / "new").rename(out)


@contextlib.contextmanager
def _aside(out: Path) -> Iterator[Path]:
    """A scratch folder on the same file system as `out`."""
    folder = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
