"""The entries of a list of clients → `Client`s, and what is wrong with each of the others.

One bad client never hides the rest: every entry is read by itself. Files that an entry names are looked for beside the list.
Two entries with one id are nobody's mistake that could be told apart, so such a list is refused.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from ...errors import AssessError
from ...language import LANGUAGES
from ...learnt import learnt
from ...questionnaire.problem import Path as Within
from ...questionnaire.shape import mend
from ..brand.model import Passage
from ..brand.read import Text, read_passage, read_passages
from ..finding.audience import AUDIENCES, Audience
from ..finding.disclosure import folded
from .entry import FILES, Entry, read_entries

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


class Client(Struct, frozen=True, kw_only=True):
    """One client: what to report on, for whom, in which language ("" for the questionnaire's first), and what to add.

    `assessment` and `since` are ids in the store, or paths of exported files; `where` is its place on the list."""

    id: str
    title: str
    assessment: str
    where: str = ""
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
    """The clients of a list, and those that cannot be read. `AssessError` if the list itself cannot, or has an id twice."""
    entries = read_entries(path)
    _refuse_twins(entries, path)
    clients, failures = [], []
    for at, entry in enumerate(entries, 1):
        try:
            clients.append(_client(entry, path))
        except AssessError as error:
            title = str(entry.fields.get("title", ""))
            failures.append(Failure(client=_named(entry, at), title=title, error=error))
    return tuple(clients), tuple(failures)


def _refuse_twins(entries: Iterable[Entry], path: Path) -> None:
    """By folder, not by id alone: an id may be what another's folder is called."""
    by_folder: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.id.strip():
            by_folder[folder_of(entry.id)].append(entry)
    told = [
        f"The id `{same[0].id}` stands {len(same)} times: {', '.join(one.place for one in same)}."
        if len({one.id for one in same}) == 1
        else f"These ids would share a folder: {', '.join(f'`{one.id}` in {one.place}' for one in same)}."
        for same in by_folder.values()
        if len(same) > 1
    ]
    if told:
        raise AssessError("\n".join(told), where=str(path), remedy="Give each client an id of its own.")


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


def _client(entry: Entry, path: Path) -> Client:
    where = entry.where
    try:
        written = msgspec.convert(entry.fields, learnt(Written))
    except msgspec.ValidationError:
        raise _misshapen(entry) from None
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
        where=where,
        since=tuple(_place(each, path) for each in written.since),
        language=written.language,
        audience=written.audience,
        peers=written.peers,
        passages=_passages(written, path, where),
    )


def _misshapen(entry: Entry) -> AssessError:
    """Every mistake of shape in an entry, and where in it."""
    _, found = mend(entry.fields, Written)
    told = (
        f"{one.what.rstrip('.')}{f' ({within})' if (within := _within(one.path)) else ''}. {one.remedy}"
        for one in found
    )
    remedy = (
        f"A client has: {', '.join(Written.__struct_fields__)}; audience is one of {', '.join(AUDIENCES)}."
    )
    return AssessError(" ".join(told), where=entry.where, remedy=remedy)


def _within(path: Within) -> str:
    """``("texts", 0, "page")`` as a person says it: text 1, page."""
    return ", ".join(f"no. {part + 1}" if isinstance(part, int) else part for part in path)


def _passages(written: Written, path: Path, where: str) -> tuple[Passage, ...]:
    beside = path / "list" if path.is_dir() else path
    texts = read_passages(written.texts, beside, where)
    if not written.text.strip():
        return texts
    short = Text(page="index", after="top", markdown=written.text)
    return (read_passage(short, beside, f"{where}, text"), *texts)


def _place(name: str, path: Path) -> str:
    """An id as it is; a file beside the list."""
    if not name.endswith(FILES):
        return name
    return str((path if path.is_dir() else path.parent) / name)


def _named(entry: Entry, at: int) -> str:
    return str(entry.fields.get("id") or entry.fields.get("title") or f"no. {at}")[:LONGEST]


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


def find_strangers(clients: Sequence[Client]) -> dict[str, AssessError]:
    """By client: an earlier assessment of it that the list says is of somebody else.

    An assessment does not say whose it is, but a list does: it belongs to whoever names it. Entries with one title, or
    about one assessment, are of one organisation, which may have several reports.
    """
    named: dict[str, list[Client]] = defaultdict(list)
    for client in clients:
        for name in {client.assessment, *client.since}:
            named[name].append(client)
    found = {}
    for client in clients:
        for name in client.since:
            others = [one for one in named[name] if not _are_one(one, client)]
            if others and client.id not in found:
                found[client.id] = AssessError(
                    f"Its earlier assessment `{Path(name).name}` is also named by another client: {others[0].title}.",
                    where=client.where,
                    remedy="Name the client's own under `since`; entries about one organisation have the same `title`.",
                )
    return found


def _are_one(one: Client, other: Client) -> bool:
    return folded(one.title) == folded(other.title) or one.assessment == other.assessment
