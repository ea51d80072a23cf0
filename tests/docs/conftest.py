"""The documentation as authors wrote it, and as a reader gets it: built once for all tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from assess.cli import main
from assess.cli.reference import command_page
from assess.questionnaire.catalogue import Catalogue, load_catalogue
from assess.report.manual import build
from assess.resource import resource

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The shipped questionnaires."""
    return load_catalogue(resource("questionnaires"))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built documentation."""
    out = tmp_path_factory.mktemp("documentation") / "site"
    build(out, commands=command_page(main))
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
