"""The audit gate (disclosure rule 11): all releases → how closely anybody's score on any node can be told.

The attacker is taken to hold every published cell of every edition, to know who is in each, and to be told all scores of
as many others as `coalition` says, whichever are worst for the victim; or to be an account, or a member of a federation,
that knows all it brought in. Nothing here approximates in favour of the
edition: a width is stated only with two populations that would have published the same and differ by it. Pure.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from ..history import Release
from ..model import Thresholds
from .evidence import gather
from .examine import Finding, examine
from .model import Audit, Bound, Method, Place, Relations
from .pool import Inquiry
from .remedy import failures

HOW: tuple[Method, ...] = ("none", "exchange", "alone", "pair", "programme")
"""The methods, from the cheapest to the dearest; a bound is named after the dearer of its two ends."""


def audit(releases: Sequence[Release], relations: Relations, thresholds: Thresholds) -> Audit:
    """Attack all releases of one questionnaire content together, the oldest first, the one to be released last.

    Passed if nobody's score is shown to be open by less than `thresholds.width` of the shown range. What cannot be
    shown with the effort that is spent counts as unsafe. Raises `AssessError` where a release that cells were carried
    forward from is missing.
    """
    evidence = gather(releases) if releases else None
    if evidence is None or not evidence.tables:
        return Audit(limit=0, tightest=None, failures=(), cells=0, editions=len(releases))
    instrument = evidence.instrument
    limit = math.ceil(round(100 * thresholds.width * (instrument.maximum - instrument.minimum), 6))
    inquiry = Inquiry(evidence, relations)
    found = examine(inquiry, limit, thresholds.coalition)
    tightest = min(found, key=lambda each: (each.opened.width, each.kind, each.node), default=None)
    return Audit(
        limit=limit / 100,
        tightest=bound(inquiry, tightest, thresholds.coalition) if tightest else None,
        failures=failures(inquiry, relations, found, limit, thresholds.coalition, bound),
        cells=sum(len(table.told) for table in evidence.tables),
        editions=len(releases),
    )


def bound(inquiry: Inquiry, finding: Finding, coalition: int) -> Bound:
    """A finding in words and figures that name nobody."""
    return Bound(
        places=places(inquiry, finding.victim, finding.node),
        node=inquiry.evidence.instrument.nodes[finding.node],
        low=finding.opened.low / 100,
        high=finding.opened.high / 100,
        alike=finding.alike,
        coalition=coalition,
        told=inquiry.evidence.insiders[number].what if (number := finding.opened.insider) >= 0 else "others",
        how=max(finding.opened.how, key=HOW.index),  # type: ignore[arg-type]
    )


def places(inquiry: Inquiry, unknown: int, node: int) -> tuple[Place, ...]:
    """The cells that an unknown is counted in, newest edition first, then as the tree goes."""
    evidence = inquiry.evidence
    told = np.flatnonzero(inquiry.inside[unknown] & inquiry.tells[:, node])
    found = [(-evidence.tables[at].release, evidence.tables[at].cohort) for at in told.tolist()]
    return tuple(Place(evidence.editions[-release], cohort) for release, cohort in sorted(found))
