"""A warm page of the form: milliseconds of server time, from the request to the last byte, without a network."""

from __future__ import annotations

import asyncio
import tempfile
import time
from pathlib import Path

from assess.assessment.model import Answer
from assess.questionnaire.catalogue import load_catalogue
from assess.questionnaire.model import LevelQuestion
from assess.resource import resource
from assess.scoring.panel import Panel
from assess.settings import Settings
from assess.store.store import Store
from assess.web.app import create_app
from assess.web.desk import Desk

from .measure import Row, row

CALLS = 200


def measure() -> list[Row]:
    """The page of one dimension of the full questionnaire, half of it answered."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder), questionnaires=resource("questionnaires"))
        catalogue = load_catalogue(settings.questionnaires)
        panel = Panel(catalogue.questionnaires)
        with Store.open(settings.database, score=panel.score) as store:
            found = catalogue.get("cx-maturity")
            begun = store.begin(
                questionnaire=found.id,
                version=found.version,
                hash=found.hash,
                language="en",
                profile={"industry": "C", "size": "medium", "region": "eu-west"},
            ).result()
            levels = [q.id for q in found.questions if isinstance(q, LevelQuestion)]
            store.save(begun.token, base=0, changes={name: Answer(2) for name in levels[::2]}).result()
            app = create_app(Desk(catalogue, panel, store, settings))
            times = asyncio.run(_times(app, f"/a/{begun.token}/d/listening"))
        panel.close()
    return [row("a warm form page, server time", times, "ms", 5)]


async def _times(app, path: str) -> list[float]:
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
        "path": path, "raw_path": path.encode(), "query_string": b"", "root_path": "", "headers": [(b"host", b"bench")],
        "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80),
    }  # fmt: skip
    sent: list[dict] = []

    async def receive() -> dict:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict) -> None:
        sent.append(message)

    times = []
    for _ in range(CALLS + 10):
        sent.clear()
        began = time.perf_counter()
        await app(dict(scope), receive, send)
        times.append(1000 * (time.perf_counter() - began))
        assert sent[0]["status"] == 200
        assert b"fieldset" in b"".join(message.get("body", b"") for message in sent)
    return times[10:]
