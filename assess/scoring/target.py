"""How far it is to a target: what is missing of it, and how much of the way since a baseline is done.

Pure. The two figures of OWASP SAMM's roadmaps. They answer different questions: the first looks at every part on its
own, so that more than the target in one does not make up for another; the second at the score as a whole.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from ..errors import InvalidAnswer


class Distance(Struct, frozen=True, kw_only=True):
    """Parts against their targets. `gap` has what each lacks, 0 where it is reached.

    `reached` is 1 − Σ gap / Σ target, 0–1; None where all targets are 0, for then there is nowhere to go.
    """

    gap: dict[str, float]
    reached: float | None


def distance(current: Mapping[str, float], target: Mapping[str, float]) -> Distance:
    """What each part lacks of its target, on any one scale that begins at 0: gap = max(0, target − current).

    A part without a current value lacks all of its target. Raises `InvalidAnswer` for a part that has no target, or a
    negative value.
    """
    for part, value in (*current.items(), *target.items()):
        if part not in target or not value >= 0:
            what = f"{part} has the value {value}." if part in target else f"{part} has no target."
            raise InvalidAnswer(what, where=part, remedy="Give each part a target; none is below 0.")
    gap = {part: max(0.0, wanted - current.get(part, 0.0)) for part, wanted in target.items()}
    whole = sum(target.values())
    return Distance(gap=gap, reached=1 - sum(gap.values()) / whole if whole else None)


def progress(baseline: float, current: float, target: float) -> float | None:
    """(current − baseline) / (target − baseline): 0 at the baseline, 1 at the target; below or beyond if so.

    None where the target was not above the baseline: then there was no way to go.
    """
    return (current - baseline) / (target - baseline) if target > baseline else None
