"""Where a command finds what is stored: in the file itself, or, while a server owns it, at the server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import msgspec

from ..errors import AssessError, NotFound, StoreError
from ..settings import Settings

if TYPE_CHECKING:
    import httpx

    from ..assessment.batch import Batch
    from ..assessment.model import Assessment
    from ..assessment.sheet import Texts
    from ..benchmark.model import Manifest
    from ..questionnaire.load import Catalogue
    from ..questionnaire.model import Questionnaire
    from ..store.check import Content, Fault
    from ..store.record import Submission
    from ..store.store import Store

CHUNK = 2_000
"""Assessments sent to a server in one request."""


class Source(Protocol):
    """What commands ask of the store, wherever it is."""

    def submission(self, id: str) -> Submission: ...
    def submissions(self, questionnaire: str | None) -> Iterator[Submission]: ...
    def add_batch(
        self, questionnaire: Questionnaire, batch: Batch, texts: Texts, *, contributes: bool, key: str
    ) -> int: ...  # how many were added: none if this key was given before
    def build_edition(self, questionnaire: str, edition: str, *, synthetic: bool, note: str) -> Manifest: ...
    def backup(self, target: Path) -> Content: ...
    def check(self) -> list[Fault]: ...


class Local:
    """The database file, which no server owns."""

    def __init__(self, store: Store, settings: Settings, catalogue: Catalogue) -> None:
        self.store = store
        self._settings = settings
        self._catalogue = catalogue

    def submission(self, id: str) -> Submission:
        return self.store.submission(id)

    def submissions(self, questionnaire: str | None) -> Iterator[Submission]:
        return self.store.submissions(questionnaire)

    def add_batch(
        self, questionnaire: Questionnaire, batch: Batch, texts: Texts, *, contributes: bool, key: str
    ) -> int:
        from ..scoring.score import Scorer
        from ..store.intake import as_bulk

        scorer = Scorer(questionnaire)
        now = datetime.now(UTC)
        bulk = as_bulk(scorer, batch, texts, submitted_at=now, contributes=contributes, source="import")
        scorer.close()
        answer = self.store.add_bulk([bulk], key=key).result()
        return 0 if answer.repeated else answer.count

    def build_edition(self, questionnaire: str, edition: str, *, synthetic: bool, note: str) -> Manifest:
        from ..benchmark.archive import write
        from ..benchmark.cohort import offered
        from ..benchmark.edition import build

        contributions = self.store.contributions(questionnaire, synthetic=synthetic)
        built = build(contributions, edition=edition, note=note, bands=offered(self._catalogue.profile))
        write(built, self._settings.editions)
        return built.manifest

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

        decoder = msgspec.json.Decoder(Submission)
        params = {"questionnaire": questionnaire} if questionnaire else {}
        with self._client.stream("GET", "submissions", params=params) as response:
            _raise_for(response)
            for line in response.iter_lines():
                yield decoder.decode(line)

    def add_batch(
        self, questionnaire: Questionnaire, batch: Batch, texts: Texts, *, contributes: bool, key: str
    ) -> int:
        from ..store.record import Added

        assessments = list(_assessments(questionnaire, batch, texts, contributes=contributes))
        added = 0
        for start in range(0, len(assessments), CHUNK):
            body = {"key": f"{key}-{start}", "assessments": assessments[start : start + CHUNK]}
            answer = self._post("assessments", body, Added)
            added += 0 if answer.repeated else answer.count
        return added

    def build_edition(self, questionnaire: str, edition: str, *, synthetic: bool, note: str) -> Manifest:
        from ..benchmark.model import Manifest

        body = {"questionnaire": questionnaire, "edition": edition, "synthetic": synthetic, "note": note}
        return self._post("editions", body, Manifest)

    def backup(self, target: Path) -> Content:
        from ..store.check import Content

        return self._post("backup", {"target": str(target.resolve())}, Content)

    def check(self) -> list[Fault]:
        from ..store.check import Fault

        return self._get("check", list[Fault])

    def _get(self, path: str, type_: type):
        return msgspec.json.decode(_raise_for(self._client.get(path)).content, type=type_)

    def _post(self, path: str, body: object, type_: type):
        headers = {"content-type": "application/json"}
        response = self._client.post(path, content=msgspec.json.encode(body), headers=headers)
        return msgspec.json.decode(_raise_for(response).content, type=type_)


def _assessments(
    questionnaire: Questionnaire, batch: Batch, texts: Texts, *, contributes: bool
) -> Iterator[Assessment]:
    """A batch as single assessments, the form in which a server takes them."""
    from ..assessment.code import decode
    from ..assessment.model import Answer, Assessment, State

    for row, name in enumerate(batch.ids):
        answers = decode(questionnaire, batch.codes[row])
        for question, text in texts.get(row, {}).items():
            if answers[question].state is not State.INACTIVE:
                answers[question] = Answer(text)
        bands = {"industry": batch.industry[row], "size": batch.size[row], "region": batch.region[row]}
        yield Assessment(
            id=name,
            questionnaire=batch.questionnaire,
            version=batch.version,
            hash=batch.hash,
            profile={field: band for field, band in bands.items() if band},
            answers=answers,
            contributes=contributes,
            synthetic=batch.synthetic,
            source="import",
        )


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
    raise Refused(what, where=problem.get("where", ""), remedy=problem.get("remedy", ""))


@contextmanager
def open_source(
    settings: Settings, catalogue: Catalogue, *, create: bool = False
) -> Iterator[Local | Remote]:
    """The store of these settings; `NotFound` where there is none yet, unless `create`."""
    import httpx

    from ..questionnaire.archive import recall
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
            remedy="Start with `assess demo` or `assess serve`.",
        )
    settings.data.mkdir(parents=True, exist_ok=True)
    panel = Panel(catalogue.questionnaires, partial(recall, settings.archive))
    with Store.open(settings.database, score=panel.score) as store:
        yield Local(store, settings, catalogue)
    panel.close()
