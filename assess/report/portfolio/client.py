"""A list of clients (YAML, a sheet, or a folder of exported files) → `Client`s, and what is wrong with each of the others.

One bad client never hides the rest: every entry is read by itself. Files that an entry names are looked for beside the list.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from ...assessment.sheet.grid import open_grid
from ...errors import AssessError
from ...language import LANGUAGES
from ..brand.model import Passage
from ..brand.read import Text, read_passages, read_shape
from ..finding.audience import AUDIENCES, Audience
from ..finding.disclosure import folded

SHEETS = (".csv", ".tsv", ".xlsx")
LISTS = (".yaml", ".yml")
FILES = (".json", ".jsonl")
LONGEST = 200
"""Characters of an id; titles may have 300, for some organisations do."""
LONGEST_TITLE = 300
STEM = 40
"""Characters of an id that stay in the name of its folder."""
RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{at}" for port in ("com", "lpt") for at in range(1, 10))}
)
"""Names that Windows keeps for itself."""


class Written(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An entry as it is written. `assessment` is an id in the store or a file, the `id` itself if it is left out; `text`
    is Markdown for the top of the first page, a short form of `texts`."""

    id: str
    title: str = ""
    assessment: str = ""
    since: tuple[str, ...] = ()
    language: str = ""
    audience: Audience = "client"
    peers: str = ""
    text: str = ""
    texts: tuple[Text, ...] = ()


class ClientList(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A list as it is written in YAML."""

    clients: tuple[dict[str, object], ...]


class Client(Struct, frozen=True, kw_only=True):
    """One client: what to report on, for whom, in which language ("" for the questionnaire's first), and what to add.

    `assessment` and `since` are ids in the store, or paths of exported files."""

    id: str
    title: str
    assessment: str
    since: tuple[str, ...] = ()
    language: str = ""
    audience: Audience = "client"
    peers: str = ""
    passages: tuple[Passage, ...] = ()

    @property
    def folder(self) -> str:
        """The name of its folder: the id, or what is harmless of it with a hash of the whole."""
        return folder_of(self.id)


class Failure(Struct, frozen=True, kw_only=True):
    """A client that was not built, and why."""

    client: str
    title: str
    error: AssessError


def read_clients(path: Path) -> tuple[tuple[Client, ...], tuple[Failure, ...]]:
    """The clients of a list, and those that cannot be read. `AssessError` if the list itself cannot."""
    entries = list(_entries(path))
    if not entries:
        remedy = "A list has `clients:`, a sheet a row for each, a folder a .json file for each."
        raise AssessError("There is no client in it.", where=str(path), remedy=remedy)
    clients: dict[str, Client] = {}  # by folder: an id may be what another's folder is called
    failures = []
    for at, (where, entry) in enumerate(entries, 1):
        try:
            client = _client(entry, path, where)
            if client.folder in clients:
                what = f"An entry above has the id `{clients[client.folder].id}` already; that one counts."
                raise AssessError(what, where=where, remedy="Give each its own id.")
            clients[client.folder] = client
        except AssessError as error:
            failures.append(Failure(client=_named(entry, at), title=str(entry.get("title", "")), error=error))
    return tuple(clients.values()), tuple(failures)


def folder_of(id: str) -> str:
    """A name that is safe in every file system and address: lower-case letters, digits and hyphens, at most 49.

    An id that is such a name is its own folder; of any other what is harmless stays, with a hash of the whole, so that
    two never share one. It depends on nothing but the id.
    """
    plain = unicodedata.normalize("NFKD", id).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:STEM].strip("-")
    if stem and stem == id and stem not in RESERVED:
        return stem
    return f"{stem or 'client'}-{hashlib.sha256(id.encode()).hexdigest()[:8]}"


def _entries(path: Path) -> Iterator[tuple[str, dict[str, object]]]:
    """Where each entry is, and its fields as they are written."""
    if path.is_dir():
        for file in sorted(file for file in path.iterdir() if file.suffix in FILES):
            yield str(file), {"id": file.stem, "title": file.stem, "assessment": file.name}
    elif path.suffix.lower() in SHEETS:
        yield from _rows(path)
    elif path.suffix.lower() in LISTS:
        for at, entry in enumerate(read_shape(path, ClientList).clients):
            yield f"{path}: clients[{at}]", entry
    else:
        remedy = "It is a folder of .json files, or ends in .yaml, .csv or .xlsx."
        raise AssessError("This is no list of clients.", where=str(path), remedy=remedy)


def _rows(path: Path) -> Iterator[tuple[str, dict[str, object]]]:
    """A sheet has a column for each field; earlier assessments are parted by semicolons. Empty cells are left out."""
    rows = (row for block in open_grid(path).blocks for row in block)
    header = [cell.strip().lower() for cell in next(rows, [])]
    for number, row in enumerate(rows, 2):
        cells = {name: cell.strip() for name, cell in zip(header, row, strict=False) if cell.strip()}
        if not cells:
            continue
        entry: dict[str, object] = dict(cells)
        if "since" in entry:
            entry["since"] = [part.strip() for part in cells["since"].split(";") if part.strip()]
        yield f"{path}, row {number}", entry


def _client(entry: dict[str, object], path: Path, where: str) -> Client:
    try:
        written = msgspec.convert(entry, Written)
    except msgspec.ValidationError as error:
        remedy = f"A client has: {', '.join(Written.__struct_fields__)}; audience is one of {', '.join(AUDIENCES)}."
        raise AssessError(f"{error}.", where=where, remedy=remedy) from None
    if not written.id.strip() or len(written.id) > LONGEST:
        raise AssessError(
            f"A client has an id of 1 to {LONGEST} characters.", where=where, remedy="Give it a short name."
        )
    if written.language and written.language not in LANGUAGES:
        remedy = f"There are: {', '.join(LANGUAGES)}."
        raise AssessError(f"There is no language `{written.language}`.", where=where, remedy=remedy)
    return Client(
        id=written.id,
        title=" ".join((written.title or written.id).split())[:LONGEST_TITLE],
        assessment=_place(written.assessment or written.id, path),
        since=tuple(_place(each, path) for each in written.since),
        language=written.language,
        audience=written.audience,
        peers=written.peers,
        passages=_passages(written, path, where),
    )


def _passages(written: Written, path: Path, where: str) -> tuple[Passage, ...]:
    short = (Text(page="index", after="top", markdown=written.text),) if written.text.strip() else ()
    beside = path / "list" if path.is_dir() else path
    return read_passages((*short, *written.texts), beside, where.removeprefix(f"{path}: ") + ".texts")


def _place(name: str, path: Path) -> str:
    """An id as it is; a file beside the list."""
    if not name.endswith(FILES):
        return name
    return str((path if path.is_dir() else path.parent) / name)


def _named(entry: dict[str, object], at: int) -> str:
    return str(entry.get("id") or entry.get("title") or f"no. {at}")[:LONGEST]


def find_mentions(clients: Iterable[Client], told: Iterable[tuple[str, str]]) -> dict[str, AssessError]:
    """By client: the first text meant for it, or for all, that names another client. `told` is what all of them get.

    A name is found in capitals too. Those of fewer than four letters are ordinary words too often to be looked for.
    """
    clients, shared = list(clients), list(told)
    called = {folded(each.title): each.title for each in clients if len(each.title) > 3}
    if not called:
        return {}
    titles = sorted(called, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, titles))})(?!\w)")
    found = {}
    for client in clients:
        own = [(one.source, "\n".join(said for _, said in one.said)) for one in client.passages]
        for source, text in (*own, *shared):
            named = pattern.findall(" ".join(folded(text).split()))
            others = [called[name] for name in named if name != folded(client.title)]
            if others and client.id not in found:
                found[client.id] = AssessError(
                    f"A text in this client's report names another client: {others[0]}.",
                    where=source,
                    remedy="Take the name out.",
                )
    return found
