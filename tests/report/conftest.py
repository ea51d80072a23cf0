"""Findings of the hand-made assessment of `report_sample`, drawn and built once a session."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from report_sample import build_comparison, build_findings

from assess.benchmark.model import Comparison
from assess.report.chart.renderer import Renderer
from assess.report.finding.model import Findings
from assess.report.site.builder import build
from assess.report.site.write import write

GOLDEN = Path(__file__).parent.parent / "golden" / "report"


@pytest.fixture(scope="session")
def findings() -> Findings:
    """Compared with 20–29 made-up companies of the industry, after one fall-back."""
    return build_findings(comparison=build_comparison())


@pytest.fixture(scope="session")
def alone() -> Findings:
    """The same answers without an edition."""
    return build_findings()


@pytest.fixture(scope="session")
def make_findings() -> Callable[..., Findings]:
    """Findings of other circumstances: a title, a comparison, scores, made-up answers, remarks."""
    return build_findings


@pytest.fixture(scope="session")
def make_comparison() -> Callable[..., Comparison]:
    """A comparison with another band of companies."""
    return build_comparison


@pytest.fixture
def golden() -> Callable[[str, str], str]:
    """A name below `tests/golden/report` and the text that was made → the text that was agreed.

    Where the difference is meant, ASSESS_REFRESH_GOLDEN=1 makes what was made the agreed one.
    """

    def agreed(name: str, made: str) -> str:
        file = GOLDEN / name
        if os.environ.get("ASSESS_REFRESH_GOLDEN"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(made, "utf-8")
        return file.read_text("utf-8")

    return agreed


@pytest.fixture(scope="session")
def renderer() -> Renderer:
    return Renderer()


@pytest.fixture(scope="session")
def site(findings: Findings, renderer: Renderer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report built by MkDocs."""
    folder = tmp_path_factory.mktemp("report")
    write(findings, folder / "pages", renderer)
    build(folder / "pages", folder / "site")
    return folder / "site"
