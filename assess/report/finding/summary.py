"""The report on one page, in plain words: where you stand, what that means, what to do first, what has changed.

Parts of the findings enter; a `Summary` leaves. It says nothing that another part does not say too.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from ..word import plan
from .ladder import Rung
from .response import Response
from .step import FIRST, StepFinding


class Summary(Struct, frozen=True, kw_only=True):
    """`verdict` is the first sentence. `meaning` says what the level looks like, `ahead` what stands between it and the
    next, `position` how the dimensions lie beside each other or their peers; `changed` is empty without an earlier
    assessment. `first` are the things to do first, at most three, `strong` what to keep, at most three."""

    verdict: str
    meaning: str
    ahead: str
    position: str
    changed: str
    first: tuple[StepFinding, ...]
    strong: tuple[Response, ...]


def summarise(
    *,
    verdict: str,
    position: str,
    ladder: Sequence[Rung],
    steps: Sequence[StepFinding],
    strengths: Sequence[Response],
    changed: str = "",
) -> Summary:
    """The summary of findings; `changed` is the sentence of what has changed, if an earlier assessment was named."""
    here = next((rung for rung in ladder if rung.here), None)
    return Summary(
        verdict=verdict,
        meaning=plan.meaning(here.level, here.name, here.summary) if here else "",
        ahead=_ahead(ladder),
        position=position,
        changed=changed,
        first=tuple(steps[:FIRST]),
        strong=tuple(strengths[:FIRST]),
    )


def _ahead(ladder: Sequence[Rung]) -> str:
    following = next((rung for rung in ladder if rung.next), None)
    if following is None:
        return plan.at_the_top() if ladder and ladder[-1].reached else ""
    return plan.ahead(following.level, following.name, len(following.missing))
