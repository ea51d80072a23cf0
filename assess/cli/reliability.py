"""`assess score --reliability`: whether the questions of each dimension rise and fall together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .option import print_json, print_table

if TYPE_CHECKING:
    from ..assessment.sheet import Sheet
    from ..scoring.score import Scorer


def show_reliability(scorer: Scorer, sheet: Sheet, as_json: bool) -> None:
    """Cronbach's alpha of every dimension over the respondents of a sheet, on stdout."""
    from ..scoring.reliability import find_reliability

    found = find_reliability(scorer, sheet.batch.codes)
    if as_json:
        print_json({"synthetic": sheet.batch.synthetic, "reliability": found})
        return
    rows = (
        (
            one.node,
            one.questions,
            one.n,
            one.incomplete,
            "–" if one.alpha is None else f"{one.alpha:.2f}",
            one.reason.replace("_", " "),
        )
        for one in found
    )
    print_table(("dimension", "questions", "respondents", "incomplete", "alpha", "why not"), rows)
