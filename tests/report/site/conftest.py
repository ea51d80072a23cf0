"""Every kind of site we publish, built once by each builder: reports, a portfolio, the benchmark, the documentation."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from site_reader import read_page, read_site
from site_sample import TONGUES, portfolio_content, report_content

from assess.report.benchmark.site import publish as publish_benchmark
from assess.report.chart.renderer import Renderer
from assess.report.site.builder import publish
from tests.chromium import chromium
from tests.conftest import Once
from tests.documentation import documentation
from tests.report.benchmark.edition_sample import build_source

STRICT = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'none'; connect-src 'self'; worker-src 'self'; "
    "script-src 'self' 'wasm-unsafe-eval'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""The policy an operator may send with every page of a site."""


@pytest.fixture(scope="session")
def built(once: Once, renderer: Renderer) -> Callable[..., Path]:
    """A site of this kind, built once by each builder that it is asked of."""

    @functools.cache
    def site(kind: str, builder: str = "mkdocs") -> Path:
        def build(folder: Path) -> None:
            if kind == "benchmark":
                source = build_source(folder / "editions")
                options = {"title": "Publiczny", "languages": TONGUES, "renderer": renderer}
                publish_benchmark(source, folder / "site", builder=builder, **options)
            elif kind == "portfolio":
                publish(portfolio_content(renderer), folder / "site", builder=builder)
            else:
                content = report_content(kind.removeprefix("report-"), renderer)
                publish(content, folder / "site", builder=builder)

        if kind == "documentation":
            return documentation(once, builder)
        return once(f"{builder}-{kind}", build) / "site"

    return site


@pytest.fixture(scope="module", autouse=True)
def forget_pages() -> Iterator[None]:
    """Parsed pages are large: a module reads them once, and leaves none behind."""
    yield
    read_site.cache_clear()
    read_page.cache_clear()


@pytest.fixture(scope="module")  # a browser left open would be in the way of those of other folders
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


class Handler(SimpleHTTPRequestHandler):
    """Files as they are, under the strictest policy."""

    def end_headers(self) -> None:
        self.send_header("content-security-policy", STRICT)
        super().end_headers()

    def log_message(self, *said) -> None:
        """Says nothing."""


@pytest.fixture(scope="session")
def serving() -> Callable:
    """A web server for a folder, while it is used; gives the address of the folder."""

    @contextmanager
    def serve(folder: Path) -> Iterator[str]:
        server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            server.server_close()

    return serve
