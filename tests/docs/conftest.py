"""The documentation as authors wrote it, and as a reader gets it: built once for all tests."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

import msgspec
import pytest

from assess.cli import main
from assess.cli.reference import command_page
from assess.questionnaire.catalogue import Catalogue, load_catalogue
from assess.report.manual import build
from assess.report.sample.site import make_sample, print_samples
from assess.resource import resource

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The shipped questionnaires."""
    return load_catalogue(resource("questionnaires"))


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue) -> dict[str, dict[str, bytes]]:
    """The built files of the sample report, by language and name. They take a while, so one worker builds them for all."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    held = shared / "samples.msgpack"
    with (shared / "samples.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not held.exists():
            sample = make_sample(catalogue, own / "charts")
            held.write_bytes(msgspec.msgpack.encode(print_samples(sample)))
    return msgspec.msgpack.decode(held.read_bytes(), type=dict[str, dict[str, bytes]])


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, samples: dict[str, dict[str, bytes]]) -> Path:
    """The built documentation, as `assess docs` builds it."""
    out = tmp_path_factory.mktemp("documentation") / "site"
    build(out, commands=command_page(main), samples=samples)
    return out


@pytest.fixture(scope="session")
def sources() -> dict[str, str]:
    """What people write, by file name: the pages and the files at the root."""
    pages = [
        *sorted((ROOT / "site" / "docs").glob("*.md")),
        ROOT / "README.md",
        ROOT / "CONTRIBUTING.md",
        ROOT / "CHANGELOG.md",
    ]
    return {page.name: page.read_text("utf-8") for page in pages}
