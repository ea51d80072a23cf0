"""The real application over the real questionnaires and a real database, one of each for every test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from assess.questionnaire.catalogue import Catalogue
from assess.resource import resource
from assess.scoring.panel import Panel
from assess.settings import Settings
from assess.store.record import Decision
from assess.store.store import Store
from assess.web.app import create_app
from assess.web.desk import Desk

from .sample import sample_catalogue, write_edition
from .visitor import Visitor


class Clock:
    """A clock that a test can turn."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def turn(self, days: float) -> None:
        self.now += timedelta(days=days)


class Service:
    """A running service: its application, and what stands behind it."""

    def __init__(self, app: Litestar, desk: Desk, store: Store, clock: Clock, client: TestClient) -> None:
        self.app = app
        self.desk = desk
        self.store = store
        self.clock = clock
        self.client = client

    def decide(self, kind: str, *ids: str, because: str = "") -> None:
        """What the operator decides about contributions."""
        decision = Decision(kind=kind, ids=ids, by="operator", because=because)
        self.store.decide(decision).result()

    def window(self) -> Visitor:
        """Another window of a browser."""
        return Visitor(self.client)


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return sample_catalogue()


@pytest.fixture(scope="session")
def panel(catalogue: Catalogue) -> Panel:
    return Panel(catalogue.questionnaires)


@pytest.fixture(scope="session")
def editions(catalogue: Catalogue, panel: Panel, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one made-up edition, of the quick check."""
    folder = tmp_path_factory.mktemp("editions")
    write_edition(catalogue, panel, folder)
    return folder


Serve = Callable[..., "Service"]


@pytest.fixture(scope="session")
def serve(catalogue: Catalogue, panel: Panel, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """Starts services, each on a folder of its own."""
    with ExitStack() as running:

        def start(*, editions: Path | None = None) -> Service:
            folder = tmp_path_factory.mktemp("data")
            settings = Settings(
                data=folder, questionnaires=resource("questionnaires"), url="https://cx.example"
            )
            if editions is not None:
                settings.editions.symlink_to(editions)
            clock = Clock()
            store = running.enter_context(Store.open(settings.database, score=panel.score, clock=clock))
            desk = Desk(catalogue, panel, store, settings)
            app = create_app(desk)
            client = running.enter_context(TestClient(app, raise_server_exceptions=False))
            return Service(app, desk, store, clock, client)

        yield start


@pytest.fixture(scope="session")
def service(serve: Serve) -> Service:
    """A service without a benchmark edition, shared by all tests: assessments do not know of each other."""
    return serve()


@pytest.fixture
def fresh(serve: Serve) -> Service:
    """A service that no other test has written to."""
    return serve()


@pytest.fixture(scope="session")
def compared_service(serve: Serve, editions: Path) -> Service:
    """A service with a made-up edition of the quick check."""
    return serve(editions=editions)


@pytest.fixture
def client(service: Service) -> TestClient:
    return service.client


@pytest.fixture
def window(service: Service) -> Visitor:
    """A browser's window on the home page."""
    visitor = service.window()
    visitor.open("/")
    return visitor
