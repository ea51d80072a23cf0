"""Texts by file name → a folder that MkDocs and Zensical build alike, with the project's theme and settings."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from ...language import spoken
from ...resource import resource
from ..look import tokens_css
from ..page.draw import Page
from ..word import label
from .place import MARKER, claim

SHARED = ("theme", "extra_css", "markdown_extensions", "plugins", "validation")
"""What every site takes from the project's `mkdocs.yml`."""
PAGES, BUILT = "docs", "site"


def lay_out(folder: Path, texts: Mapping[str, str | bytes], settings: dict) -> None:
    """Fill `folder` with these texts, or bytes, by file name, style sheet, theme, and these settings as `mkdocs.yml`."""
    claim(folder)
    docs = folder / PAGES
    docs.mkdir(parents=True)
    (folder / MARKER).write_text("Written by assess; replaced as a whole by the next report.\n", "utf-8")
    for name, text in texts.items():
        (docs / name).write_bytes(text.encode() if isinstance(text, str) else text)
    (docs / "look.css").write_text(look_css(), "utf-8")
    shutil.copytree(resource("site/theme"), folder / "theme")
    (folder / "mkdocs.yml").write_bytes(msgspec.yaml.encode(settings))


def look_css() -> str:
    """The style sheet of the static site: the shared tokens, then the site's own rules."""
    return tokens_css() + resource("site/look.css").read_text("utf-8")


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
