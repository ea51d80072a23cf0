"""An assessment and the earlier ones of the same organisation → findings that say where it stands, what has changed, and
the course."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from ...assessment.entry import check_assessment
from ...assessment.model import Assessment
from ...benchmark.model import Edition
from ...questionnaire.catalogue import Catalogue
from ...scoring.panel import Panel
from ...scoring.score import Scorer
from ...scoring.view import Viewer
from .conclude import conclude, contrast
from .find import add_change
from .model import Findings
from .trend import find_trend


class Assessed(Struct, frozen=True, kw_only=True):
    """An assessment that was checked, with what scores its content, and the edition it is held against: for an earlier one
    that of its time."""

    scorer: Scorer
    viewer: Viewer
    assessment: Assessment
    edition: Edition | None


def hold(panel: Panel, assessment: Assessment, edition: Edition | None) -> Assessed:
    """An assessment as it came, checked against the content it answered. `Conflict` if that cannot be had, `InvalidAnswer`
    for an answer that it does not allow."""
    scorer = panel.scorer(assessment.questionnaire, assessment.hash)
    return Assessed(
        scorer=scorer,
        viewer=panel.viewer(assessment.questionnaire, assessment.hash),
        assessment=check_assessment(scorer.questionnaire, assessment),
        edition=edition,
    )


def conclude_course(
    latest: Assessed,
    earlier: Sequence[Assessed] = (),
    *,
    catalogue: Catalogue,
    title: str,
    then: Edition | None = None,
    peers: str = "",
    smoothed: bool = False,
    remarks: bool = False,
) -> Findings:
    """The findings of the latest assessment, in the language spoken; with earlier ones, what has changed since the last of
    them and, with two, the course. Everything else as in `conclude`; `NotComparable` as `contrast`."""
    findings = conclude(
        latest.scorer,
        latest.viewer,
        latest.assessment,
        latest.edition,
        catalogue=catalogue,
        title=title,
        then=then,
        peers=peers,
        smoothed=smoothed,
        remarks=remarks,
    )
    return _add_course(findings, latest, earlier, catalogue, remarks=remarks) if earlier else findings


def _add_course(
    findings: Findings, latest: Assessed, earlier: Sequence[Assessed], catalogue: Catalogue, *, remarks: bool
) -> Findings:
    told = [
        conclude(
            one.scorer, one.viewer, one.assessment, one.edition, catalogue=catalogue, title=findings.title
        )
        for one in earlier
    ]
    by_day = sorted(zip(earlier, told, strict=True), key=lambda each: each[1].date)
    last, _ = by_day[-1]
    change = contrast(
        (last.scorer, last.assessment),
        (latest.scorer, latest.assessment),
        catalogue=catalogue,
        remarks=remarks,
    )
    trend = find_trend(findings, [said for _, said in by_day])
    return replace(add_change(findings, change), trend=trend)
