"""The documentation as authors wrote it, and as a reader gets it: built once for all tests."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from assess.cli import main
from assess.cli.reference import command_page
from assess.questionnaire.catalogue import Catalogue, load_catalogue
from assess.report.manual import build
from assess.report.sample.site import make_sample, print_samples
from assess.resource import resource
from tests.conftest import Once

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The shipped questionnaires."""
    return load_catalogue(resource("questionnaires"))


@pytest.fixture(scope="session")
def samples(once: Once, catalogue: Catalogue) -> dict[str, dict[str, bytes]]:
    """The built files of the sample report, by language and name."""

    def make(folder: Path) -> None:
        files = print_samples(make_sample(catalogue, folder / "charts"))
        (folder / "files").write_bytes(msgspec.msgpack.encode(files))

    held = once("sample", make) / "files"
    return msgspec.msgpack.decode(held.read_bytes(), type=dict[str, dict[str, bytes]])


@pytest.fixture(scope="session")
def site(once: Once, samples: dict[str, dict[str, bytes]]) -> Path:
    """The built documentation, as `assess docs` builds it."""
    return (
        once(
            "documentation",
            lambda folder: build(folder / "site", commands=command_page(main), samples=samples),
        )
        / "site"
    )


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
