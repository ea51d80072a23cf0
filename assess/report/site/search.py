"""The search of a built site: Pagefind's index, and the one page that uses it.

Every page has a plain form that leads to the search page; no other page loads a script. The index knows the forms
that words take in the language of each page, and is made from the built pages, so that it cannot disagree with them.
The same pages give the same bytes.
"""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
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
UNUSED = ("*-ui.*", "*-highlight.js")
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


def index(site: Path) -> None:
    """Index the pages of a built site; `NotIndexed` with Pagefind's own words otherwise."""
    from pagefind.service import get_executable

    program = get_executable()
    if program is None:
        raise NotIndexed("Pagefind is not installed.", remedy="Install assess again with its dependencies.")
    command = [str(program), "--site", str(site), "--output-subdir", BUNDLE, "--quiet"]
    command += ["--exclude-selectors", REPEATED]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotIndexed((done.stderr or done.stdout).strip(), where=str(site))
    for pattern in UNUSED:
        for file in (site / BUNDLE).glob(pattern):
            file.unlink()
    _settle(site / BUNDLE)


def _settle(bundle: Path) -> None:
    """Pagefind names the languages in any order; and its engine for languages it has none for goes, if it has all."""
    file = bundle / "pagefind-entry.json"
    entry = msgspec.json.decode(file.read_bytes())
    file.write_bytes(msgspec.json.encode(entry, order="sorted"))
    if all(each.get("wasm") for each in entry["languages"].values()):
        (bundle / "wasm.unknown.pagefind").unlink(missing_ok=True)
