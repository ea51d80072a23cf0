"""The report on one page, in plain words: where you stand, what that means, what to do first, what has changed.

Parts of the findings enter; a `Summary` leaves. It says nothing that another part does not say too.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from ..word import plan
from ..word.text import NOTHING, Paragraph, Text
from .ladder import Rung
from .response import Response
from .step import FIRST, StepFinding


class Summary(Struct, frozen=True, kw_only=True):
    """`verdict` is the first sentence. `meaning` says what the level looks like, `ahead` what stands between it and the
    next, `position` how the dimensions lie beside each other or their peers; `changed` says nothing without an earlier
    assessment. `first` are the things to do first, at most three, `strong` what to keep, at most three."""

    verdict: Text
    meaning: Text
    ahead: Text
    position: Paragraph
    changed: Paragraph
    first: tuple[StepFinding, ...]
    strong: tuple[Response, ...]


def summarise(
    *,
    verdict: Text,
    position: Paragraph,
    ladder: Sequence[Rung],
    steps: Sequence[StepFinding],
    strengths: Sequence[Response],
) -> Summary:
    """The summary of findings; what has changed is added once an earlier assessment is named (`find.add_change`)."""
    here = next((rung for rung in ladder if rung.here), None)
    return Summary(
        verdict=verdict,
        meaning=plan.meaning(here.level, here.name, here.summary) if here else NOTHING,
        ahead=_ahead(ladder),
        position=position,
        changed=Paragraph(),
        first=tuple(steps[:FIRST]),
        strong=tuple(strengths[:FIRST]),
    )


def _ahead(ladder: Sequence[Rung]) -> Text:
    following = next((rung for rung in ladder if rung.next), None)
    if following is None:
        return plan.at_the_top() if ladder and ladder[-1].reached else NOTHING
    return plan.ahead(following.level, following.name, len(following.missing))
