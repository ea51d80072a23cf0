"""Contents of sites → their built files, by a MkDocs that is kept warm.

`mkdocs build` reads its settings, compiles the theme and copies its files again for every site; a press does so once
for a language and a look. The rest is MkDocs' own doing, function by function, so that what comes out is what
`mkdocs build` makes of the same folder, byte for byte (a test holds it to that). There are three shortcuts: blocks of HTML
are kept from Markdown, which changes nothing in them (see `markup`), templates are compiled once (`page.bytecode`), and
the theme's folders that MkDocs would refuse are not opened.
"""

from __future__ import annotations

import io
import logging
import os
import re
from collections.abc import Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import msgspec

from ...errors import AssessError
from ...resource import resource
from ..page.bytecode import Compiled
from .folder import OWN_SETTINGS, Content, site_css
from .markup import ids_in, put_back, set_aside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

UNUSED = re.compile(r"assets/(javascripts|images|stylesheets)/|404\.html|search\.json|sitemap\.xml|.*\.map$")
"""What Material brings along and no page of ours asks for."""


class BuildFailed(AssessError):
    """The site builder stopped; the message holds what it said."""

    status = 500
    code = "build-failed"


class Press:
    """MkDocs with settings and theme loaded; `build` may be called again and again."""

    def __init__(self, settings: Mapping) -> None:
        """`settings` as in `Content`, less what belongs to one site alone (`OWN_SETTINGS`)."""
        os.environ["NO_MKDOCS_2_WARNING"] = "1"
        from mkdocs.config import load_config
        from mkdocs.structure.files import Files

        home = resource("site/theme")  # MkDocs wants folders to be named; here it reads and writes none
        loaded = {
            **settings,
            "site_name": "-",
            "theme": {**settings["theme"], "custom_dir": str(home)},
            "docs_dir": str(home / "assets"),
            "site_dir": str(home / "built"),
        }
        with listening():
            self._config = load_config(
                io.BytesIO(msgspec.yaml.encode(loaded)), config_file_path=str(home / "mkdocs.yml")
            )
            self._theme = self._config.theme.get_env()
            self._theme.bytecode_cache = Compiled(home)
            brought = Files([])
            brought.add_files_from_theme(_Shelf(self._config.theme.dirs), self._config)
        self._brought = {
            file.dest_uri: file.content_bytes
            for file in brought
            if not UNUSED.match(file.dest_uri) and not file.is_documentation_page()
        }

    def build(self, content: Content, told: Callable[[str, str], None] | None = None) -> dict[str, bytes]:
        """Every file of the site by its name; `BuildFailed` if MkDocs warns of anything and the settings are strict. `told`
        hears of each page when it is made, in the order of names."""
        for name, value in OWN_SETTINGS.items():
            self._config[name] = content.settings.get(name, value)
        with listening() as said:
            built = self._brought | self._pages(content.texts, told)
        if said and self._config["strict"]:
            raise BuildFailed(" ".join(said), where=self._config["site_name"])
        texts = {name: _bytes(text) for name, text in content.texts.items() if not name.endswith(".md")}
        return built | texts | {"look.css": site_css(self._config["site_name"]).encode()}

    def _pages(
        self, texts: Mapping[str, str | bytes], told: Callable[[str, str], None] | None
    ) -> dict[str, bytes]:
        from mkdocs.structure.nav import get_navigation
        from mkdocs.structure.pages import Page

        files = _files(texts)
        navigation = get_navigation(files, self._config)
        aside: dict[str, list[str]] = {}
        for file in files.documentation_pages():
            page = file.page or Page(None, file, self._config)
            page.read_source(self._config)
            page.markdown, aside[file.src_uri] = set_aside(page.markdown or "")
            page.render(self._config, files)
            page.present_anchor_ids = (page.present_anchor_ids or set()) | ids_in(aside[file.src_uri])
        built = {}
        for file in sorted(files.documentation_pages(), key=lambda file: file.dest_uri):
            text = put_back(self._page(file.page, files, navigation), aside[file.src_uri])
            built[file.dest_uri] = text.encode()
            if told:
                told(file.dest_uri, text)
        for file in files.documentation_pages():
            file.page.validate_anchor_links(
                files=files, log_level=self._config["validation"]["links"]["anchors"]
            )
        return built

    def _page(self, page: Page, files: Files, navigation: object) -> str:
        from mkdocs.commands.build import get_context

        page.active = True
        template = self._theme.get_template("main.html")
        text = template.render(get_context(navigation, files, self._config, page))
        page.active = False
        return text


def press_for(settings: Mapping) -> Press:
    """The press for a site with these settings; the few used last stay warm."""
    shared = {key: value for key, value in settings.items() if key not in OWN_SETTINGS}
    return _press(msgspec.json.encode(shared, order="deterministic"))


@lru_cache(maxsize=8)
def _press(settings: bytes) -> Press:
    return Press(msgspec.json.decode(settings))


def _files(texts: Mapping[str, str | bytes]) -> Files:
    """The files of a site as MkDocs knows them, in its order, though none is on disk."""
    from mkdocs.structure.files import File, Files

    files = []
    for name in sorted(texts, key=lambda name: (name != "index.md", PurePosixPath(name))):
        file = File(name, src_dir=None, dest_dir="", use_directory_urls=False)
        file.content_bytes = _bytes(texts[name])
        files.append(file)
    return Files(files)


def _bytes(text: str | bytes) -> bytes:
    return text.encode() if isinstance(text, str) else text


@contextmanager
def listening(where: str = "") -> Iterator[list[str]]:
    """What MkDocs warns of meanwhile, so that a failure can say it; its own errors become ours."""
    from mkdocs.exceptions import MkDocsException

    ear = _Ear(logging.WARNING)
    log = logging.getLogger("mkdocs")
    log.setLevel(logging.WARNING)
    log.addHandler(ear)
    try:
        yield ear.said
    except MkDocsException as error:
        raise BuildFailed(" ".join([*ear.said, str(error)]).strip(), where=where) from error
    finally:
        log.removeHandler(ear)


class _Shelf:
    """What MkDocs asks a theme for, without opening the folders that it would refuse: ten thousand icons."""

    def __init__(self, folders: Iterable[str]) -> None:
        self._folders = folders

    def list_templates(self, filter_func: Callable[[str], bool]) -> list[str]:
        """The files of all folders by their paths, sorted, as Jinja's environment lists them."""
        found: set[str] = set()
        for top in self._folders:
            for folder, inner, files in os.walk(top):
                inner[:] = [name for name in inner if not name.startswith(".")]
                found |= {Path(folder, name).relative_to(top).as_posix() for name in files}
        return sorted(filter(filter_func, found))


class _Ear(logging.Handler):
    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())
