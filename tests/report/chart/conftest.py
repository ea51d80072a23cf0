"""Findings long enough for every chart to have something to show."""

from __future__ import annotations

import pytest
from chart_sample import build_many

from assess.report.finding.model import Findings


@pytest.fixture(scope="session")
def many() -> Findings:
    return build_many(4)
