"""Texts by file name → a folder that MkDocs and Zensical build alike, with the project's theme and settings."""

from __future__ import annotations

import re
import shutil
import textwrap
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

import msgspec
from msgspec import Struct

from ...errors import AssessError
from ...language import spoken
from ...resource import resource
from ..look import LIGHT, tokens_css
from ..page.draw import Page
from ..word import label
from .place import replacing

SHARED = ("theme", "extra_css", "markdown_extensions", "plugins", "validation")
"""What every site takes from the project's `mkdocs.yml`."""
PAGES, BUILT = "docs", "site"
CACHES = (".cache",)
"""What Zensical leaves beside the pages."""
OWN_SETTINGS: dict[str, object] = {
    "site_name": "",
    "site_description": None,
    "copyright": None,
    "nav": None,
    "extra": {},
    "strict": False,
}
"""What differs from site to site of one look and language, and what MkDocs takes for it where nothing is said."""


class Content(Struct, frozen=True, kw_only=True):
    """What a site is made of: texts or bytes by file name (pages end in `.md`), and its `mkdocs.yml`."""

    texts: dict[str, str | bytes]
    settings: dict

    def __post_init__(self) -> None:
        for name in self.texts:  # names are checked where they come from
            if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
                raise AssessError("A page would stand outside of its folder.", where=name)


def lay_out(folder: Path, content: Content) -> None:
    """Fill `folder` with the texts, style sheet, theme and settings of a site, for `mkdocs build` or Zensical.

    An earlier folder of ours is replaced as a whole; `Conflict` if anything in it was edited, or written by others.
    """
    with replacing(folder, besides=(BUILT, *CACHES)) as new:
        docs = new / PAGES
        docs.mkdir()
        for name, text in content.texts.items():
            (docs / name).parent.mkdir(parents=True, exist_ok=True)
            (docs / name).write_bytes(text.encode() if isinstance(text, str) else text)
        (docs / "look.css").write_text(site_css(content.settings["site_name"]), "utf-8")
        shutil.copytree(resource("site/theme"), new / "theme", ignore=shutil.ignore_patterns("__pycache__"))
        (new / "mkdocs.yml").write_bytes(msgspec.yaml.encode(content.settings))


def look_css() -> str:
    """The style sheet of the static site: the shared tokens, then the site's own rules."""
    return tokens_css() + resource("site/look.css").read_text("utf-8")


def site_css(title: str) -> str:
    """`look_css`, and the title at the foot of every printed sheet, where a style sheet alone can put it."""
    text = re.sub(
        r'[\\"<>\n\r\f\0]',
        lambda found: f"\\{ord(found.group()):x} ",
        textwrap.shorten(title, 80, placeholder="…"),
    )
    return f'{look_css()}@page {{ @bottom-left {{ content: "{text}"; font: 9pt sans-serif; color: {LIGHT.muted}; }} }}\n'


def shared_configuration(name: str, nav: list[dict], *, search: bool = True) -> dict:
    """What the `mkdocs.yml` of every site in the language spoken holds; paths are those of `lay_out`.

    `search`: every page has a field that leads to the search page, which `search_page` makes.
    """
    project = msgspec.yaml.decode(resource("mkdocs.yml").read_bytes())
    kept = {key: project[key] for key in SHARED}
    kept["theme"] = {**kept["theme"], "custom_dir": "theme", "language": spoken().code}
    return {
        "site_name": name,
        "docs_dir": PAGES,
        "site_dir": BUILT,
        "use_directory_urls": False,
        "nav": nav,
        "extra": {"frame": label.frame()} | ({"search": True} if search else {}),
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
