"""Findings and earlier assessments of the same organisation → findings that say what has changed, and the course."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from ...assessment.model import Assessment
from ...benchmark.model import Edition
from ...questionnaire.catalogue import Catalogue
from ...scoring.score import Scorer
from ...scoring.view import Viewer
from .conclude import conclude, contrast
from .find import add_change
from .model import Findings
from .trend import find_trend


class Earlier(Struct, frozen=True, kw_only=True):
    """An earlier assessment with what scores its content, and the edition it is held against: that of its time."""

    scorer: Scorer
    viewer: Viewer
    assessment: Assessment
    edition: Edition | None


def add_course(
    findings: Findings,
    latest: tuple[Scorer, Assessment],
    earlier: Sequence[Earlier],
    *,
    catalogue: Catalogue,
    remarks: bool = False,
) -> Findings:
    """The findings with what has changed since the last of the earlier assessments and, with two of them, the course, in
    the language spoken. `latest` is what the findings are of. `NotComparable` as `contrast`."""
    told = [
        conclude(
            one.scorer, one.viewer, one.assessment, one.edition, catalogue=catalogue, title=findings.title
        )
        for one in earlier
    ]
    by_day = sorted(zip(earlier, told, strict=True), key=lambda each: each[1].date)
    last, _ = by_day[-1]
    change = contrast((last.scorer, last.assessment), latest, catalogue=catalogue, remarks=remarks)
    trend = find_trend(findings, [said for _, said in by_day])
    return replace(add_change(findings, change), trend=trend)
