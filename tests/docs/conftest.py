"""The documentation as authors wrote it, and as a reader gets it: built once for all tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from assess.questionnaire.catalogue import Catalogue, load_catalogue
from assess.resource import resource
from tests.conftest import Once
from tests.documentation import documentation

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The shipped questionnaires."""
    return load_catalogue(resource("questionnaires"))


@pytest.fixture(scope="session")
def site(once: Once) -> Path:
    """The built documentation, as `assess docs` builds it."""
    return documentation(once)


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
