"""A real server on a port of its own, and a program that talks to it: the set-up of the attacks through forms and API."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import httpx
import uvicorn
from msgspec import Struct

from assess.benchmark.contribution import Contributions
from assess.benchmark.linkage import relations_of
from assess.benchmark.quarter import quarter_of
from assess.questionnaire.catalogue import Catalogue, load_catalogue
from assess.questionnaire.question import ManyQuestion
from assess.resource import resource
from assess.scoring.panel import Panel
from assess.settings import Settings
from assess.store.record import Decision
from assess.store.store import Store
from assess.web.app import create_app
from assess.web.desk import Desk

from .instance import Instance

QUICK = "cx-quick-check"
NOW = datetime(2025, 11, 3, 9, tzinfo=UTC)
"""When everything is submitted; long ago, so that nobody seems to have answered too fast."""

API = "/api/v1"
MOST = 48
"""Points of the quick check: twelve questions of 0 to 4."""


@cache
def catalogue() -> Catalogue:
    return load_catalogue(resource("questionnaires"))


@cache
def questions() -> tuple[tuple[str, bool], ...]:
    """The questions of the quick check, and whether several options may be chosen."""
    found = catalogue().get(QUICK).questions
    return tuple((question.id, isinstance(question, ManyQuestion)) for question in found)


class Running(Struct, frozen=True, kw_only=True):
    """A server that runs: what stands behind it, and a client that knows nothing of that."""

    client: httpx.Client
    store: Store
    desk: Desk
    panel: Panel
    instance: Instance

    def begin(self, **profile: str) -> str:
        """The private token of a new assessment."""
        given = {"industry": "C", "size": "medium", "region": "eu-central"} | profile
        begun = self.client.post(f"{API}/assessments", json={"questionnaire": QUICK, "profile": given})
        assert begun.status_code == 201, begun.text
        return begun.json()["token"]

    def answer(self, points: int, **submit: object) -> str:
        """Answer so that it makes so many of `MOST` points, and submit; the private token."""
        token = self.begin()
        saved = self.client.patch(
            f"{API}/assessments/{token}/answers", json={"base": 0, "answers": answers(points)}
        )
        assert saved.status_code == 200, saved.text
        given = {"key": f"key-{token[:20]}", **submit}
        submitted = self.client.post(f"{API}/assessments/{token}/submit", json=given)
        assert submitted.status_code == 201, submitted.text
        return token

    def contribute(self, points: int, group: str) -> str:
        """Answer, submit and contribute in the name of a group."""
        return self.answer(points, contributes=True, group=group)

    def vouch(self, *tokens: str) -> None:
        """The operator accepts contributions."""
        ids = tuple(self.store.draft(token).id for token in tokens)
        self.store.decide(Decision(kind="accepted", ids=ids, by="operator")).result()

    def contributions(self) -> Contributions:
        return self.store.contributions(QUICK, self.panel, synthetic=False)

    def release(self, **options) -> Path:
        """Build the edition of what counts, release it, and compare with it from now on."""
        folder = self.instance.release(self.contributions(), **options)
        self.desk.reload_editions()
        return folder

    def result(self, token: str) -> dict:
        return self.client.get(f"{API}/assessments/{token}/result").json()


def answers(points: int) -> dict[str, dict]:
    """So many points over the twelve questions, some high and some low, as of somebody who takes care."""
    left, most, value = points, min(4, -(-points // 12) + 1), dict.fromkeys(range(12), 0)
    for place in (0, 5, 10, 3, 8, 1, 6, 11, 4, 9, 2, 7):
        value[place] = min(left, most)
        left -= value[place]
    return {
        question: {"value": chosen(question, value[place]) if is_many else value[place]}
        for place, (question, is_many) in enumerate(questions())
    }


def chosen(question: str, points: int) -> list[str]:
    """So many of the options, or the one that none applies."""
    options = next(each for each in catalogue().get(QUICK).questions if each.id == question).options
    return [option.id for option in options][:points] or [options[-1].id]


@contextmanager
def serving(folder: Path) -> Iterator[Running]:
    """A server on a free port, over an empty data folder."""
    folder.mkdir(parents=True, exist_ok=True)
    settings = Settings(data=folder, questionnaires=resource("questionnaires"))
    panel = Panel(catalogue().questionnaires)
    with (
        Store.open(settings.database, score=panel.score, clock=lambda: NOW) as store,
        socket.socket() as listener,
    ):
        listener.bind(("127.0.0.1", 0))
        desk = Desk(catalogue(), panel, store, settings)
        server = uvicorn.Server(uvicorn.Config(create_app(desk), log_level="error", access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            assert thread.is_alive(), "the server did not start"
            time.sleep(0.01)
        found = catalogue().get(QUICK)
        nodes = panel_nodes(panel)
        instance = Instance(folder, relations_of(found, nodes), first=quarter_of(NOW.date()))
        base = f"http://127.0.0.1:{listener.getsockname()[1]}"
        try:
            with httpx.Client(base_url=base, timeout=60, trust_env=False) as client:
                yield Running(client=client, store=store, desk=desk, panel=panel, instance=instance)
        finally:
            server.should_exit = True
            thread.join(20)
    panel.close()


def panel_nodes(panel: Panel) -> tuple[str, ...]:
    """Every node that is contributed of the quick check."""
    from assess.benchmark.measure import measure

    found = catalogue().get(QUICK)
    scorer, viewer = panel.scorer(found.id, found.hash), panel.viewer(found.id, found.hash)
    return measure(scorer, viewer, scorer.encode([])).nodes
