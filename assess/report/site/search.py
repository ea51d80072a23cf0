"""The search of a built site: Pagefind's index, and the one page that uses it.

Every page has a plain form that leads to the search page; no other page loads a script. The index knows the forms
that words take in the language of each page, and is made from the built pages, so that it cannot disagree with them.
The same pages give the same bytes.
"""

from __future__ import annotations

import base64
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import msgspec
from msgspec import Struct

from ...errors import AssessError
from ...language import gettext as _
from ...language import spoken
from ..page.template import environment
from ..word import label

BUNDLE = "pagefind"
"""The folder of the index within a site; the script of the search page looks for it there."""
ENTRY = "pagefind-entry.json"
UNUSED = re.compile(r"-ui\.|-highlight\.js$")
"""What Pagefind brings along and the search page does not ask for."""


REPEATED = ".kicker, .notice, .contribution, .chart, .figures, .turn"
"""What says again what a page says elsewhere, or only numbers, and would fill the excerpts."""


class NotIndexed(AssessError):
    """Pagefind stopped; the message holds what it said."""

    status = 500
    code = "not-indexed"


def search_page(*, first: bool = True, neighbours: Sequence[Struct] = ()) -> dict[str, str]:
    """The search page in the language spoken, by its file name: `search.md`, or such as `search.pl.md` if not the `first`.

    One that is not the first of its site brings words and navigation of its own: the rest is in another language.
    """
    stem = "search" if first else f"search.{spoken().code}"
    meta: dict[str, object] = {"search": True, "title": _("Search")}
    if not first:
        meta |= {"lang": spoken().code, "file": f"{stem}.html", "frame": label.frame()}
    if neighbours:
        meta["neighbours"] = neighbours
    text = environment().get_template("search.md.j2").render(file=f"{stem}.html")
    return {f"{stem}.md": f"---\n{msgspec.yaml.encode(meta).decode()}---\n\n{text}"}


class Indexing:
    """Pagefind at work in a process beside: it reads pages while others are still being made."""

    def __init__(self, running: subprocess.Popen, beside: Executor) -> None:
        self._ask = partial(_ask, running)
        self._beside = beside
        self._begun = beside.submit(self._begin)
        self._added: list[Future] = []

    def add(self, name: str, text: str) -> None:
        """Give it a page, by its name within the site; in the order of names, on which the bytes of the index depend."""
        self._added.append(self._beside.submit(self._add, name, text))

    def files(self) -> dict[str, bytes]:
        """What the search page asks for, by its path within the site, once every page is read. It is taken over a pipe:
        Pagefind's command may end before the system has all it wrote, and says nothing of a full disk."""
        gathered = self._beside.submit(self._gather)
        for each in self._added:
            each.result()
        found = {
            file["path"].removeprefix(f"{BUNDLE}/"): base64.b64decode(file["content"])
            for file in gathered.result()
        }
        return {f"{BUNDLE}/{name}": content for name, content in _settled(found).items()}

    def _begin(self) -> int:
        return self._ask({"type": "NewIndex", "config": {"exclude_selectors": [REPEATED]}})["index_id"]

    def _add(self, name: str, text: str) -> None:
        index = self._begun.result()  # asked before, by the same thread
        self._ask({"type": "AddFile", "index_id": index, "file_path": name, "file_contents": text})

    def _gather(self) -> list[dict[str, str]]:
        return self._ask({"type": "GetFiles", "index_id": self._begun.result()})["files"]


@contextmanager
def indexing() -> Iterator[Indexing]:
    """The index of a site's pages, which stand beside each other; `NotIndexed` with Pagefind's own words if it fails."""
    try:
        from pagefind_bin_extended import get_executable  # its service for Python would bring asyncio along
    except ImportError:
        raise NotIndexed(
            "Pagefind is not installed.", remedy="Install assess again with its dependencies."
        ) from None
    command = [str(get_executable()), "--service"]
    piped = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    try:
        with subprocess.Popen(command, **piped) as running, ThreadPoolExecutor(1) as beside:
            yield Indexing(running, beside)
    except BrokenPipeError:
        raise NotIndexed("Pagefind stopped before it was done.", remedy="Build again.") from None


def index_site(site: Path) -> None:
    """Index the pages of a built site and put the index beside them; `NotIndexed` if Pagefind fails."""
    with indexing() as made:
        for file in sorted(site.glob("*.html")):
            made.add(file.name, file.read_text("utf-8"))
        found = made.files()
    for name, content in found.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_bytes(content)


def _ask(running: subprocess.Popen, payload: Mapping) -> dict:
    """One request to Pagefind's service and its answer: JSON in Base64, a comma behind it, one after the other."""
    request = msgspec.json.encode({"message_id": 1, "payload": payload})
    running.stdin.write(base64.b64encode(request) + b",")
    running.stdin.flush()
    said = bytearray()
    while not said.endswith(b","):
        part = running.stdout.read1(1 << 16)
        if not part:
            raise BrokenPipeError
        said += part
    answer = msgspec.json.decode(base64.b64decode(said[:-1]))["payload"]
    if answer["type"] == "Error":
        raise NotIndexed(answer["message"])
    return answer


def _settled(files: dict[str, bytes]) -> dict[str, bytes]:
    """What the search page asks for, in one order: Pagefind names the languages in any. Its engine for languages that it
    has none for goes, if it has one for all."""
    entry = msgspec.json.decode(files[ENTRY])
    unused = {name for name in files if UNUSED.search(name)}
    if all(each.get("wasm") for each in entry["languages"].values()):
        unused.add("wasm.unknown.pagefind")
    kept = {name: files[name] for name in sorted(files) if name not in unused}
    return kept | {ENTRY: msgspec.json.encode(entry, order="sorted")}
