"""Findings → the reference figures that fit them: what others have published, shown beside a comparison, never counted
into one."""

from __future__ import annotations

from ...benchmark.figure import Figure, Topic, figures
from .model import Findings

FITS: dict[Topic, frozenset[str]] = {
    "nps": frozenset({"advocacy"}),
    "satisfaction": frozenset({"metrics", "scorecard"}),
    "contact-centre": frozenset({"service"}),
}
"""The themes of a questionnaire beside which figures of another kind than maturity say something."""


def elsewhere(findings: Findings) -> tuple[Figure, ...]:
    """The reference figures that fit what the questionnaire asks about: those of maturity, and others by its themes."""
    themes = {row.id for view in findings.views if view.kind == "theme" for row in view.rows}
    fitting = {"maturity", *(topic for topic, needed in FITS.items() if needed & themes)}
    return tuple(figure for figure in figures(findings.language) if figure.topic in fitting)
