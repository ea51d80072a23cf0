"""An assessment and those named as the earlier ones of the same organisation: what is refused, and what is said of them.

Nothing that is stored says whose an assessment is. So what contradicts it is refused (the same one, a later one, another
corporate group, no question in common), and the rest is told in the words of the command line, for a person to judge.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..assessment.model import day_of
from ..errors import Conflict

if TYPE_CHECKING:
    from ..assessment.model import Assessment
    from ..questionnaire.catalogue import Catalogue
    from ..scoring.panel import Panel
    from .assessment import Found


def check_earlier(latest: Found, earlier: Sequence[Found]) -> None:
    """`Conflict`, in English, if one of `earlier` cannot be an earlier assessment of the same organisation."""
    met = {latest.assessment.id}
    for one in earlier:
        if one.assessment.id in met:
            what = f"The assessment `{one.assessment.id}` is named twice."
            raise Conflict(what, where=one.name, remedy="Name one that was submitted earlier, and each once.")
        met.add(one.assessment.id)
        if (
            one.assessment.submitted_at
            and latest.assessment.submitted_at
            and one.assessment.submitted_at > latest.assessment.submitted_at
        ):
            raise Conflict(
                f"It was submitted on {_day(one)}, after `{latest.name}` ({_day(latest)}).",
                where=one.name,
                remedy="Name the later one as the assessment, and the other as the earlier one. A sheet of an earlier time "
                "is imported with --submitted DAY.",
            )
        if one.party and latest.party and one.party != latest.party:
            raise Conflict(
                f"It is from another corporate group than `{latest.name}`.",
                where=one.name,
                remedy="Name an assessment of the same organisation. `assess contribute group ID IDENTITY` mends a group "
                "that was named wrongly.",
            )


def check_shared(
    latest: Assessment, earlier: Sequence[Assessment], panel: Panel, catalogue: Catalogue
) -> None:
    """`NotComparable`, in English, if the last of the earlier ones answered a questionnaire that shares no question."""
    from ..report.finding.conclude import contrast

    if not earlier:
        return
    last = sorted(earlier, key=lambda one: str(day_of(one) or ""))[-1]  # as `finding.course` orders them
    if last.questionnaire != latest.questionnaire:
        then, now = ((panel.scorer(one.questionnaire, one.hash), one) for one in (last, latest))
        contrast(then, now, catalogue=catalogue)


def tell_change(latest: Found, one: Found) -> str:
    """What was held against what, and what speaks against their being of one organisation."""
    said = f"Compared with `{one.name}`{f' of {day}' if (day := _day(one)) else ''}."
    differences = _differences(latest.assessment.profile, one.assessment.profile)
    return f"{said} {differences}" if differences else said


def doubts(latest: Found, earlier: Sequence[Found]) -> list[str]:
    """As `tell_change`, of those alone that something speaks against."""
    found = (one for one in earlier if _differences(latest.assessment.profile, one.assessment.profile))
    return [tell_change(latest, one) for one in found]


def _differences(now: dict[str, str], then: dict[str, str]) -> str:
    moved = [
        f"{field} was {then[field]} and is {now[field]}"
        for field in now
        if field in then and then[field] != now[field]
    ]
    if not moved:
        return ""
    return (
        f"Its {', its '.join(moved)}: is it the same organisation? Nothing that is stored says whose it is."
    )


def _day(found: Found) -> str:
    return str(day_of(found.assessment) or "")
