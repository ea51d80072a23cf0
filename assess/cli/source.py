"""Where a command finds what is stored: in the file itself, or, while a server owns it, at the server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import quote

import msgspec

from ..errors import AssessError, NotFound, StoreError
from ..learnt import learnt
from ..settings import Settings

if TYPE_CHECKING:
    import httpx

    from ..assessment.batch import Batch
    from ..assessment.model import Assessment
    from ..assessment.sheet import Texts
    from ..benchmark.contribution import Contributions
    from ..questionnaire.catalogue import Catalogue
    from ..scoring.panel import Panel
    from ..store.check import Content, Fault
    from ..store.record import Decision, Origin, Standing, Submission, Sweep, Terms
    from ..store.store import Store


class Source(Protocol):
    """What commands ask of the store, wherever it is."""

    def submission(self, id: str) -> Submission: ...
    def submissions(self, questionnaire: str | None) -> Iterator[Submission]: ...
    def add_batch(
        self, batch: Batch, texts: Texts, terms: Terms
    ) -> int: ...  # how many were added, 0 if its key is known
    def add_assessments(
        self, assessments: list[Assessment], *, key: str, origin: Origin | None
    ) -> int: ...  # counts as add_batch
    def standing(self, id: str) -> Standing: ...
    def standings(self, questionnaire: str | None, *, waiting: bool) -> Iterator[Standing]: ...
    def decide(self, decision: Decision | Sweep) -> int: ...  # how many submissions it changed
    def forget_group(self, party: int, *, by: str) -> int: ...  # how many submissions were held to be its
    def contributions(self, questionnaire: str, *, synthetic: bool, content: str) -> Contributions: ...
    def backup(self, target: Path) -> Content: ...
    def check(self) -> list[Fault]: ...


class Local:
    """The database file, which no server owns."""

    def __init__(self, store: Store, panel: Panel, settings: Settings, catalogue: Catalogue) -> None:
        self.store = store
        self._panel = panel
        self._settings = settings
        self._catalogue = catalogue

    def submission(self, id: str) -> Submission:
        return self.store.submission(id)

    def submissions(self, questionnaire: str | None) -> Iterator[Submission]:
        return self.store.submissions(questionnaire)

    def add_batch(self, batch: Batch, texts: Texts, terms: Terms) -> int:
        from ..store.delivery import accept

        added = accept(self.store, self._panel, batch, texts, terms)
        return 0 if added.repeated else added.count

    def add_assessments(self, assessments: list[Assessment], *, key: str, origin: Origin | None) -> int:
        added = self.store.add_many(assessments, key=key, origin=origin).result()
        return 0 if added.repeated else added.count

    def standing(self, id: str) -> Standing:
        return self.store.standing(id)

    def standings(self, questionnaire: str | None, *, waiting: bool) -> Iterator[Standing]:
        return self.store.standings(questionnaire, waiting=waiting)

    def decide(self, decision: Decision | Sweep) -> int:
        return self.store.decide(decision).result()

    def forget_group(self, party: int, *, by: str) -> int:
        return self.store.forget_group(party, by=by).result()

    def contributions(self, questionnaire: str, *, synthetic: bool, content: str = "") -> Contributions:
        return self.store.contributions(questionnaire, self._panel, synthetic=synthetic, content=content)

    def backup(self, target: Path) -> Content:
        return self.store.backup(target)

    def check(self) -> list[Fault]:
        return self.store.check()


class Remote:
    """The server that owns the file, asked over its operator's routes."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    def submission(self, id: str) -> Submission:
        from ..store.record import Submission

        return self._get(f"submissions/{id}", Submission)

    def submissions(self, questionnaire: str | None) -> Iterator[Submission]:
        from ..store.record import Submission

        params = {"questionnaire": questionnaire} if questionnaire else {}
        yield from self._stream("submissions", params, Submission)

    def _stream(self, path: str, params: dict[str, str], type_: type) -> Iterator:
        decoder = msgspec.json.Decoder(learnt(type_))
        with self._client.stream("GET", path, params=params) as response:
            _raise_for(response)
            for line in response.iter_lines():
                yield decoder.decode(line)

    def add_batch(self, batch: Batch, texts: Texts, terms: Terms) -> int:
        from ..store.delivery import pack
        from ..store.record import Added

        headers = {"content-type": "application/msgpack"}
        response = self._client.post("batches", content=pack(batch, texts, terms), headers=headers)
        added = _decoded(response, Added)
        return 0 if added.repeated else added.count

    def add_assessments(self, assessments: list[Assessment], *, key: str, origin: Origin | None) -> int:
        from ..store.delivery import pack_origin
        from ..store.record import Added

        given = {"key": key, "assessments": assessments, "origin": pack_origin(origin)}
        added = self._post("assessments", given, Added)
        return 0 if added.repeated else added.count

    def standing(self, id: str) -> Standing:
        from ..store.record import Standing

        return self._get(f"standings/{quote(id, safe='')}", Standing)

    def standings(self, questionnaire: str | None, *, waiting: bool) -> Iterator[Standing]:
        from ..store.record import Standing

        params = {"waiting": str(waiting).lower()} | (
            {"questionnaire": questionnaire} if questionnaire else {}
        )
        yield from self._stream("standings", params, Standing)

    def decide(self, decision: Decision | Sweep) -> int:
        from ..store.record import Sweep

        return self._post("sweeps" if isinstance(decision, Sweep) else "decisions", decision, int)

    def forget_group(self, party: int, *, by: str) -> int:
        return self._post("forgotten", {"party": party, "by": by}, int)

    def contributions(self, questionnaire: str, *, synthetic: bool, content: str = "") -> Contributions:
        from ..benchmark.parcel import unpack

        asked = {"questionnaire": questionnaire, "synthetic": synthetic, "content": content}
        return unpack(_raise_for(self._client.get("contributions", params=asked)).content)

    def backup(self, target: Path) -> Content:
        from ..store.check import Content

        return self._post("backup", {"target": str(target.resolve())}, Content)

    def check(self) -> list[Fault]:
        from ..store.check import Fault

        return self._get("check", list[Fault])

    def _get(self, path: str, type_: type):
        return _decoded(self._client.get(path), type_)

    def _post(self, path: str, body: object, type_: type):
        headers = {"content-type": "application/json"}
        response = self._client.post(path, content=msgspec.json.encode(body), headers=headers)
        return _decoded(response, type_)


def _decoded(response: httpx.Response, type_: type):
    return msgspec.json.decode(_raise_for(response).content, type=learnt(type_))


class Refused(AssessError):
    """What the server said, in its own words."""


def _raise_for(response: httpx.Response) -> httpx.Response:
    if response.is_success:
        return response
    response.read()
    try:
        problem = response.json()
    except ValueError:
        problem = {}
    what = problem.get("detail") or f"The server answered {response.status_code}."
    kind = NotFound if response.status_code == NotFound.status else Refused
    raise kind(what, where=problem.get("where", ""), remedy=problem.get("remedy", ""))


def renew_editions(settings: Settings) -> None:
    """Have a server that runs on this data folder compare with what is released now."""
    import httpx

    from ..store.address import find_server

    if server := find_server(settings.database):
        headers = {"authorization": f"Bearer {server.key}"}
        base = f"{server.url}/api/v1/operator/"
        try:
            with httpx.Client(base_url=base, headers=headers, timeout=60, trust_env=False) as client:
                _raise_for(client.post("editions"))
        except httpx.TransportError as error:
            raise StoreError(
                "The edition is released, but the server does not answer and still compares with the one before.",
                where=server.url,
                remedy="Restart the server.",
            ) from error


@contextmanager
def open_panel(settings: Settings, catalogue: Catalogue) -> Iterator[Panel]:
    """What scores the questionnaires of the catalogue, and the versions of them that were answered before."""
    from ..questionnaire.archive import recall
    from ..scoring.panel import Panel

    panel = Panel(catalogue.questionnaires, partial(recall, settings.archive))
    try:
        yield panel
    finally:
        panel.close()


@contextmanager
def open_source(
    settings: Settings, catalogue: Catalogue, *, create: bool = False
) -> Iterator[Local | Remote]:
    """The store of these settings; `NotFound` where there is none yet, unless `create`."""
    import httpx

    from ..questionnaire.archive import keep, recall
    from ..scoring.panel import Panel
    from ..store.address import find_server
    from ..store.store import Store

    if server := find_server(settings.database):
        headers = {"authorization": f"Bearer {server.key}"}
        base = f"{server.url}/api/v1/operator/"
        try:
            with httpx.Client(base_url=base, headers=headers, timeout=300, trust_env=False) as client:
                yield Remote(client)
        except httpx.TransportError as error:
            raise StoreError(
                "The server that owns the database does not answer.",
                where=server.url,
                remedy=f"If process {server.pid} is not this server, remove {settings.database}.server.json.",
            ) from error
        return
    if not create and not settings.database.exists():
        raise NotFound(
            "There is no database yet.",
            where=str(settings.database),
            remedy="Begin one with `assess serve` or `assess import`, or name its folder with --data.",
        )
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    for questionnaire in catalogue.questionnaires.values() if create else ():
        keep(settings.archive, questionnaire)  # what is stored now is read by this content later
    panel = Panel(catalogue.questionnaires, partial(recall, settings.archive))
    with Store.open(settings.database, score=panel.score) as store:
        yield Local(store, panel, settings, catalogue)
    panel.close()
